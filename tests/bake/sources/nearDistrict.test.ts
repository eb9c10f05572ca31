import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Stages } from '../../../src/bake/cache/stages.ts';
import { boundsNear } from '../../../src/bake/sources/nearDistrict.ts';
import { type ReadSource, readSource } from '../../../src/bake/sources/readSource.ts';
import { readRecipe } from '../../../src/bake/steps/readRecipe.ts';
import { readSources } from '../../../src/bake/steps/readSources.ts';
import { withoutNeighbours } from '../../../src/bake/steps/withoutNeighbours.ts';
import type { RecipeSource, SourceRole } from '../../../src/model/contract/recipeSources.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import type { MultiPolygon, Point2 } from '../../../src/model/geometry/polygon.ts';
import { toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-near-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const square = (x: number, y: number, side = 0.0004): Point2[] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
];
const polygon = (x: number, y: number, side?: number) => ({ type: 'Polygon', coordinates: [square(x, y, side)] });
const line = (x: number, y: number) => ({ type: 'LineString', coordinates: square(x, y).slice(0, 2) });
const point = (x: number, y: number) => ({ type: 'Point', coordinates: [x, y] });

type Shape = { readonly type: string; readonly coordinates: unknown };
function write(file: string, shapes: Readonly<Record<string, Shape>>): void {
  const features = Object.entries(shapes).map(([id, geometry]) => {
    const properties = { id, name: `名${id}`, at: '2025-01-01T08:00:00+08:00', kind: 'N' };
    return { type: 'Feature', properties, geometry };
  });
  writeFileSync(path.join(folder, file), JSON.stringify({ type: 'FeatureCollection', features }));
}

const sourceOf = (role: SourceRole, file: string, fields: Record<string, string>): RecipeSource => ({
  ...{ key: role.toLowerCase(), role, path: file, format: 'geojson', crs: 'EPSG:4490' },
  fields: Object.fromEntries(Object.entries(fields).map(([name, from]) => [name, { from }])),
});

const outline: MultiPolygon = [[square(120.36, 36.09, 0.02)]];
const near = boundsNear([], outline)!;

async function read(source: RecipeSource) {
  const faults = new FaultLog();
  const result = await readSource(source, folder, 'Asia/Shanghai', faults, near);
  return { ...result, labels: result.records.map(({ label }) => label), faults };
}

describe('what lies far from the district', () => {
  /** By role: the geometry that it needs, its fields, and the fault in whose words a far one is told. */
  const roles = [
    ['buildings', polygon, { id: 'id' }, 'BAKE-303', { id: 'buildings:far' }],
    ['roads', line, { id: 'id' }, 'BAKE-269', { id: 'far', role: 'roads', kind: 'lines' }],
    ['water', polygon, { id: 'id' }, 'BAKE-269', { id: 'far', role: 'water', kind: 'polygons' }],
    ['green', polygon, { id: 'id' }, 'BAKE-269', { id: 'far', role: 'green', kind: 'polygons' }],
    ['videoPoints', point, { id: 'id', name: 'name' }, 'BAKE-301', { id: 'far', name: '名far' }],
    ['events', point, { id: 'id', time: 'at', matterCode: 'kind' }, 'BAKE-302', { id: 'far' }],
  ] as const;

  it.each(roles)('is dropped while %s are read, and told by its id', async (role, shape, fields, code, values) => {
    write('a.geojson', { in: shape(120.37, 36.1), far: shape(120.47, 36.1), beside: shape(120.385, 36.1) });
    const { labels, recordCount, faults } = await read(sourceOf(role, 'a.geojson', fields));
    expect([labels, recordCount]).toEqual([['in', 'beside'], 3]);
    expect(faults.counts()).toEqual([{ code, count: 1 }]);
    expect(faults.kept()[0]!.values).toEqual({ source: role.toLowerCase(), ...values });
    expect([...faults.fatesOf(role.toLowerCase(), 'dropped')[0]!.ids]).toEqual(['far']);
  });

  it('is asked of the whole outline: one that reaches into the district is near', async () => {
    write('a.geojson', {
      across: polygon(120.2, 36.0, 0.5),
      far: polygon(120.2, 36.0, 0.05),
      north: polygon(120.37, 36.2),
    });
    const { labels } = await read(sourceOf('buildings', 'a.geojson', { id: 'id' }));
    expect(labels).toEqual(['across']);
  });

  it('takes no id from what is near', async () => {
    write('a.geojson', { first: polygon(120.47, 36.1), second: polygon(120.37, 36.1) });
    const source = sourceOf('buildings', 'a.geojson', { id: 'kind' });
    const { labels, faults } = await read(source);
    expect(labels).toEqual(['N']);
    expect(faults.count('BAKE-209')).toBe(0);
  });

  it('is a reason to refuse a file of houses, and none to refuse one of lawns', async () => {
    write('a.geojson', { far: polygon(120.47, 36.1) });
    const error = await read(sourceOf('buildings', 'a.geojson', { id: 'id' })).catch((reason: unknown) => reason);
    if (!(error instanceof FaultError)) throw error;
    expect(error.faults.map(({ code }) => code)).toEqual(['BAKE-210', 'BAKE-303']);
    const { records, faults } = await read(sourceOf('green', 'a.geojson', { id: 'id' }));
    expect([records.length, faults.counts()]).toEqual([0, [{ code: 'BAKE-269', count: 1 }]]);
  });
});

