/** Triangles of a large mesh by the square of the district they stand in: what is beside the picture is not asked of a card. */
import type { Vec3 } from '../../model/frames/ecef.ts';

/** As wide is a square. */
const SQUARE_METERS = 3000;

export interface TriangleSquare {
  readonly offset: number;
  readonly count: number;
  /** A ball that holds its triangles, in metres ENU. */
  readonly middleEnuMeters: Vec3;
  readonly radiusMeters: number;
}

export interface TriangleSquares {
  /** Those that were given, in their order within a square. */
  readonly indices: Uint32Array;
  /** Row by row: those beside each other in the district mostly follow each other. */
  readonly squares: readonly TriangleSquare[];
}

/** What is drawn of them in as few ranges as there are gaps. */
export function rangesOf<T extends TriangleSquare>(
  squares: readonly T[],
  isSeen: (square: T) => boolean,
): { offset: number; count: number }[] {
  const ranges: { offset: number; count: number }[] = [];
  for (const square of squares) {
    if (!isSeen(square)) continue;
    const last = ranges.at(-1);
    if (last && last.offset + last.count === square.offset) last.count += square.count;
    else ranges.push({ offset: square.offset, count: square.count });
  }
  return ranges;
}

/** @param enuMeters three numbers a vertex. A triangle counts where its first corner is. */
export function triangleSquaresOf(enuMeters: ArrayLike<number>, indices: Uint32Array): TriangleSquares {
  const bySquare = new Map<string, { row: number; column: number; triangles: number[] }>();
  for (let at = 0; at < indices.length; at += 3) {
    const [a, b, c] = [indices[at]!, indices[at + 1]!, indices[at + 2]!];
    const [column, row] = [0, 1].map((axis) => Math.floor(enuMeters[a * 3 + axis]! / SQUARE_METERS)) as [
      number,
      number,
    ];
    const key = `${column},${row}`;
    const square = bySquare.get(key);
    if (square) square.triangles.push(a, b, c);
    else bySquare.set(key, { row, column, triangles: [a, b, c] });
  }
  const ordered = new Uint32Array(indices.length);
  const squares: TriangleSquare[] = [];
  let offset = 0;
  for (const { triangles } of [...bySquare.values()].sort((a, b) => a.row - b.row || a.column - b.column)) {
    ordered.set(triangles, offset);
    squares.push({ offset, count: triangles.length, ...ballOf(enuMeters, triangles) });
    offset += triangles.length;
  }
  return { indices: ordered, squares };
}

function ballOf(
  enuMeters: ArrayLike<number>,
  vertices: readonly number[],
): Pick<TriangleSquare, 'middleEnuMeters' | 'radiusMeters'> {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (const vertex of vertices) {
    for (let axis = 0; axis < 3; axis++) {
      const value = enuMeters[vertex * 3 + axis]!;
      if (value < low[axis]!) low[axis] = value;
      if (value > high[axis]!) high[axis] = value;
    }
  }
  const [x, y, z] = low.map((value, axis) => (value + high[axis]!) / 2) as [number, number, number];
  return {
    middleEnuMeters: [x, y, z],
    radiusMeters: Math.hypot(high[0]! - x, high[1]! - y, high[2]! - z),
  };
}
