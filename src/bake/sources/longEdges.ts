/**
 * Long edges of areas. A line that is straight in a file's own numbers bends in the district's plane: along a parallel at
 * 36° by 5 cm over 2 km, by 1 m over 9 km. An edge with two ends would cut that crescent off from one area and give it to
 * another; with vertices in between it runs where the owner drew it.
 */
import { ecefFromLonLat, type LonLatDeg, type Vec3 } from '../../model/frames/ecef.ts';
import type { Outline, Point2 } from '../../model/geometry/polygon.ts';
import type { LonLatConverter } from './lonLatFromCrs.ts';
import type { Geometry } from './rawFile.ts';

/** Two neighbours, each so far off and rounded to whole centimetres, stay within the 5 cm in which the proof joins lines. */
const MOST_BEND_METERS = 0.02;
/** Half a kilometre: no shorter edge bends by so much on inhabited land, and nearly all edges of a city are shorter. */
const SHORT_DEG = 0.004;
/** Longer is no edge of a district: such a record is dropped where it is placed. */
const LONG_DEG = 3;
const RAD_PER_DEG = Math.PI / 180;

/** How far aside of the level straight line between the ends a place lies, in metres. */
function asideMeters(from: LonLatDeg, to: LonLatDeg, at: LonLatDeg): number {
  const [a, b, m] = [ecefFromLonLat(from), ecefFromLonLat(to), ecefFromLonLat(at)];
  const [lonRad, latRad] = [at[0] * RAD_PER_DEG, at[1] * RAD_PER_DEG];
  const up: Vec3 = [Math.cos(latRad) * Math.cos(lonRad), Math.cos(latRad) * Math.sin(lonRad), Math.sin(latRad)];
  const along: Vec3 = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const aside: Vec3 = [
    along[1] * up[2] - along[2] * up[1],
    along[2] * up[0] - along[0] * up[2],
    along[0] * up[1] - along[1] * up[0],
  ];
  const length = Math.hypot(...aside);
  if (length === 0) return 0;
  return Math.abs((m[0] - a[0]) * aside[0] + (m[1] - a[1]) * aside[1] + (m[2] - a[2]) * aside[2]) / length;
}

/** Places between two ends, in their order; the same ones from either end, so that neighbours stay neighbours. */
function between(a: Point2, b: Point2, [from, to]: readonly [LonLatDeg, LonLatDeg], convert: LonLatConverter) {
  const size = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
  if (size < SHORT_DEG || size > LONG_DEG) return [];
  const isForward = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
  const [start, end] = isForward ? [a, b] : [b, a];
  const [startLonLatDeg, endLonLatDeg] = isForward ? [from, to] : [to, from];
  const placeAt = (share: number): LonLatDeg | null =>
    convert(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share);
  const middle = placeAt(0.5);
  if (!middle) return [];
  // Bending grows with the square of the length. Ends in their order: the last bit of a sum depends on it, and so might a count.
  const parts = Math.ceil(Math.sqrt(asideMeters(startLonLatDeg, endLonLatDeg, middle) / MOST_BEND_METERS));
  const places = Array.from({ length: Math.max(0, parts - 1) }, (_, index) => placeAt((index + 1) / parts));
  const found = places.filter((place) => place !== null);
  return isForward ? found : found.reverse();
}

export interface BentGeometry {
  readonly geometry: Geometry;
  readonly addedVertices: number;
}

/**
 * Adds vertices to long edges of polygons, so that none bends by more than two centimetres.
 * @param given in the file's own numbers.
 * @param located the same in degrees, vertex by vertex; other kinds than polygons are handed back.
 */
export function withBends(given: Geometry, located: Geometry, convert: LonLatConverter): BentGeometry {
  if (given.kind !== 'polygons' || located.kind !== 'polygons') return { geometry: located, addedVertices: 0 };
  let addedVertices = 0;
  const polygons = located.polygons.map((polygon, part) =>
    polygon.map((outline, ring): Outline => {
      const own = given.polygons[part]![ring]!;
      return outline.flatMap((from, index) => {
        const next = (index + 1) % outline.length;
        const added = between(own[index]!, own[next]!, [from, outline[next]!], convert);
        addedVertices += added.length;
        return [from, ...added];
      });
    }),
  );
  return addedVertices === 0
    ? { geometry: located, addedVertices }
    : { geometry: { ...located, polygons }, addedVertices };
}
