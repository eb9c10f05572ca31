import { describe, expect, it } from 'vitest';
import { columnStepOf, windowOfRank, windowRank } from '../../src/model/contract/windowOrder.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';

/** Ranks of all windows, storey by storey. */
function ranksOf(columns: number, floors: number, seed: number): number[][] {
  const step = columnStepOf(columns);
  return Array.from({ length: floors }, (_, storey) =>
    Array.from({ length: columns }, (_, column) => windowRank({ storey, column }, columns, floors, step, seed)),
  );
}

describe('the order of windows', () => {
  it('gives every window a rank of its own, so that N matters light N windows', () => {
    const random = new SeededRandom('windows');
    const sizes = [
      ...[1, 2, 3, 4, 5, 7, 12, 24, 60].flatMap((columns) => [1, 2, 3, 6, 33].map((floors) => [columns, floors])),
      ...Array.from({ length: 60 }, () => [random.whole(1, 400), random.whole(1, 60)]),
      [2000, 7],
      [65_535, 2],
    ] as [number, number][];
    for (const [columns, floors] of sizes) {
      const ranks = ranksOf(columns, floors, random.whole(0, 200_000)).flat();
      const seen = new Uint8Array(columns * floors);
      for (const rank of ranks) seen[rank] = 1;
      expect([columns, floors, seen.reduce((sum, one) => sum + one, 0)]).toEqual([columns, floors, columns * floors]);
    }
  });

  it('tells the window of every rank', () => {
    const random = new SeededRandom('ranks');
    const sizes: [number, number][] = [
      [1, 1],
      [1, 6],
      [2, 1],
      [31, 1],
      [60, 33],
      [65_535, 2],
    ];
    for (let more = 0; more < 40; more++) sizes.push([random.whole(1, 400), random.whole(1, 60)]);
    for (const [columns, floors] of sizes) {
      const [step, seed] = [columnStepOf(columns), random.whole(0, 200_000)];
      const ranks = Array.from({ length: columns * floors }, (_, rank) => rank);
      const wrong = ranks.filter((rank) => {
        const place = windowOfRank(rank, columns, floors, step, seed);
        const isWindow = place.column < columns && place.storey < floors;
        return !isWindow || windowRank(place, columns, floors, step, seed) !== rank;
      });
      expect([columns, floors, wrong]).toEqual([columns, floors, []]);
    }
  });

  it('lets lights sit together a little, and never in a checkerboard', () => {
    const [columns, floors] = [20, 18];
    for (const share of [0.04, 0.1, 0.3]) {
      const lit = Math.round(columns * floors * share);
      let [above, beside, diagonal] = [0, 0, 0];
      for (let seed = 0; seed < 400; seed++) {
        const ranks = ranksOf(columns, floors, seed);
        const isLit = (storey: number, column: number): boolean => ranks[storey]![column]! < lit;
        for (let storey = 0; storey + 1 < floors; storey++) {
          for (let column = 0; column + 1 < columns; column++) {
            if (!isLit(storey, column)) continue;
            if (isLit(storey + 1, column)) above++;
            if (isLit(storey, column + 1)) beside++;
            if (isLit(storey + 1, column + 1)) diagonal++;
          }
        }
      }
      const byChance = 400 * (columns - 1) * (floors - 1) * share * share;
      expect(above / byChance).toBeGreaterThan(1.25);
      expect(beside / byChance).toBeGreaterThan(0.6);
      expect(diagonal / byChance).toBeLessThan(1.3);
    }
  });

  it('differs from building to building', () => {
    const first = Array.from({ length: 50 }, (_, seed) => ranksOf(9, 6, seed).flat().indexOf(0));
    expect(new Set(first).size).toBeGreaterThan(25);
  });
});
