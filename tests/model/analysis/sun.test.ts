import { describe, expect, it } from 'vitest';
import { equatorialSunAt, sunAt } from '../../../src/model/analysis/sun.ts';

const qingdao = [120.365, 36.1] as const;
const HOUR = 3_600_000;

describe('the sun', () => {
  it('stands where Meeus’ example 25.a has it: 1992 October 13, 0 h of terrestrial time', () => {
    const { rightAscensionDeg, declinationDeg } = equatorialSunAt(Date.UTC(1992, 9, 13));
    expect(rightAscensionDeg).toBeCloseTo(198.38083, 3);
    expect(declinationDeg).toBeCloseTo(-7.78507, 3);
  });

  it('stands where the example of NREL/TP-560-34302 has it, without its refraction', () => {
    const { elevationDeg, azimuthDeg } = sunAt(Date.UTC(2003, 9, 17, 19, 30, 30), [-105.1786, 39.742476]);
    expect(Math.abs(elevationDeg - 39.872046)).toBeLessThan(0.02);
    expect(Math.abs(azimuthDeg - 194.340241)).toBeLessThan(0.02);
  });

  it('crosses the equator and turns at the published equinoxes and solstices of 2026', () => {
    // Almanac: 20 March 14:46, 21 June 08:24, 23 September 00:05, 21 December 20:50 UTC; obliquity 23.436°.
    expect(Math.abs(equatorialSunAt(Date.UTC(2026, 2, 20, 14, 46)).declinationDeg)).toBeLessThan(0.01);
    expect(equatorialSunAt(Date.UTC(2026, 5, 21, 8, 24)).rightAscensionDeg).toBeCloseTo(90, 1);
    expect(equatorialSunAt(Date.UTC(2026, 5, 21, 8, 24)).declinationDeg).toBeCloseTo(23.436, 2);
    expect(Math.abs(equatorialSunAt(Date.UTC(2026, 8, 23, 0, 5)).declinationDeg)).toBeLessThan(0.01);
    expect(equatorialSunAt(Date.UTC(2026, 11, 21, 20, 50)).declinationDeg).toBeCloseTo(-23.436, 2);
  });

  it('stands highest over Qingdao when it should: 90° − latitude ± 23.44° at the solstices, due south', () => {
    const highest = (from: number) =>
      Array.from({ length: 24 * 60 }, (_, minute) => sunAt(from + minute * 60_000, qingdao)).reduce((best, sun) =>
        sun.elevationDeg > best.elevationDeg ? sun : best,
      );
    const june = highest(Date.UTC(2026, 5, 20, 16));
    const december = highest(Date.UTC(2026, 11, 20, 16));
    expect(Math.abs(june.elevationDeg - (90 - 36.1 + 23.436))).toBeLessThan(0.02);
    expect(Math.abs(december.elevationDeg - (90 - 36.1 - 23.436))).toBeLessThan(0.02);
    for (const { azimuthDeg } of [june, december]) expect(Math.abs(azimuthDeg - 180)).toBeLessThan(0.7);
  });

  it('rises in the east and sets in the west, and its direction says the same as its angles', () => {
    const morning = sunAt(Date.UTC(2026, 2, 20, 22) + 20 * 60_000, qingdao);
    const evening = sunAt(Date.UTC(2026, 2, 21, 10), qingdao);
    expect(morning.azimuthDeg).toBeGreaterThan(85);
    expect(morning.azimuthDeg).toBeLessThan(100);
    expect(evening.azimuthDeg).toBeGreaterThan(260);
    for (let hour = 0; hour < 24; hour++) {
      const { elevationDeg, azimuthDeg, directionEnu } = sunAt(Date.UTC(2026, 10, 24) + hour * HOUR, qingdao);
      const [elevation, azimuth] = [(elevationDeg * Math.PI) / 180, (azimuthDeg * Math.PI) / 180];
      expect(directionEnu[0]).toBeCloseTo(Math.cos(elevation) * Math.sin(azimuth), 4);
      expect(directionEnu[1]).toBeCloseTo(Math.cos(elevation) * Math.cos(azimuth), 4);
      expect(directionEnu[2]).toBeCloseTo(Math.sin(elevation), 4);
    }
  });
});
