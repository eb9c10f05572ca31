/** Eyes, hands, marks and rays on ground that is not level. */
import { describe, expect, it } from 'vitest';
import { decodeFootprints, encodeFootprints } from '../../src/model/contract/footprintsFile.ts';
import { groundHitOf } from '../../src/model/geometry/groundRay.ts';
import { groundUpMeters, heightFieldOf } from '../../src/model/geometry/heightField.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { Eye } from '../../src/picture/camera/eye.ts';
import { groundUnder, panned, type Standing } from '../../src/picture/camera/gestures.ts';
import { limitsOf, MIN_EYE_HEIGHT_METERS, onFoot, poseFromLook, tangentsOf } from '../../src/picture/camera/look.ts';
import { projectEnu, rayThroughPixel, type View } from '../../src/picture/camera/pose.ts';
import type { Look } from '../../src/picture/cityView.ts';
import { GroundMeshBuilder } from '../../src/picture/layers/groundMesh.ts';
import { BuildingRays } from '../../src/picture/picking/buildingRays.ts';

/** Two hills of 120 m and 60 m by a plain at 4 m. */
const hills = heightFieldOf([-3000, -3000], 50, 121, 121, (x, y) => {
  const hill = (cx: number, cy: number, height: number, radius: number): number =>
    height * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * radius ** 2));
  return 4 + hill(-600, 300, 120, 400) + hill(900, -700, 60, 250);
});
const bounds = { minX: -3000, minY: -3000, maxX: 3000, maxY: 3000 };
const tangents = tangentsOf(1600, 900, { left: 0, right: 0, top: 0, bottom: 0 });

const randomLook = (random: SeededRandom): Look => ({
  targetEnuMeters: [random.between(-2000, 2000), random.between(-2000, 2000)],
  rangeMeters: random.between(200, 4000),
  headingDeg: random.between(-180, 180),
  pitchDeg: random.between(-85, -10),
});
const eyeAt = (look: Look): Eye => {
  const eye = new Eye(look, limitsOf(bounds), true);
  eye.setGround(hills);
  return eye;
};
const viewOf =
  (eye: Eye) =>
  (look: Look): View => ({
    pose: eye.poseOf(look),
    tangents,
    widthCssPx: 1600,
    heightCssPx: 900,
  });

describe('a ray', () => {
  it('meets the ground where a slow walk along it does', () => {
    const random = new SeededRandom('ground rays');
    let met = 0;
    for (let round = 0; round < 200; round++) {
      const eye = [random.between(-2500, 2500), random.between(-2500, 2500), random.between(130, 600)] as const;
      const pitch = random.between(-1.2, 0.1);
      const heading = random.between(0, 2 * Math.PI);
      const direction = [
        Math.cos(pitch) * Math.sin(heading),
        Math.cos(pitch) * Math.cos(heading),
        Math.sin(pitch),
      ] as const;
      const hit = groundHitOf(hills, eye, direction, 6000);
      let walked = 0;
      const isAbove = (along: number): boolean => {
        const [x, y, z] = [0, 1, 2].map((axis) => eye[axis]! + direction[axis]! * along) as [number, number, number];
        return z > groundUpMeters(hills, x, y);
      };
      while (walked < 6000 && isAbove(walked)) walked += 0.25;
      if (walked >= 6000) {
        expect(hit).toBeNull();
        continue;
      }
      met++;
      expect(Math.hypot(hit![0] - eye[0], hit![1] - eye[1], hit![2] - eye[2])).toBeGreaterThan(walked - 0.3);
      expect(Math.hypot(hit![0] - eye[0], hit![1] - eye[1], hit![2] - eye[2])).toBeLessThan(walked + 0.05);
    }
    expect(met).toBeGreaterThan(100);
  });

  it('does not reach a house behind a hill', () => {
    const house = (x: number, y: number) => ({
      heightGroundMeters: 20,
      areaRow: 0,
      windowColumns: 0,
      floors: 1,
      polygonsCm: [
        [
          [x - 10, y - 10],
          [x + 10, y - 10],
          [x + 10, y + 10],
          [x - 10, y + 10],
        ].map(([east, north]) => [east! * 100, north! * 100] as const),
      ].map((outline) => [outline]),
    });
    const rays = new BuildingRays(decodeFootprints(encodeFootprints([house(-600, 1400), house(-600, 300)]))!, hills);
    const aim = (from: readonly [number, number, number], to: readonly [number, number, number]) => {
      const away = [0, 1, 2].map((axis) => to[axis]! - from[axis]!);
      const length = Math.hypot(...away);
      return away.map((value) => value / length) as unknown as [number, number, number];
    };
    const eye = [-600, -1500, 40] as const;
    const direction = aim(eye, [-600, 1400, 14]);
    const ground = groundHitOf(hills, eye, direction, 9000)!;
    expect(ground[1]).toBeLessThan(300);
    expect(rays.nearest(eye, direction, Math.hypot(ground[0] - eye[0], ground[1] - eye[1]))).toBeNull();
    // The house on the summit stands on it, not in it.
    const summit = groundUpMeters(hills, -600, 300);
    expect(rays.nearest(eye, aim(eye, [-600, 300, summit + 10]), 9000)!.buildingIndex).toBe(1);
    expect(rays.nearest(eye, aim(eye, [-600, 300, summit + 25]), 9000)).toBeNull();
  });
});

