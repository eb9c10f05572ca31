/** Places as a smooth surface: a Gaussian about each, summed on a lattice. */
import type { Point2 } from '../../../model/geometry/polygon.ts';

/** Spread of one place: a block or two. */
const HEAT_SIGMA_METERS = 220;
export const HEAT_STEP_METERS = 110;
/** Beyond it a Gaussian adds less than a hundredth of its middle. */
const REACH_SIGMAS = 3;

export interface HeatField {
  readonly originEnuMeters: Point2;
  readonly stepMeters: number;
  readonly columns: number;
  readonly rows: number;
  /** Places per square kilometre, row by row from the south-west. */
  readonly perSquareKm: Float32Array;
}

/** Null where there is no place. The lattice is the same whatever places there are, and reaches past the last of them. */
export function heatField(places: readonly Point2[]): HeatField | null {
  if (places.length === 0) return null;
  const reach = HEAT_SIGMA_METERS * REACH_SIGMAS;
  const lattice = (value: number): number => Math.round(value / HEAT_STEP_METERS);
  const [west, south] = [0, 1].map((axis) => lattice(Math.min(...places.map((place) => place[axis]!)) - reach)) as [
    number,
    number,
  ];
  const [east, north] = [0, 1].map((axis) => lattice(Math.max(...places.map((place) => place[axis]!)) + reach)) as [
    number,
    number,
  ];
  const [columns, rows] = [east - west + 1, north - south + 1];
  const perSquareKm = new Float32Array(columns * rows);
  const sigma = HEAT_SIGMA_METERS / HEAT_STEP_METERS;
  // A Gaussian's volume is 2π σ²: one place adds one place.
  const peak = 1e6 / (2 * Math.PI * HEAT_SIGMA_METERS ** 2);
  const cells = Math.ceil(sigma * REACH_SIGMAS);
  for (const [x, y] of places) {
    const [atX, atY] = [x / HEAT_STEP_METERS - west, y / HEAT_STEP_METERS - south];
    for (let row = Math.max(0, Math.ceil(atY - cells)); row <= Math.min(rows - 1, atY + cells); row++) {
      for (let column = Math.max(0, Math.ceil(atX - cells)); column <= Math.min(columns - 1, atX + cells); column++) {
        const away = ((column - atX) ** 2 + (row - atY) ** 2) / (2 * sigma ** 2);
        perSquareKm[row * columns + column]! += peak * Math.exp(-away);
      }
    }
  }
  return {
    originEnuMeters: [west * HEAT_STEP_METERS, south * HEAT_STEP_METERS],
    stepMeters: HEAT_STEP_METERS,
    columns,
    rows,
    perSquareKm,
  };
}
