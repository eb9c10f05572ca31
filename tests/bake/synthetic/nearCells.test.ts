import { describe, expect, it } from 'vitest';
import { AreaClearance } from '../../../src/bake/synthetic/clearOfAreas.ts';
import { CELL_CM, NearCells } from '../../../src/bake/synthetic/nearCells.ts';
import { distanceToSegment, type Point2, sideOfOutline } from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';

const REACH_CM = 1_500;
const MOST_CM = 40 * CELL_CM;

describe('a line among cells', () => {
  const random = new SeededRandom('cells');
  const place = (): Point2 => [random.whole(-MOST_CM, MOST_CM), random.whole(-MOST_CM, MOST_CM)];
  const origin: Point2 = [0, 0];
  const lines: readonly (readonly [Point2, Point2])[] = [
    ...Array.from({ length: 40 }, () => [place(), place()] as const),
    [origin, origin],
    [origin, [0, MOST_CM]],
    [[MOST_CM, 0], origin],
  ];

  it('is found from wherever it is within reach', () => {
    let asked = 0;
    const missed: unknown[] = [];
    for (const [from, to] of lines) {
      const near = new NearCells<number>();
      near.addAlong(1, from, to, REACH_CM);
      for (let tried = 0; tried < 400; tried++) {
        const along = random.ratio();
        const x = from[0] + along * (to[0] - from[0]) + random.between(-REACH_CM, REACH_CM);
        const y = from[1] + along * (to[1] - from[1]) + random.between(-REACH_CM, REACH_CM);
        if (distanceToSegment(x, y, from, to) > REACH_CM) continue;
        if (near.at(x, y).length !== 1) missed.push({ from, to, x, y });
        asked++;
      }
    }
    expect(missed).toEqual([]);
    expect(asked).toBeGreaterThan(lines.length * 200);
  });

  it('lies in the cells that it passes, not in all of its box', () => {
    const near = new NearCells<number>();
    near.addAlong(1, [-MOST_CM, -MOST_CM], [MOST_CM, MOST_CM], REACH_CM);
    let cells = 0;
    for (let x = -MOST_CM; x < MOST_CM; x += CELL_CM) {
      for (let y = -MOST_CM; y < MOST_CM; y += CELL_CM) if (near.at(x, y).length > 0) cells++;
    }
    // 80 × 80 cells; the line passes 80 of them, and comes near to their neighbours.
    expect(cells).toBeGreaterThanOrEqual(80);
    expect(cells).toBeLessThanOrEqual(80 * 4);
  });
});

it('a place is in an area of many cells as its outline says, with an island in it', () => {
  const random = new SeededRandom('areas');
  const sea: Point2[] = [
    [-9 * CELL_CM, -7 * CELL_CM],
    [8 * CELL_CM, -9 * CELL_CM],
    [10 * CELL_CM, 6 * CELL_CM],
    [2 * CELL_CM, 1 * CELL_CM],
    [-8 * CELL_CM, 9 * CELL_CM],
  ];
  const island: Point2[] = [
    [-4 * CELL_CM, -4 * CELL_CM],
    [-4 * CELL_CM, -1 * CELL_CM],
    [1 * CELL_CM, -2 * CELL_CM],
  ];
  const most = 12 * CELL_CM;
  const clearance = new AreaClearance([[sea, island]], { minX: -most, minY: -most, maxX: most, maxY: most });
  let [wet, dry] = [0, 0];
  const wrong: Point2[] = [];
  for (let tried = 0; tried < 4_000; tried++) {
    const [x, y] = [random.whole(-most, most), random.whole(-most, most)];
    const isWet = sideOfOutline(sea, x, y) === 'inside' && sideOfOutline(island, x, y) === 'outside';
    if (clearance.holds(x, y) !== isWet) wrong.push([x, y]);
    if (isWet) wet++;
    else dry++;
  }
  expect(wrong).toEqual([]);
  expect(Math.min(wet, dry)).toBeGreaterThan(500);
});
