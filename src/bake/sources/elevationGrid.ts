/** Heights of a raster within a window, as plain numbers, and their reading at a place on Earth. */
import type { AxisOrder, SourceCrs } from '../../model/contract/recipeSources.ts';
import { lonLatConverter } from './lonLatFromCrs.ts';

/** Pixel centres of the window, row by row from the raster's first: its rows mostly run southwards. */
export interface ElevationGrid {
  /** Centre of the first pixel, in the raster's system. */
  readonly originX: number;
  readonly originY: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly columns: number;
  readonly rows: number;
  /** NaN where the raster has no value. */
  readonly meters: Float32Array;
}

/** Metres at a place, or null where the raster says nothing. */
export type ElevationSampler = (lonDeg: number, latDeg: number) => number | null;

/** Fixed-point rounds until a place is met: the conversion bends little over a district. */
const MOST_ROUNDS = 12;
/** About a millimetre. */
const NEAR_DEGREES = 1e-8;

/**
 * Degrees → x, y of a declared system: the converter turned round by fixed-point steps with its slope at `near`, which is
 * a place of the system not far off. Null where the steps do not meet it.
 */
export function crsFromLonLat(
  crs: SourceCrs,
  axisOrder: AxisOrder | undefined,
  near: readonly [number, number],
): (lonDeg: number, latDeg: number) => readonly [number, number] | null {
  const convert = lonLatConverter(crs, axisOrder);
  const start = convert(...near);
  const delta = Math.max(1e-6, Math.abs(near[0]) * 1e-6);
  const [alongX, alongY] = [convert(near[0] + delta, near[1]), convert(near[0], near[1] + delta)];
  if (!start || !alongX || !alongY) return () => null;
  const [a, c] = [(alongX[0] - start[0]) / delta, (alongX[1] - start[1]) / delta];
  const [b, d] = [(alongY[0] - start[0]) / delta, (alongY[1] - start[1]) / delta];
  const determinant = a * d - b * c;
  return (lonDeg, latDeg) => {
    let [x, y] = near;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const at = convert(x, y);
      if (!at) return null;
      const [dLon, dLat] = [lonDeg - at[0], latDeg - at[1]];
      if (Math.abs(dLon) < NEAR_DEGREES && Math.abs(dLat) < NEAR_DEGREES) return [x, y];
      x += (d * dLon - b * dLat) / determinant;
      y += (a * dLat - c * dLon) / determinant;
    }
    return null;
  };
}

/** Bilinear between the four pixels around a place; pixels without value leave their weight to the others. */
export function sampleGrid(grid: ElevationGrid, x: number, y: number): number | null {
  const u = (x - grid.originX) / grid.stepX;
  const v = (y - grid.originY) / grid.stepY;
  // Half a pixel beyond the outermost centres is still the raster's own ground.
  if (!(u >= -0.5 && v >= -0.5 && u <= grid.columns - 0.5 && v <= grid.rows - 0.5)) return null;
  const [column, row] = [Math.floor(u), Math.floor(v)];
  let [sum, weights] = [0, 0];
  for (const [dx, dy] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const weight = (dx === 1 ? u - column : 1 - (u - column)) * (dy === 1 ? v - row : 1 - (v - row));
    const [atColumn, atRow] = [column + dx, row + dy];
    if (weight === 0 || atColumn < 0 || atRow < 0 || atColumn >= grid.columns || atRow >= grid.rows) continue;
    const meters = grid.meters[atRow * grid.columns + atColumn]!;
    if (Number.isNaN(meters)) continue;
    sum += weight * meters;
    weights += weight;
  }
  // Less than half of the weight is guessing: a hole.
  return weights < 0.5 ? null : sum / weights;
}

export function elevationSampler(grid: ElevationGrid, crs: SourceCrs, axisOrder?: AxisOrder): ElevationSampler {
  const middle = [
    grid.originX + (grid.stepX * (grid.columns - 1)) / 2,
    grid.originY + (grid.stepY * (grid.rows - 1)) / 2,
  ] as const;
  // A raster's columns run along its first axis, whatever order a table of the same system would have.
  const near = axisOrder === 'north-east' ? ([middle[1], middle[0]] as const) : middle;
  const toCrs = crsFromLonLat(crs, axisOrder, near);
  return (lonDeg, latDeg) => {
    const at = toCrs(lonDeg, latDeg);
    if (!at) return null;
    return axisOrder === 'north-east' ? sampleGrid(grid, at[1], at[0]) : sampleGrid(grid, at[0], at[1]);
  };
}
