import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordRoom } from '../../../src/bake/sources/keptRecords.ts';
import { type Pause, readPackedSource, readSource } from '../../../src/bake/sources/readSource.ts';
import type { RecipeSource } from '../../../src/model/contract/recipeSources.ts';
import { describeFault, FaultError } from '../../../src/model/faults/fault.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { dbfFile, polygonShp } from '../../support/ownerFiles.ts';
import { sharedData, sharedDataMissing } from '../../support/sharedData.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-sources-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const csvSource: RecipeSource = {
  key: 'events',
  role: 'events',
  path: 'events.csv',
  format: 'csv',
  crs: 'EPSG:4326',
  fields: {
    id: { from: 'no' },
    time: { from: 'at', timeFormat: 'M/D/YYYY H:mm' },
    matterCode: { from: 'kind', map: { 噪声: 'N1' }, default: 'X9' },
    x: { from: 'lon' },
    y: { from: 'lat' },
  },
};
const csvText = [
  'no,at,kind,lon,lat',
  '1,3/14/2025 1:20,噪声,120.36,36.09',
  '2,3/14/2025 1:30,其他,120.37,36.10',
  '3,3/14/2025 1:40,噪声,,',
  '4,2/31/2025 1:40,噪声,120.36,36.09',
  '5,3/14/2025 1:50,噪声,36.09,120.36',
  '6,3/14/2025 2:00,噪声,120.36',
  '1,3/14/2025 2:10,噪声,120.36,36.09',
  '',
].join('\r\n');

async function read(source: RecipeSource, from = folder) {
  const faults = new FaultLog();
  const result = await readSource(source, from, 'Asia/Shanghai', faults);
  return { ...result, faults };
}

async function refusal(source: RecipeSource, from = folder): Promise<FaultError> {
  try {
    await read(source, from);
  } catch (error) {
    if (error instanceof FaultError) return error;
    throw error;
  }
  throw new Error('was read');
}

describe('a long file', () => {
  const rows = Array.from({ length: 40_000 }, (_, index) => `${index},120.36,36.09`);
  const source: RecipeSource = {
    ...{ key: 'long', role: 'videoPoints', path: 'long.csv', format: 'csv', crs: 'EPSG:4326' },
    fields: { name: { from: 'no' }, x: { from: 'lon' }, y: { from: 'lat' } },
  };
  const readWith = (pause: Pause) =>
    readPackedSource(source, folder, 'Asia/Shanghai', new FaultLog(), null, new RecordRoom(), pause);

  it('lets others have their turn on the way, and stops where one of them says so', async () => {
    writeFileSync(path.join(folder, 'long.csv'), ['no,lon,lat', ...rows, ''].join('\n'));
    let pauses = 0;
    const { recordCount } = await readWith(async () => {
      pauses++;
    });
    expect([recordCount, pauses]).toEqual([40_000, 2]);
    await expect(readWith(() => Promise.reject(new Error('stopped')))).rejects.toThrow('stopped');
  });
});

describe('how much of a file is read', () => {
  const COUNT = 70_000;
  const shares = async (file: string, format: RecipeSource['format'], text: string): Promise<number[]> => {
    writeFileSync(path.join(folder, file), text);
    const fields: RecipeSource['fields'] = { name: { from: 'no' }, ...(format === 'csv' ? xy : {}) };
    const source: RecipeSource = { key: 's', role: 'videoPoints', path: file, format, crs: 'EPSG:4326', fields };
    const told: number[] = [];
    await readPackedSource(source, folder, 'UTC', new FaultLog(), null, new RecordRoom(Infinity), async (share) => {
      told.push(share);
    });
    return told;
  };
  const xy = { x: { from: 'lon' }, y: { from: 'lat' } };
  const numbers = Array.from({ length: COUNT }, (_, index) => String(index).padStart(60, '0'));

  it('is told by its bytes where nobody knows its records', async () => {
    const rows = numbers.map((number) => `${number},120.36,36.09`);
    const told = await shares('s.csv', 'csv', ['no,lon,lat', ...rows, ''].join('\n'));
    expect(told).toHaveLength(4);
    // What is read ahead of the rows is a piece of the file or two.
    for (const [index, share] of told.entries()) {
      const done = ((index + 1) * 16_384) / COUNT;
      expect(share).toBeGreaterThanOrEqual(done - 0.01);
      expect(share).toBeLessThan(Math.min(1.001, done + 0.25));
    }
  });

  it('is told by its records where they were counted, the counting itself included', async () => {
    const feature = (no: string): string =>
      `{"type":"Feature","properties":{"no":"${no}"},"geometry":{"type":"Point","coordinates":[120.36,36.09]}}`;
    const told = await shares(
      's.geojson',
      'geojson',
      `{"type":"FeatureCollection","features":[${numbers.map(feature)}]}`,
    );
    const expected = [1, 2, 3, 4].map((turn) => 0.25 + 0.75 * ((turn * 16_384) / COUNT));
    expect(told.map((share) => share.toFixed(9))).toEqual(expected.map((share) => share.toFixed(9)));
  });
});

