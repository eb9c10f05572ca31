/** Boolean operations on outlines in whole centimetres; where lines cross, the new vertex is rounded. */
import { difference, type Geom, intersection, union } from 'polyclip-ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';

const geomOf = (polygons: MultiPolygon): Geom => polygons as unknown as Geom;

/** Rings come back closed, as in GeoJSON; ours are not. */
function polygonsOf(result: ReturnType<typeof union>): MultiPolygon {
  return result.map((polygon) =>
    polygon.map((ring) => ring.slice(0, -1).map(([x, y]) => [Math.round(x), Math.round(y)] as const)),
  );
}

export function differenceCm(whole: MultiPolygon, taken: MultiPolygon): MultiPolygon {
  return polygonsOf(difference(geomOf(whole), geomOf(taken)));
}

export function intersectionCm(first: MultiPolygon, second: MultiPolygon): MultiPolygon {
  return polygonsOf(intersection(geomOf(first), geomOf(second)));
}

/** Overlaps count once; parts that share an edge become one. */
export function unionCm([first, ...others]: MultiPolygon): MultiPolygon {
  return first ? polygonsOf(union(geomOf([first]), ...others.map((other) => geomOf([other])))) : [];
}
