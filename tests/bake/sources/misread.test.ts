import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { metersFromDeclared } from '../../../src/bake/sources/declaredCrs.ts';
import { readSource } from '../../../src/bake/sources/readSource.ts';
import type { RecipeSource, SourceCrs } from '../../../src/model/contract/recipeSources.ts';
import { describeFault, FaultError } from '../../../src/model/faults/fault.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-misread-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const near = (x: number, y: number) => Array.from({ length: 20 }, (_, index) => [x + index * 7, y + index * 11]);
const nearDeg = (x: number, y: number) => Array.from({ length: 20 }, (_, index) => [x + index / 1e4, y + index / 1e4]);

async function read(crs: SourceCrs, points: readonly (readonly number[])[], axisOrder?: RecipeSource['axisOrder']) {
  const source: RecipeSource = {
    ...{ key: 's', role: 'videoPoints', path: 'points.csv', format: 'csv', crs },
    fields: { id: { from: 'id' }, name: { from: 'id' }, x: { from: 'x' }, y: { from: 'y' } },
    ...(axisOrder ? { axisOrder } : {}),
  };
  const rows = points.map(([x, y], index) => `${index},${x},${y}`);
  writeFileSync(path.join(folder, 'points.csv'), ['id,x,y', ...rows, ''].join('\n'));
  const faults = new FaultLog();
  try {
    return { records: (await readSource(source, folder, 'Asia/Shanghai', faults)).records, faults, refusal: null };
  } catch (error) {
    if (error instanceof FaultError) return { records: [], faults, refusal: error.fault };
    throw error;
  }
}

describe('a file of numbers that its system does not allow is refused with the reason', () => {
  it('axes swapped: the tip says axisOrder', async () => {
    const { refusal, faults } = await read('EPSG:4549', near(3_995_327, 533_774));
    expect(refusal?.code).toBe('BAKE-262');
    expect(describeFault(refusal!, 'en').tip).toContain('"axisOrder": "north-east"');
    expect(refusal!.values).toMatchObject({ wrong: 20, total: 20, right: 20 });
    expect([...faults.fatesOf('s', 'dropped')[0]!.ids]).toHaveLength(20);
    expect((await read('EPSG:4549', near(3_995_327, 533_774), 'north-east')).records).toHaveLength(20);
    expect((await read('EPSG:4549', near(533_774, 3_995_327), 'north-east')).refusal?.code).toBe('BAKE-262');
    expect((await read('EPSG:4326', nearDeg(36.09, 120.37))).refusal?.code).toBe('BAKE-262');
  });

  it('a zone’s number in front, and none where there should be one: the other system is named', async () => {
    const prefixed = await read('EPSG:4549', near(40_533_774, 3_995_327));
    expect([prefixed.refusal?.code, prefixed.refusal?.values.other]).toEqual(['BAKE-263', 'EPSG:4528']);
    const bare = await read('EPSG:4528', near(533_774, 3_995_327));
    expect([bare.refusal?.code, bare.refusal?.values.other]).toEqual(['BAKE-263', 'EPSG:4549']);
    expect((await read('EPSG:4549', near(3_995_327, 40_533_774))).refusal?.values.other).toBe('EPSG:4528');
  });

  it('metres declared as degrees, and degrees as metres', async () => {
    expect((await read('EPSG:4490', near(533_774, 3_995_327))).refusal?.code).toBe('BAKE-264');
    expect((await read('EPSG:4549', nearDeg(120.37, 36.09))).refusal?.code).toBe('BAKE-264');
  });

  it('but a slip of a few records is theirs alone', async () => {
    const points = [...nearDeg(120.37, 36.09), [36.09, 120.37], [533_774, 3_995_327]];
    const { records, refusal, faults } = await read('EPSG:4326', points);
    expect(refusal).toBeNull();
    expect(records).toHaveLength(20);
    expect(faults.counts()).toEqual([{ code: 'BAKE-204', count: 2 }]);
  });

  it('names the vertical part that it leaves out', async () => {
    const crs = '+proj=longlat +ellps=GRS80 +geoidgrids=egm08_25.gtx +no_defs';
    const { faults } = await read(crs, nearDeg(120.37, 36.09));
    expect(faults.kept().map(({ code, values }) => [code, values.part])).toEqual([
      ['BAKE-267', '+geoidgrids=egm08_25.gtx'],
    ]);
  });
});

const wktWgs84 =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
const wktGk = (falseEasting: number, meridian: number): string =>
  `PROJCS["CGCS2000_GK",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",${falseEasting}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;

describe('what a file says of itself', () => {
  const degrees = [120.37, 36.09] as const;
  const metres = [533_774.025, 3_995_327.852] as const;

  it.each([
    ['EPSG:4326', 'EPSG:4490', degrees],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326', degrees],
    ['http://www.opengis.net/def/crs/EPSG/0/4490', 'EPSG:4326', degrees],
    [wktWgs84, 'EPSG:4490', degrees],
    [wktGk(500_000, 120), 'EPSG:4549', metres],
    ['EPSG:4549', 'EPSG:4549', metres],
    ['EPSG:4549', '+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +ellps=GRS80 +units=m', metres],
  ] as const)('%s agrees with %s', (declared, crs, at) => {
    expect(metersFromDeclared(declared, crs, 'east-north', at)).toBe(0);
  });

  it.each([
    ['EPSG:4548', 'EPSG:4549', metres],
    [wktGk(500_000, 117), 'EPSG:4549', metres],
    ['EPSG:4326', 'EPSG:4549', metres],
    ['EPSG:4549', 'EPSG:4326', degrees],
    [wktWgs84, 'EPSG:3857', degrees],
  ] as const)('%s contradicts %s', (declared, crs, at) => {
    expect(metersFromDeclared(declared, crs, 'east-north', at)).toBeGreaterThan(1000);
  });

  it.each([
    ['EPSG:4326', 'GCJ-02', degrees],
    ['LOCAL_CS["Qingdao"]', 'EPSG:4549', metres],
    ['GEOGCS["broken', 'EPSG:4549', metres],
    ['PROJCS["x",PROJECTION["Unheard_Of"]]', 'EPSG:4549', metres],
    ['', 'EPSG:4326', degrees],
  ] as const)('%s gives no verdict on %s', (declared, crs, at) => {
    expect(metersFromDeclared(declared, crs, 'east-north', at)).toBeNull();
  });
});
