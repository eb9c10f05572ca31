/** Nothing vanishes without a line: for every source, records = filtered + accepted + dropped, and each dropped one is named. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bakeDistrict } from '../../../src/bake/bake.ts';
import { readSource } from '../../../src/bake/sources/readSource.ts';
import { placeBuildings } from '../../../src/bake/steps/placeBuildings.ts';
import { placeVideoPoints } from '../../../src/bake/steps/placePoints.ts';
import { sourceReport } from '../../../src/bake/steps/writeReport.ts';
import type { RecipeSource } from '../../../src/model/contract/recipeSources.ts';
import { parseReport, type SourceReport } from '../../../src/model/contract/reportFile.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { sharedData, sharedDataMissing } from '../../support/sharedData.ts';
import { toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-conservation-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function expectConserved(report: SourceReport): void {
  const dropped = report.dropped.reduce((sum, { count }) => sum + count, 0);
  expect(report.filtered + report.accepted + dropped, report.key).toBe(report.records);
  for (const { ids, count, code } of report.dropped) expect(ids.length, code).toBe(count);
}

/** Reads and places one source as the bake does, everything within 30 km of its first record being the district. */
async function conserved(source: RecipeSource, dataFolder: string): Promise<SourceReport> {
  const faults = new FaultLog();
  const read = await readSource(source, dataFolder, 'Asia/Shanghai', faults);
  const geometry = read.records.find(({ geometry: { kind } }) => kind !== 'lines')?.geometry;
  const at =
    geometry?.kind === 'point' ? geometry.at : geometry?.kind === 'polygons' ? geometry.polygons[0]![0]![0]! : [0, 0];
  const frame = new EnuFrame({ lonLatDeg: [at[0]!, at[1]!], heightEllipsoidMeters: 0 });
  const findGrid = (xCm: number, yCm: number) => (Math.hypot(xCm, yCm) < 3e6 ? { id: 'grid' } : null);
  const placed =
    source.role === 'buildings'
      ? placeBuildings([read], frame, findGrid, faults)
      : placeVideoPoints([read], frame, findGrid, faults);
  // What these files say of themselves is true, and so is what is declared here.
  expect(faults.count('BAKE-265')).toBe(0);
  const accepted = new Map([...placed].map(([key, list]) => [key, list.length]));
  const written = sourceReport(read, accepted, faults);
  const report = { ...written, dropped: written.dropped.map((item) => ({ ...item, ids: [...item.ids] })) };
  expectConserved(report);
  return report;
}

const buildings = (over: Partial<RecipeSource>): RecipeSource => ({
  ...{ key: 'given', role: 'buildings', path: 'given.geojson', format: 'geojson', crs: 'EPSG:4326', fields: {} },
  ...over,
});

/** One feature of any sort of brokenness. */
function brokenFeature(random: SeededRandom, index: number): unknown {
  const metre = 1 / 100_000;
  const [x, y] = [120.36 + random.whole(0, 400) * metre, 36.1 + random.whole(0, 400) * metre];
  const corner = (): number[] => [x + random.whole(0, 40) * metre, y + random.whole(0, 40) * metre];
  const ring = (): unknown[] => {
    const points: unknown[] = Array.from({ length: random.whole(0, 9) }, corner);
    if (random.chance(0.2)) points.splice(random.whole(0, points.length), 0, points[0] ?? corner());
    return random.chance(0.85) && points.length > 0 ? [...points, points[0]] : points;
  };
  const square = [
    [0, 0],
    [20, 0],
    [20, 20],
    [0, 20],
    [0, 0],
  ].map(([dx, dy]) => [120.36 + dx! * metre, 36.1 + dy! * metre]);
  const geometry = random.pick<() => unknown>([
    () => ({ type: 'Polygon', coordinates: [ring()] }),
    () => ({ type: 'Polygon', coordinates: [ring(), ring()] }),
    () => ({ type: 'MultiPolygon', coordinates: [[ring()], [ring(), ring()]] }),
    () => ({ type: 'Polygon', coordinates: [square] }),
    () => ({
      type: 'Polygon',
      coordinates: [
        [
          [x, y],
          [x + 1e-7, y],
          [x + 1e-7, y + 30 * metre],
          [x, y + 30 * metre],
          [x, y],
        ],
      ],
    }),
    () => ({
      type: 'Polygon',
      coordinates: [
        [
          [200, 100],
          [1e300, 5],
          [3, 4],
          [200, 100],
        ],
      ],
    }),
    () => ({ type: 'Polygon', coordinates: [[corner(), [null, 3], corner(), corner()]] }),
    () => ({
      type: 'Polygon',
      coordinates: [
        [
          [-60, -36],
          [-60.001, -36],
          [-60, -36.001],
          [-60, -36],
        ],
      ],
    }),
    () => ({ type: 'Point', coordinates: [x, y] }),
    () => ({ type: 'LineString', coordinates: [corner(), corner()] }),
    () => null,
    () => 'nothing',
  ])();
  const properties = random.chance(0.05)
    ? null
    : {
        id: random.pick<unknown>([`b${index}`, `b${random.whole(0, 20)}`, '', null]),
        h: random.pick<unknown>([null, 0, 12, 3000, -5, 'tall', '18.5', 44]),
        n: random.pick<unknown>([null, 0, 3, 999, 2.4, '6', '六']),
        year: random.pick<unknown>([null, 1987, 87, 20_230]),
        kind: random.pick(['house', 'tree']),
      };
  return random.chance(0.02) ? null : { type: 'Feature', properties, geometry };
}

