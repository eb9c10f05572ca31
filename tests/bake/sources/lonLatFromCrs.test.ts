import { readFileSync } from 'node:fs';
import gcoord from 'gcoord';
import { describe, expect, it } from 'vitest';
import { crsFaults, lonLatConverter } from '../../../src/bake/sources/lonLatFromCrs.ts';
import { parseCsv } from '../../../src/bake/sources/readTable.ts';
import type { RecipeSource, SourceCrs } from '../../../src/model/contract/recipeSources.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import { sharedData, sharedDataMissing } from '../../support/sharedData.ts';

/** Computed with PROJ; proj4js agrees. */
const place = [120.375, 36.0876] as const;
const plane = { east: 533_774.025, north: 3_995_327.852 };
const frame = new EnuFrame({ lonLatDeg: place, heightEllipsoidMeters: 0 });
const metersBetween = (a: readonly number[], b: readonly number[]): number => {
  const [east, north] = new EnuFrame({ lonLatDeg: [b[0]!, b[1]!], heightEllipsoidMeters: 0 }).enuFromLonLat([
    a[0]!,
    a[1]!,
  ]);
  return Math.hypot(east, north);
};
const metersFromPlace = (lonLatDeg: readonly [number, number] | null): number => metersBetween(lonLatDeg!, place);
const gk = '+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +ellps=GRS80';

describe('declared coordinate systems', () => {
  it.each([
    ['EPSG:4549', plane.east, plane.north],
    ['EPSG:4528', 40_000_000 + plane.east, plane.north],
    [`${gk} +units=m`, plane.east, plane.north],
    [`${gk} +units=km`, plane.east / 1000, plane.north / 1000],
    [`${gk} +to_meter=0.3048`, plane.east / 0.3048, plane.north / 0.3048],
    [`${gk} +units=us-ft`, (plane.east * 3937) / 1200, (plane.north * 3937) / 1200],
    [`${gk} +units=m +axis=neu`, plane.north, plane.east],
    [`${gk} +units=m +axis=wsu`, -plane.east, -plane.north],
    [`${gk} +units=m +geoidgrids=egm08_25.gtx +vunits=m`, plane.east, plane.north],
    ['+proj=latlong +datum=WGS84 +no_defs', ...place],
    ['+proj=longlat +ellps=GRS80', ...place],
  ] as const)('%s meets the test vector to 1 mm', (crs, x, y) => {
    expect(crsFaults({ crs } as unknown as RecipeSource, 'crs')).toEqual([]);
    expect(metersFromPlace(lonLatConverter(crs as SourceCrs)(x, y))).toBeLessThan(0.001);
  });

  it('takes degrees of WGS84 and CGCS2000 as they are', () => {
    expect(lonLatConverter('EPSG:4326')(...place)).toEqual(place);
    expect(lonLatConverter('EPSG:4490')(...place)).toEqual(place);
  });

  it('takes survey order, X north', () => {
    expect(metersFromPlace(lonLatConverter('EPSG:4549', 'north-east')(plane.north, plane.east))).toBeLessThan(0.001);
  });

  it('takes a city’s own plane by its parameters', () => {
    const turn = (3 * Math.PI) / 180;
    const [dx, dy, scale] = [plane.east - 530_000, plane.north - 3_990_000, 1.00002];
    const [x, y] = [Math.cos(turn) * dx + Math.sin(turn) * dy, -Math.sin(turn) * dx + Math.cos(turn) * dy];
    const local = { base: 'EPSG:4549', offsetEastMeters: 530_000, offsetNorthMeters: 3_990_000, rotationDeg: 3, scale };
    expect(metersFromPlace(lonLatConverter(local)(x / scale, y / scale))).toBeLessThan(0.001);
  });

  it('brings GCJ-02 back from 462 m east and 30 m north to a centimetre, BD-09 to what its formula gives', () => {
    const gcj = gcoord.transform([...place], gcoord.WGS84, gcoord.GCJ02) as [number, number];
    const bd = gcoord.transform([...place], gcoord.WGS84, gcoord.BD09) as [number, number];
    const [east, north] = frame.enuFromLonLat(gcj);
    expect([Math.round(east), Math.round(north)]).toEqual([462, 30]);
    expect(Math.abs(metersFromPlace(bd) - 1263)).toBeLessThan(1);
    expect(metersFromPlace(lonLatConverter('GCJ-02')(...gcj))).toBeLessThan(0.01);
    expect(metersFromPlace(lonLatConverter('BD-09')(...bd))).toBeLessThan(0.15);
  });

  it('brings Web Mercator back', () => {
    const web = gcoord.transform([...place], gcoord.WGS84, gcoord.EPSG3857) as [number, number];
    expect(metersFromPlace(lonLatConverter('EPSG:3857')(...web))).toBeLessThan(0.001);
  });

  it.each([
    ['EPSG:4549', 3_995_327.852, 533_774.025],
    ['EPSG:4549', 40_533_774.025, 3_995_327.852],
    ['EPSG:4528', 533_774.025, 3_995_327.852],
    [`${gk} +units=m`, 40_533_774.025, 3_995_327.852],
    ['EPSG:4326', 533_774, 3_995_327],
    ['EPSG:4326', 120.375, 136],
    ['EPSG:4326', Number.NaN, 36],
    ['EPSG:4549', 1e300, 1e300],
  ] as const)('refuses %s at %d, %d', (crs, x, y) => {
    expect(lonLatConverter(crs as SourceCrs)(x, y)).toBeNull();
  });
});

