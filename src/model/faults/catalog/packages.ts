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
} as const satisfies Record<string, CatalogEntry>;
