import { describe, expect, it } from 'vitest';
import {
  decodeHeightField,
  encodeHeightField,
  roundedHeightField,
} from '../../../src/model/contract/heightFieldFile.ts';
import { drapeLine, groundCreases } from '../../../src/model/geometry/drape.ts';
import { bends, PlaneTest } from '../../../src/model/geometry/groundCreases.ts';
import {
  flatHeightField,
  groundUpMeters,
  type HeightField,
  heightFieldOf,
} from '../../../src/model/geometry/heightField.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { standOnGround } from '../../../src/model/geometry/standOnGround.ts';

/** Hills in the east, level ground in the west, so that both kinds of cells are there. */
function someHills(random: SeededRandom, columns = 12, rows = 9, stepMeters = 40): HeightField {
  const hills = Array.from({ length: 4 }, () => [
    random.between(200, 500),
    random.between(0, 350),
    random.between(10, 90),
  ]);
  const upAt = (east: number, north: number): number =>
    east < 150
      ? 3
      : hills.reduce((sum, [x, y, up]) => sum + up! / (1 + ((east - x!) ** 2 + (north - y!) ** 2) / 9000), 3);
  return roundedHeightField(heightFieldOf([-17, 5], stepMeters, columns, rows, upAt));
}

/** The same height the long way: the triangle around a point by its barycentric coordinates. */
function naiveUp(field: HeightField, east: number, north: number): number {
  const { originEnuMeters, stepMeters, columns, rows, upMeters } = field;
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      for (const corners of [
        [
          [0, 0],
          [1, 0],
          [1, 1],
        ],
        [
          [0, 0],
          [1, 1],
          [0, 1],
        ],
      ] as const) {
        const [a, b, c] = corners.map(([dx, dy]) => [
          originEnuMeters[0] + (column + dx) * stepMeters,
          originEnuMeters[1] + (row + dy) * stepMeters,
          upMeters[(row + dy) * columns + column + dx]!,
        ]) as [number[], number[], number[]];
        const area = (p: readonly number[], q: readonly number[], r: readonly number[]): number =>
          (q[0]! - p[0]!) * (r[1]! - p[1]!) - (q[1]! - p[1]!) * (r[0]! - p[0]!);
        const at = [east, north];
        const shares = [area(at, b, c), area(at, c, a), area(at, a, b)].map((part) => part / area(a, b, c));
        if (shares.every((share) => share >= -1e-9))
          return shares.reduce((sum, s, i) => sum + s * [a, b, c][i]![2]!, 0);
      }
    }
  }
  throw new Error('outside');
}

const random = new SeededRandom('height field');
const field = someHills(random);
const inside = (): [number, number] => [random.between(-17, 423), random.between(5, 325)];

describe('the ground', () => {
  it('is as high as its triangle says', () => {
    for (let round = 0; round < 500; round++) {
      const [east, north] = inside();
      expect(groundUpMeters(field, east, north)).toBeCloseTo(naiveUp(field, east, north), 6);
    }
  });

  it('goes on beyond its lattice as at the edge', () => {
    expect(groundUpMeters(field, 9000, 100)).toBe(groundUpMeters(field, 423, 100));
    expect(groundUpMeters(field, -9000, -9000)).toBe(field.upMeters[0]);
  });

  it('is read from its file as it was written', () => {
    expect(decodeHeightField(encodeHeightField(field))).toEqual(field);
    expect(decodeHeightField(encodeHeightField(field).subarray(0, 200))).toBeNull();
  });
});

describe('creases', () => {
  it('are all that a line meets: between two of them the ground is straight', () => {
    for (let round = 0; round < 400; round++) {
      const [a, b] = [inside(), inside()];
      const stops = [a, ...groundCreases(field, a, b), b];
      for (let part = 0; part + 1 < stops.length; part++) {
        const [p, q] = [stops[part]!, stops[part + 1]!];
        for (const share of [0.1, 0.37, 0.5, 0.9]) {
          const up = groundUpMeters(field, p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1]));
          const straight = groundUpMeters(field, ...p) * (1 - share) + groundUpMeters(field, ...q) * share;
          expect(Math.abs(up - straight)).toBeLessThan(2 / 2048);
        }
      }
    }
  });

  it('are none where the ground is level', () => {
    expect(groundCreases(flatHeightField(7), [-3000, -2000], [4000, 3500])).toEqual([]);
    expect(groundCreases(field, [-10, 20], [100, 300])).toEqual([]);
    expect(groundCreases(field, [250, 20], [400, 300]).length).toBeGreaterThan(5);
  });

  it('are met along the lattice’s own lines and through its points', () => {
    const peak = heightFieldOf([0, 0], 10, 3, 3, (east, north) => (east === 10 && north === 10 ? 5 : 0));
    expect(groundCreases(peak, [0, 10], [20, 10])).toEqual([[10, 10]]);
    expect(groundCreases(peak, [10, 0], [10, 20])).toEqual([[10, 10]]);
    expect(groundCreases(peak, [0, 0], [20, 20])).toEqual([[10, 10]]);
    expect(groundCreases(peak, [0, 20], [20, 0]).some(([x, y]) => x === 10 && y === 10)).toBe(true);
  });

  it('are counted right over any range of cells', () => {
    const planes = new PlaneTest(field);
    const { columns, rows } = field;
    for (let round = 0; round < 400; round++) {
      const [west, south] = [random.whole(0, columns - 2), random.whole(0, rows - 2)];
      const [east, north] = [random.whole(west + 1, columns - 1), random.whole(south + 1, rows - 1)];
      let bent = false;
      for (let row = south; row < north; row++) {
        for (let column = west; column < east; column++) {
          if (bends(field, 'diagonal', column, row)) bent = true;
          if (column > west && bends(field, 'column', column, row)) bent = true;
          if (row > south && bends(field, 'row', column, row)) bent = true;
        }
      }
      expect(planes.isOnePlane(west, south, east, north)).toBe(!bent);
    }
  });
});

it('a draped line keeps its distance from the ground', () => {
  const line = Array.from({ length: 6 }, inside);
  const draped = drapeLine(field, line, 0.4, true);
  expect(draped.length).toBeGreaterThan(20);
  for (const [x, y, up] of draped) expect(up).toBeCloseTo(groundUpMeters(field, x, y) + 0.4, 9);
});

describe('a building on a slope', () => {
  const slope = heightFieldOf([0, 0], 40, 5, 5, (east) => east / 4);
  const outline = [
    [1000, 1000],
    [3000, 1000],
    [3000, 2000],
    [1000, 2000],
  ] as const;

  it('begins at its lowest ground', () => {
    expect(standOnGround(slope, [[outline]], 12)).toMatchObject({ baseUpMeters: 2.5, topUpMeters: 14.5 });
  });

  it('is never buried by the uphill side', () => {
    expect(standOnGround(slope, [[outline]], 4)).toMatchObject({ baseUpMeters: 2.5, topUpMeters: 10 });
    expect(standOnGround(slope, [[outline]], 1)).toMatchObject({ baseUpMeters: 2.5, topUpMeters: 8.5 });
  });

  it('finds the valley that its long wall crosses', () => {
    const valley = heightFieldOf([0, 0], 10, 9, 9, (east) => Math.abs(east - 40));
    const long = [
      [1000, 1000],
      [7000, 1000],
      [7000, 2000],
      [1000, 2000],
    ] as const;
    expect(standOnGround(valley, [[long]], 30)).toMatchObject({ baseUpMeters: 0, topUpMeters: 32.5 });
  });
});
