import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { bakeDistrict } from '../../../src/bake/bake.ts';
import { inspectFile } from '../../../src/bake/inspect/inspectFile.ts';
import type { Inspection } from '../../../src/bake/inspect/inspection.ts';
import { starterRecipe } from '../../../src/bake/inspect/starterRecipe.ts';
import { parseRecipe } from '../../../src/model/contract/recipe.ts';
import { describeFault, FaultError } from '../../../src/model/faults/fault.ts';
import { sharedData, sharedDataMissing } from '../../support/sharedData.ts';
import { toyRecipe } from '../../support/toyDistrict.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-inspect-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const options = { encoding: undefined, layer: undefined };
/** Each real file is read once, whatever is asked of it. */
const inspections = new Map<string, Promise<Inspection>>();
function inspected(file: string): Promise<Inspection> {
  const inspection = inspections.get(file) ?? inspectFile(sharedData(file), options);
  inspections.set(file, inspection);
  return inspection;
}
/** Every file of the folder, by its path in it. */
const realFiles = (): string[] =>
  readdirSync(sharedData(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(sharedData(), path.join(entry.parentPath, entry.name)))
    .sort();
const write = (name: string, content: string | Uint8Array): string => {
  const file = path.join(scratch, name);
  writeFileSync(file, content);
  return file;
};

describe.skipIf(sharedDataMissing)('real files (skipped where ../shared/data is not there)', () => {
  it('each is described and has a recipe to begin with, or is refused by number with a tip', async () => {
    const refused: string[] = [];
    for (const file of realFiles()) {
      try {
        const { recipe, open } = starterRecipe(await inspected(file));
        expect(recipe.schema, file).toBe('recipe/1');
        expect(open.length, file).toBeGreaterThan(0);
      } catch (error) {
        if (!(error instanceof FaultError)) throw error;
        const { code, message, tip } = describeFault(error.fault, 'en');
        expect(code, file).toMatch(/^BAKE-(?:612|626)$/);
        expect(`${message} ${tip}`, file).not.toMatch(/\{\w+\}/);
        refused.push(file);
      }
    }
    // What is no map data, and what belongs to another file.
    const known = /\.(?:md|txt|yml|pfm|i3dm|subtree|dbf|shx|prj|cpg|mpcdi\.xml)$/;
    expect(refused.filter((file) => !known.test(file))).toEqual([]);
    expect(realFiles().filter((file) => known.test(file) && !refused.includes(file))).toEqual([]);
  });

  it.each([
    ['bld-shapefile-gbk/jianzhu-beijing.shp', 'shapefile', 626, 'buildings', 'EPSG:4326'],
    ['bld-shapefile-gbk/anhui-counties.shp', 'shapefile', 78, 'districtBoundary', 'EPSG:4490'],
    ['bld-shapefile-nyc/buildings.shp', 'shapefile', 646, 'buildings', 'EPSG:4326'],
    ['bld-geojson-wuhan-heights/roads.geojson', 'geojson', null, 'roads', 'EPSG:4490'],
    ['bld-gpkg-prague/bubenec.gpkg', 'geopackage', null, null, null],
    ['bld-flatgeobuf/nyc-buildings.fgb', 'flatgeobuf', null, 'buildings', 'EPSG:4326'],
    ['bld-osm-pbf-monaco/monaco-latest.osm.pbf', 'osm-pbf', null, null, 'EPSG:4326'],
    ['bld-osm-xml-moscow/moscow.osm.gz', 'osm-xml', null, null, 'EPSG:4326'],
    ['bld-cityjson-delft/delft.json', 'cityjson', null, 'buildings', null],
    ['bld-citygml-plateau-sapporo/64413325_bldg_6697_op.gml', 'citygml', null, 'buildings', null],
    ['shibei-boundary/shibei-streets.wgs84.geojson', 'geojson', 22, 'streetBoundaries', 'EPSG:4490'],
    ['cameras-nyc/cameras.json', 'json', 723, 'videoPoints', 'EPSG:4326'],
    ['events-311-nyc/nyc311-animals-2025.csv', 'csv', 4969, 'events', 'EPSG:4326'],
  ])('%s', async (file, format, count, role, crs) => {
    const inspection = await inspected(file);
    expect(inspection.format).toBe(format);
    const { records } = inspection;
    expect(records!.recordCount).toBeGreaterThan(0);
    expect(records!.fields.length).toBeGreaterThan(0);
    if (count !== null) expect(records!.recordCount).toBe(count);
    if (role !== null) expect(records!.roles[0]).toBe(role);
    if (crs !== null) expect(records!.crs.candidates).toContain(crs);
  });

  it('a GBK shapefile shows its names, and their mapping', async () => {
    const { records } = await inspected('bld-shapefile-gbk/jianzhu-beijing.shp');
    expect(records!.fields.map(({ name }) => name)).toContain('建筑名称');
    expect(records!.mapping).toMatchObject({ id: '建筑编号', name: '建筑名称', floors: '楼层数' });
    expect(records!.fields.find(({ name }) => name === '建筑名称')!.samples).toContain('苏世民书院');
  });

  it('text without a declared encoding is shown, with a fault beside it', async () => {
    const inspection = await inspected('shibei-admin/shibei-communities-2021.gbk.csv');
    const { records, faults, encoding, textEncoding } = inspection;
    expect(records!.fields.map(({ name }) => name)).toEqual(['街道代码', '街道名称', '社区代码', '社区名称']);
    expect(faults.map(({ code }) => code)).toEqual(['BAKE-224']);
    // Nobody has said so: its owner is asked.
    expect([encoding, textEncoding]).toEqual([null, { name: 'gb18030', from: 'view' }]);
    expect(starterRecipe(inspection).open.map((item) => item.path)).toContain('sources.0.encoding');
  });

  it('tilesets and models have a short description', async () => {
    const tileset = await inspected('tiles3d-samples/1.1/SparseImplicitQuadtree/tileset.json');
    expect([tileset.format, tileset.facts[0]!.value]).toEqual(['3dtiles', '1.1']);
    const model = await inspected('tiles3d-samples/1.1/MetadataGranularities/house-4-2.glb');
    expect([model.format, model.facts[0]!.value.slice(0, 3)]).toEqual(['gltf', '2.0']);
  });

  it('a starter recipe with what was left open filled in is baked: from a GBK shapefile to its names in the index', async () => {
    const { recipe, open } = starterRecipe(await inspected('bld-shapefile-gbk/jianzhu-beijing.shp'));
    const toy = toyRecipe();
    const ours: Readonly<Record<string, unknown>> = { ...toy, generate: { ...toy.generate, communityGrids: 4 } };
    const filled = structuredClone(recipe) as Record<string, unknown>;
    for (const { path: at } of open) {
      const keys = at!.split('.');
      const last = keys.pop()!;
      // What stands at the same place in the toy's recipe.
      const inner = (of: unknown): Record<string, unknown> =>
        keys.reduce((value, key) => (value as Record<string, unknown>)[key], of) as Record<string, unknown>;
      inner(filled)[last] = inner(ours)[last];
    }
    const outFolder = path.join(scratch, 'package');
    const recipePath = write('starter.json', JSON.stringify(filled));
    const dataFolder = sharedData('bld-shapefile-gbk');
    const { manifest } = await bakeDistrict({ recipePath, dataFolder, outFolder, onProgress: () => {} });
    expect(manifest.sources[0]).toMatchObject({ format: 'shapefile', records: 626 });
    expect(manifest.counts.buildings).toBeGreaterThan(600);
    const index = new DatabaseSync(path.join(outFolder, 'index.sqlite'), { readOnly: true });
    const named = index.prepare("SELECT floors FROM buildings WHERE name = '苏世民书院'").all();
    index.close();
    expect(named).toHaveLength(1);
  });

  it('a starter recipe leaves open what only its owner knows, and is good once that is filled in', async () => {
    const inspection = await inspected('bld-geojson-wuhan-heights/buildings.geojson');
    const { recipe, open } = starterRecipe(inspection);
    expect(parseRecipe(recipe).ok).toBe(false);
    expect(open.map(({ code }) => code)).toContain('BAKE-104');
    const paths = open.map((item) => item.path);
    expect(paths).not.toContain('sources.0.role');
    for (const key of ['district.key', 'timeZone', 'heightDatum', 'official.matters', 'generate.unitGrids']) {
      expect(paths).toContain(key);
    }
    const filled = structuredClone(recipe) as Record<string, never> & Record<string, object>;
    Object.assign(filled, {
      district: { key: 'haidian', name: '海淀', nameEn: 'Haidian' },
      timeZone: 'Asia/Shanghai',
      standardRef: 'GB/T 47678',
      heightDatum: 'local ground',
      attribution: [{ zh: '业主', en: 'owner' }],
      official: { matters: 'matters.json', departments: 'departments.json' },
      generate: {
        ...{ seed: 's', streets: 1, communities: 1, communityGrids: 1, unitGrids: 2, extensionGrids: 0 },
        ...{ residents: 100, hazards: 0, roads: false },
      },
    });
    const undeclared = parseRecipe(filled);
    expect(undeclared.ok ? [] : undeclared.faults.map(({ code }) => code)).toEqual(['BAKE-104']);
    Object.assign((filled.sources as unknown as object[])[0]!, { crs: 'EPSG:4326' });
    expect(parseRecipe(filled)).toMatchObject({ ok: true });
  });
});

describe('the encoding of texts is told with what said so', () => {
  it.skipIf(sharedDataMissing)('of a GBK shapefile (skipped where ../shared/data is not there)', async () => {
    const file = sharedData('bld-shapefile-gbk/jianzhu-beijing.shp');
    expect((await inspectFile(file, options)).textEncoding!.name).toMatch(/^gb/);
    const asked = await inspectFile(file, { ...options, encoding: 'GB18030' });
    expect(asked.textEncoding).toEqual({ name: 'gb18030', from: 'recipe' });
  });

  it.each([
    ['plain', 'id,name\n1,路\n', undefined, { name: 'utf-8', from: 'trial' }],
    ['marked', '\ufeffid,name\n1,路\n', undefined, { name: 'utf-8', from: 'byte order mark' }],
    ['asked', 'id,name\n1,x\n', 'GBK', { name: 'gbk', from: 'recipe' }],
  ])('of a %s CSV', async (name, text, encoding, expected) => {
    const file = write(`${name}.csv`, text);
    expect((await inspectFile(file, { ...options, encoding })).textEncoding).toEqual(expected);
  });
});

describe('the encoding of formats that name their own', () => {
  const json =
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"路"},"geometry":null}]}';
  const kml = (head: string): string =>
    `${head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>路</name><Point><coordinates>120,36</coordinates></Point></Placemark></Document></kml>`;
  const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

  it.each<[string, string | Buffer, object]>([
    ['a.geojson', json, { name: 'utf-8', from: 'trial' }],
    ['b.geojson', utf16(json), { name: 'utf-16le', from: 'byte order mark' }],
    ['a.json', '[{"name":"路"}]', { name: 'utf-8', from: 'trial' }],
    ['b.json', '\ufeff[{"name":"路"}]', { name: 'utf-8', from: 'byte order mark' }],
    ['a.kml', kml(''), { name: 'utf-8', from: 'trial' }],
    ['b.kml', kml('<?xml version="1.0" encoding="UTF-8"?>'), { name: 'utf-8', from: 'XML declaration' }],
    ['c.kml', utf16(kml('')), { name: 'utf-16le', from: 'byte order mark' }],
    [
      'd.kml',
      Buffer.from(kml('<?xml version="1.0" encoding="GB2312"?>').replaceAll('路', '\xc2\xb7'), 'latin1'),
      { name: 'gbk', from: 'XML declaration' },
    ],
  ])('of %s is told', async (name, text, expected) => {
    const { textEncoding, records } = await inspectFile(write(name, text), options);
    expect(textEncoding).toEqual(expected);
    expect(records!.fields.find((field) => field.name === 'name')!.samples).toEqual(['路']);
  });
});

