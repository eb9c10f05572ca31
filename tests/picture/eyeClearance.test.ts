/** No hand, flight, glide or stage brings the eye into the ground or into a house. */
import { describe, expect, it } from 'vitest';
import { decodeFootprints, encodeFootprints, type FootprintInput } from '../../src/model/contract/footprintsFile.ts';
import type { Vec3 } from '../../src/model/frames/ecef.ts';
import { flatHeightField, groundUpMeters, heightFieldOf } from '../../src/model/geometry/heightField.ts';
import type { Point2 } from '../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { Eye } from '../../src/picture/camera/eye.ts';
import { CLEAR_METERS, CLIMB, clearEyeUpMeters } from '../../src/picture/camera/eyeClearance.ts';
import { groundUnder, panned, turned, turnedAbout, zoomed } from '../../src/picture/camera/gestures.ts';
import { limitsOf, tangentsOf } from '../../src/picture/camera/look.ts';
import type { View } from '../../src/picture/camera/pose.ts';
import type { Look } from '../../src/picture/cityView.ts';
import { BuildingRays } from '../../src/picture/picking/buildingRays.ts';

const HALF_METERS = 600;
const bounds = { minX: -HALF_METERS, minY: -HALF_METERS, maxX: HALF_METERS, maxY: HALF_METERS };
/** Hills of 90 m, so close that a drag goes over several. */
const ground = heightFieldOf([-900, -900], 25, 73, 73, (x, y) => 45 + 45 * Math.sin(x / 110) * Math.cos(y / 140));

/** A dense town: towers on every second place, some around a court. */
function town(random: SeededRandom): FootprintInput[] {
  return Array.from({ length: 700 }, (): FootprintInput => {
    const [x, y] = [random.whole(-55_000, 55_000), random.whole(-55_000, 55_000)];
    const side = random.whole(900, 4_500);
    const square = (from: number, size: number): Point2[] => [
      [x + from, y + from],
      [x + from + size, y + from],
      [x + from + size, y + from + size],
      [x + from, y + from + size],
    ];
    const court = random.chance(0.3) ? [[...square(Math.round(side / 4), Math.round(side / 2))].reverse()] : [];
    const heightGroundMeters = random.chance(0.4) ? random.between(60, 180) : random.between(4, 40);
    return { heightGroundMeters, polygonsCm: [[square(0, side), ...court]], areaRow: 0, windowColumns: 0, floors: 1 };
  });
}

const random = new SeededRandom('clearance');
const houses = town(random);
const rays = new BuildingRays(decodeFootprints(encodeFootprints(houses))!, ground);

/** Even-odd over the corners, written without any of the tested formulas. */
function isInside(house: FootprintInput, [x, y]: Vec3): boolean {
  let crossings = 0;
  for (const outline of house.polygonsCm.flat()) {
    outline.forEach(([ax, ay], index) => {
      const [bx, by] = outline[(index + 1) % outline.length]!;
      if (ay > y * 100 !== by > y * 100 && x * 100 < ax + ((y * 100 - ay) / (by - ay)) * (bx - ax)) crossings++;
    });
  }
  return crossings % 2 === 1;
}

/** Metres between an eye and the ground, and between it and the highest roof below; all houses are asked. */
function clearOf(eye: Vec3): { overGround: number; overRoof: number | null } {
  const below = houses.flatMap((house, row) => (isInside(house, eye) ? [rays.standOf(row).topUpMeters] : []));
  const overGround = eye[2] - groundUpMeters(ground, eye[0], eye[1]);
  return { overGround, overRoof: below.length > 0 ? eye[2] - Math.max(...below) : null };
}

const anyLook = (): Look => ({
  targetEnuMeters: [random.between(-500, 500), random.between(-500, 500)],
  rangeMeters: random.between(80, 700),
  headingDeg: random.between(-180, 180),
  pitchDeg: random.between(-80, -4),
});

