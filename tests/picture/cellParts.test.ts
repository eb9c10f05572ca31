/** Parts of a cell that are drawn for themselves: lit windows, and the rims of flat roofs. */
import { describe, expect, it } from 'vitest';
import { decodeFootprints, encodeFootprints } from '../../src/model/contract/footprintsFile.ts';
import { columnStepOf, windowRank } from '../../src/model/contract/windowOrder.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { FAR_STEPS_PER_METER, type FarTier, farCells } from '../../src/picture/layers/buildings/farCity.ts';
import { BAY_STEPS_PER_METER, cellLightOf, farWindowsOf } from '../../src/picture/layers/buildings/farWindows.ts';
import { roofRimsOf } from '../../src/picture/layers/buildings/roofRims.ts';

const random = new SeededRandom('lit walls');
const COUNT = 60;
/** lookBitsOf: the roof's type, a gable. */
const GABLE = 1 << 6;
const footprints = decodeFootprints(
  encodeFootprints(
    Array.from({ length: COUNT }, (_, index) => {
      const [x, y] = [random.between(0, 90_000), random.between(0, 90_000)].map(Math.round) as [number, number];
      const [width, depth] = [random.between(800, 4000), random.between(800, 3000)].map(Math.round) as [number, number];
      const corners: [number, number][] = [
        [x, y],
        [x + width, y],
        [x + width, y + depth],
        ...(index % 2 ? ([[x + Math.round(width / 2), y + depth * 2]] as [number, number][]) : []),
        [x, y + depth],
      ];
      return {
        heightGroundMeters: 15,
        polygonsCm: [[corners]],
        areaRow: 0,
        windowColumns: 8,
        floors: 5,
        look: index % 3 === 0 ? GABLE : 0,
      };
    }),
  ),
)!;
const [cell] = [...farCells(footprints, flatHeightField())];
const [COLUMNS, FLOORS] = [8, 5];
const STEP = columnStepOf(COLUMNS);

