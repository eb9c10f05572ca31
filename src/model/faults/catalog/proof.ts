import type { CatalogEntry } from './entry.ts';

/** BAKE-500 … 549: what the coverage proof finds in given areas. Gaps and overlaps of a level are BAKE-306. */
export const proofFaults = {
  'BAKE-500': {
    zh: {
      message: '“{source}”的区域 {id} 没有代码，已舍去。',
      tip: '每个区域都要有自己的代码：上级由它认出。在源数据里补上。',
    },
    en: {
      message: '“{source}”: area {id} has no code and was dropped.',
      tip: 'Every area needs its code: its parents are known by it. Add it in the source.',
    },
  },
  'BAKE-501': {
    zh: {
      message: '建筑 {id} 跨网格：{shares}。',
      tip: '网格线不得切割建筑：请相邻网格商定归哪一家，再移线。',
    },
    en: {
      message: 'Building {id} lies across grids: {shares}.',
      tip: 'A grid’s line never cuts a building: have the neighbours agree whose it is, then move the line.',
    },
  },
  'BAKE-502': {
    zh: { message: '{level} 的代码 {id} 写法不对。', tip: '应为：{expected}' },
    en: { message: 'Code {id} of a {level} is malformed.', tip: 'Expected: {expected}' },
  },
  'BAKE-503': {
    zh: { message: '{level} 的代码 {id} 用了不止一次。', tip: '代码不得重用：给后来的那个一个新号。' },
    en: {
      message: 'Code {id} of a {level} is used more than once.',
      tip: 'Codes are never reused: number the later one anew.',
    },
  },
  'BAKE-504': {
    zh: { message: '{level} 的代码 {id} 与上级代码不符。', tip: '前几位应是上级的代码：{expected}' },
    en: {
      message: 'Code {id} of a {level} does not begin as its parent’s.',
      tip: 'It begins with the parent’s code: {expected}',
    },
  },
  'BAKE-505': {
    zh: {
      message: '网格 {id} 面积 {squareMeters} m²，不在 {least} … {most} m² 之内。',
      tip: '多半是切错了或编错了；若确应如此，在配方的 proof.gridAreaBand 里放宽。',
    },
    en: {
      message: 'Grid {id} holds {squareMeters} m², outside {least} … {most} m².',
      tip: 'Most likely it was cut or coded wrongly; if it is meant so, widen proof.gridAreaBand in the recipe.',
    },
  },
  'BAKE-506': {
    zh: { message: '拓展网格 {id} 没有责任单位。', tip: '每个拓展网格归一个单位负责：在 ownerUnit 里写明。' },
    en: {
      message: 'Extension grid {id} has no unit that answers for it.',
      tip: 'Each has exactly one: name it under ownerUnit.',
    },
  },
  'BAKE-507': {
    zh: {
      message: '区域 {id} 有一条轮廓（{squareMeters} m²）在合并 {snapMeters} 米以内的线后消失。',
      tip: '它比容差还窄：改正轮廓，或减小 proof.snapMeters。',
    },
    en: {
      message: 'An outline of area {id} ({squareMeters} m²) vanishes once lines within {snapMeters} m are one.',
      tip: 'It is narrower than the tolerance: correct it, or lower proof.snapMeters.',
    },
  },
  'BAKE-508': {
    zh: {
      message: '{level}“{name}”（{id}）里没有一个网格，不在城区包中。',
      tip: '补上它的网格，或把它并入相邻的区域。',
    },
    en: {
      message: 'The {level} “{name}” ({id}) holds not one grid and is not in the package.',
      tip: 'Add its grids, or merge it into a neighbour.',
    },
  },
  'BAKE-509': {
    zh: { message: '没有可证明的区域：{reason}。', tip: '给出一个城区包、一个配方，或用 --grids 等选项给出文件。' },
    en: {
      message: 'There are no areas to prove: {reason}.',
      tip: 'Give a package, a recipe, or files by options such as --grids.',
    },
  },
} as const satisfies Record<string, CatalogEntry>;