describe('a recipe that names its boundary last', () => {
  const buildings = sourceOf('buildings', 'b.geojson', { id: 'id' });
  const boundary = sourceOf('districtBoundary', 'd.geojson', {});

  const beside = polygon(120.39, 36.1);
  const houses = { in: polygon(120.37, 36.1), beside, far: polygon(120.47, 36.1) };

  async function readAll(changed: object, inFile: Parameters<typeof write>[1] = houses) {
    write('b.geojson', inFile);
    write('d.geojson', { d: polygon(120.36, 36.09, 0.02) });
    const file = writeToyRecipe(path.join(folder, 'recipe'), { ...toyRecipe(), ...changed });
    const { recipe, official } = readRecipe(file);
    const faults = new FaultLog();
    const [steps, shares]: [number[], number[]] = [[], []];
    const onSource = async (done: number, _total: number, share: number): Promise<void> => {
      steps.push(done);
      shares.push(share);
    };
    const sources = await readSources(recipe, folder, official.outline, new Stages(null, faults), onSource);
    const countOf = ({ source, records }: ReadSource) => [source.key, records.length];
    const district = withoutNeighbours(recipe, sources, official.outline, faults);
    return { read: sources.all.map(countOf), kept: district.all.map(countOf), district, faults, steps, shares };
  }

  it('has its sources in its own order, and of the buildings those that are near', async () => {
    const { read, steps, shares } = await readAll({ outline: undefined, sources: [buildings, boundary] });
    expect([read, steps]).toEqual([
      [
        ['buildings', 2],
        ['districtboundary', 1],
      ],
      [1, 2],
    ]);
    // The boundary is read first; files count by their bytes.
    const [houseBytes, boundaryBytes] = ['b', 'd'].map((name) => statSync(path.join(folder, `${name}.geojson`)).size);
    expect(shares).toEqual([boundaryBytes! / (houseBytes! + boundaryBytes!), 1]);
  });

  it('has those in the district alone once their datum is known, and each of the others is told', async () => {
    const { kept, district, faults } = await readAll({ outline: undefined, sources: [buildings, boundary] });
    expect(kept).toEqual([
      ['buildings', 1],
      ['districtboundary', 1],
    ]);
    expect(district.of('buildings')[0]!.records.map(({ label, values }) => [label, values])).toEqual([
      ['in', { id: 'in' }],
    ]);
    expect(faults.counts()).toEqual([{ code: 'BAKE-303', count: 2 }]);
    expect([...faults.fatesOf('buildings', 'dropped')[0]!.ids]).toEqual(['far', 'beside']);
  });

  it('is refused where all of its houses stand beside it', async () => {
    const changed = { outline: undefined, sources: [buildings, boundary] };
    const error = await readAll(changed, { beside }).catch((reason: unknown) => reason);
    if (!(error instanceof FaultError)) throw error;
    expect(error.faults.map(({ code }) => code)).toEqual(['BAKE-210', 'BAKE-303']);
  });

  it('an outline beside the recipe says the same', async () => {
    const { read, kept } = await readAll({ sources: [buildings] });
    expect([read, kept]).toEqual([[['buildings', 2]], [['buildings', 1]]]);
  });

  it('and where the buildings are cut out by their owner, all of them are the district', async () => {
    const outline = { extentOf: 'buildings' };
    const { read, kept } = await readAll({ outline, sources: [buildings] });
    expect([read, kept]).toEqual([[['buildings', 3]], [['buildings', 3]]]);
  });
});
