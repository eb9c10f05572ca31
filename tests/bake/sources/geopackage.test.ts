import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formats } from '../../../src/bake/sources/formats.ts';
import { geopackageBlob, smallGeopackage, wkbPolygon } from '../../support/geopackageFile.ts';
import { ownerFile, refusalOf } from '../../support/ownerFiles.ts';
import { sharedData, sharedDataMissing } from '../../support/sharedData.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-geopackage-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const inFolder = (name: string): string => path.join(folder, name);
const ring = [[0, 0], [4, 0], [4, 4], [0, 0]] as const; // biome-ignore format: a ring
const polygon = { kind: 'polygons', polygons: [[ring.slice(0, 3)]] };

describe('a GeoPackage', () => {
  it('is read with its system, its columns and every form of envelope', async () => {
    const file = inFolder('a.gpkg');
    const rows = [0, 1, 2, 3, 4].map((envelope) => ({
      name: `e${envelope}`,
      geometry: geopackageBlob(wkbPolygon(ring), { envelope }),
    }));
    smallGeopackage(file, [{ name: 'grids', srsId: 4490, rows }]);
    const { raw, records, faults } = await ownerFile('geopackage', file);
    expect([raw.declaredCrs, raw.fieldNames, raw.recordCount]).toEqual(['EPSG:4490', ['fid', 'name'], 5]);
    expect(records.map(({ values, geometry }) => [values.name, geometry])).toEqual(
      rows.map(({ name }) => [name, polygon]),
    );
    expect(faults.counts()).toEqual([]);
    // Nothing is left beside an owner's file.
    expect(readdirSync(folder)).toEqual(['a.gpkg']);
  });

  it('takes no text that is not UTF-8, be it a value or a name, and any that is', async () => {
    const [file, gbk] = [inFolder('a.gpkg'), Buffer.from('cad0b1b1c7f8', 'hex')];
    const row = (name: string | Uint8Array) => ({ name, geometry: geopackageBlob(wkbPolygon(ring)) });
    smallGeopackage(file, [{ name: 'broken before', srsId: 4490, rows: [row('市�区')] }]);
    expect((await ownerFile('geopackage', file)).records[0]!.values.name).toBe('市�区');
    rmSync(file);
    smallGeopackage(file, [{ name: 'a', srsId: 4490, rows: [row('a'), row(gbk)] }]);
    const refused = { code: 'BAKE-219', values: { format: 'GeoPackage', gb18030: expect.stringContaining('市北区') } };
    expect(await refusalOf(ownerFile('geopackage', file))).toMatchObject(refused);
    rmSync(file);
    // An index holds the names in an order of its own: there the first ones are "aa" and "zz".
    smallGeopackage(file, [{ name: 'a', srsId: 4490, rows: [row('�'), row(gbk), row('zz'), row('aa')] }]);
    const database = new DatabaseSync(file);
    database.exec('CREATE INDEX byName ON a (name)');
    database.close();
    expect(await refusalOf(ownerFile('geopackage', file))).toMatchObject(refused);
    rmSync(file);
    smallGeopackage(file, [{ name: 'a', srsId: 4490, rows: [row('a')] }], { pageBytes: 512 });
    const bytes = readFileSync(file);
    // Where the table is made: its last column is then called 市北区EXT.
    gbk.copy(bytes, bytes.indexOf('name TEXT)'));
    writeFileSync(file, bytes);
    expect(await refusalOf(ownerFile('geopackage', file))).toMatchObject(refused);
  });

  it('drops and counts curves and broken geometries, and keeps rows without one', async () => {
    const file = inFolder('a.gpkg');
    const curve = Buffer.from('010a00000000000000', 'hex');
    const rows = [
      { name: 'good', geometry: geopackageBlob(wkbPolygon(ring)) },
      { name: 'curve', geometry: geopackageBlob(curve) },
      { name: 'cut', geometry: geopackageBlob(wkbPolygon(ring)).subarray(0, 40) },
      { name: 'other', geometry: Buffer.from('hello') },
      { name: 'envelope', geometry: geopackageBlob(wkbPolygon(ring), { envelope: 7 }) },
      { name: 'extended', geometry: geopackageBlob(wkbPolygon(ring), { flags: 0x20 }) },
      { name: 'none', geometry: null },
    ];
    smallGeopackage(file, [{ name: 'grids', srsId: 4490, rows }]);
    const { records, faults } = await ownerFile('geopackage', file);
    expect(records.map(({ values }) => values.name)).toEqual(['good', 'none']);
    expect(faults.counts()).toEqual([
      { code: 'BAKE-230', count: 2 },
      { code: 'BAKE-231', count: 3 },
    ]);
    expect(faults.kept()[0]!.values).toMatchObject({ id: '#2', kind: 'CurvePolygon' });
  });

  it('is asked for a layer where it has several, and says what there is', async () => {
    const file = inFolder('a.gpkg');
    smallGeopackage(
      file,
      ['streets', 'grids "a"'].map((name) => ({ name, srsId: 3857, rows: [] })),
    );
    expect((await refusalOf(ownerFile('geopackage', file))).code).toBe('BAKE-227');
    expect((await refusalOf(ownerFile('geopackage', file, { layer: 'street' }))).values).toMatchObject({
      nearest: 'streets',
    });
    expect((await ownerFile('geopackage', file, { layer: 'grids "a"' })).records).toEqual([]);
    expect(await formats.geopackage!.layersOf!(file)).toEqual(['streets', 'grids "a"']);
  });

  it.each([-1, 0])('with the undefined system %i declares none', async (srsId) => {
    smallGeopackage(inFolder('a.gpkg'), [{ name: 'grids', srsId, rows: [] }]);
    expect((await ownerFile('geopackage', inFolder('a.gpkg'))).raw.declaredCrs).toBeNull();
  });

  it('keeps whole numbers that a double does not hold as text', async () => {
    const file = inFolder('a.gpkg');
    smallGeopackage(file, [{ name: 'grids', srsId: 4490, rows: [{ name: 'a', geometry: null }] }]);
    const database = new DatabaseSync(file);
    database.exec('ALTER TABLE grids ADD COLUMN code INTEGER; UPDATE grids SET code = 370203005001001123');
    database.close();
    expect((await ownerFile('geopackage', file)).records[0]!.values.code).toBe('370203005001001123');
  });

  it('reads what still stands in a write-ahead log', async () => {
    const file = inFolder('a.gpkg');
    smallGeopackage(file, [{ name: 'grids', srsId: 4490, rows: [] }]);
    const database = new DatabaseSync(file);
    database.exec("PRAGMA journal_mode = WAL; INSERT INTO grids (name) VALUES ('late')");
    for (const end of ['', '-wal']) copyFileSync(file + end, inFolder('b.gpkg') + end);
    database.close();
    expect((await ownerFile('geopackage', inFolder('b.gpkg'))).records.map(({ values }) => values.name)).toEqual([
      'late',
    ]);
  });
});

