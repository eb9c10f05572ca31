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
  const litOf = (row: number): number => (row % 4 === 0 ? 1 + (row % 8 === 0 ? (row / 8) % 2 : (row * 7) % 53) : 0);
  const counts = { litOf, columnsOf: () => COLUMNS, stepOf: () => STEP };
  const sets = (['few', 'many'] as const).map((of) => ({ of, ...farWindowsOf(cell!, counts, of) }));
  /** Each window of a range by its first corner, two triangles. */
  const windowsIn = (
    { places, looks, facts, windows, indices }: (typeof sets)[number],
    { offset, count }: { offset: number; count: number },
  ) =>
    Array.from({ length: count / 6 }, (_, window) => {
      const vertex = indices[offset + window * 6]!;
      const of = <T extends Int16Array | Uint8Array | Float32Array>(values: T, components: number, corner = 0) =>
        values.subarray((vertex + corner) * components, (vertex + corner + 1) * components);
      const [row, rank] = [...of(facts, 3)] as [number, number];
      const [column, storey, bay] = [...of(windows, 4)] as [number, number, number];
      const [x, y, z, quarters] = [...of(places, 4)] as [number, number, number, number];
      const corners = [0, 1, 2, 3].map((corner) => ({
        corner: of(looks, 4, corner)[1],
        place: [...of(places, 4, corner)],
      }));
      return { row, rank, column, storey, bay, x, y, z, quarters, side: of(looks, 4)[0], corners };
    });
  const all = (shapes: 'prisms' | 'boxes') => sets.flatMap((set) => windowsIn(set, set.upToTier[shapes].at(-1)!));

  it.each(['prisms', 'boxes'] as const)(
    'are as many as there are matters, the first in their order, as %s',
    (shapes) => {
      const ranks = new Map<number, number[]>();
      for (const { row, rank, column, storey } of all(shapes)) {
        expect(windowRank({ column, storey }, COLUMNS, FLOORS, STEP, row)).toBe(rank);
        ranks.set(row, [...(ranks.get(row) ?? []), rank]);
      }
      const sorted = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);
      expect(sorted(ranks.keys())).toEqual(sorted([...cell!.buildingRows].filter(litOf)));
      for (const [row, own] of ranks) {
        const lit = Math.min(litOf(row), COLUMNS * FLOORS);
        expect(sorted(own)).toEqual(Array.from({ length: lit }, (_, rank) => rank));
      }
    },
  );

  it.each(['prisms', 'boxes'] as const)(
    'are in a wall that looks the same way, a column wide, in their storey, as %s',
    (shapes) => {
      const { places, looks, facts, indices, tiers } = cell!;
      const walls = tiers
        .map((tier): FarTier['prisms'] => tier[shapes])
        .flatMap(({ starts, ends }) =>
          starts.slice(0, starts.length / 2).flatMap((start, side) =>
            Array.from({ length: (ends[side]! - start) / 6 }, (_, wall) => {
              const [top, foot] = [indices[start + wall * 6]!, indices[start + wall * 6 + 2]!];
              return { row: facts[top * 3]!, top, foot };
            }),
          ),
        );
      const storeyMeters = 15 / FLOORS;
      for (const { row, column, storey, bay, x, y, z, quarters, side } of all(shapes)) {
        const fits = walls.filter(({ row: ofRow, top, foot }) => {
          if (ofRow !== row || looks[top * 4] !== side) return false;
          const [ax, ay] = [places[top * 4]!, places[top * 4 + 1]!];
          const [dx, dy] = [places[foot * 4]! - ax, places[foot * 4 + 1]! - ay];
          const share = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
          const aside = Math.abs((x - ax) * dy - (y - ay) * dx) / Math.hypot(dx, dy);
          const [from, to] = [facts[top * 3 + 1]!, facts[foot * 3 + 1]!];
          const bayMeters = Math.hypot(dx, dy) / FAR_STEPS_PER_METER / (to - from);
          return (
            aside <= 1 &&
            Math.abs(from + share * (to - from) - (column + 0.5)) < 0.1 &&
            Math.abs(bay / BAY_STEPS_PER_METER - bayMeters) <= 1 / BAY_STEPS_PER_METER
          );
        });
        expect(fits).not.toEqual([]);
        expect(quarters / 4).toBeCloseTo((storey + 0.5) * storeyMeters, 0);
        const baseSteps = places[fits[0]!.top * 4 + 2]! - 15 * FAR_STEPS_PER_METER;
        expect(Math.abs(z - baseSteps - (storey + 0.5) * storeyMeters * FAR_STEPS_PER_METER)).toBeLessThanOrEqual(1);
      }
    },
  );

  it('of each size and all larger ones are one range, those of buildings with few for themselves', () => {
    for (const set of sets) {
      for (const ranges of [set.upToTier.prisms, set.upToTier.boxes]) {
        expect(new Set(ranges.map(({ offset }) => offset)).size).toBe(1);
        const lengths = ranges.map(({ count }) => count);
        expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
        expect(lengths.at(-1)).toBeGreaterThan(0);
        for (const { row } of windowsIn(set, ranges.at(-1)!)) expect(litOf(row) <= 2).toBe(set.of === 'few');
      }
    }
    const upTo = (tier: number): number => sets.reduce((sum, { upToTier }) => sum + upToTier.prisms.at(tier)!.count, 0);
    expect(upTo(0)).toBeLessThan(upTo(-1));
  });

  it('have four corners each, around one middle', () => {
    for (const { corners } of all('prisms')) {
      expect(corners.map(({ corner }) => corner)).toEqual([0, 1, 2, 3]);
      for (const { place } of corners) expect(place).toEqual(corners[0]!.place);
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
