/** Elevation → the district's height field: sampled on a lattice, holes filled from around them. */
import type { EnuFrame } from '../../model/frames/enu.ts';
import type { HeightField } from '../../model/geometry/heightField.ts';
import type { Bounds2 } from '../../model/geometry/polygon.ts';
import type { ElevationSampler } from '../sources/elevationGrid.ts';

/** Around the bounds, so that what stands at the rim stands on ground as well. */
const MARGIN_STEPS = 20;

export interface SampledField {
  readonly field: HeightField;
  /** Lattice points within the bounds, and how many of them had no value. */
  readonly pointCount: number;
  readonly holeCount: number;
}

/** Ring by ring from the rim of each hole inwards: every point takes the mean of its neighbours that are known. */
function fillHoles(upMeters: Float32Array, columns: number, rows: number): void {
  const neighbours = (index: number): number[] => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    const found: number[] = [];
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
        if (x !== column || y !== row) found.push(y * columns + x);
      }
    }
    return found;
  };
  const isHole = (index: number): boolean => Number.isNaN(upMeters[index]!);
  let rim = [...upMeters.keys()].filter((index) => isHole(index) && neighbours(index).some((other) => !isHole(other)));
  while (rim.length > 0) {
    const means = rim.map((index) => {
      const known = neighbours(index).filter((other) => !isHole(other));
      return known.reduce((sum, other) => sum + upMeters[other]!, 0) / known.length;
    });
    rim.forEach((index, at) => {
      upMeters[index] = means[at]!;
    });
    rim = [...new Set(rim.flatMap((index) => neighbours(index).filter(isHole)))].sort((a, b) => a - b);
  }
}

/**
 * Heights in metres over the district's plane: what the samplers say, the first that knows a place, without any shift.
 * Null where none of them knows one place within the bounds.
 */
export function heightFieldFromElevation(
  samplers: readonly ElevationSampler[],
  frame: EnuFrame,
  boundsEnuMeters: Bounds2,
  stepMeters: number,
): SampledField | null {
  const { minX, minY, maxX, maxY } = boundsEnuMeters;
  const snap = (meters: number): number => Math.floor(meters / stepMeters);
  // On multiples of the step: the lattice of a district does not wander with its outline.
  const [west, south] = [snap(minX) - MARGIN_STEPS, snap(minY) - MARGIN_STEPS];
  const columns = snap(maxX) + MARGIN_STEPS + 2 - west;
  const rows = snap(maxY) + MARGIN_STEPS + 2 - south;
  const upMeters = new Float32Array(columns * rows).fill(Number.NaN);
  let [pointCount, holeCount] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const north = (south + row) * stepMeters;
    for (let column = 0; column < columns; column++) {
      const east = (west + column) * stepMeters;
      const [lonDeg, latDeg] = frame.lonLatFromEnu([east, north, 0]).lonLatDeg;
      let up: number | null = null;
      for (const sampler of samplers) up ??= sampler(lonDeg, latDeg);
      if (up !== null) upMeters[row * columns + column] = up;
      if (east < minX || east > maxX || north < minY || north > maxY) continue;
      pointCount++;
      if (up === null) holeCount++;
    }
  }
  if (holeCount === pointCount) return null;
  fillHoles(upMeters, columns, rows);
  const originEnuMeters = [west * stepMeters, south * stepMeters] as const;
  return { field: { originEnuMeters, stepMeters, columns, rows, upMeters }, pointCount, holeCount };
}