describe('numbers that are none', () => {
  it('are counted for their column, which stays one of numbers', async () => {
    const rows = ['1,3.5,NaN,nan', '2,nan,x,nan', '3,-Infinity,5,nan', '4,7,1.#IND,', '5,1.#QNAN,,'];
    const { records } = await inspectFile(write('nan.csv', `id,height,note,none\n${rows.join('\n')}\n`), options);
    const told = records!.fields.map(({ name, type, notNumbers, min, max }) => [name, type, notNumbers, min, max]);
    expect(told).toEqual([
      ['id', 'integer', 0, 1, 5],
      ['height', 'number', 3, 3.5, 7],
      ['note', 'text', 2, null, null],
      ['none', 'text', 3, null, null],
    ]);
  });

  it('as coordinates of a table are a place less, by the row', async () => {
    const text = 'id,lon,lat\n1,120,36\n2,NaN,36\n3,120,nan\n4,,36\n';
    const { faults } = await inspectFile(write('nan-places.csv', text), options);
    expect(faults.map(({ code, count }) => [code, count])).toEqual([['BAKE-203', 2]]);
    expect(faults[0]!.en.tip).toContain('lon = NaN');
  });
});

describe('places that are in no system', () => {
  const point = (x: string): string =>
    `{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[${x},36]}}`;

  it.each([
    ['far.geojson', `{"type":"FeatureCollection","features":[${point('120')},${point('1e300')}]}`],
    ['endless.geojson', `{"type":"FeatureCollection","features":[${point('120')},${point('1e999')}]}`],
    ['far.csv', 'id,lon,lat\n1,120,36\n2,1e300,36\n'],
    ['endless.csv', 'id,lon,lat\n1,120,36\n2,Infinity,36\n'],
  ])('%s: one is counted, by its place in the file', async (name, text) => {
    const { faults } = await inspectFile(write(name, text), options);
    expect(faults.map(({ code, count }) => [code, count])).toEqual([['BAKE-204', 1]]);
    expect(faults[0]!.en.message).toContain('#2');
  });
});

