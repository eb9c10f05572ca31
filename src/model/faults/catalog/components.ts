import type { CatalogEntry } from './entry.ts';

/** BAKE-36x: city components of an owner's files. */
export const componentFaults = {
  'BAKE-360': {
    zh: {
      message: '“{source}”的部件 {id} 在城区边界外，或落在没有网格的地方，已拒收。',
      tip: '它不属于任何网格；若应属于本区，检查坐标系和边界。',
    },
    en: {
      message: '“{source}”: component {id} lies outside the boundary, or where there is no grid, and was refused.',
      tip: 'No grid owns it; if it should be inside, check the coordinate system and the boundary.',
    },
  },
  'BAKE-361': {
    zh: {
      message: '“{source}”的部件 {id}：类别“{value}”不在部件类别表里，已舍去。',
      tip: '在配方 fields.class 的 map 里把它对到表里的代码（最接近：{nearest}），或把类别补进 official.componentClasses。',
    },
    en: {
      message: '“{source}”: component {id}: no class “{value}” in the table of component classes; dropped.',
      tip: 'Map it to a code of the table under fields.class (nearest: {nearest}), or add the class to official.componentClasses.',
    },
  },
  'BAKE-362': {
    zh: {
      message: '“{source}”的部件 {id} 与同类的另一个在同一平方米内，又没有编号，已舍去。',
      tip: '多半是重复记录；若真是两个，请给出它们的编号（配方 fields.id）。',
    },
    en: {
      message:
        '“{source}”: component {id} stands in the same square metre as another of its class and has no id; dropped.',
      tip: 'Most likely it was recorded twice; if there are two, map their ids under fields.id.',
    },
  },
} as const satisfies Record<string, CatalogEntry>;
