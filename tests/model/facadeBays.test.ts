import { describe, expect, it } from 'vitest';
import { bayMetersOf, columnsOfOutline, MOST_COLUMNS, windowColumnsOf } from '../../src/model/contract/facadeBays.ts';
import { BLANK_U } from '../../src/model/contract/tileAttributes.ts';
import { buildingUses } from '../../src/model/domain/buildings.ts';
import type { Outline, Point2 } from '../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';

const rotated = (outline: Outline, by: number): Outline => [...outline.slice(by), ...outline.slice(0, by)];
/** A polygon of so many sides around a circle, on whole centimetres. */
const round = (sides: number, radiusCm: number): Outline =>
  Array.from({ length: sides }, (_, side): Point2 => {
    const angle = (2 * Math.PI * side) / sides;
    return [Math.round(radiusCm * Math.cos(angle)), Math.round(radiusCm * Math.sin(angle))];
  });
const house: Outline = [
  [0, 0],
  [2000, 0],
  [2000, 1000],
  [0, 1000],
];

describe('bays of a façade', () => {
  it('are between 2.5 and 6 m wide, in eighths, for every use, age and height', () => {
    for (const use of buildingUses) {
      for (const yearBuilt of [null, 1910, 1985, 2020]) {
        for (const floors of [1, 6, 11, 12, 60]) {
          const meters = bayMetersOf({ use, yearBuilt, floors });
          expect(meters).toBeGreaterThanOrEqual(2.5);
          expect(meters).toBeLessThanOrEqual(6);
          expect(Number.isInteger(meters * 8)).toBe(true);
        }
      }
    }
    expect(bayMetersOf({ use: 'residential', yearBuilt: 1920, floors: 3 })).toBeLessThan(
      bayMetersOf({ use: 'residential', yearBuilt: 1990, floors: 3 }),
    );
  });

  it('are whole on every straight wall and numbered through all of them', () => {
    const { starts, ends, next } = columnsOfOutline(house, 3.25, 100);
    expect(starts).toEqual([100, 106, 109, 115]);
    expect(ends).toEqual([106, 109, 115, 118]);
    expect(next).toBe(118);
  });

  it('leave a wall shorter than half a bay blank', () => {
    const notched: Outline = [
      [0, 0],
      [2000, 0],
      [2000, 1000],
      [1000, 1000],
      [1000, 1160],
      [0, 1160],
    ];
    const { starts, ends, next } = columnsOfOutline(notched, 3.25, 0);
    expect([starts[3], ends[3]]).toEqual([BLANK_U, BLANK_U]);
    expect(next).toBe(6 + 3 + 3 + 3 + 4);
  });

  it('go around gentle bends in one count, and stop at corners', () => {
    // 36 sides turn by 10° each: one run, its sides end where the next ones begin, and only the whole is whole.
    const tower = round(36, 1500);
    const { starts, ends, next } = columnsOfOutline(tower, 3.25, 0);
    const perimeter = tower.reduce((sum, [x, y], side) => {
      const [nextX, nextY] = tower[(side + 1) % 36]!;
      return sum + Math.hypot(nextX - x, nextY - y);
    }, 0);
    expect(next).toBe(Math.round(perimeter / 325));
    for (let side = 1; side < 36; side++) expect(starts[side]).toBeCloseTo(ends[side - 1]!, 12);
    expect(starts.filter((start) => !Number.isInteger(start)).length).toBeGreaterThan(20);
    // 12 sides turn by 30°: each is a wall of its own.
    const twelve = columnsOfOutline(round(12, 1500), 3.25, 0);
    expect([...twelve.starts, ...twelve.ends].every(Number.isInteger)).toBe(true);
  });

  it('are as many from whichever corner and in whichever direction one counts', () => {
    const random = new SeededRandom('bays');
    for (let round_ = 0; round_ < 300; round_++) {
      const sides = random.whole(3, 40);
      const outline = round(sides, random.whole(200, 6000)).map(
        ([x, y]): Point2 => [x + random.whole(-90, 90), y + random.whole(-90, 90)],
      );
      const counted = [outline, rotated(outline, random.whole(1, sides - 1)), [...outline].reverse()].map(
        (each) => columnsOfOutline(each, 3.25, 0).next,
      );
      const corners = columnsOfOutline(outline, 3.25, 0).starts.filter(Number.isInteger).length;
      if (corners > 0) expect(new Set(counted).size).toBe(1);
    }
  });

  it('count yards and all parts of a building, and never more than the file can say', () => {
    const yard: Outline = [
      [500, 300],
      [500, 700],
      [1500, 700],
      [1500, 300],
    ];
    const plain = { use: 'residential', yearBuilt: 1990, floors: 6 } as const;
    expect(windowColumnsOf(plain, [[house]])).toBe(18);
    expect(windowColumnsOf(plain, [[house, yard], [house]])).toBe(18 + 8 + 18);
    const huge = house.map(([x, y]): Point2 => [x * 10_000, y * 10_000]);
    expect(windowColumnsOf(plain, [[huge]])).toBe(MOST_COLUMNS);
    const flat: Outline = [
      [5, 5],
      [5, 5],
      [5, 5],
    ];
    expect(windowColumnsOf(plain, [[flat]])).toBe(0);
  });
});
