/** Exact relations of footprints: coordinates are whole centimetres below 2^26. */
import {
  boundsOf,
  type MultiPolygon,
  type Outline,
  type Point2,
  sideOfMultiPolygon,
} from '../../../src/model/geometry/polygon.ts';

export const edgesOf = (outline: Outline): [Point2, Point2][] =>
  outline.map((from, index) => [from, outline[(index + 1) % outline.length]!]);

const cross = (o: Point2, a: Point2, b: Point2): number =>
  (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);

/** Do two edges cross in a point that is inside both? */
export function crosses([a, b]: [Point2, Point2], [c, d]: [Point2, Point2]): boolean {
  return cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0;
}

/** Do two footprints share any area? A common edge or corner is no overlap. */
export function overlap(a: MultiPolygon, b: MultiPolygon): boolean {
  const [first, second] = [boundsOf(a.flat()), boundsOf(b.flat())];
  if (first.minX >= second.maxX || first.maxX <= second.minX) return false;
  if (first.minY >= second.maxY || first.maxY <= second.minY) return false;
  const [edgesA, edgesB] = [a.flat().flatMap(edgesOf), b.flat().flatMap(edgesOf)];
  if (edgesA.some((edge) => edgesB.some((other) => crosses(edge, other)))) return true;
  // Corners, and the middles of edges for footprints whose edges lie along each other.
  const probes = (edges: [Point2, Point2][]): Point2[] =>
    edges.flatMap(([from, to]): Point2[] => [from, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]]);
  return (
    probes(edgesA).some(([x, y]) => sideOfMultiPolygon(b, x, y) === 'inside') ||
    probes(edgesB).some(([x, y]) => sideOfMultiPolygon(a, x, y) === 'inside')
  );
}
