import { describe, expect, it } from 'vitest';
import {
  decodeFootprints,
  encodeFootprints,
  type FootprintInput,
  type Footprints,
} from '../../src/model/contract/footprintsFile.ts';
import { flatHeightField, heightFieldOf } from '../../src/model/geometry/heightField.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import {
  FAR_STEPS_PER_METER,
  type FarCell,
  type FarShapes,
  facingRange,
  farCells,
} from '../../src/picture/layers/buildings/farCity.ts';

type Ring = (readonly [number, number])[];

const building = (rings: Ring[], heightGroundMeters = 12): FootprintInput => {
  return { heightGroundMeters, polygonsCm: [rings], areaRow: 0, windowColumns: 8, floors: 4, look: 0b1_010_001 };
};
const boxAt = (x: number, y: number, width: number, depth: number): Ring => [
  [x * 100, y * 100],
  [(x + width) * 100, y * 100],
  [(x + width) * 100, (y + depth) * 100],
  [x * 100, (y + depth) * 100],
];
const elbowAt = (x: number, y: number): Ring =>
  [
    [0, 0],
    [30, 0],
    [30, 10],
    [12, 10],
    [12, 24],
    [0, 24],
  ].map(([east, north]) => [(x + east!) * 100, (y + north!) * 100] as const);

const read = (buildings: readonly FootprintInput[]): Footprints => decodeFootprints(encodeFootprints(buildings))!;

interface Triangle {
  readonly row: number;
  readonly corners: readonly (readonly [number, number, number])[];
  /** By right-hand rule, as long as twice the area. */
  readonly normal: readonly [number, number, number];
}

function trianglesOf(cell: FarCell, offset: number, count: number): Triangle[] {
  const triangles: Triangle[] = [];
  for (let at = offset; at < offset + count; at += 3) {
    const rows = [0, 1, 2].map((corner) => cell.indices[at + corner]!);
    const corners = rows.map(
      (vertex) =>
        [0, 1, 2].map(
          (axis) => cell.places[vertex * 4 + axis]! / FAR_STEPS_PER_METER + cell.middleEnuMeters[axis]!,
        ) as unknown as readonly [number, number, number],
    );
    const [a, b, c] = corners as unknown as [readonly number[], readonly number[], readonly number[]];
    const [u, v] = [[0, 1, 2].map((i) => b[i]! - a[i]!), [0, 1, 2].map((i) => c[i]! - a[i]!)];
    const normal = [u[1]! * v[2]! - u[2]! * v[1]!, u[2]! * v[0]! - u[0]! * v[2]!, u[0]! * v[1]! - u[1]! * v[0]!];
    triangles.push({ row: cell.facts[rows[0]! * 3]!, corners, normal: normal as unknown as Triangle['normal'] });
  }
  return triangles;
}

/** All of a tier once: the first round, with the roofs in it. */
const once = (cell: FarCell, { starts, ends }: FarShapes): Triangle[] =>
  trianglesOf(cell, starts[0]!, ends[15]! - starts[0]!);

const area = (triangles: readonly Triangle[]): number =>
  triangles.reduce((sum, { normal }) => sum + Math.max(0, normal[2]) / 2, 0);

