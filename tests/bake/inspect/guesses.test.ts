import { describe, expect, it } from 'vitest';
import { mappingFor } from '../../../src/bake/inspect/fieldNames.ts';
import { FieldReader } from '../../../src/bake/inspect/fieldSummary.ts';
import { crsFromDeclared, guessCrs } from '../../../src/bake/inspect/guessCrs.ts';
import { guessRoles } from '../../../src/bake/inspect/guessRole.ts';

const at = (x: number, y: number) => ({ minX: x - 0.01, maxX: x + 0.01, minY: y - 0.01, maxY: y + 0.01 });

describe('a coordinate system', () => {
  it.each([
    ['degrees in China', at(120.375, 36.0876), 'EPSG:4490', 'east-north'],
    ['latitude first', at(36.0876, 120.375), 'EPSG:4490', 'north-east'],
    ['six digits of easting', at(533_774.025, 3_995_327.852), 'EPSG:4549', 'east-north'],
    ['northing first', at(3_995_327.852, 533_774.025), 'EPSG:4549', 'north-east'],
    ['zone 40 before the easting', at(40_533_774.025, 3_995_327.852), 'EPSG:4528', 'east-north'],
    ['zone 40, northing first', at(3_995_327.852, 40_533_774.025), 'EPSG:4528', 'north-east'],
    ['Web Mercator', at(13_400_083.7, 4_314_413.2), 'EPSG:3857', 'east-north'],
    ['degrees elsewhere', at(-73.99, 40.71), 'EPSG:4326', 'east-north'],
  ])('%s', (_, bounds, crs, axisOrder) => {
    const guess = guessCrs(bounds, null);
    expect([guess.candidates[0], guess.axisOrder, guess.certainty]).toEqual([crs, axisOrder, 'guessed']);
    expect(guess.reasons.length).toBeGreaterThan(0);
  });

  it('of another zone is a PROJ string with its meridian', () => {
    expect(guessCrs(at(39_500_000, 3_500_000), null).candidates[0]).toContain('+lon_0=117');
    expect(guessCrs(at(20_500_000, 3_500_000), null).candidates[0]).toContain('+lon_0=117');
  });

  it('is never chosen between datums that no single file can tell apart', () => {
    expect(guessCrs(at(120.375, 36.0876), null).candidates).toEqual(['EPSG:4490', 'EPSG:4326', 'GCJ-02', 'BD-09']);
  });

  it('of small numbers is a city’s own plane: none is proposed', () => {
    expect(guessCrs(at(12_345, 6_789), null)).toMatchObject({ candidates: [], certainty: 'unknown' });
    expect(guessCrs(null, null)).toMatchObject({ candidates: [], certainty: 'unknown' });
  });

  it.each([
    ['GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]', 'EPSG:4326'],
    ['GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000"]]', 'EPSG:4490'],
    ['PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000"]]', 'EPSG:4549'],
    ['PROJCS["CGCS2000_3_Degree_GK_Zone_40",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000"]]', 'EPSG:4528'],
    ['PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984"]]', 'EPSG:3857'],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326'],
    ['EPSG:4490', 'EPSG:4490'],
    ['PROJCS["CGCS2000_3_Degree_GK_CM_117E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000"]]', null],
    ['EPSG:28992', null],
    [null, null],
  ])('declared as %s', (declared, crs) => {
    expect(crsFromDeclared(declared)).toBe(crs);
  });
});

describe('columns', () => {
  it.each([
    ['districtBoundary', 'code6'],
    ['streetBoundaries', 'code9'],
    ['communityBoundaries', 'code12'],
    ['gridBoundaries', 'code15'],
  ] as const)('of %s hold codes by their length: %s', (role, column) => {
    expect(mappingFor(role, ['name', column], false).code).toBe(column);
  });

  it('of a Chinese buildings table stand for ours', () => {
    const columns = ['GLBJBSM', 'jzwmc', '层数', '建筑高度', '建成年代', '使用性质', '备注'];
    expect(mappingFor('buildings', columns, false)).toEqual({
      ...{ id: 'GLBJBSM', name: 'jzwmc', floors: '层数', heightGroundMeters: '建筑高度' },
      ...{ yearBuilt: '建成年代', use: '使用性质' },
    });
  });

  it('of a table give x and y; those of outlines do not', () => {
    const columns = ['设备编码', '安装位置', '经度', '纬度', '方位角'];
    const mapping = { id: '设备编码', name: '安装位置', x: '经度', y: '纬度', azimuthDeg: '方位角' };
    expect(mappingFor('videoPoints', columns, true)).toEqual(mapping);
    expect(mappingFor('videoPoints', columns, false)).not.toHaveProperty('x');
  });

  it('say what a file is for', () => {
    const kinds = { point: 0, lines: 0, polygons: 9, none: 0 };
    const input = { format: 'geojson', columns: ['name', '层数'], kinds, isTable: false } as const;
    expect(guessRoles({ ...input, title: 'data.geojson' })).toEqual(['buildings']);
    expect(guessRoles({ ...input, title: 'x.json', columns: ['name'] })).toEqual([]);
    expect(guessRoles({ ...input, title: '街道边界.shp', columns: ['name'] })[0]).toBe('streetBoundaries');
    expect(guessRoles({ ...input, format: 'citygml', title: 'x.gml' })).toEqual(['buildings']);
  });

  it.each([
    [['1', '2', 3], 'integer'],
    [['1', '2.5'], 'number'],
    [['2025-01-01', '2025-01-02T08:00:00+08:00'], 'time'],
    [[true, false], 'boolean'],
    [['', null, undefined], 'empty'],
    [['1', 'x'], 'text'],
    [[[1], [2]], 'list'],
  ])('holding %j are %s', (values, type) => {
    const reader = new FieldReader('c');
    for (const value of values) reader.add(value);
    expect(reader.summary(values.length).type).toBe(type);
  });

  it('count their different values in bounded memory', () => {
    const reader = new FieldReader('c');
    for (let value = 0; value < 30_000; value++) reader.add(value);
    expect(reader.summary(30_000)).toMatchObject({ distinct: 10_000, distinctIsMore: true, min: 0, max: 29_999 });
  });
});