describe('a system that cannot be used is a fault of the recipe', () => {
  const refusal = (crs: SourceCrs | string, axisOrder?: 'north-east') =>
    crsFaults({ key: 's', crs, axisOrder } as RecipeSource, 'sources.0.crs').map(({ code, path }) => [code, path]);

  it.each([
    '+proj=nowhere +lon_0=120',
    '+proj=geocent +ellps=GRS80',
    '+proj=tmerc +lon_0=120 +units=li',
    '+proj=tmerc +lon_0=12O',
    '+proj=tmerc +lon_0=120 +axis=xyz',
    '+proj=tmerc +lon_0=120 +datum=Beijing54',
    '+proj=tmerc +lon_0=120 +nadgrids=qingdao.gsb',
    '+proj=tmerc +lon_0=120 +to_meter=0',
    '+proj=tmerc +lonn_0=120',
    '+proj=longlat +ellps=bogus',
    '+proj=longlat +pm=bogus',
    '+proj=tmerc +lon_0=120 +towgs84=a,b,c',
    '+proj=tmerc +lon_0=120 +ellps=krass',
    '+proj=tmerc +lon_0=120 +a=6378245 +rf=298.3',
    '+proj=tmerc +lon_0=120 +k_0=0',
    '+proj=tmerc +lon_0=420',
    '+proj=utm',
    '+proj=utm +zone=99',
    '+proj=utm +zone=50.5',
  ])('%s', (crs) => {
    expect(refusal(crs)).toEqual([['BAKE-260', 'sources.0.crs']]);
  });

  it('a second word about the order of axes', () => {
    expect(refusal(`${gk} +axis=neu`, 'north-east')).toEqual([['BAKE-260', 'sources.0.crs']]);
  });

  it('a local frame over degrees, or over nothing known', () => {
    const local = { offsetEastMeters: 0, offsetNorthMeters: 0, rotationDeg: 0, scale: 1 };
    for (const base of ['constructor', 'toString', '+proj=tmerc +lonn_0=120']) {
      expect(refusal({ ...local, base })).toEqual([['BAKE-260', 'sources.0.crs']]);
    }
    for (const base of ['EPSG:4326', 'GCJ-02', '+proj=longlat +ellps=GRS80']) {
      expect(refusal({ ...local, base })).toEqual([['BAKE-261', 'sources.0.crs']]);
    }
    expect(refusal({ ...local, base: 'EPSG:9999' })).toEqual([['BAKE-260', 'sources.0.crs']]);
    expect(refusal({ ...local, base: gk })).toEqual([]);
  });
});

describe.skipIf(sharedDataMissing)('98 points of 市北区 in three datums', () => {
  const file = sharedData('shibei-datum-check/shibei-points-three-datums.csv');
  const rows = (): Record<string, unknown>[] => parseRows(readFileSync(file)).map(({ values }) => values);
  function parseRows(bytes: Uint8Array) {
    return parseCsv(bytes, file, { encoding: 'utf-8', source: 's', faults: new FaultLog() }).records;
  }
  /** Six decimals on both sides: twice half a step east and north. */
  const ROUNDING = 0.15;

  it('agree with GCJ-02 and BD-09 as declared', () => {
    const all = rows();
    expect(all).toHaveLength(98);
    const at = (row: Record<string, unknown>, datum: string): [number, number] => {
      const names = Object.keys(row);
      const of = (axis: string) => names.find((name) => name.toLowerCase().includes(datum) && name.includes(axis))!;
      return [Number(row[of('lon')]), Number(row[of('lat')])];
    };
    for (const row of all) {
      const wgs = at(row, 'wgs');
      const back = lonLatConverter('GCJ-02')(...at(row, 'gcj'))!;
      expect(metersBetween(back, wgs)).toBeLessThan(0.01 + ROUNDING);
      expect(metersBetween(lonLatConverter('BD-09')(...at(row, 'bd'))!, wgs)).toBeLessThan(0.15 + 2 * ROUNDING);
      const there = gcoord.transform([...wgs], gcoord.WGS84, gcoord.GCJ02) as [number, number];
      expect(metersBetween(lonLatConverter('GCJ-02')(...there)!, wgs)).toBeLessThan(0.01);
    }
  });
});
