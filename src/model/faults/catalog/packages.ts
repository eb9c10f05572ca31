import type { CatalogEntry } from './entry.ts';

/** BAKE-6xx: baked packages looked at again, the cache of stages, files looked into before they are baked. */
export const packageFaults = {
  'BAKE-600': {
    zh: {
      message: '{folder} 不是这个版本的城区包：{reason}。',
      tip: '指到含 district.json 的文件夹，或重新烘焙：npm run bake -- run',
    },
    en: {
      message: '{folder} is no district package of this version: {reason}.',
      tip: 'Name the folder that holds district.json, or bake again: npm run bake -- run',
    },
  },
  'BAKE-601': {
    zh: {
      message: '城区包的内容与清单里的哈希对不上：清单 {manifest}，实际 {found}。',
      tip: '文件在烘焙之后被改过或损坏；不要使用，重新烘焙。',
    },
    en: {
      message: 'The package’s content does not give the hash of its manifest: {manifest} there, {found} found.',
      tip: 'Files were changed or damaged after the bake: do not use it, bake again.',
    },
  },
  'BAKE-602': {
    zh: { message: '清单里的公开文件 {file} 不在。', tip: '拷贝时漏了文件；重新拷贝整个文件夹，或重新烘焙。' },
    en: {
      message: 'The public file {file} of the manifest is not there.',
      tip: 'It was lost on the way: copy the whole folder again, or bake again.',
    },
  },
  'BAKE-603': {
    zh: {
      message: '文件 {file} 不在清单里。',
      tip: '城区包里只应有烘焙写出的文件；移走它，公开文件夹里的内容谁都能取到。',
    },
    en: {
      message: 'File {file} stands in no list of the manifest.',
      tip: 'A package holds only what the bake wrote: take it out; anybody may fetch what lies in a public folder.',
    },
  },
  'BAKE-604': {
    zh: { message: '瓦片 {file} 解不开：{reason}。', tip: '文件损坏；重新烘焙。' },
    en: { message: 'Tile {file} does not decode: {reason}.', tip: 'It is damaged: bake again.' },
  },
  'BAKE-605': {
    zh: { message: '数据库 {file} 不能用：{reason}。', tip: '文件缺失或损坏；重新烘焙。' },
    en: { message: 'Database {file} cannot be used: {reason}.', tip: 'It is missing or damaged: bake again.' },
  },
  'BAKE-606': {
    zh: {
      message: '区域 {area} 的汇总 {key} 是 {found}，逐条加起来是 {right}。',
      tip: '汇总与明细不符，屏幕上的数字会互相矛盾；重新烘焙。',
    },
    en: {
      message: 'Area {area} says {key} = {found}, its rows add up to {right}.',
      tip: 'Totals and rows disagree, so screens would contradict each other: bake again.',
    },
  },
  'BAKE-607': {
    zh: { message: '有对象落在不存在的网格 {gridId} 里。', tip: '它们没有责任人；重新烘焙。' },
    en: {
      message: 'Things stand in a grid {gridId} that does not exist.',
      tip: 'They would have no owner: bake again.',
    },
  },
  'BAKE-608': {
    zh: { message: '{what}：清单写 {manifest}，实际 {found}。', tip: '各文件不是同一次烘焙写的；重新烘焙。' },
    en: {
      message: '{what}: the manifest says {manifest}, there are {found}.',
      tip: 'The files are not of one bake: bake again.',
    },
  },
  'BAKE-609': {
    zh: {
      message: '{level} 级不再严密：缝隙 {gaps} 处，重叠 {overlaps} 处，面积差 {areaError} m²。',
      tip: '边界文件在烘焙之后变了，或数据本来如此（见 report.json）；用 npm run bake -- prove 看在哪里。',
    },
    en: {
      message: 'Level {level} does not tile the land: {gaps} gaps, {overlaps} overlaps, {areaError} m² apart.',
      tip: 'The outlines changed after the bake, or were handed over so (report.json): npm run bake -- prove says where.',
    },
  },
  'BAKE-610': {
    zh: {
      message: '公开文件 {file} 里有个人信息（{what}）。',
      tip: '立即停止发布这个包；个人信息只能在 personal.sqlite 里。',
    },
    en: {
      message: 'The public file {file} carries personal data ({what}).',
      tip: 'Stop serving this package at once: personal data belongs into personal.sqlite alone.',
    },
  },
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
  'BAKE-613': {
    zh: { message: '文件 {file} 缺失或不是 {reason} 格式。', tip: '文件损坏，或是别的版本写的；重新烘焙。' },
    en: {
      message: 'File {file} is missing, or not in the form {reason}.',
      tip: 'It is damaged or of another version: bake again.',
    },
  },
  'BAKE-614': {
    zh: { message: '文件 {file} 不存在。', tip: '检查路径；路径里有空格时要加引号。' },
    en: { message: 'File {file} is not there.', tip: 'Check the path; quote it where it has blanks.' },
  },
  'BAKE-615': {
    zh: {
      message: '{file} 是文件夹，不是文件。',
      tip: '指到其中一个文件；Shapefile 指到 .shp，三维瓦片指到 tileset.json。',
    },
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
  'BAKE-617': {
    zh: { message: '压缩副本 {file} 与 {original} 内容不同。', tip: '浏览器会拿到旧内容；重新烘焙。' },
    en: {
      message: 'The compressed twin {file} does not hold what {original} holds.',
      tip: 'Browsers would get another content: bake again.',
    },
  },
  'BAKE-618': {
    zh: { message: '{table} 表的次序从第 {row} 行 {id} 起错了。', tip: '瓦片和实时数据按行号认对象；重新烘焙。' },
    en: {
      message: 'Table {table} is out of order from row {row}, {id}.',
      tip: 'Tiles and live data name things by their row: bake again.',
    },
  },
  'BAKE-619': {
    zh: { message: '第 {buildingIndex} 号建筑在瓦片里没有形体。', tip: '它在地图上看不见；重新烘焙。' },
    en: { message: 'Building {buildingIndex} has no shape in any tile.', tip: 'Nobody would see it: bake again.' },
  },
  'BAKE-620': {
    zh: { message: '两个文件对不上（{what}）：{first}，{second}。', tip: '各文件不是同一次烘焙写的；重新烘焙。' },
    en: {
      message: 'Two files disagree on {what}: {first}, {second}.',
      tip: 'The files are not of one bake: bake again.',
    },
  },
  'BAKE-621': {
    zh: {
      message: '文件的字节与清单里的哈希对不上：清单 {manifest}，实际 {found}。',
      tip: '有文件被改过、增加或丢失；重新拷贝整个文件夹，或重新烘焙。',
    },
    en: {
      message: 'The bytes of the files do not give the hash of the manifest: {manifest} there, {found} found.',
      tip: 'Some were changed, added or lost: copy the whole folder again, or bake again.',
    },
  },
  'BAKE-622': {
    zh: {
      message: '个人信息库不完整或不属于这个包：{what}。',
      tip: '从这次烘焙的文件夹重新拷贝 personal.sqlite，或重新烘焙；没有它，包的其余部分照常可用。',
    },
    en: {
      message: 'The personal store is not whole, or not of this package: {what}.',
      tip: 'Copy personal.sqlite again from the folder of this bake, or bake again; the rest of the package works without it.',
    },
  },
  'BAKE-623': {
    zh: {
      message: '视频点 {id} 的国标编码“{code}”不是 20 位数字。',
      tip: '视频平台按 GB/T 28181 编码找设备；改正来源或重新烘焙。',
    },
    en: {
      message: 'Video point {id} has the GB/T 28181 code “{code}”, which is not 20 digits.',
      tip: 'Video platforms find devices by it: correct the source, or bake again.',
    },
  },
  'BAKE-624': {
    zh: {
      message: '清单把不能公开的文件“{file}”列为公开。',
      tip: '公开的只有清单本身和公开文件夹里的文件；清单被改过，不要使用，重新烘焙。',
    },
    en: {
      message: 'The manifest calls “{file}” public, which may not be.',
      tip: 'Only the manifest and what lies in the public folders may: the manifest was changed, bake again.',
    },
  },
  'BAKE-625': {
    zh: {
      message: '{folder} 的文件与烘焙时不同，不能拿来比较。',
      tip: '用 npm run bake -- check 看缺了什么、改了什么；重新拷贝整个文件夹，或重新烘焙。',
    },
    en: {
      message: 'The files of {folder} are not those that were baked: there is nothing to compare.',
      tip: 'npm run bake -- check says what is missing or changed; copy the whole folder again, or bake again.',
    },
  },
  'BAKE-626': {
    zh: { message: '文件 {file} 是 Shapefile 的一部分。', tip: '请看它的 .shp：{shp}；其余几个文件会一起读。' },
    en: {
      message: 'File {file} is a part of a Shapefile.',
      tip: 'Name its .shp: {shp}; the other parts are read with it.',
    },
  },
} as const satisfies Record<string, CatalogEntry>;