describe('the city from afar', () => {
  const random = new SeededRandom('far');
  const many = Array.from({ length: 300 }, (_, index) => {
    const [x, y] = [random.ratio() * 4000 - 2000, random.ratio() * 4000 - 2000];
    return building([index % 3 === 0 ? elbowAt(x, y) : boxAt(x, y, 8 + random.ratio() * 30, 8 + random.ratio() * 20)]);
  });

  it('closes every building: walls stand outward, roofs look up and are as large as their outlines', () => {
    const yard = building([boxAt(0, 0, 40, 40), boxAt(10, 10, 20, 20)]);
    const clockwise = building([[...elbowAt(100, 0)].reverse()]);
    const cells = [...farCells(read([yard, clockwise]), flatHeightField())];
    const triangles = cells.flatMap((cell) => cell.tiers.flatMap(({ prisms }) => once(cell, prisms)));
    expect(area(triangles.filter(({ row }) => row === 0))).toBeCloseTo(40 * 40 - 20 * 20, 0);
    expect(area(triangles.filter(({ row }) => row === 1))).toBeCloseTo(30 * 10 + 12 * 14, 0);
    // A closed shape without its floor: what looks to one side is as large as what looks to the other.
    for (const row of [0, 1]) {
      for (const axis of [0, 1]) {
        const sum = triangles.reduce((total, { row: of, normal }) => total + (of === row ? normal[axis]! : 0), 0);
        expect(sum).toBeCloseTo(0, 0);
      }
    }
    const wall = triangles.find(({ row, normal }) => row === 0 && normal[1] < -1)!;
    expect(Math.max(...wall.corners.map(([, north]) => north))).toBeLessThan(31);
  });

  it('stands for every building once in each shape, and no box is larger than the outline’s own', () => {
    const cells = [...farCells(read(many), flatHeightField())];
    for (const shape of ['prisms', 'boxes'] as const) {
      const triangles = cells.flatMap((cell) => cell.tiers.flatMap((tier) => once(cell, tier[shape])));
      expect(new Set(triangles.map(({ row }) => row)).size).toBe(many.length);
      const elbows = triangles.filter(({ row }) => row === 0);
      // Corners are kept to 1/16 m, along 108 m of outline.
      expect(Math.abs(area(elbows) - (30 * 10 + 12 * 14))).toBeLessThan(108 / 32);
    }
  });

  it('leaves out no wall that looks at the eye, wherever the eye is', () => {
    const cells = [...farCells(read(many), flatHeightField())];
    for (let turn = 0; turn < 12; turn++) {
      const eye = [random.ratio() * 12_000 - 6000, random.ratio() * 12_000 - 6000, 1500] as const;
      for (const cell of cells) {
        const [dx, dy] = [eye[0] - cell.middleEnuMeters[0], eye[1] - cell.middleEnuMeters[1]];
        const level = Math.hypot(dx, dy);
        const spread = level <= cell.radiusMeters ? 0.5 : Math.asin(cell.radiusMeters / level) / (2 * Math.PI);
        for (const { prisms } of cell.tiers) {
          const { offset, count } = facingRange(prisms, Math.atan2(dy, dx) / (2 * Math.PI), spread);
          const key = ({ row, corners }: Triangle): string => `${row}:${corners.join()}`;
          const drawn = new Set(trianglesOf(cell, offset, count).map(key));
          const seen = once(cell, prisms).filter(
            ({ corners, normal }) =>
              [0, 1, 2].reduce((sum, axis) => sum + normal[axis]! * (eye[axis]! - corners[0]![axis]!), 0) > 1e-6,
          );
          expect(seen.filter((triangle) => !drawn.has(key(triangle)))).toEqual([]);
        }
      }
    }
  });

  it('draws half of the walls from far enough', () => {
    const [cell] = [...farCells(read([building([boxAt(10, 10, 20, 10)])]), flatHeightField())];
    const { prisms } = cell!.tiers[0]!;
    const { count } = facingRange(prisms, 0.13, 0.01);
    expect(count / 3).toBe(2 + 4);
  });

  it('stands on sloping ground at its lowest corner, and is seen above its highest', () => {
    const slope = heightFieldOf([-1000, -1000], 1000, 3, 3, (east) => east / 4);
    const [cell] = [...farCells(read([building([boxAt(0, 0, 100, 20)], 5)]), slope)];
    const ups = once(cell!, cell!.tiers[0]!.prisms).flatMap(({ corners }) => corners.map(([, , up]) => up));
    expect(Math.max(...ups)).toBeCloseTo(25 + 2.5, 1);
    expect(Math.min(...ups)).toBeCloseTo(-3, 1);
  });

  it('gives a building wider than a cell one of its own', () => {
    const cells = [
      ...farCells(read([building([boxAt(-1200, 0, 2400, 60)]), building([boxAt(20, 5, 9, 9)])]), flatHeightField()),
    ];
    expect(cells).toHaveLength(2);
    const widest = cells.flatMap((cell) => cell.tiers.flatMap(({ prisms }) => once(cell, prisms)));
    expect(Math.max(...widest.flatMap(({ corners }) => corners.map(([east]) => east)))).toBeCloseTo(1200, 1);
  });

  it('keeps the corners of a building of kilometres, wherever it stands in the grid of cells', () => {
    const long = boxAt(700, 790, 3600, 60);
    const [cell, ...others] = [...farCells(read([building([long])]), flatHeightField())];
    expect(others).toEqual([]);
    for (const shape of ['prisms', 'boxes'] as const) {
      const corners = once(cell!, cell!.tiers[0]![shape]).flatMap(({ corners }) => corners);
      for (const [axis, ends] of [
        [700, 4300],
        [790, 850],
      ].entries()) {
        const kept = corners.map((corner) => corner[axis]!);
        expect([Math.min(...kept), Math.max(...kept)]).toEqual(ends);
      }
    }
  });

  it('leaves out what is too large to be kept, and says how many', () => {
    const cells = farCells(
      read([building([boxAt(0, 0, 4200, 60)]), building([boxAt(20, 5, 9, 9)])]),
      flatHeightField(),
    );
    const rows: number[] = [];
    let next = cells.next();
    for (; !next.done; next = cells.next()) rows.push(...next.value.buildingRows);
    expect([rows, next.value]).toEqual([[1], 1]);
  });

  it('is the same for the same buildings', () => {
    const [first, second] = [0, 1].map(() => [...farCells(read(many), flatHeightField())]);
    expect(second).toEqual(first);
  });
});
