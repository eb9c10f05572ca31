import { describe, expect, it } from 'vitest';
import { ecefFromLonLat, type LonLatDeg, lonLatFromEcef } from '../../src/model/frames/ecef.ts';
import { EnuFrame } from '../../src/model/frames/enu.ts';
import { isTimeZone, millisFromRfc3339, millisFromZoned, zonedFromMillis } from '../../src/model/frames/instant.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';

describe('ECEF', () => {
  it('knows the axes', () => {
    expect(ecefFromLonLat([0, 0])).toEqual([6378137, 0, 0]);
    const pole = ecefFromLonLat([0, 90]);
    expect(pole[2]).toBeCloseTo(6356752.314245, 5); // polar radius of WGS84
  });

  const places: LonLatDeg[] = [
    [120.375, 36.0876],
    [-74.0, 40.71],
    [0, 0],
    [180, -89.9999],
    [-180, 89.9999],
    [13.3, 52.5],
  ];
  it.each(places)('returns from %d, %d within 0.1 mm', (lonDeg, latDeg) => {
    for (const heightMeters of [-400, 0, 100, 9000]) {
      const there = ecefFromLonLat([lonDeg, latDeg], heightMeters);
      const back = lonLatFromEcef(there);
      const again = ecefFromLonLat(back.lonLatDeg, back.heightEllipsoidMeters);
      expect(Math.hypot(again[0] - there[0], again[1] - there[1], again[2] - there[2])).toBeLessThan(1e-4);
      expect(back.heightEllipsoidMeters).toBeCloseTo(heightMeters, 4);
    }
  });
});

describe('ENU', () => {
  const frame = new EnuFrame({ lonLatDeg: [120.36, 36.11], heightEllipsoidMeters: 0 });

  it('has its origin at zero and its axes right', () => {
    expect(Math.hypot(...frame.enuFromLonLat([120.36, 36.11]))).toBeLessThan(1e-9);
    const east = frame.enuFromLonLat([120.361, 36.11]);
    const north = frame.enuFromLonLat([120.36, 36.111]);
    expect(east[0]).toBeCloseTo(90.06, 1); // 1° lon = 90,061 m at 36.09° N
    expect(north[1]).toBeCloseTo(110.96, 1);
    expect(frame.enuFromLonLat([120.36, 36.11], 50)[2]).toBeCloseTo(50, 9);
  });

  it('keeps the curvature: 0.7 m at 3 km', () => {
    const [, , upMeters] = frame.enuFromLonLat([120.36, 36.11 + 3000 / 110961]);
    expect(upMeters).toBeCloseTo(-0.71, 1);
  });

  it('returns within 0.1 mm over the district and far beyond', () => {
    const random = new SeededRandom('enu');
    for (let round = 0; round < 500; round++) {
      const enu = [random.between(-2e4, 2e4), random.between(-2e4, 2e4), random.between(-400, 9000)] as const;
      const { lonLatDeg, heightEllipsoidMeters } = frame.lonLatFromEnu(enu);
      const back = frame.enuFromLonLat(lonLatDeg, heightEllipsoidMeters);
      expect(Math.hypot(back[0] - enu[0], back[1] - enu[1], back[2] - enu[2])).toBeLessThan(1e-4);
    }
  });
});

describe('instants', () => {
  it.each([
    ['2026-11-24T14:32:08Z', Date.UTC(2026, 10, 24, 14, 32, 8)],
    ['2026-11-24T22:32:08+08:00', Date.UTC(2026, 10, 24, 14, 32, 8)],
    ['2026-11-24 09:32:08.5-05:00', Date.UTC(2026, 10, 24, 14, 32, 8, 500)],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
    ['0001-01-01T00:00:00Z', -62135596800000],
  ])('reads %s', (text, millis) => {
    expect(millisFromRfc3339(text)).toEqual({ ok: true, millis });
  });

  it.each([
    ['2026-11-24', 'format'],
    ['yesterday', 'format'],
    ['2026-13-01T00:00:00Z', 'range'],
    ['2026-02-29T00:00:00Z', 'range'],
    ['2026-11-24T25:00:00Z', 'range'],
    ['2026-11-24T00:00:00+24:00', 'range'],
    ['2026-11-24T14:32:08', 'zone-missing'],
  ])('refuses %s: %s', (text, problem) => {
    expect(millisFromRfc3339(text)).toEqual({ ok: false, problem });
  });

  it('uses the declared zone where the text has none', () => {
    expect(millisFromRfc3339('2019-12-31T23:59:11.000', 'America/New_York')).toEqual({
      ok: true,
      millis: Date.UTC(2020, 0, 1, 4, 59, 11),
    });
  });

  it('turns local time and back over a summer-time change', () => {
    for (const hour of [0, 1, 3, 6, 12]) {
      const local = Date.UTC(2026, 2, 8, hour, 30); // New York springs forward at 02:00
      expect(zonedFromMillis(millisFromZoned(local, 'America/New_York'), 'America/New_York')).toBe(local);
    }
    expect(isTimeZone('Asia/Shanghai')).toBe(true);
    expect(isTimeZone('Asia/Nowhere')).toBe(false);
  });
});
