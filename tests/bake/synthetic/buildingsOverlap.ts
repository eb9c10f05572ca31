/** Exact relations of footprints: coordinates are whole centimetres below 2^26. */
import { NearCells } from '../../../src/bake/synthetic/nearCells.ts';
import {
  type Bounds2,
  boundsOf,
  type MultiPolygon,
  type Outline,
  type Point2,
  sideOfMultiPolygon,
} from '../../../src/model/geometry/polygon.ts';

type Edge = [Point2, Point2];

export const edgesOf = (outline: Outline): Edge[] =>
  outline.map((from, index) => [from, outline[(index + 1) % outline.length]!]);

const cross = (o: Point2, a: Point2, b: Point2): number =>
  (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);

/** Do two edges cross in a point that is inside both? */
export function crosses([a, b]: Edge, [c, d]: Edge): boolean {
  return cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0;
}

/** Corners, and the middles of edges for outlines whose edges lie along each other. */
const probes = (edges: readonly Edge[]): Point2[] =>
  edges.flatMap(([from, to]): Point2[] => [from, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]]);

/** Do two footprints share any area? A common edge or corner is no overlap. */
export function overlap(a: MultiPolygon, b: MultiPolygon): boolean {
  const [first, second] = [boundsOf(a.flat()), boundsOf(b.flat())];
  if (first.minX >= second.maxX || first.maxX <= second.minX) return false;
  if (first.minY >= second.maxY || first.maxY <= second.minY) return false;
  const [edgesA, edgesB] = [a.flat().flatMap(edgesOf), b.flat().flatMap(edgesOf)];
  if (edgesA.some((edge) => edgesB.some((other) => crosses(edge, other)))) return true;
  return (
    probes(edgesA).some(([x, y]) => sideOfMultiPolygon(b, x, y) === 'inside') ||
    probes(edgesB).some(([x, y]) => sideOfMultiPolygon(a, x, y) === 'inside')
  );
}

/** Tall enough that few edges lie in several. */
const SLAB_CM = 10_000;

/** Sea, rivers, woods: few, wide and of thousands of corners. Asked of every house, each edge is looked at where it lies. */
export class WideLand {
  readonly #near = new NearCells<Edge>();
  /** By slab of northings: the edges within it, each with its polygon. */
  readonly #slabs = new Map<number, { readonly polygon: MultiPolygon[number]; readonly edge: Edge }[]>();

  /** Only what lies `within` is ever asked for: a sea reaches far beyond the land. */
  constructor(polygons: MultiPolygon, within: Bounds2) {
    for (const polygon of polygons) for (const edge of polygon.flatMap(edgesOf)) this.#add(polygon, edge, within);
  }

  #add(polygon: MultiPolygon[number], edge: Edge, within: Bounds2): void {
    const { minX, minY, maxX, maxY } = boundsOf([edge]);
    const south = Math.max(minY, within.minY);
    const north = Math.min(maxY, within.maxY);
    if (south > north) return;
    for (let slab = Math.floor(south / SLAB_CM); slab <= Math.floor(north / SLAB_CM); slab++) {
      const own = this.#slabs.get(slab);
      if (own) own.push({ polygon, edge });
      else this.#slabs.set(slab, [{ polygon, edge }]);
    }
    const [west, east] = [Math.max(minX, within.minX), Math.min(maxX, within.maxX)];
    if (west <= east) this.#near.add(edge, { minX: west, minY: south, maxX: east, maxY: north });
  }

  /** Is a place inside one of the polygons? A ray to the east meets its edges an odd number of times. */
  #holds([x, y]: Point2): boolean {
    const odd = new Set<MultiPolygon[number]>();
    for (const { polygon, edge } of this.#slabs.get(Math.floor(y / SLAB_CM)) ?? []) {
      const [low, high] = edge[0][1] <= edge[1][1] ? edge : [edge[1], edge[0]];
      if (low[1] > y || high[1] <= y || cross(low, high, [x, y]) < 0) continue;
      if (!odd.delete(polygon)) odd.add(polygon);
    }
    // The ray does not tell the inside from the very edge.
    return [...odd].some((polygon) => sideOfMultiPolygon([polygon], x, y) === 'inside');
  }

  /** As `overlap` says it of the footprint and each of the polygons. */
  overlaps(footprint: MultiPolygon): boolean {
    const edges = footprint.flat().flatMap(edgesOf);
    const meets = (other: Edge): boolean =>
      edges.some((edge) => crosses(edge, other)) ||
      probes([other]).some(([x, y]) => sideOfMultiPolygon(footprint, x, y) === 'inside');
    return this.#near.some(boundsOf(footprint.flat()), meets) || probes(edges).some((place) => this.#holds(place));
  }
}
