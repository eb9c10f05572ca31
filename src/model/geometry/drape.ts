/** Lines and faces laid on the ground: cut wherever they cross an edge of the height field's triangles that bends. */
import { groundUpMeters, type HeightField } from './heightField.ts';
import type { Point2 } from './polygon.ts';

export type Point3 = readonly [number, number, number];

/** Ground that leaves a plane by less is taken as plane: a thirtieth of what a height file can say. */
const PLANE_METERS = 1 / 2048;

/** Where a → b crosses lattice lines of one family, as fractions of the way in (0, 1). */
function crossings(from: number, to: number, count: number): number[] {
  const [low, high] = [Math.max(0, Math.ceil(Math.min(from, to))), Math.min(count, Math.floor(Math.max(from, to)))];
  const fractions: number[] = [];
  for (let line = low; line <= high && from !== to; line++) {
    const fraction = (line - from) / (to - from);
    if (fraction > 0 && fraction < 1) fractions.push(fraction);
  }
  return fractions;
}

/** Points between a and b at which the ground's slope along the way changes; neither end is in it. Metres ENU. */
export function groundCreases(field: HeightField, a: Point2, b: Point2): Point2[] {
  const { originEnuMeters, stepMeters, columns, rows } = field;
  const lattice = (point: Point2): Point2 => [
    (point[0] - originEnuMeters[0]) / stepMeters,
    (point[1] - originEnuMeters[1]) / stepMeters,
  ];
  const [[ax, ay], [bx, by]] = [lattice(a), lattice(b)];
  // Diagonals run along x − y = whole number: shifted so that they count from zero.
  const shift = rows - 1;
  const fractions = [
    ...crossings(ax, bx, columns - 1),
    ...crossings(ay, by, rows - 1),
    ...crossings(ax - ay + shift, bx - by + shift, columns - 1 + shift),
  ].sort((first, second) => first - second);
  const place = (fraction: number): Point2 => [a[0] + fraction * (b[0] - a[0]), a[1] + fraction * (b[1] - a[1])];
  const up = (fraction: number): number => groundUpMeters(field, ...place(fraction));
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

/** The part of a convex outline on one side of the line where `side` is zero. Vertices on the line belong to both. */
function clipped(outline: readonly Point2[], side: (point: Point2) => number): Point2[] {
  const kept: Point2[] = [];
  outline.forEach((point, index) => {
    const next = outline[(index + 1) % outline.length]!;
    const [here, there] = [side(point), side(next)];
    if (here >= 0) kept.push(point);
    if ((here > 0 && there < 0) || (here < 0 && there > 0)) {
      const share = here / (here - there);
      kept.push([point[0] + share * (next[0] - point[0]), point[1] + share * (next[1] - point[1])]);
    }
  });
  return kept.length >= 3 ? kept : [];
}

/** Columns and rows of lattice cells, from the first to the last. */
interface CellRange {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** Does the ground over these cells lie in one plane? */
function isPlane({ upMeters, columns }: HeightField, { west, east, south, north }: CellRange): boolean {
  const at = (column: number, row: number): number => upMeters[row * columns + column]!;
  const origin = at(west, south);
  const [slopeX, slopeY] = [at(west + 1, south) - origin, at(west, south + 1) - origin];
  for (let row = south; row <= north + 1; row++) {
    for (let column = west; column <= east + 1; column++) {
      const plane = origin + (column - west) * slopeX + (row - south) * slopeY;
      if (Math.abs(at(column, row) - plane) > PLANE_METERS) return false;
    }
  }
  return true;
}

/**
 * A convex outline (metres ENU) → convex pieces over each of which the ground is one plane, in the outline's own turning
 * sense. What lies beyond the lattice counts to its outermost cells.
 */
export function cutAlongGround(field: HeightField, outline: readonly Point2[]): Point2[][] {
  const { originEnuMeters, stepMeters, columns, rows } = field;
  const pieces: Point2[][] = [];
  const lineX = (column: number): number => originEnuMeters[0] + column * stepMeters;
  const lineY = (row: number): number => originEnuMeters[1] + row * stepMeters;
  const cut = (piece: Point2[], cells: CellRange): void => {
    if (piece.length === 0) return;
    const { west, east, south, north } = cells;
    if (isPlane(field, cells)) {
      pieces.push(piece);
    } else if (west === east && south === north) {
      const [x0, y0] = [lineX(west), lineY(south)];
      const side = ([x, y]: Point2): number => x - x0 - (y - y0);
      for (const half of [clipped(piece, side), clipped(piece, (point) => -side(point))]) {
        if (half.length > 0) pieces.push(half);
      }
    } else if (east - west >= north - south) {
      const middle = Math.floor((west + east) / 2) + 1;
      cut(
        clipped(piece, ([x]) => lineX(middle) - x),
        { ...cells, east: middle - 1 },
      );
      cut(
        clipped(piece, ([x]) => x - lineX(middle)),
        { ...cells, west: middle },
      );
    } else {
      const middle = Math.floor((south + north) / 2) + 1;
      cut(
        clipped(piece, ([, y]) => lineY(middle) - y),
        { ...cells, north: middle - 1 },
      );
      cut(
        clipped(piece, ([, y]) => y - lineY(middle)),
        { ...cells, south: middle },
      );
    }
  };
  const cell = (value: number, origin: number, count: number): number =>
    Math.min(count - 2, Math.max(0, Math.floor((value - origin) / stepMeters)));
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  cut([...outline], {
    west: cell(Math.min(...xs), originEnuMeters[0], columns),
    east: cell(Math.max(...xs), originEnuMeters[0], columns),
    south: cell(Math.min(...ys), originEnuMeters[1], rows),
    north: cell(Math.max(...ys), originEnuMeters[1], rows),
  });
  return pieces;
}
