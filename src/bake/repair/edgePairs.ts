/** Pairs of edges of some outlines that could meet, and how they do. Exact for whole centimetres below 2^25 (335 km). */
import type { Outline, Point2 } from '../../model/geometry/polygon.ts';

export interface RingEdge {
  readonly from: Point2;
  readonly to: Point2;
  readonly ring: number;
  /** Position of `from` in its ring. */
  readonly at: number;
}

export function edgesOf(rings: readonly Outline[]): RingEdge[] {
  return rings.flatMap((outline, ring) =>
    outline.map((from, at): RingEdge => ({ from, to: outline[(at + 1) % outline.length]!, ring, at })),
  );
}

export const samePoint = (a: Point2, b: Point2): boolean => a[0] === b[0] && a[1] === b[1];

/** Twice the area of a triangle: positive where c lies to the left of a → b. */
export const turnOf = (a: Point2, b: Point2, c: Point2): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/** Strictly between the ends of an edge, and on it. */
export function isInsideEdge({ from, to }: RingEdge, point: Point2): boolean {
  if (turnOf(from, to, point) !== 0 || samePoint(from, point) || samePoint(to, point)) return false;
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const along = (point[0] - from[0]) * dx + (point[1] - from[1]) * dy;
  return along > 0 && along < dx * dx + dy * dy;
}

/** Each crosses the other strictly between the other's ends. */
export function isProperCrossing(a: RingEdge, b: RingEdge): boolean {
  const [toFrom, toTo] = [turnOf(a.from, a.to, b.from), turnOf(a.from, a.to, b.to)];
  if (toFrom === 0 || toTo === 0 || toFrom > 0 === toTo > 0) return false;
  const [back, front] = [turnOf(b.from, b.to, a.from), turnOf(b.from, b.to, a.to)];
  return back !== 0 && front !== 0 && back > 0 !== front > 0;
}

/** Calls `visit` once for each pair whose bounding boxes touch, by a sweep from west to east. */
export function visitClosePairs(edges: readonly RingEdge[], visit: (a: number, b: number) => void): void {
  const west = edges.map(({ from, to }) => Math.min(from[0], to[0]));
  const order = edges.map((_, index) => index).sort((a, b) => west[a]! - west[b]! || a - b);
  let open: number[] = [];
  for (const index of order) {
    const { from, to } = edges[index]!;
    const [low, high] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
    const still: number[] = [];
    for (const other of open) {
      const edge = edges[other]!;
      if (Math.max(edge.from[0], edge.to[0]) < west[index]!) continue;
      still.push(other);
      if (Math.max(edge.from[1], edge.to[1]) < low || Math.min(edge.from[1], edge.to[1]) > high) continue;
      visit(other, index);
    }
    still.push(index);
    open = still;
  }
}
