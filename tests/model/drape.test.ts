import { describe, expect, it } from 'vitest';
import { drapeLine } from '../../src/model/geometry/drape.ts';
import { flatHeightField, groundUpMeters, heightFieldOf } from '../../src/model/geometry/heightField.ts';
import { type Point2, signedArea } from '../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';

const bumps = new SeededRandom('bumps');
/** A plain with a rough hill in one corner. */
const field = heightFieldOf([-500, -400], 25, 41, 33, (x, y) => (x > 50 && y > 20 ? bumps.between(0, 60) : 3));

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

  it('leaves level ground whole', () => {
    const triangle: Point2[] = [
      [-4000, -4000],
      [4000, -3000],
      [100, 4000],
    ];
    expect(drapeLine(flatHeightField(7), triangle, 1)).toHaveLength(3);
  });
});
