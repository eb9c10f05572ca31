/**
 * The ground's height over the district's plane: a lattice of heights, each cell split by the diagonal from its
 * south-west to its north-east corner. Between them the ground is flat triangle by triangle, so that everything that is
 * cut along the lattice (see drape.ts) lies exactly on it: no tile, road or line has a ground of its own.
 */
import { invariant } from '../faults/invariant.ts';

export interface HeightField {
  /** South-west corner in ENU metres. */
  readonly originEnuMeters: readonly [number, number];
  readonly stepMeters: number;
  /** Lattice points from west to east and from south to north; at least two of each. */
  readonly columns: number;
  readonly rows: number;
  /** Heights in metres over the plane, row by row from the south-west. */
  readonly upMeters: Float32Array;
}

/** A level ground, for districts of which no heights are known. */
export function flatHeightField(upMeters = 0): HeightField {
  const up = new Float32Array(4).fill(upMeters);
  return { originEnuMeters: [-50_000, -50_000], stepMeters: 100_000, columns: 2, rows: 2, upMeters: up };
}

export function heightFieldOf(
  originEnuMeters: readonly [number, number],
  stepMeters: number,
  columns: number,
  rows: number,
  upAt: (eastMeters: number, northMeters: number) => number,
): HeightField {
  invariant(columns >= 2 && rows >= 2 && stepMeters > 0, 'a height field has at least one cell');
  const upMeters = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const east = originEnuMeters[0] + column * stepMeters;
      upMeters[row * columns + column] = upAt(east, originEnuMeters[1] + row * stepMeters);
    }
  }
  return { originEnuMeters, stepMeters, columns, rows, upMeters };
}

/** Height of the ground in metres; beyond the lattice as at its nearest edge. */
export function groundUpMeters(field: HeightField, eastMeters: number, northMeters: number): number {
  const { originEnuMeters, stepMeters, columns, rows, upMeters } = field;
  const x = Math.min(columns - 1, Math.max(0, (eastMeters - originEnuMeters[0]) / stepMeters));
  const y = Math.min(rows - 1, Math.max(0, (northMeters - originEnuMeters[1]) / stepMeters));
  const column = Math.min(columns - 2, Math.floor(x));
  const row = Math.min(rows - 2, Math.floor(y));
  const u = x - column;
  const v = y - row;
  const at = row * columns + column;
  const southWest = upMeters[at]!;
  const northEast = upMeters[at + columns + 1]!;
  if (u >= v) {
    const southEast = upMeters[at + 1]!;
    return southWest + u * (southEast - southWest) + v * (northEast - southEast);
  }
  const northWest = upMeters[at + columns]!;
  return southWest + v * (northWest - southWest) + u * (northEast - northWest);
}
