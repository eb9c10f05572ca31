import { describe, expect, it } from 'vitest';
import { fieldOfView, type Obstacle, seesPlace } from '../../../src/model/analysis/fieldOfView.ts';
import {
  flatHeightField,
  groundUpMeters,
  type HeightField,
  heightFieldOf,
} from '../../../src/model/geometry/heightField.ts';
import type { Point2 } from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';

const box = (west: number, south: number, east: number, north: number, topUpMeters: number): Obstacle => ({
  footprintCm: [
    [
      [
        [west * 100, south * 100],
        [east * 100, south * 100],
        [east * 100, north * 100],
        [west * 100, north * 100],
      ],
    ],
  ],
  topUpMeters,
});

/** Hills of some metres every some ten metres, on a lattice that cuts them into planes. */
const hillyField = (random: SeededRandom): HeightField => {
  const [a, b, c] = [random.between(20, 60), random.between(20, 60), random.between(0, 6)];
  return heightFieldOf([-400, -400], 20, 41, 41, (x, y) => c * Math.sin(x / a) + 4 * Math.cos(y / b) + x / 25);
};

const STEP_METERS = 0.04;
const isIn = ({ footprintCm }: Obstacle, x: number, y: number): boolean => {
  const [[west, south], , [east, north]] = footprintCm[0]![0] as [Point2, Point2, Point2];
  return x * 100 > west && x * 100 < east && y * 100 > south && y * 100 < north;
};
/** Marches along the sight line in small steps and asks everything everywhere. */
function marchSees(
  ground: HeightField,
  eye: readonly [number, number, number],
  [x, y]: Point2,
  obstacles: readonly Obstacle[],
): boolean {
  if (obstacles.some((obstacle) => isIn(obstacle, x, y))) return false;
  const others = obstacles.filter((obstacle) => !isIn(obstacle, eye[0], eye[1]));
  const up = groundUpMeters(ground, x, y);
  const steps = Math.ceil(Math.hypot(x - eye[0], y - eye[1]) / STEP_METERS);
  for (let step = 1; step < steps; step++) {
    const share = step / steps;
    const [px, py, pz] = [eye[0] + (x - eye[0]) * share, eye[1] + (y - eye[1]) * share, eye[2] + (up - eye[2]) * share];
    if (pz < groundUpMeters(ground, px, py)) return false;
    if (others.some((obstacle) => pz < obstacle.topUpMeters && isIn(obstacle, px, py))) return false;
  }
  return true;
}

describe('a field of view', () => {
  it('ends at a wall, goes on beside it, and over a low one only where the sight line comes down again', () => {
    const eye = [0, 0, 6] as const;
    const lens = { azimuthDeg: 0, horizontalFovDeg: 60, rangeMeters: 100 };
    const walls = [box(-2, 20, 2, 24, 30), box(10, 20, 14, 24, 3)];
    const field = fieldOfView(flatHeightField(), eye, lens, walls, 0.25);
    expect(seesPlace(field, [0, 19])).toBe(true);
    expect(seesPlace(field, [0, 25])).toBe(false);
    expect(seesPlace(field, [0, 99])).toBe(false);
    expect(seesPlace(field, [-8, 60])).toBe(true);
    expect(seesPlace(field, [12, 22])).toBe(false); // on its roof
    // From 6 m over 3 m at 24 m: the ground comes back at twice the distance of the far edge.
    expect(seesPlace(field, [21, 42])).toBe(false);
    expect(seesPlace(field, [26, 54])).toBe(true);
    expect(seesPlace(field, [0, -10])).toBe(false); // behind it
    expect(seesPlace(field, [0, 101])).toBe(false); // too far
  });

  it('is all around where nobody knows the direction, and not hidden by the house that carries the camera', () => {
    const lens = { azimuthDeg: null, horizontalFovDeg: 53, rangeMeters: 50 };
    const field = fieldOfView(flatHeightField(), [0, 0, 8], lens, [box(-3, -3, 3, 3, 12)], 1);
    for (const place of [
      [0, 40],
      [40, 0],
      [0, -40],
      [-40, 0],
    ] as const) {
      expect(seesPlace(field, place)).toBe(true);
    }
  });

  it('is what a slow march along each sight line finds, over hills and between houses', () => {
    const random = new SeededRandom('fields of view');
    let [told, seenCount] = [0, 0];
    for (let district = 0; district < 12; district++) {
      const ground = hillyField(random);
      const obstacles = Array.from({ length: 25 }, () => {
        const [x, y] = [random.between(-150, 150), random.between(-150, 150)];
        const top = groundUpMeters(ground, x, y) + random.between(2, 30);
        return box(x, y, x + random.between(4, 40), y + random.between(4, 40), top);
      });
      const eye = [0, 0, groundUpMeters(ground, 0, 0) + random.between(3, 12)] as const;
      const lens = { azimuthDeg: random.between(0, 360), horizontalFovDeg: 90, rangeMeters: 180 };
      const { rays } = fieldOfView(ground, eye, lens, obstacles, 1);
      for (let probe = 0; probe < 60; probe++) {
        const { azimuthDeg, seen } = rays[Math.floor(random.between(0, rays.length))]!;
        const along = random.between(1, 180);
        // On the very edge of a stretch a march in steps cannot tell.
        if (seen.flat().some((edge) => Math.abs(edge - along) < 0.25)) continue;
        const turn = (azimuthDeg * Math.PI) / 180;
        const place: Point2 = [Math.sin(turn) * along, Math.cos(turn) * along];
        const isSeen = seen.some(([from, to]) => along >= from && along <= to);
        const [higher, lower] = [0.05, -0.05].map((more) =>
          marchSees(ground, [eye[0], eye[1], eye[2] + more], place, obstacles),
        );
        if (higher !== lower) continue; // a sight line that grazes
        expect(higher, `${district}: ${azimuthDeg}° at ${along} m`).toBe(isSeen);
        told++;
        if (isSeen) seenCount++;
      }
    }
    expect(told).toBeGreaterThan(500);
    expect(seenCount).toBeGreaterThan(told * 0.2);
    expect(seenCount).toBeLessThan(told * 0.8);
  });
});
