/** The sea beside a district: which part of the outline is shore, and the water in front of it. */
import {
  boundsOf,
  type MultiPolygon,
  type Outline,
  type Point2,
  sideOfOutline,
  signedArea,
} from '../../model/geometry/polygon.ts';

const SEA_REACH_CM = 1_500_000;
/** How much a vertex must stick out sideways to count as the turn of the coast, against how far it lies north or south. */
const SIDEWAYS = 0.5;

/**
 * The western shore from north to south: the part of the outer outline between its north-west and south-west turns.
 */
export function westShore(outlineCm: MultiPolygon): Point2[] {
  const outer = outlineCm[0]![0]!;
  const ring: Outline = signedArea(outer) > 0 ? outer : [...outer].reverse();
  const furthest = (reach: (point: Point2) => number): number =>
    ring.reduce((best, point, index) => (reach(point) > reach(ring[best]!) ? index : best), 0);
  const north = furthest(([x, y]) => y - SIDEWAYS * x);
  const south = furthest(([x, y]) => -y - SIDEWAYS * x);
  // Anticlockwise, the west side runs from north to south.
  return north <= south ? ring.slice(north, south + 1) : [...ring.slice(north), ...ring.slice(0, south + 1)];
}

/**
 * Open water west of the land, as far as the eye reaches from its towers, sharing every vertex of the shore. Piers and
 * islands that are land of their own are left out of it.
 * @param outlineCm the district, its largest polygon first.
 */
export function generateWater(outlineCm: MultiPolygon, _side: 'west'): MultiPolygon {
  const shore = westShore(outlineCm);
  const { minX, minY, maxY } = boundsOf(outlineCm.flat());
  const [west, low, high] = [minX - SEA_REACH_CM, minY - SEA_REACH_CM, maxY + SEA_REACH_CM];
  const [first, last] = [shore[0]!, shore.at(-1)!];
  const water: Point2[] = [...shore, [last[0], low], [west, low], [west, high], [first[0], high]];
  const islands = outlineCm
    .slice(1)
    .map((polygon) => polygon[0]!)
    .filter((outline) => outline.every(([x, y]) => sideOfOutline(water, x, y) !== 'outside'));
  return [[signedArea(water) > 0 ? water : water.reverse(), ...islands]];
}
