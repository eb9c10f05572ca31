import type { CatalogEntry } from './entry.ts';

/** BAKE-7xx: what a package cannot hold. Part of the bake's catalog, kept beside it because its makers differ. */
export const outputFaults = {
  'BAKE-700': {
    zh: {
      message: '地面从 {minUpMeters} 米到 {maxUpMeters} 米，高差超过 {mostMeters} 米，数据包写不下。',
      tip: '多半是高程数据里的无效值或单位不对（英尺、分米）：检查 elevation 数据源的 noData 和单位。',
    },
    en: {
      message:
        'The ground reaches from {minUpMeters} m to {maxUpMeters} m: a package holds no more than {mostMeters} m.',
      tip: 'Most likely a no-data value or another unit (feet, decimetres) in the elevation source: check both.',
    },
  },
} as const satisfies Record<string, CatalogEntry>;