describe('seeded broken inputs', () => {
  it.each(Array.from({ length: 30 }, (_, seed) => seed))('of buildings, seed %i', async (seed) => {
    const random = new SeededRandom(`broken/${seed}`);
    const features = Array.from({ length: 120 }, (_, index) => brokenFeature(random, index));
    const file = `given-${seed}.geojson`;
    writeFileSync(path.join(folder, file), JSON.stringify({ type: 'FeatureCollection', features }));
    const fields = {
      ...{ id: { from: 'id' }, heightGroundMeters: { from: 'h' } },
      ...{ floors: { from: 'n' }, yearBuilt: { from: 'year' } },
    };
    const where = random.chance(0.5) ? { where: [{ from: 'kind', is: ['house'] }] } : {};
    const report = await conserved(buildings({ path: file, fields, ...where }), folder);
    expect(report.records).toBe(120);
    expect(report.filtered > 0).toBe('where' in where);
    expect(report.dropped.length).toBeGreaterThan(3);
  });

  it('of tables: short rows, bad numbers and repeated ids are all named', async () => {
    const rows = [
      'id,name,x,y',
      'a,A,120.36,36.1',
      'a,A,120.36,36.1',
      'b,B,east,36.1',
      'c,C,120.36',
      'd,,120.36,36.1',
      'e,E,121.9,36.1',
    ];
    writeFileSync(path.join(folder, 'points.csv'), rows.join('\n'));
    const fields = { id: { from: 'id' }, name: { from: 'name' }, x: { from: 'x' }, y: { from: 'y' } };
    const report = await conserved(
      buildings({ role: 'videoPoints', path: 'points.csv', format: 'csv', fields }),
      folder,
    );
    expect(report.accepted).toBe(1);
    expect(report.dropped.map(({ code, ids }) => [code, ids])).toEqual([
      ['BAKE-203', ['b']],
      ['BAKE-206', ['#4']],
      ['BAKE-208', ['d']],
      ['BAKE-209', ['a']],
      ['BAKE-301', ['e']],
    ]);
  });

  it('keeps the ids of all that is dropped, not of the first two hundred', async () => {
    const square = [
      [0, 0],
      [9, 0],
      [9, 9],
      [0, 0],
    ];
    const features = Array.from({ length: 1000 }, (_, index) => ({
      type: 'Feature',
      properties: {},
      geometry:
        index < 300
          ? { type: 'Polygon', coordinates: [square.map(([x, y]) => [120.36 + x! / 1e4, 36.1 + y! / 1e4])] }
          : null,
    }));
    writeFileSync(path.join(folder, 'many.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
    const report = await conserved(buildings({ path: 'many.geojson' }), folder);
    expect(report.dropped.map(({ code, count }) => [code, count])).toEqual([
      ['BAKE-203', 700],
      ['BAKE-331', 299],
    ]);
    expect(report.dropped[0]!.ids.at(-1)).toBe('#1000');
  });
});

describe('report.json of a bake', () => {
  it('is not written where a system cannot be used: that is a fault of the recipe', async () => {
    const source = buildings({ crs: '+proj=tmerc +lon_0=120 +units=li' });
    const bake = bakeDistrict({
      recipePath: writeToyRecipe(path.join(folder, 'refused'), { ...toyRecipe(), sources: [source] }),
      dataFolder: folder,
      outFolder: path.join(folder, 'never'),
      onProgress: () => {},
    });
    await expect(bake).rejects.toMatchObject({
      name: 'RecipeRefused',
      fault: { code: 'BAKE-260', path: 'sources.0.crs' },
    });
  });

  it('says for each source what became of its records, and by which rules', async () => {
    const random = new SeededRandom('report');
    const features = Array.from({ length: 200 }, (_, index) => brokenFeature(random, index));
    writeFileSync(path.join(folder, 'given.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
    const source = buildings({
      fields: { id: { from: 'id' }, floors: { from: 'n' } },
      where: [{ from: 'kind', is: ['house'] }],
    });
    const road = {
      type: 'LineString',
      coordinates: [
        [120.362, 36.097],
        [120.37, 36.101],
      ],
    };
    const roads = { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry: road }] };
    writeFileSync(path.join(folder, 'roads.geojson'), JSON.stringify(roads));
    const lines = buildings({ key: 'lines', role: 'roads', path: 'roads.geojson', heightDatum: '1985' });
    const out = path.join(folder, 'out');
    await bakeDistrict({
      recipePath: writeToyRecipe(path.join(folder, 'recipe'), { ...toyRecipe(), sources: [source, lines] }),
      dataFolder: folder,
      outFolder: out,
      onProgress: () => {},
    });
    const report = parseReport(JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8')))!;
    const [given, drawn] = report.sources as [SourceReport, SourceReport];
    expectConserved(drawn);
    expect(drawn).toMatchObject({ accepted: 1, dropped: [] });
    expect(report.faults).toContainEqual({ code: 'BAKE-266', count: 1 });
    expect(given).toMatchObject({ key: 'given', records: 200, crs: 'EPSG:4326' });
    expectConserved(given);
    expect(given.accepted).toBeGreaterThan(5);
    expect(given.repaired.map(({ code }) => code)).toContain('BAKE-322');
    expect(given.derived.map(({ code }) => code)).toEqual(['BAKE-344']);
    expect(report.rules.storeyHeightMeters.residential).toBe(2.95);
    expect(report.heightDatum).toBe('local ground');
  });
});

describe.skipIf(sharedDataMissing)('every real file', () => {
  const point = { role: 'videoPoints', format: 'csv' } as const;
  const amsterdam =
    '+proj=sterea +lat_0=52.15616055555555 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel +towgs84=565.417,50.3319,465.552,-0.398957,0.343988,-1.8774,4.0725 +units=m';
  it.each([
    [
      'bld-geojson-beijing-tsinghua/buildings.geojson',
      { fields: { id: { from: 'id' }, floors: { from: 'building:levels' } } },
    ],
    [
      'bld-geojson-wuhan-heights/buildings.geojson',
      { fields: { id: { from: 'id' }, heightGroundMeters: { from: 'height' } } },
    ],
    ['bld-shapefile-gbk/jianzhu-beijing.shp', { format: 'shapefile' }],
    ['bld-shapefile-nyc/buildings.shp', { format: 'shapefile', where: [{ from: 'type', isNot: ['ground'] }] }],
    ['bld-gpkg-prague/bubenec.gpkg', { format: 'geopackage', layer: 'buildings', crs: 'EPSG:3857' }],
    ['bld-flatgeobuf/nyc-buildings.fgb', { format: 'flatgeobuf' }],
    ['bld-osm-pbf-monaco/monaco-latest.osm.pbf', { format: 'osm-pbf', layer: 'building' }],
    ['bld-osm-xml-moscow/moscow.osm.gz', { format: 'osm-xml', layer: 'building' }],
    ['bld-cityjson-delft/delft.json', { format: 'cityjson', crs: amsterdam }],
    ['bld-cityjson-delft/rotterdam_subset.json', { format: 'cityjson', crs: amsterdam }],
    ['bld-citygml-plateau-sapporo/64413325_bldg_6697_op.gml', { format: 'citygml' }],
    ['shibei-boundary/shibei-streets.wgs84.geojson', {}],
    [
      'shibei-datum-check/qingdao-poi-style.gcj02.csv',
      {
        ...point,
        encoding: 'gbk',
        crs: 'GCJ-02',
        fields: { id: { from: '编号' }, name: { from: '名称' }, x: { from: '经度' }, y: { from: '纬度' } },
      },
    ],
    [
      'events-311-nyc/nyc311-newyear-2019.csv',
      {
        ...point,
        fields: {
          id: { from: 'unique_key' },
          name: { from: 'complaint_type' },
          x: { from: 'longitude' },
          y: { from: 'latitude' },
        },
      },
    ],
  ] as [string, Partial<RecipeSource>][])('%s', async (file, more) => {
    const report = await conserved(buildings({ path: file, ...more }), sharedData());
    expect(report.records).toBeGreaterThan(0);
    expect(report.accepted).toBeGreaterThan(0);
  });

  it('of whole countries holds no building of a district, and is refused with the reason', async () => {
    const countries = buildings({ path: 'bld-flatgeobuf/countries.fgb', format: 'flatgeobuf' });
    await expect(conserved(countries, sharedData())).rejects.toMatchObject({
      faults: [{ code: 'BAKE-210' }, { code: 'BAKE-303' }],
    });
  });
});