describe('what is no GeoPackage', () => {
  it.each([
    ['another database', (file: string) => void new DatabaseSync(file).exec('CREATE TABLE a (b)')],
    ['text', (file: string) => writeFileSync(file, 'id,name')],
    ['a magic alone', (file: string) => writeFileSync(file, 'SQLite format 3\0')],
    ['an empty GeoPackage', (file: string) => smallGeopackage(file, [])],
  ])('%s is refused', async (_, write) => {
    write(inFolder('a.gpkg'));
    expect((await refusalOf(ownerFile('geopackage', inFolder('a.gpkg')))).code).toBe('BAKE-229');
  });

  it('a view that calls on dangerous functions gives a fault, not a file', async () => {
    const file = inFolder('a.gpkg');
    smallGeopackage(file, [{ name: 'grids', srsId: 4490, rows: [] }]);
    const database = new DatabaseSync(file);
    database.exec(
      `DROP TABLE grids; CREATE VIEW grids AS SELECT 1 AS fid, load_extension('/tmp/evil') AS name, NULL AS geom`,
    );
    database.close();
    expect((await refusalOf(ownerFile('geopackage', file))).code).toBe('BAKE-229');
  });
});

describe.skipIf(sharedDataMissing)('Bubeneč', () => {
  it.each([
    ['buildings', 144, 'polygons'],
    ['streets', 35, 'lines'],
    ['tessellation', 144, 'polygons'],
    ['plots', 407, 'polygons'],
  ])('has its %s', async (layer, count, kind) => {
    const { raw, records, faults } = await ownerFile('geopackage', sharedData('bld-gpkg-prague/bubenec.gpkg'), {
      layer,
    });
    expect([raw.declaredCrs, raw.recordCount, records.length, faults.counts()]).toEqual([
      'EPSG:3857',
      count,
      count,
      [],
    ]);
    expect(new Set(records.map(({ geometry }) => geometry?.kind))).toEqual(new Set([kind]));
  });

  it('lies where its provenance says', async () => {
    const { records } = await ownerFile('geopackage', sharedData('bld-gpkg-prague/bubenec.gpkg'), {
      layer: 'buildings',
    });
    const points = records.flatMap(({ geometry }) => (geometry?.kind === 'polygons' ? geometry.polygons.flat(2) : []));
    expect(points.every(([x, y]) => x > 1602980 && x < 1603640 && y > 6463800 && y < 6464470)).toBe(true);
  });
});
