import type { CatalogEntry } from './entry.ts';

/** BAKE-6xx: baked packages looked at again, the cache of stages, files looked into before they are baked. */
export const packageFaults = {
  'BAKE-611': {
    zh: { message: '缓存里“{stage}”这一步的结果已损坏，已重新计算。', tip: '结果不受影响；若反复出现，检查磁盘。' },
    en: {
      message: 'The kept result of stage “{stage}” was damaged and has been made anew.',
      tip: 'The package is not affected; if it happens again, check the disk.',
    },
  },
  'BAKE-612': {
    zh: { message: '认不出 {file} 是什么格式。', tip: '可以读的格式：{known}。若是压缩包里的其它格式，请先转换。' },
    en: {
      message: 'The format of {file} is none that we know.',
      tip: 'These can be read: {known}. Convert anything else first.',
    },
  },
  'BAKE-614': {
    zh: { message: '文件 {file} 不存在。', tip: '检查路径；路径里有空格时要加引号。' },
    en: { message: 'File {file} is not there.', tip: 'Check the path; quote it where it has blanks.' },
  },
  'BAKE-615': {
    zh: { message: '{file} 是文件夹，不是文件。', tip: '指到其中一个文件；Shapefile 指到 .shp，三维瓦片指到 tileset.json。' },
    en: {
      message: '{file} is a folder, not a file.',
      tip: 'Name one file in it: the .shp of a shapefile, the tileset.json of tiles.',
    },
  },
  'BAKE-616': {
    zh: { message: '{file} 已经存在，没有覆盖。', tip: '换一个文件名，或先移走它：里面可能有人填过的内容。' },
    en: {
      message: '{file} is there already and was not overwritten.',
      tip: 'Choose another name, or move it away: somebody may have filled it in.',
    },
  },
} as const satisfies Record<string, CatalogEntry>;