describe('what cannot be inspected', () => {
  it.each([
    ['nothing there', () => path.join(scratch, 'nowhere.shp'), 'BAKE-614'],
    ['a folder', () => scratch, 'BAKE-615'],
    ['an empty file', () => write('empty.geojson', ''), 'BAKE-202'],
    ['the table of a Shapefile', () => [write('part.shp', ''), write('part.dbf', 'x')][1]!, 'BAKE-626'],
    ['the same in capitals', () => [write('ROADS.SHP', ''), write('ROADS.DBF', 'x')][1]!, 'BAKE-626'],
    ['with names in other cases', () => [write('Both.Shp', ''), write('BOTH.dbf', 'x')][1]!, 'BAKE-626'],
    ['a table of no Shapefile', () => write('alone.dbf', 'x'), 'BAKE-612'],
    ['a file of no known kind', () => write('thesis.docm', 'three years of work'), 'BAKE-612'],
    ['a cut GeoTIFF', () => write('cut.tif', new Uint8Array([0x49, 0x49, 42, 0, 8, 0, 0, 0])), 'BAKE-202'],
    [
      'a cut model',
      () => write('cut.glb', Buffer.from('glTF\x02\0\0\0\xff\0\0\0\x04\0\0\0JSON{}  ', 'latin1')),
      'BAKE-202',
    ],
    ['a tileset without a root', () => write('tileset.json', '{"asset":{"version":"1.1"}}'), 'BAKE-202'],
    [
      'a tileset whose children are a number',
      () => write('tileset.json', '{"asset":{"version":"1.1"},"root":{"children":5}}'),
      'BAKE-202',
    ],
    [
      'a tileset whose content is called 5',
      () => write('tileset.json', '{"asset":{"version":"1.1"},"root":{"content":{"uri":5}}}'),
      'BAKE-202',
    ],
  ])('%s', async (_, make, code) => {
    const error = await inspectFile(make(), options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FaultError);
    expect((error as FaultError).fault.code).toBe(code);
  });
});
