/** Parts of a cell that are drawn for themselves: walls that are searched for windows, and the rims of flat roofs. */
import { describe, expect, it } from 'vitest';
import { decodeFootprints, encodeFootprints } from '../../src/model/contract/footprintsFile.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { farCells } from '../../src/picture/layers/buildings/farCity.ts';
import { cellLightOf, litWallsOf } from '../../src/picture/layers/buildings/litWalls.ts';
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
const rowsIn = (indices: Uint32Array, offset: number, count: number): number[] =>
  Array.from({ length: count / 3 }, (_, triangle) => cell!.facts[indices[offset + triangle * 3]! * 3]!);

describe('the walls of lit buildings', () => {
  const isLit = Uint8Array.from(cell!.buildingRows, (row) => Number(row % 4 === 0));
  const { indices, upToTier } = litWallsOf(cell!, isLit);

  it.each(['prisms', 'boxes'] as const)('are those of the lit ones alone, two triangles a wall, as %s', (shapes) => {
    const { offset, count } = upToTier.at(-1)![shapes];
    const rows = rowsIn(indices, offset, count);
    expect(new Set(rows)).toEqual(new Set([...cell!.buildingRows].filter((row) => row % 4 === 0)));
    for (const row of new Set(rows)) {
      const walls = shapes === 'boxes' || row % 2 === 0 ? 4 : 5;
      expect(rows.filter((one) => one === row).length).toBe(2 * walls);
    }
    // No roof is among them.
    for (let at = offset; at < offset + count; at++) expect(cell!.looks[indices[at]! * 4 + 1]).toBe(0);
  });

  it('of each size and all larger ones are one range', () => {
    for (const shapes of ['prisms', 'boxes'] as const) {
      const ranges = upToTier.map((range) => range[shapes]);
      expect(new Set(ranges.map(({ offset }) => offset)).size).toBe(1);
      const counts = ranges.map(({ count }) => count);
      expect(counts).toEqual([...counts].sort((a, b) => a - b));
      expect(counts[0]).toBeLessThan(counts.at(-1)!);
    }
  });
});

it('are told apart only where few are lit: elsewhere all are searched at once', () => {
  expect(cellLightOf(new Uint8Array(10))).toBe('none');
  expect(cellLightOf(Uint8Array.from([0, 0, 1, 0, 0, 0, 0, 0]))).toBe('some');
  expect(cellLightOf(Uint8Array.from([1, 0, 1, 1]))).toBe('most');
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
