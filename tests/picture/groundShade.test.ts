/** What buildings take of the ground's light: where a shadow falls, how long it is, and that it ends. */
import { describe, expect, it } from 'vitest';
import { decodeFootprints, encodeFootprints } from '../../src/model/contract/footprintsFile.ts';
import type { Vec3 } from '../../src/model/frames/ecef.ts';
import { groundShadeOf, shadeCastersOf, shadeDirection } from '../../src/picture/layers/ground/groundShade.ts';

const HALF = 20;
const HEIGHT = 40;
/** One tower, 40 m wide and high, around the origin. */
const tower = decodeFootprints(
  encodeFootprints([
    {
      heightGroundMeters: HEIGHT,
      polygonsCm: [
        [
          [
            [-HALF * 100, -HALF * 100],
            [HALF * 100, -HALF * 100],
            [HALF * 100, HALF * 100],
            [-HALF * 100, HALF * 100],
          ],
        ],
      ],
      areaRow: 0,
      windowColumns: 8,
      floors: 12,
      look: 0,
    },
  ]),
)!;
const casters = shadeCastersOf(tower)!;

function lightAt(towardSunEnu: Vec3 | null, x: number, y: number): { sun: number; sky: number } {
  const { westMeters, southMeters, stepMeters, columns, bytes } = groundShadeOf(casters, towardSunEnu);
  const at = Math.floor((y - southMeters) / stepMeters) * columns + Math.floor((x - westMeters) / stepMeters);
  return { sun: bytes[at * 2]! / 255, sky: bytes[at * 2 + 1]! / 255 };
}

const sun = (azimuthDeg: number, elevationDeg: number): Vec3 => {
  const [azimuth, elevation] = [azimuthDeg, elevationDeg].map((deg) => (deg * Math.PI) / 180) as [number, number];
  return [Math.sin(azimuth) * Math.cos(elevation), Math.cos(azimuth) * Math.cos(elevation), Math.sin(elevation)];
};

describe('the ground beside a tower', () => {
  it.each([0, 45, 90, 133, 180, 200, 270, 315])(
    'lies in shadow away from a sun in %i°, as far as the tower is high',
    (azimuthDeg) => {
      const toward = sun(azimuthDeg, 45);
      const level = Math.hypot(toward[0], toward[1]);
      const away = (meters: number) =>
        lightAt(toward, (-toward[0] / level) * meters, (-toward[1] / level) * meters).sun;
      expect(away(HALF * 1.5 + 12)).toBeLessThan(0.2);
      // Corners reach farther than sides: beyond both there is sun again, and toward the sun always.
      expect(away(HALF * Math.SQRT2 + HEIGHT + 16)).toBe(1);
      expect(away(-HALF * Math.SQRT2 - 12)).toBe(1);
    },
  );

  it('has longer shadows under a lower sun, and none where no light throws any', () => {
    const at = (elevationDeg: number) => lightAt(sun(90, elevationDeg), -HALF - 60, 0).sun;
    expect(at(60)).toBe(1);
    expect(at(25)).toBeLessThan(0.1);
    expect(lightAt(null, -HALF - 12, 0).sun).toBe(1);
  });

  it('misses some of the sky close by, on all sides alike, and nothing farther away', () => {
    const close = [
      [HALF + 4, 0],
      [-HALF - 4, 0],
      [0, HALF + 4],
      [0, -HALF - 4],
    ].map(([x, y]) => lightAt(null, x!, y!).sky);
    for (const share of close) {
      expect(share).toBeLessThan(0.9);
      expect(share).toBeGreaterThan(0.2);
    }
    expect(lightAt(null, HALF + 60, 0).sky).toBe(1);
  });
});

it('turns with the sun by whole degrees, so that all screens change at the same moment', () => {
  expect(shadeDirection(sun(100.2, 30.3))).toEqual(shadeDirection(sun(99.8, 29.9)));
  const [x, y, z] = shadeDirection(sun(100.2, 30.3));
  expect(Math.hypot(x, y, z)).toBeCloseTo(1);
  expect((Math.atan2(x, y) * 180) / Math.PI).toBeCloseTo(100);
});

it('is nothing where nothing is built', () => {
  expect(shadeCastersOf(decodeFootprints(encodeFootprints([]))!)).toBeNull();
});
