import gcoord from 'gcoord';
import { describe, expect, it } from 'vitest';
import { lonLatConverter } from '../../../src/bake/sources/lonLatFromCrs.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';

const place = [120.375, 36.0876] as const;
const frame = new EnuFrame({ lonLatDeg: place, heightEllipsoidMeters: 0 });
const metersFromPlace = (lonLatDeg: readonly [number, number] | null): number => {
  const [east, north] = frame.enuFromLonLat(lonLatDeg!);
  return Math.hypot(east, north);
};

describe('declared coordinate systems', () => {
  it.each([
    ['EPSG:4549', 533_774.025, 3_995_327.852],
    ['EPSG:4528', 40_533_774.025, 3_995_327.852],
  ] as const)('%s meets the test vector to 1 mm', (crs, x, y) => {
    expect(metersFromPlace(lonLatConverter(crs)(x, y))).toBeLessThan(0.001);
  });

  it('takes degrees of WGS84 and CGCS2000 as they are', () => {
    expect(lonLatConverter('EPSG:4326')(...place)).toEqual(place);
    expect(lonLatConverter('EPSG:4490')(...place)).toEqual(place);
  });

  it('brings GCJ-02 and BD-09 back from a block away', () => {
    const gcj = gcoord.transform([...place], gcoord.WGS84, gcoord.GCJ02) as [number, number];
    const bd = gcoord.transform([...place], gcoord.WGS84, gcoord.BD09) as [number, number];
    expect(metersFromPlace(gcj)).toBeGreaterThan(455);
    expect(metersFromPlace(gcj)).toBeLessThan(470);
    expect(metersFromPlace(bd)).toBeGreaterThan(1200);
    expect(metersFromPlace(lonLatConverter('GCJ-02')(...gcj))).toBeLessThan(0.02);
    expect(metersFromPlace(lonLatConverter('BD-09')(...bd))).toBeLessThan(0.3);
  });

  it('brings Web Mercator back', () => {
    const web = gcoord.transform([...place], gcoord.WGS84, gcoord.EPSG3857) as [number, number];
    expect(metersFromPlace(lonLatConverter('EPSG:3857')(...web))).toBeLessThan(0.001);
  });

  it.each([
    ['EPSG:4549', 3_995_327.852, 533_774.025],
    ['EPSG:4326', 533_774, 3_995_327],
    ['EPSG:4326', 120.375, 136],
    ['EPSG:4326', Number.NaN, 36],
  ] as const)('refuses %s at %d, %d', (crs, x, y) => {
    expect(lonLatConverter(crs)(x, y)).toBeNull();
  });
});
