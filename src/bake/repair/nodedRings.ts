/** Rings → rings whose edges meet at vertices alone. New vertices are rounded to whole centimetres. */
import type { Outline, Point2 } from '../../model/geometry/polygon.ts';
import {
  edgesOf,
  isInsideEdge,
  isProperCrossing,
  type RingEdge,
  samePoint,
  turnOf,
  visitClosePairs,
} from './edgePairs.ts';

/** A rounded crossing bends its edges by up to a centimetre and may make another; two or three rounds are usual. */
const MOST_ROUNDS = 24;

/** Where two edges that cross properly do so, rounded. */
function crossingOf(a: RingEdge, b: RingEdge): Point2 {
  const [dx, dy] = [a.to[0] - a.from[0], a.to[1] - a.from[1]];
  const toFrom = turnOf(b.from, b.to, a.from);
  const ratio = toFrom / (toFrom - turnOf(b.from, b.to, a.to));
  return [Math.round(a.from[0] + ratio * dx), Math.round(a.from[1] + ratio * dy)];
}

/** The new vertices of each edge that needs some, by the edge's index. */
function missingVertices(edges: readonly RingEdge[]): Map<number, Point2[]> {
  const missing = new Map<number, Point2[]>();
  const insert = (index: number, point: Point2): void => {
    const { from, to } = edges[index]!;
    if (samePoint(point, from) || samePoint(point, to)) return;
    const points = missing.get(index);
    if (!points) missing.set(index, [point]);
    else if (!points.some((known) => samePoint(known, point))) points.push(point);
  };
  visitClosePairs(edges, (a, b) => {
    const [first, second] = [edges[a]!, edges[b]!];
    if (isProperCrossing(first, second)) {
      const point = crossingOf(first, second);
      insert(a, point);
      insert(b, point);
      return;
    }
    for (const point of [second.from, second.to]) if (isInsideEdge(first, point)) insert(a, point);
    for (const point of [first.from, first.to]) if (isInsideEdge(second, point)) insert(b, point);
  });
  return missing;
}

/** Null where rounding makes new crossings again and again: such a tangle has no shape at a centimetre. */
export function nodedRings(rings: readonly Outline[]): Outline[] | null {
  let current: Outline[] = [...rings];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edges = edgesOf(current);
    const missing = missingVertices(edges);
    if (missing.size === 0) return current;
    const next: Point2[][] = current.map(() => []);
    edges.forEach(({ from, to, ring }, index) => {
      const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
      const along = (point: Point2): number => (point[0] - from[0]) * dx + (point[1] - from[1]) * dy;
      const between = (missing.get(index) ?? []).sort((a, b) => along(a) - along(b));
      next[ring]!.push(from, ...between);
    });
    current = next;
  }
  return null;
}
