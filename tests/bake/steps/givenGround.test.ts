/** An owner's own roads, water and green, from file to tile. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Baked, bakeDistrict } from '../../../src/bake/bake.ts';
import { decodeGlb } from '../../../src/bake/steps/encodeGlb.ts';
import { NAMED_ROADS_FILE, parseNamedRoadsFile } from '../../../src/model/contract/namedRoadsFile.ts';
import { parseReport, type SourceReport } from '../../../src/model/contract/reportFile.ts';
import { groundClasses } from '../../../src/model/contract/tileAttributes.ts';
import { toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-given-'));
let baked: Baked;
let classes: Set<string>;
let bySource: ReadonlyMap<string, SourceReport>;

const feature = (properties: object, type: string, coordinates: unknown) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});
const files = {
  roads: [
    // Enters the district from the west and leaves it in the east.
    // A part that is but a point was left behind when its line was cut.
    feature({ n: '主路', r: 1, w: 30 }, 'MultiLineString', [
      [[120.366, 36.0985]],
      [
        [120.355, 36.099],
        [120.38, 36.1],
      ],
    ]),
    feature({ n: '远方' }, 'LineString', [
      [120.5, 36.2],
      [120.51, 36.2],
    ]),
    feature({ n: '不是线' }, 'Point', [120.366, 36.1]),
  ],
  water: [
    feature({}, 'Polygon', [
      [
        [120.36, 36.096],
        [120.362, 36.096],
        [120.362, 36.097],
        [120.36, 36.096],
      ],
    ]),
  ],
  green: [
    feature({}, 'Polygon', [
      [
        [120.364, 36.097],
        [120.366, 36.097],
        [120.366, 36.0985],
        [120.364, 36.0985],
        [120.364, 36.097],
      ],
    ]),
  ],
} as const;

beforeAll(async () => {
  const sources = Object.entries(files).map(([role, features]) => {
    writeFileSync(path.join(folder, `${role}.geojson`), JSON.stringify({ type: 'FeatureCollection', features }));
    const fields = role === 'roads' ? { name: { from: 'n' }, rank: { from: 'r' }, widthMeters: { from: 'w' } } : {};
    return { key: role, role, path: `${role}.geojson`, format: 'geojson', crs: 'EPSG:4326', fields };
  });
  const outFolder = path.join(folder, 'out');
  baked = await bakeDistrict({
    recipePath: writeToyRecipe(path.join(folder, 'recipe'), { ...toyRecipe(), sources }),
    dataFolder: folder,
    outFolder,
    onProgress: () => {},
  });
  const report = parseReport(JSON.parse(readFileSync(path.join(outFolder, 'report.json'), 'utf8')))!;
  bySource = new Map(report.sources.map((source) => [source.key, source]));
  classes = new Set();
  for (const file of readdirSync(path.join(outFolder, 'ground')).filter((name) => name.endsWith('.glb'))) {
    const document = await decodeGlb(readFileSync(path.join(outFolder, 'ground', file)));
    for (const mesh of document.getRoot().listMeshes()) {
      for (const primitive of mesh.listPrimitives()) {
        for (const id of primitive.getAttribute('_FEATURE_ID_0')!.getArray()!) classes.add(groundClasses[id]!);
      }
    }
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('given roads, water and green', () => {
  it('are drawn instead of invented ones', () => {
    expect([...classes].sort()).toEqual(['green', 'land', 'outside', 'road1', 'water']);
    expect(baked.manifest.synthetic.roads).toBe(false);
  });

  it('keep the names that their owner gave them, for the map to letter', () => {
    const text = readFileSync(path.join(folder, 'out', NAMED_ROADS_FILE), 'utf8');
    const { roads } = parseNamedRoadsFile(JSON.parse(text))!;
    expect(roads.map(({ name, nameEn, rank, courses }) => [name, nameEn, rank, courses.length])).toEqual([
      ['主路', '主路', 1, 1],
    ]);
  });

  it('that lie elsewhere or are of another kind are dropped by number', () => {
    expect(bySource.get('roads')).toMatchObject({
      records: 3,
      accepted: 1,
      dropped: [{ code: 'BAKE-269', count: 2, ids: ['#2', '#3'] }],
      repaired: [{ code: 'BAKE-339', count: 1 }],
    });
    expect(bySource.get('water')).toMatchObject({ accepted: 1, dropped: [] });
    expect(bySource.get('green')).toMatchObject({ accepted: 1, dropped: [] });
  });
});
