import type { CatalogEntry } from './entry.ts';

/** BAKE-120 … 129: the city plan that a recipe names. */
export const planFaults = {
  'BAKE-120': {
    zh: {
      message: '城市规划草图“{file}”读不出来：{reason}。',
      tip: '检查配方 generate.plan 的路径，文件应是 UTF-8 的 JSON。',
    },
    en: {
      message: 'The city plan “{file}” cannot be read: {reason}.',
      tip: 'Check the path in generate.plan of the recipe; the file is JSON in UTF-8.',
    },
  },
  'BAKE-121': {
    zh: {
      message: '城市规划草图的“{key}”不合要求：{expected}。',
      tip: '格式见 src/model/contract/cityPlan.ts；经纬度为 WGS84，先经度后纬度。',
    },
    en: {
      message: '“{key}” of the city plan does not fit: {expected}.',
      tip: 'The format stands in src/model/contract/cityPlan.ts; degrees in WGS84, longitude first.',
    },
  },
  'BAKE-122': {
    zh: {
      message: '城市规划草图“{file}”不在本区：{count} 处地物里没有一处离边界不到 {kilometers} 公里。',
      tip: '检查经度和纬度是否写反，或配方是否用了别的城市的草图。',
    },
    en: {
      message: 'The city plan “{file}” is of another place: of {count} features none lies within {kilometers} km.',
      tip: 'Check whether longitude and latitude are swapped, or whether the recipe names the plan of another city.',
    },
  },
} as const satisfies Record<string, CatalogEntry>;