describe('what a .prj says against the recipe', () => {
  const columns = [{ name: Buffer.from('id'), type: 'C', length: 8 }] as const;
  const ring = [[120.3, 36.1], [120.31, 36.11], [120.31, 36.1], [120.3, 36.1]] as const; // biome-ignore format: a ring
  const write = (prj: string): RecipeSource => {
    const files = { ...polygonShp([ring]), dbf: dbfFile(columns, [[Buffer.from('a')]]), prj: Buffer.from(prj) };
    for (const [extension, bytes] of Object.entries(files)) writeFileSync(path.join(folder, `p.${extension}`), bytes);
    return { key: 'p', role: 'buildings', path: 'p.shp', format: 'shapefile', crs: 'EPSG:4326', fields: {} };
  };
  const datum = (name: string, ellipsoid: string): string =>
    `GEOGCS["G",DATUM["${name}",SPHEROID["E",${ellipsoid}]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`;

  it('is told by its own number where no metres can be told: another datum', async () => {
    const beijing = datum('D_Beijing_1954', '6378245.0,298.3');
    const { records, faults } = await read(write(beijing));
    expect(records).toHaveLength(1);
    const [told, ...others] = faults.kept();
    expect([told!.code, told!.values.declared, others]).toEqual(['BAKE-270', 'D_Beijing_1954', []]);
    for (const language of ['zh', 'en'] as const) {
      const { message, tip } = describeFault(told!, language);
      expect(`${message} ${tip}`).not.toMatch(/[{}?]/);
      expect(tip).toContain('+towgs84');
    }
    const shifted = '+proj=longlat +a=6378245 +rf=298.3 +towgs84=15.8,-154.4,-82.3,0,0,0,0 +no_defs';
    expect((await read({ ...write(beijing), crs: shifted })).faults.counts()).toEqual([]);
  });

  it('is told with its metres where they can be told: another zone', async () => {
    const zone = (meridian: number): string =>
      `PROJCS["P",${datum('D_China_2000', '6378137.0,298.257222101')},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;
    const plane = [[540_000, 3_996_000], [540_100, 3_996_100], [540_100, 3_996_000], [540_000, 3_996_000]] as const; // biome-ignore format: a ring
    const source = { ...write(zone(117)), crs: 'EPSG:4549' } as const;
    for (const [extension, bytes] of Object.entries(polygonShp([plane])))
      writeFileSync(path.join(folder, `p.${extension}`), bytes);
    const { faults } = await read(source);
    expect(faults.counts()).toEqual([{ code: 'BAKE-265', count: 1 }]);
    // Three degrees of longitude at 36.1° north.
    expect(Number(faults.kept()[0]!.values.meters) / (3 * 111_320 * Math.cos((36.1 * Math.PI) / 180))).toBeCloseTo(
      1,
      2,
    );
  });
});

describe('a table', () => {
  it('keeps what is good and counts what it drops, each by its own code', async () => {
    writeFileSync(path.join(folder, 'events.csv'), `\ufeff${csvText}`);
    const { records, recordCount, faults } = await read(csvSource);
    expect(records.map(({ label, values }) => [label, values.matterCode])).toEqual([
      ['1', 'N1'],
      ['2', 'X9'],
    ]);
    expect(records[0]!.values.time).toBe(Date.UTC(2025, 2, 13, 17, 20));
    expect(recordCount).toBe(7);
    expect(faults.counts()).toEqual([
      { code: 'BAKE-203', count: 1 },
      { code: 'BAKE-204', count: 1 },
      { code: 'BAKE-206', count: 1 },
      { code: 'BAKE-208', count: 1 },
      { code: 'BAKE-209', count: 1 },
    ]);
  });

  it('refuses a column that is not there and names the nearest', async () => {
    writeFileSync(path.join(folder, 'events.csv'), csvText);
    const { fault } = await refusal({ ...csvSource, fields: { ...csvSource.fields, x: { from: 'lonn' } } });
    expect(fault).toMatchObject({ code: 'BAKE-106', values: { field: 'lonn', nearest: 'lon' } });
  });

  it('refuses GBK read as UTF-8, and reads it when it is declared', async () => {
    // 噪声 in GBK.
    const gbk = Buffer.concat([Buffer.from('no,at,kind,lon,lat\n1,3/14/2025 1:20,'), Buffer.from('d4ebc9f9', 'hex')]);
    writeFileSync(path.join(folder, 'gbk.csv'), Buffer.concat([gbk, Buffer.from(',120.36,36.09\n')]));
    const source = { ...csvSource, path: 'gbk.csv' };
    expect((await refusal(source)).fault).toMatchObject({ code: 'BAKE-224', values: { gb18030: '噪声' } });
    const { records } = await read({ ...source, encoding: 'cp936' });
    expect(records[0]!.values.matterCode).toBe('N1');
  });
});

describe('a field that its role can do without', () => {
  const points = {
    ...csvSource,
    role: 'videoPoints',
    path: 'points.csv',
    fields: {
      id: { from: 'no' },
      name: { from: 'name' },
      azimuthDeg: { from: 'facing' },
      x: { from: 'lon' },
      y: { from: 'lat' },
    },
  } satisfies RecipeSource;

  it('is left empty and counted where it cannot be read; only needed ones drop a record', async () => {
    const rows = ['1,甲,90°,120.36,36.09', '2,乙,东北,120.36,36.09', '3,,90,120.36,36.09', '4,丁,东北,,'];
    writeFileSync(path.join(folder, 'points.csv'), ['no,name,facing,lon,lat', ...rows].join('\n'));
    const { records, faults } = await read(points);
    expect(records.map(({ label, values }) => [label, values.azimuthDeg])).toEqual([
      ['1', 90],
      ['2', null],
    ]);
    expect(faults.counts()).toEqual([
      { code: 'BAKE-203', count: 1 },
      { code: 'BAKE-208', count: 1 },
      { code: 'BAKE-214', count: 1 },
    ]);
    expect(faults.kept().find(({ code }) => code === 'BAKE-214')).toMatchObject({
      values: { id: '2', field: 'facing', value: '东北', expected: 'number' },
      record: { source: 'events', id: '2', fate: 'repaired' },
    });
  });
});

describe('half a character in a text', () => {
  const [high, low] = ['\\ud83d', '\\udfe0'];
  const source: RecipeSource = {
    ...{ key: 'cut', role: 'videoPoints', path: 'cut.geojson', format: 'geojson', crs: 'EPSG:4490' },
    fields: { id: { from: 'id' }, name: { from: 'name' } },
  };
  const feature = (id: string, name: string): string =>
    `{"type":"Feature","properties":{"id":"${id}","name":"${name}"},"geometry":{"type":"Point","coordinates":[120.36,36.09]}}`;

  it('becomes U+FFFD and is counted; a whole one is left alone', async () => {
    const features = [feature('1', `a${high}b`), feature(`2${low}`, 'b'), feature('3', `${high}${low}`)];
    writeFileSync(path.join(folder, 'cut.geojson'), `{"type":"FeatureCollection","features":[${features.join(',')}]}`);
    const { records, faults } = await read(source);
    expect(records.map(({ label, values }) => [label, values.name])).toEqual([
      ['1', 'a\ufffdb'],
      ['2\ufffd', 'b'],
      ['3', '\u{1f7e0}'],
    ]);
    expect(faults.kept().map(({ code, values }) => [code, values.id, values.field])).toEqual([
      ['BAKE-215', '1', 'name'],
      ['BAKE-215', '2\ufffd', 'id'],
    ]);
    expect(faults.fatesOf('cut', 'repaired')).toMatchObject([{ code: 'BAKE-215', count: 2 }]);
  });

  it('makes no two ids of what is written alike', async () => {
    const features = [feature(`1${high}`, 'a'), feature(`1${low}`, 'b')];
    writeFileSync(path.join(folder, 'cut.geojson'), `{"type":"FeatureCollection","features":[${features.join(',')}]}`);
    const { records, faults } = await read(source);
    expect(records.map(({ values }) => values.name)).toEqual(['a']);
    expect(faults.count('BAKE-209')).toBe(1);
  });
});

describe('GeoJSON', () => {
  const source: RecipeSource = {
    key: 'streets',
    role: 'streetBoundaries',
    path: 'streets.json',
    format: 'geojson',
    crs: 'EPSG:4326',
    fields: { name: { from: 'name' } },
  };
  const square = [
    [120.3, 36.1],
    [120.303, 36.1],
    [120.303, 36.103],
    [120.3, 36.1],
  ];
  const feature = (geometry: unknown) => ({ type: 'Feature', properties: { name: 'a' }, geometry });
  const good = {
    type: 'FeatureCollection',
    features: [feature({ type: 'Polygon', coordinates: [square] }), feature(null), feature({ type: 'Polygon' })],
  };

  it('opens outlines and drops features without one', async () => {
    writeFileSync(path.join(folder, 'streets.json'), JSON.stringify(good));
    const { records, faults } = await read(source);
    expect(records.map(({ geometry }) => geometry)).toEqual([{ kind: 'polygons', polygons: [[square.slice(0, 3)]] }]);
    expect(faults.counts()).toEqual([{ code: 'BAKE-203', count: 2 }]);
  });

  it('says that a missing file is missing', async () => {
    expect((await refusal({ ...source, path: 'nowhere.json' })).fault.code).toBe('BAKE-201');
  });
});

describe.skipIf(sharedDataMissing)('a shapefile', () => {
  const source: RecipeSource = {
    key: 'buildings',
    role: 'buildings',
    path: 'b.shp',
    format: 'shapefile',
    crs: 'EPSG:4326',
    fields: { heightGroundMeters: { from: 'height', unit: 'feet' } },
  };
  const original = (extension: string): string => sharedData(`bld-shapefile-nyc/buildings.${extension}`);

  const copyAll = (to: string): void => {
    mkdirSync(to, { recursive: true });
    for (const extension of ['shp', 'shx', 'dbf']) copyFileSync(original(extension), path.join(to, `b.${extension}`));
  };

  it('turns feet into metres', async () => {
    copyAll(folder);
    const { records } = await read(source);
    expect(records.length).toBe(646);
    expect(Math.max(...records.map(({ values }) => Number(values.heightGroundMeters)))).toBeCloseTo(1722 * 0.3048, 6);
  });

  it.each(['shp', 'shx', 'dbf'])('refuses a cut-off .%s with the counts of all three', async (extension) => {
    copyAll(folder);
    const bytes = readFileSync(original(extension));
    writeFileSync(path.join(folder, `b.${extension}`), bytes.subarray(0, Math.floor(bytes.length * 0.7)));
    const { fault } = await refusal(source);
    expect(fault.code).toBe('BAKE-205');
    expect(Object.values(fault.values)).toContain(646);
  });

  it('reads GBK by .cpg, by the language byte, and by the recipe', async () => {
    const named = { ...source, fields: { name: { from: '建筑名称' } }, path: 'jianzhu-beijing.shp' };
    const { records } = await read(named, sharedData('bld-shapefile-gbk'));
    expect(records.length).toBe(626);
    expect(records.some(({ values }) => values.name === '李兆基科技大楼')).toBe(true);
    const counties = { ...source, fields: { name: { from: 'NAME99' } }, path: 'anhui-counties.shp' };
    const read99 = await read(counties, sharedData('bld-shapefile-gbk'));
    expect(read99.records.some(({ values }) => values.name === '天长市')).toBe(true);
  });
});
