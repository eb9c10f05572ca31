import { booleanPointInPolygon, point, polygon as turfPolygon } from '@turf/turf';
import { describe, expect, it } from 'vitest';
import {
  labelPoint,
  type Point2,
  polygonArea,
  sideOfMultiPolygon,
  sideOfPolygon,
  signedArea,
} from '../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';

/** A star-shaped outline on whole numbers: simple by construction. */
function star(random: SeededRandom, corners: number): Point2[] {
  return Array.from({ length: corners }, (_, index) => {
    const angleRad = (index / corners) * 2 * Math.PI;
    const radius = random.between(200, 1000);
    return [Math.round(radius * Math.cos(angleRad)), Math.round(radius * Math.sin(angleRad))];
  });
}

describe('polygons', () => {
  it('agree with turf on where random points lie, holes included', () => {
    const random = new SeededRandom('sides');
    for (let round = 0; round < 60; round++) {
      const outer = star(random, random.whole(3, 30));
      const hole = star(random, 8).map(([x, y]): Point2 => [Math.round(x / 8), Math.round(y / 8)]);
      const closed = [outer, hole].map((outline) => [...outline, outline[0]!].map(([x, y]) => [x, y]));
      const twin = turfPolygon(closed);
      for (let shot = 0; shot < 60; shot++) {
        const [x, y] = [random.whole(-1100, 1100), random.whole(-1100, 1100)];
        const side = sideOfPolygon([outer, hole], x, y);
        if (side === 'edge') continue; // turf counts edges of holes differently; ours are tested below
        expect(side === 'inside', `round ${round} at ${x},${y}`).toBe(booleanPointInPolygon(point([x, y]), twin));
      }
    }
  });

  it('find edges exactly', () => {
    const square: Point2[] = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ];
    expect(sideOfPolygon([square], 10, 5)).toBe('edge');
    expect(sideOfPolygon([square], 0, 0)).toBe('edge');
    expect(sideOfPolygon([square], 5, 5)).toBe('inside');
    expect(sideOfPolygon([square], 11, 5)).toBe('outside');
    expect(
      sideOfMultiPolygon(
        [
          [square],
          [
            [
              [20, 0],
              [30, 0],
              [30, 10],
            ],
          ],
        ],
        28,
        5,
      ),
    ).toBe('inside');
    expect(sideOfMultiPolygon([], 0, 0)).toBe('outside');
  });

  it('measure area with sign and holes', () => {
    const square: Point2[] = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ];
    expect(signedArea(square)).toBe(100);
    expect(signedArea([...square].reverse())).toBe(-100);
    expect(
      polygonArea([
        square,
        [
          [2, 2],
          [4, 2],
          [4, 4],
          [2, 4],
        ],
      ]),
    ).toBe(96);
  });

  it('put labels inside, also in a U', () => {
    const u: Point2[] = [
      [0, 0],
      [90, 0],
      [90, 90],
      [60, 90],
      [60, 30],
      [30, 30],
      [30, 90],
      [0, 90],
    ];
    const [x, y] = labelPoint([u]);
    expect(sideOfPolygon([u], x, y)).toBe('inside');
  });
});

describe('seeded random', () => {
  it('repeats exactly and covers its range evenly', () => {
    const [a, b] = [new SeededRandom('x'), new SeededRandom('x')];
    const counts = new Array(10).fill(0);
    for (let round = 0; round < 10_000; round++) {
      const value = a.whole(0, 9);
      expect(b.whole(0, 9)).toBe(value);
      counts[value]++;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
    expect(new SeededRandom('y').nextUint32()).not.toBe(new SeededRandom('x').nextUint32());
  });
});
