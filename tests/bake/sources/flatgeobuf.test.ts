import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownerFile, refusalOf } from '../../support/ownerFiles.ts';
import { sharedData, sharedDataMissing } from '../../support/sharedData.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-flatgeobuf-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Collection = Parameters<typeof serialize>[0];
const ring = [[0, 0], [4, 0], [4, 4], [0, 0]]; // biome-ignore format: a ring
const feature = (geometry: unknown, properties: unknown = { 名称: '甲' }) => ({
  type: 'Feature',
  geometry,
  properties,
});

function written(features: readonly unknown[], crs = 0): string {
  const file = path.join(folder, 'a.fgb');
  writeFileSync(file, serialize({ type: 'FeatureCollection', features } as Collection, crs));
  return file;
}

describe('a FlatGeobuf', () => {
  it('gives every kind of geometry, its columns and its system', async () => {
    const file = written(
      [
        feature({ type: 'Polygon', coordinates: [ring, ring] }),
        feature({ type: 'MultiPolygon', coordinates: [[ring], [ring]] }),
        feature({ type: 'LineString', coordinates: ring }),
        feature({ type: 'MultiLineString', coordinates: [ring, ring] }),
        feature({ type: 'MultiLineString', coordinates: [ring, [[9, 9]]] }),
        feature({ type: 'Point', coordinates: [1, 2] }),
      ],
      4490,
    );
    const { raw, records, faults } = await ownerFile('flatgeobuf', file);
    const open = ring.slice(0, 3);
    expect([raw.declaredCrs, raw.fieldNames, raw.recordCount]).toEqual(['EPSG:4490', ['名称'], 6]);
    expect(records.map(({ geometry }) => geometry)).toEqual([
      { kind: 'polygons', polygons: [[open, open]] },
      { kind: 'polygons', polygons: [[open], [open]] },
      { kind: 'lines', lines: [ring] },
      { kind: 'lines', lines: [ring, ring] },
      { kind: 'lines', lines: [ring, [[9, 9]]] },
      { kind: 'point', at: [1, 2] },
    ]);
    expect(records.every(({ values }) => values.名称 === '甲')).toBe(true);
    expect(faults.counts()).toEqual([]);
  });

  it('takes no text that is not UTF-8, be it a value or a name, and any that is', async () => {
    const at = { type: 'Point', coordinates: [1, 2] };
    const file = written([feature(at, { n: 3, broken: '市�区', list: { a: 1 } })]);
    expect((await ownerFile('flatgeobuf', file)).records[0]!.values.broken).toBe('市�区');
    const gbk = Buffer.from('cad0b1b1c7f8', 'hex');
    const inJson = { n: 1, list: { name: ['######'] } };
    for (const properties of [{ n: 200.5, name: '######', more: true }, { '######': 1 }, inJson]) {
      const bytes = readFileSync(written([feature(at, properties)]));
      gbk.copy(bytes, bytes.indexOf('######'));
      writeFileSync(file, bytes);
      expect(await refusalOf(ownerFile('flatgeobuf', file))).toMatchObject({
        code: 'BAKE-219',
        values: {
          format: 'FlatGeobuf',
          utf8: expect.stringContaining('�'),
          gb18030: expect.stringContaining('市北区'),
        },
      });
    }
  });

  it('drops and counts many points and mixtures', async () => {
    const point = { type: 'Point', coordinates: [1, 2] };
    const file = written([
      feature({ type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] }),
      feature({ type: 'GeometryCollection', geometries: [point, { type: 'LineString', coordinates: ring }] }),
      feature(point),
    ]); // biome-ignore format: features
    const { records, faults } = await ownerFile('flatgeobuf', file);
    expect(records.map(({ number }) => number)).toEqual([3]);
    expect(faults.counts()).toEqual([{ code: 'BAKE-230', count: 2 }]);
  });

  it('believes no length that the file has no room for', async () => {
    const bytes = serialize({
      type: 'FeatureCollection',
      features: [feature({ type: 'Point', coordinates: [1, 2] })],
    } as Collection);
    const headerBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
    for (const at of [8, 12 + headerBytes]) {
      const lying = bytes.slice();
      new DataView(lying.buffer).setUint32(at, 0xfffffff0, true);
      writeFileSync(path.join(folder, 'a.fgb'), lying);
      expect((await refusalOf(ownerFile('flatgeobuf', path.join(folder, 'a.fgb')))).code).toBe('BAKE-202');
    }
  });
});

describe.skipIf(sharedDataMissing)('real FlatGeobufs', () => {
  it('of the countries, with a spatial index', async () => {
    const { raw, records } = await ownerFile('flatgeobuf', sharedData('bld-flatgeobuf/countries.fgb'));
    expect([raw.declaredCrs, raw.recordCount, records.length]).toEqual(['EPSG:4326', 179, 179]);
    expect(records.some(({ values }) => values.name === 'China' && values.id === 'CHN')).toBe(true);
  });

  it('of New York agree with the shapefile that they were made from', async () => {
    const flat = await ownerFile('flatgeobuf', sharedData('bld-flatgeobuf/nyc-buildings.fgb'));
    const shape = await ownerFile('shapefile', sharedData('bld-shapefile-nyc/buildings.shp'));
    // Rings alone: which hole belongs to which of two touching parts, the two programs see differently.
    const lines = ({ records }: typeof flat): string[] =>
      records
        .map(({ values, geometry }) => {
          const rings = geometry?.kind === 'polygons' ? geometry.polygons.flat() : [];
          return JSON.stringify([values.height, values.type, rings.map((ring) => JSON.stringify(ring)).sort()]);
        })
        .sort();
    expect(flat.records.length).toBe(646);
    const [flatLines, shapeLines] = [lines(flat), lines(shape)];
    expect(flatLines.filter((line, index) => line !== shapeLines[index]).map((line) => line.length)).toEqual([]);
  });
});