describe('an eye', () => {
  it('has its target on the ground, and itself never in it', () => {
    const random = new SeededRandom('eyes');
    for (let round = 0; round < 300; round++) {
      const eye = eyeAt(randomLook(random));
      const [east, north] = eye.look.targetEnuMeters;
      expect(eye.footUpMeters).toBeCloseTo(groundUpMeters(hills, east, north), 9);
      const [x, y, z] = eye.pose().eyeEnuMeters;
      expect(z - groundUpMeters(hills, x, y)).toBeGreaterThanOrEqual(MIN_EYE_HEIGHT_METERS - 1e-9);
    }
  });

  it('does not move when its look is told from another level', () => {
    const random = new SeededRandom('levels');
    for (let round = 0; round < 200; round++) {
      const look = randomLook(random);
      const toUp = random.between(-20, 20);
      const [before, after] = [poseFromLook(look, 10), poseFromLook(onFoot(look, 10, 10 + toUp), 10 + toUp)];
      for (const axis of [0, 1, 2] as const) {
        expect(after.eyeEnuMeters[axis]).toBeCloseTo(before.eyeEnuMeters[axis], 6);
      }
    }
  });

  it('keeps the grabbed place of a hillside under the finger', () => {
    const random = new SeededRandom('grab');
    let held = 0;
    for (let round = 0; round < 200; round++) {
      const eye = eyeAt({ ...randomLook(random), rangeMeters: random.between(900, 4000), pitchDeg: -40 });
      const [x, y] = [random.between(500, 1100), random.between(300, 700)];
      const view = viewOf(eye)(eye.look);
      const at = groundHitOf(hills, view.pose.eyeEnuMeters, rayThroughPixel(view, x, y), 20_000)!;
      eye.standOn(at[2]);
      const standing: Standing = { footUpMeters: eye.footUpMeters, viewOf: viewOf(eye) };
      const grabbed = groundUnder(eye.look, standing, x, y)!;
      expect(Math.hypot(grabbed[0] - at[0], grabbed[1] - at[1], grabbed[2] - at[2])).toBeLessThan(0.005);
      eye.take(panned(eye.look, standing, grabbed, x + 40, y - 25));
      const moved = projectEnu(viewOf(eye)(eye.look), at)!;
      // Where a hill lifts the eye or the district ends, the finger slips; else never.
      if (Math.hypot(moved.xCssPx - x - 40, moved.yCssPx - y + 25) < 0.05) held++;
    }
    expect(held).toBeGreaterThan(190);
  });
});

describe('marks of the ground', () => {
  it('lines lie on it all along', () => {
    const builder = new GroundMeshBuilder('lines', hills);
    builder.line(
      [
        [-2000, -900],
        [1500, 1200],
        [1400, -1900],
      ],
      0.4,
      [1, 1, 1, 1],
      true,
    );
    const { enuMeters, indices } = builder.mesh(1, 1);
    for (let at = 0; at < indices.length; at += 2) {
      const [a, b] = [indices[at]! * 3, indices[at + 1]! * 3];
      for (const share of [0, 0.25, 0.5, 0.75, 1]) {
        const [x, y, z] = [0, 1, 2].map(
          (axis) => enuMeters[a + axis]! + share * (enuMeters[b + axis]! - enuMeters[a + axis]!),
        ) as [number, number, number];
        expect(Math.abs(z - groundUpMeters(hills, x, y) - 0.4)).toBeLessThan(0.002);
      }
    }
    expect(indices.length / 2).toBeGreaterThan(200);
  });
});
