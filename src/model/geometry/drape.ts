/** Lines laid on the ground: a vertex wherever they cross an edge of the height field's triangles that bends. */
import { groundUpMeters, type HeightField } from './heightField.ts';
import type { Point2 } from './polygon.ts';

export type Point3 = readonly [number, number, number];

/** Ground that leaves a plane by less is taken as plane: a thirtieth of what a height file can say. */
const PLANE_METERS = 1 / 2048;

/** Adds where a → b crosses lattice lines of one family, as fractions of the way in (0, 1). */
function addCrossings(fractions: number[], from: number, to: number, count: number): void {
  const low = Math.max(0, Math.ceil(Math.min(from, to)));
  const high = Math.min(count, Math.floor(Math.max(from, to)));
  for (let line = low; line <= high && from !== to; line++) {
    const fraction = (line - from) / (to - from);
    if (fraction > 0 && fraction < 1) fractions.push(fraction);
  }
}

/** Points between a and b at which the ground's slope along the way changes; neither end is in it. Metres ENU. */
export function groundCreases(field: HeightField, a: Point2, b: Point2): Point2[] {
  const { originEnuMeters, stepMeters, columns, rows } = field;
  const ax = (a[0] - originEnuMeters[0]) / stepMeters;
  const ay = (a[1] - originEnuMeters[1]) / stepMeters;
  const bx = (b[0] - originEnuMeters[0]) / stepMeters;
  const by = (b[1] - originEnuMeters[1]) / stepMeters;
  // Diagonals run along x − y = whole number: shifted so that they count from zero.
  const shift = rows - 1;
  const fractions: number[] = [];
  addCrossings(fractions, ax, bx, columns - 1);
  addCrossings(fractions, ay, by, rows - 1);
  addCrossings(fractions, ax - ay + shift, bx - by + shift, columns - 1 + shift);
  // Most walls are shorter than a cell: half of them cross nothing.
  if (fractions.length === 0) return [];
  if (fractions.length > 1) fractions.sort((first, second) => first - second);
  const place = (fraction: number): Point2 => [a[0] + fraction * (b[0] - a[0]), a[1] + fraction * (b[1] - a[1])];
  const up = (fraction: number): number =>
    groundUpMeters(field, a[0] + fraction * (b[0] - a[0]), a[1] + fraction * (b[1] - a[1]));
  const creases: Point2[] = [];
  let [before, beforeUp] = [0, up(0)];
  fractions.forEach((fraction, index) => {
    const next = fractions[index + 1] ?? 1;
    if (fraction - before < 1e-9 || next - fraction < 1e-9) return;
    const here = up(fraction);
    const straight = beforeUp + ((up(next) - beforeUp) * (fraction - before)) / (next - before);
    if (Math.abs(here - straight) <= PLANE_METERS) return;
    creases.push(place(fraction));
    [before, beforeUp] = [fraction, here];
  });
  return creases;
}

/** A line in metres ENU → the same line on the ground, lifted by `aboveMeters`. */
export function drapeLine(
  field: HeightField,
  points: readonly Point2[],
  aboveMeters: number,
  isClosed = false,
): Point3[] {
  const onGround = ([x, y]: Point2): Point3 => [x, y, groundUpMeters(field, x, y) + aboveMeters];
  return points.flatMap((point, index) => {
    const next = points[index + 1] ?? (isClosed ? points[0]! : null);
    return next ? [point, ...groundCreases(field, point, next)].map(onGround) : [onGround(point)];
  });
}
