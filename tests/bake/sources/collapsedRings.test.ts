/** A house whose shaft has shrunk to a point in the file keeps its place, and the report says what was left out. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSource } from '../../../src/bake/sources/readSource.ts';
import { footprintsOf } from '../../../src/bake/steps/footprints.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-rings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const square = (west: number, size: number) => {
  const [south, east, north] = [36.1, west + size, 36.1 + size];
  return [[west, south], [east, south], [east, north], [west, north], [west, south]]; // biome-ignore format: a ring
};
const point = Array.from({ length: 4 }, () => [120.35005, 36.10005]);

it.each([
  ['a hole', { type: 'Polygon', coordinates: [square(120.35, 0.0003), point] }],
  ['a part', { type: 'MultiPolygon', coordinates: [[square(120.35, 0.0003)], [point]] }],
])('%s', async (_, geometry) => {
  const feature = { type: 'Feature', properties: {}, geometry };
  writeFileSync(path.join(folder, 'b.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
  const faults = new FaultLog();
  const source = { key: 'b', role: 'buildings', path: 'b.geojson', format: 'geojson', crs: 'EPSG:4326', fields: {} };
  const read = await readSource(source as Parameters<typeof readSource>[0], folder, 'Asia/Shanghai', faults);
  const frame = new EnuFrame({ lonLatDeg: [120.35, 36.1], heightEllipsoidMeters: 0 });
  const footprints = footprintsOf([read], frame, faults);
  expect(footprints.map(({ footprintCm }) => footprintCm.map((polygon) => polygon.length))).toEqual([[1]]);
  expect(faults.kept().find(({ code }) => code === 'BAKE-329')).toMatchObject({
    record: { source: 'b', id: '#1', fate: 'repaired' },
  });
});
