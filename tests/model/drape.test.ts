import { describe, expect, it } from 'vitest';
import { cutAlongGround, drapeLine } from '../../src/model/geometry/drape.ts';
import { flatHeightField, groundUpMeters, heightFieldOf } from '../../src/model/geometry/heightField.ts';
import { type Point2, signedArea } from '../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';

const bumps = new SeededRandom('bumps');
/** A plain with a rough hill in one corner. */
const field = heightFieldOf([-500, -400], 25, 41, 33, (x, y) => (x > 50 && y > 20 ? bumps.between(0, 60) : 3));

/** Height of a triangle's plane at a place. */
function planeUp(corners: readonly Point2[], x: number, y: number): number {
  const [a, b, c] = corners.map(([px, py]) => [px, py, groundUpMeters(field, px, py)] as const);
  const [ux, uy, uz] = [b![0] - a![0], b![1] - a![1], b![2] - a![2]];
  const [vx, vy, vz] = [c![0] - a![0], c![1] - a![1], c![2] - a![2]];
  const across = ux * vy - uy * vx;
  const s = ((x - a![0]) * vy - (y - a![1]) * vx) / across;
  const t = (ux * (y - a![1]) - uy * (x - a![0])) / across;
  return a![2] + s * uz + t * vz;
}

const randomTriangle = (random: SeededRandom): Point2[] => {
  const point = (): Point2 => [random.between(-480, 480), random.between(-380, 380)];
  const corners = [point(), point(), point()];
  return signedArea(corners) > 0 ? corners : corners.reverse();
};

describe('the ground', () => {
  it('is what its lattice says, at the points and between them', () => {
    expect(groundUpMeters(field, -500, -400)).toBe(3);
    const [x, y] = [-500 + 30 * 25, -400 + 25 * 25];
    const [southWest, northEast] = [groundUpMeters(field, x, y), groundUpMeters(field, x + 25, y + 25)];
    expect(groundUpMeters(field, x + 12.5, y + 12.5)).toBeCloseTo((southWest + northEast) / 2, 6);
    expect(groundUpMeters(field, -9999, -9999)).toBe(3);
  });

  it('carries a line without a gap or a bump', () => {
    const random = new SeededRandom('lines');
    for (let round = 0; round < 200; round++) {
      const [a, b] = randomTriangle(random) as [Point2, Point2];
      const draped = drapeLine(field, [a, b], 0.5);
      expect([draped[0]!.slice(0, 2), draped.at(-1)!.slice(0, 2)]).toEqual([a, b]);
      for (let index = 0; index + 1 < draped.length; index++) {
        const [from, to] = [draped[index]!, draped[index + 1]!];
        for (const share of [0.1, 0.5, 0.9]) {
          const [x, y, z] = [0, 1, 2].map((axis) => from[axis]! + share * (to[axis]! - from[axis]!));
          expect(Math.abs(z! - 0.5 - groundUpMeters(field, x!, y!))).toBeLessThan(2e-3);
        }
      }
    }
  });

  it('cuts a triangle into plane pieces that add up to it and keep its sense', () => {
    const random = new SeededRandom('faces');
    for (let round = 0; round < 120; round++) {
      const triangle = randomTriangle(random);
      const pieces = cutAlongGround(field, triangle);
      const areas = pieces.map((piece) => signedArea(piece));
      expect(areas.every((area) => area >= -1e-9)).toBe(true);
      expect(areas.reduce((sum, area) => sum + area, 0)).toBeCloseTo(signedArea(triangle), 5);
      for (const [index, piece] of pieces.entries()) {
        if (areas[index]! < 1) continue;
        const middle = (axis: 0 | 1): number => piece.reduce((sum, point) => sum + point[axis], 0) / piece.length;
        // Any three corners that span it will do: the first and the two farthest along.
        const corners = [piece[0]!, piece[Math.floor(piece.length / 3)]!, piece[Math.floor((2 * piece.length) / 3)]!];
        if (Math.abs(signedArea(corners)) < 0.5) continue;
        expect(
          Math.abs(planeUp(corners, middle(0), middle(1)) - groundUpMeters(field, middle(0), middle(1))),
        ).toBeLessThan(0.02);
      }
    }
  });

  it('leaves level ground whole', () => {
    const triangle: Point2[] = [
      [-4000, -4000],
      [4000, -3000],
      [100, 4000],
    ];
    expect(cutAlongGround(flatHeightField(7), triangle)).toEqual([triangle]);
    expect(drapeLine(flatHeightField(7), triangle, 1)).toHaveLength(3);
    expect(
      cutAlongGround(field, [
        [-480, -380],
        [-20, -380],
        [-20, -50],
      ]),
    ).toHaveLength(1);
  });
});