describe('an eye among houses and hills', () => {
  it('is never in the ground, and never in a house or less than 2 m over one, by whatever path it comes', () => {
    const eye = new Eye(anyLook(), limitsOf(bounds), false);
    eye.setGround(ground);
    eye.setRoofs(rays);
    let nowMillis = 1_000;
    let [looked, overHouses] = [0, 0];
    const check = (): void => {
      const { overGround, overRoof } = clearOf(eye.pose().eyeEnuMeters);
      if (overRoof !== null) overHouses++;
      expect(Math.min(overGround, overRoof ?? Infinity)).toBeGreaterThanOrEqual(CLEAR_METERS - 1e-6);
      looked++;
    };
    const viewOf = (look: Look): View => ({
      pose: eye.poseOf(look),
      tangents: tangentsOf(1_280, 720, { left: 0, right: 0, top: 0, bottom: 0 }),
      widthCssPx: 1_280,
      heightCssPx: 720,
    });
    const standing = () => ({ footUpMeters: eye.footUpMeters, viewOf });
    const pixel = (): [number, number] => [random.between(0, 1_280), random.between(200, 720)];
    const run = (millis: number): void => {
      for (const until = nowMillis + millis; nowMillis < until; nowMillis += 50) {
        eye.advance(nowMillis);
        check();
      }
    };
    const limits: [number, number] = [eye.limits.minRangeMeters, eye.limits.maxRangeMeters];
    const gestures: readonly (() => void)[] = [
      () => {
        const [x, y] = pixel();
        const grabbed = groundUnder(eye.look, standing(), x, y);
        if (!grabbed) return;
        eye.standOn(grabbed[2]);
        for (let step = 1; step <= 6; step++) {
          eye.take(panned(eye.look, standing(), grabbed, x + step * 30, y + step * 12));
          check();
        }
        eye.glide([random.between(-400, 400), random.between(-400, 400)], nowMillis);
        run(600);
      },
      () => eye.take(zoomed(eye.look, random.between(0.3, 1.8), groundUnder(eye.look, standing(), ...pixel()), limits)),
      () => eye.take(turned(eye.look, random.between(-90, 90), random.between(-40, 40))),
      () => {
        const anchor = groundUnder(eye.look, standing(), ...pixel());
        if (anchor) eye.take(turnedAbout(eye.look, random.between(-60, 60), anchor));
      },
      () => {
        eye.flyTo(anyLook(), nowMillis);
        run(1_600);
      },
      () => eye.place(anyLook()),
      () => {
        const place = (): [number, number, number] => [random.between(-500, 500), random.between(-500, 500), 30];
        eye.follow({
          version: 1,
          group: 'wall',
          curve: {
            kind: 'spline',
            presentAtMillis: nowMillis,
            durationMillis: 1_000,
            ease: 'linear',
            eyeEnuMeters: [place(), place()],
            headingDeg: [random.between(-90, 90), random.between(-90, 90)],
            pitchDeg: [-10, -20],
            horizontalTangent: 0.4,
          },
          focus: null,
          language: null,
          presentAtMillis: nowMillis,
          directedBy: 'desk',
        });
        run(1_200);
      },
    ];
    for (let round = 0; round < 200; round++) {
      random.pick(gestures)();
      check();
    }
    // It was over houses often enough for the check to mean something.
    expect(looked).toBeGreaterThan(1_000);
    expect(overHouses).toBeGreaterThan(150);
  });

  it('climbs over a house instead of jumping onto it', () => {
    let steepest = 0;
    for (let way = 0; way < 40; way++) {
      const [x, y, turnRad] = [random.between(-500, 500), random.between(-500, 500), random.between(0, 6.28)];
      let before: number | null = null;
      for (let along = 0; along < 200; along += 0.25) {
        const at: Vec3 = [x + along * Math.cos(turnRad), y + along * Math.sin(turnRad), 0];
        const up = clearEyeUpMeters(at, ground, rays);
        if (before !== null) steepest = Math.max(steepest, Math.abs(up - before) / 0.25);
        before = up;
      }
    }
    expect(steepest).toBeGreaterThan(CLIMB / 2);
    expect(steepest).toBeLessThan(CLIMB + 1);
  });

  it('leaves the middle of a street alone, and an eye that is high enough', () => {
    expect(clearEyeUpMeters([0, 0, 900], ground, rays)).toBe(900);
    const wall: FootprintInput = {
      heightGroundMeters: 100,
      polygonsCm: [
        [
          [
            [1_400, -5_000],
            [4_000, -5_000],
            [4_000, 5_000],
            [1_400, 5_000],
          ],
        ],
      ],
      areaRow: 0,
      windowColumns: 0,
      floors: 1,
    };
    const level = flatHeightField();
    const street = new BuildingRays(decodeFootprints(encodeFootprints([wall]))!, level);
    expect(clearEyeUpMeters([0, 0, 30], level, street)).toBe(30);
    expect(clearEyeUpMeters([20, 0, 30], level, street)).toBe(102);
  });
});
