/**
 * Places counted in hexagons of one size, standing on one lattice of the district's frame: the same place falls into the
 * same cell on every screen and every day.
 */
import type { Point2 } from '../../../model/geometry/polygon.ts';

/** Centre to corner: some 400 cells over a district of 65 km². */
export const HEX_METERS = 250;

export interface HexBin {
  readonly centreEnuMeters: Point2;
  readonly count: number;
}

const ROOT3 = Math.sqrt(3);

/** Column and row (axial, pointed north) of the cell that holds a place: the nearest centre. */
export function hexCellOf([east, north]: Point2, sizeMeters = HEX_METERS): readonly [column: number, row: number] {
  const row = ((2 / 3) * north) / sizeMeters;
  const column = ((ROOT3 / 3) * east - north / 3) / sizeMeters;
  // Rounded in three coordinates that add up to nothing; the one that was rounded most follows from the others.
  const third = -column - row;
  // No cell has a zero of the other sign.
  const whole = (value: number): number => Math.round(value) + 0;
  const [c, r, t] = [whole(column), whole(row), whole(third)];
  const [dc, dr, dt] = [Math.abs(c - column), Math.abs(r - row), Math.abs(t - third)];
  if (dc > dr && dc > dt) return [0 - r - t, r];
  if (dr > dt) return [c, 0 - c - t];
  return [c, r];
}

export function hexCentre([column, row]: readonly [number, number], sizeMeters = HEX_METERS): Point2 {
  return [sizeMeters * ROOT3 * (column + row / 2), sizeMeters * 1.5 * row];
}

/** Cells with at least one place, from west to east and south to north. */
export function hexBins(places: Iterable<Point2>, sizeMeters = HEX_METERS): HexBin[] {
  const counts = new Map<string, { readonly cell: readonly [number, number]; count: number }>();
  for (const place of places) {
    const cell = hexCellOf(place, sizeMeters);
    const key = `${cell[0]},${cell[1]}`;
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { cell, count: 1 });
  }
  return [...counts.values()]
    .sort((a, b) => a.cell[1] - b.cell[1] || a.cell[0] - b.cell[0])
    .map(({ cell, count }) => ({ centreEnuMeters: hexCentre(cell, sizeMeters), count }));
}

/** First counts of the classes that a cell is coloured by: doubled each time, so that few and many both part. */
export const densityBreaks = [1, 2, 4, 8, 16] as const;

export function densityClassOf(count: number): number {
  return densityBreaks.findLastIndex((least) => count >= least);
}
