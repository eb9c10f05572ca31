import type { CatalogEntry } from './entry.ts';

/** APP-…: starting, configuration, the machine. */
export const appFaults = {
  'APP-001': {
    zh: {
      message: '端口 {port} 已被占用。',
      tip: '关掉占用它的程序，或换一个端口：npm start -- --port {nextPort}',
    },
    en: {
      message: 'Port {port} is in use.',
      tip: 'Stop the program that holds it, or choose another: npm start -- --port {nextPort}',
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
      tip: '清理磁盘，或用 --state 指到空间更大的文件夹。',
    },
    en: {
      message: 'Not enough disk space: {folder} has {freeMiB} MiB free, {neededMiB} MiB are needed.',
      tip: 'Free some space, or point --state at a folder on a larger disk.',
    },
  },
  'APP-004': {
    zh: {
      message: '正在用 Node {found}，本产品需要 Node {needed}。',
      tip: '请用 npm start 启动（安装自带 Node {needed}）；若本平台没有自带，请自行安装该版本。',
    },
    en: {
      message: 'This is Node {found}; the product needs Node {needed}.',
      tip: 'Start it with npm start (the install brings Node {needed}); on a platform without it, install that version.',
    },
  },
  'APP-005': {
    zh: { message: '不认识选项 --{option}。', tip: '最接近的是 --{nearest}。全部选项：npm start -- --help' },
    en: { message: 'Unknown option --{option}.', tip: 'The nearest is --{nearest}. All options: npm start -- --help' },
  },
  'APP-006': {
    zh: { message: '选项 --{option} 的值“{value}”不能用。', tip: '应为：{expected}' },
    en: { message: 'Option --{option} cannot take “{value}”.', tip: 'Expected: {expected}' },
  },
  'APP-007': {
    zh: { message: '{folder} 不能写入：{reason}。', tip: '检查文件夹权限，或用 --state 指到别处。' },
    en: { message: '{folder} cannot be written: {reason}.', tip: 'Check its permissions, or point --state elsewhere.' },
  },
  'APP-008': {
    zh: { message: '没有可用的浏览器。', tip: '安装 Chromium、Chrome 或 Edge，或把路径写进环境变量 CHROMIUM_PATH。' },
    en: { message: 'No browser was found.', tip: 'Install Chromium, Chrome or Edge, or name one in CHROMIUM_PATH.' },
  },
} as const satisfies Record<string, CatalogEntry>;