describe('lit windows from afar', () => {
  /** Every fourth is lit: some with one window, some with a few, one with more than it has. */
  const litOf = (row: number): number => (row % 4 === 0 ? 1 + ((row * 7) % 53) : 0);
  const windows = farWindowsOf(cell!, { litOf, columnsOf: () => COLUMNS, stepOf: () => STEP });
  const { places, facts, looks, indices, upToTier } = windows;
  /** First corners of the windows of a range, two triangles each. */
  const firstsIn = ({ offset, count }: { offset: number; count: number }): number[] =>
    Array.from({ length: count / 6 }, (_, window) => indices[offset + window * 6]!);
  const whole = (shapes: 'prisms' | 'boxes'): number[] => firstsIn(upToTier.at(-1)![shapes]);
  const rankOf = (vertex: number): number => facts[vertex * 3 + 1]!;

  it.each(['prisms', 'boxes'] as const)(
    'are as many as there are matters, the first in their order, as %s',
    (shapes) => {
      const ranks = new Map<number, number[]>();
      for (const vertex of whole(shapes)) {
        const row = facts[vertex * 3]!;
        const [column, storey] = [windows.windows[vertex * 4]!, windows.windows[vertex * 4 + 1]!];
        expect(windowRank({ column, storey }, COLUMNS, FLOORS, STEP, row)).toBe(rankOf(vertex));
        ranks.set(row, [...(ranks.get(row) ?? []), rankOf(vertex)]);
      }
      expect([...ranks.keys()].sort((a, b) => a - b)).toEqual(
        [...cell!.buildingRows].filter(litOf).sort((a, b) => a - b),
      );
      for (const [row, all] of ranks) {
        expect(all.sort((a, b) => a - b)).toEqual(
          Array.from({ length: Math.min(litOf(row), COLUMNS * FLOORS) }, (_, n) => n),
        );
      }
    },
  );

  it.each(['prisms', 'boxes'] as const)(
    'are in a wall that looks the same way, a column wide, in their storey, as %s',
    (shapes) => {
      const { prisms, boxes } = cell!.tiers.reduce(
        (all, tier) => ({ prisms: [...all.prisms, tier.prisms], boxes: [...all.boxes, tier.boxes] }),
        { prisms: [] as FarTier['prisms'][], boxes: [] as FarTier['boxes'][] },
      );
      const walls = (shapes === 'prisms' ? prisms : boxes).flatMap(({ starts, ends }) =>
        starts.slice(0, starts.length / 2).flatMap((start, side) =>
          Array.from({ length: (ends[side]! - start) / 6 }, (_, wall) => {
            const [top, foot] = [cell!.indices[start + wall * 6]!, cell!.indices[start + wall * 6 + 2]!];
            return { row: cell!.facts[top * 3]!, top, foot };
          }),
        ),
      );
      for (const vertex of whole(shapes)) {
        const [x, y, z, quarters] = places.subarray(vertex * 4, vertex * 4 + 4) as unknown as [
          number,
          number,
          number,
          number,
        ];
        const [column, storey, bay] = windows.windows.subarray(vertex * 4) as unknown as [number, number, number];
        const own = walls.filter(
          ({ row, top }) => row === facts[vertex * 3] && cell!.looks[top * 4] === looks[vertex * 4],
        );
        const fits = own.filter(({ top, foot }) => {
          const [ax, ay] = [cell!.places[top * 4]!, cell!.places[top * 4 + 1]!];
          const [dx, dy] = [cell!.places[foot * 4]! - ax, cell!.places[foot * 4 + 1]! - ay];
          const share = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
          const aside = Math.abs((x - ax) * dy - (y - ay) * dx) / Math.hypot(dx, dy);
          const [from, to] = [cell!.facts[top * 3 + 1]!, cell!.facts[foot * 3 + 1]!];
          const bayMeters = Math.hypot(dx, dy) / FAR_STEPS_PER_METER / (to - from);
          return (
            aside <= 1 &&
            Math.abs(from + share * (to - from) - (column + 0.5)) < 0.1 &&
            Math.abs(bay / BAY_STEPS_PER_METER - bayMeters) <= 1 / BAY_STEPS_PER_METER
          );
        });
        expect(fits).not.toEqual([]);
        const storeyMeters = 15 / FLOORS;
        expect(quarters / 4).toBeCloseTo((storey + 0.5) * storeyMeters, 0);
        const baseSteps = cell!.places[fits[0]!.top * 4 + 2]! - 15 * FAR_STEPS_PER_METER;
        expect(Math.abs(z - baseSteps - (storey + 0.5) * storeyMeters * FAR_STEPS_PER_METER)).toBeLessThanOrEqual(1);
      }
    },
  );

  it('of each size and all larger ones are one range', () => {
    for (const shapes of ['prisms', 'boxes'] as const) {
      const ranges = upToTier.map((range) => range[shapes]);
      expect(new Set(ranges.map(({ offset }) => offset)).size).toBe(1);
      const counts = ranges.map(({ count }) => count);
      expect(counts).toEqual([...counts].sort((a, b) => a - b));
      expect(counts[0]).toBeLessThan(counts.at(-1)!);
    }
  });

  it('have four corners each, around one middle', () => {
    for (const vertex of whole('prisms')) {
      expect([0, 1, 2, 3].map((corner) => looks[(vertex + corner) * 4 + 1])).toEqual([0, 1, 2, 3]);
      for (const corner of [1, 2, 3]) {
        expect(places.slice((vertex + corner) * 4, (vertex + corner) * 4 + 4)).toEqual(
          places.slice(vertex * 4, vertex * 4 + 4),
        );
      }
    }
  });
});

it('are drawn one by one only where they are few: elsewhere every wall is searched for them', () => {
  expect(cellLightOf(new Uint32Array(10))).toBe('none');
  expect(cellLightOf(Uint32Array.from([0, 0, 1, 0, 0, 0, 0, 9]))).toBe('some');
  expect(cellLightOf(Uint32Array.from([1, 0, 40, 30]))).toBe('most');
});

it('has a rim around every flat roof, a line for each wall, and none around others', () => {
  const rims = roofRimsOf(cell!);
  const rows = Array.from({ length: rims.length / 2 }, (_, line) => cell!.facts[rims[line * 2]! * 3]!);
  for (let row = 0; row < COUNT; row++) {
    // Every third has a roof that is no terrace.
    const edges = row % 3 === 0 ? 0 : row % 2 === 0 ? 4 : 5;
    expect([row, rows.filter((one) => one === row).length]).toEqual([row, edges]);
  }
  // Both ends of each are corners at the building's top.
  for (const vertex of rims) expect(cell!.places[vertex * 4 + 3]! / 4).toBeCloseTo(15, 0);
});
