/** The default district's areas, made from the files in data/ as the bake makes them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { AreasSpec } from '../../../src/bake/synthetic/generate.ts';
import { type PlacedPlan, placePlan } from '../../../src/bake/synthetic/placedPlan.ts';
import { parseCityPlan } from '../../../src/model/contract/cityPlan.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import type { Point2 } from '../../../src/model/geometry/polygon.ts';

const folder = path.resolve(import.meta.dirname, '../../../data');
export const textOfData = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
export const rowsOfData = (file: string): Record<string, string>[] => parse(textOfData(file), { columns: true });

const frame = new EnuFrame({ lonLatDeg: [120.365, 36.114], heightEllipsoidMeters: 0 });
export const cmFromLonLat = (lonLatDeg: readonly [number, number]): Point2 => {
  const [east, north] = frame.enuFromLonLat(lonLatDeg);
  return [Math.round(east * 100), Math.round(north * 100)];
};

export function defaultPlan(): PlacedPlan {
  const result = parseCityPlan(JSON.parse(textOfData('shibei/plan.json')));
  if (!result.ok) throw new Error(result.faults.map(({ code, values }) => `${code} ${values.key}`).join());
  return placePlan(result.plan, frame, 'plan.json');
}

export function defaultAreasSpec(): AreasSpec {
  const [feature] = JSON.parse(textOfData('shibei/outline-synthetic.json')).features;
  const ring = feature.geometry.coordinates[0].slice(0, -1) as [number, number][];
  return {
    district: { key: 'shibei', code: '370203', name: '市北区', nameEn: 'Shibei District' },
    standardRef: 'GB/T 47678',
    seed: 'shibei-1',
    seaSide: 'west',
    plan: defaultPlan(),
    streets: {
      from: 'seeds',
      outlineCm: [[ring.map(cmFromLonLat)]],
      seeds: rowsOfData('shibei/streets.csv').map((row) => ({
        code: row.code!,
        name: row.name!,
        nameEn: null,
        atCm: cmFromLonLat([Number(row.lonDeg), Number(row.latDeg)]),
        weight: Number(row.areaKm2),
      })),
    },
    communities: rowsOfData('shibei/communities.csv').map((row) => ({ code: row.code!, name: row.name! })),
    communityGrids: 135,
    unitGrids: 1064,
    extensionGrids: 124,
  };
}
