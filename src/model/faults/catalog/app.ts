import type { CatalogEntry } from './entry.ts';

/** APP-…: starting, configuration, the machine. APP-004 and APP-009 stand in src/app/*.mjs: they must run on any Node. */
export const appFaults = {
  'APP-001': {
    zh: {
      message: '端口 {port} 已被占用。',
      tip: '关掉占用它的程序，或在命令后换一个端口：-- --port {nextPort}',
    },
    en: {
      message: 'Port {port} is in use.',
      tip: 'Stop the program that holds it, or choose another after the command: -- --port {nextPort}',
    },
  },
  'APP-002': {
    zh: { message: '找不到 {folder}。', tip: '检查 --{option} 后面的路径是否写对、是否可读。' },
    en: {
      message: '{folder} is not there.',
      tip: 'Check the path after --{option}: spelling, and whether it can be read.',
    },
  },
  'APP-003': {
    zh: {
      message: '磁盘空间不足：{folder} 剩 {freeMiB} MiB，需要 {neededMiB} MiB。',
      tip: '清理磁盘，或用 --{option} 指到空间更大的文件夹。',
    },
    en: {
      message: 'Not enough disk space: {folder} has {freeMiB} MiB free, {neededMiB} MiB are needed.',
      tip: 'Free some space, or point --{option} at a folder on a larger disk.',
    },
  },
  'APP-005': {
    zh: { message: '不认识选项 --{option}。', tip: '最接近的是 --{nearest}。全部选项：{help}' },
    en: { message: 'Unknown option --{option}.', tip: 'The nearest is --{nearest}. All options: {help}' },
  },
  'APP-006': {
    zh: { message: '选项 --{option} 的值“{value}”不能用。', tip: '应为：{expected}' },
    en: { message: 'Option --{option} cannot take “{value}”.', tip: 'Expected: {expected}' },
  },
  'APP-007': {
    zh: { message: '{folder} 不能写入：{reason}。', tip: '检查文件夹是否存在、是否可写，或用 --{option} 指到别处。' },
    en: {
      message: '{folder} cannot be written: {reason}.',
      tip: 'Check that it is there and its permissions, or point --{option} elsewhere.',
    },
  },
  'APP-012': {
    zh: { message: '没有子命令“{command}”，也没有这个名字的配方。', tip: '最接近的是 {nearest}；可用的有 {known}。' },
    en: {
      message: 'There is no subcommand “{command}”, and no recipe of that name.',
      tip: 'The nearest is {nearest}; known are {known}.',
    },
  },
  'APP-013': {
    zh: { message: 'bake -- {command} 需要 {expected}，给出的是：{given}', tip: '全部用法：{help}' },
    en: { message: 'bake -- {command} takes {expected}; it was given: {given}', tip: 'All about it: {help}' },
  },
  'APP-014': {
    zh: {
      message: '没有叫“{named}”的配方文件、城区包或自带配方。',
      tip: '检查路径；自带配方中最接近的是 {nearest}，全部：{known}。',
    },
    en: {
      message: 'There is no recipe file, package or shipped recipe “{named}”.',
      tip: 'Check the path; of the shipped recipes the nearest is {nearest}, all are: {known}.',
    },
  },
  'APP-010': {
    zh: { message: '选项 --lan 还没有做。', tip: '目前只在本机（127.0.0.1）提供服务；状态见 README 的状态表。' },
    en: {
      message: 'Option --lan is not there yet.',
      tip: 'It serves this machine only (127.0.0.1); see the status table in the README.',
    },
  },
  'APP-011': {
    zh: { message: '页面没有构建成功：{reason}。', tip: '运行 npm run build 看完整的输出。' },
    en: { message: 'The screens could not be built: {reason}.', tip: 'Run npm run build to see its whole output.' },
  },
  'APP-008': {
    zh: { message: '没有可用的浏览器。', tip: '安装 Chromium、Chrome 或 Edge，或把路径写进环境变量 CHROMIUM_PATH。' },
    en: { message: 'No browser was found.', tip: 'Install Chromium, Chrome or Edge, or name one in CHROMIUM_PATH.' },
  },
} as const satisfies Record<string, CatalogEntry>;
