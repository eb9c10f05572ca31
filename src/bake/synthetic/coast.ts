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

/** How a coast goes on where a district's shore ends, away from it on either side. */
export interface FartherCoast {
  readonly northwardCm: readonly Point2[];
  readonly southwardCm: readonly Point2[];
}

/** The whole coast from its far northern end along the district to its far southern one. */
export function coastLine(shoreCm: readonly Point2[], farther: FartherCoast | null): Point2[] {
  return farther ? [...[...farther.northwardCm].reverse(), ...shoreCm, ...farther.southwardCm] : [...shoreCm];
}

/**
 * Open water west of the land, as far as the eye reaches from its towers, sharing every vertex of the shore. Piers and
 * islands that are land of their own are left out of it.
 * @param outlineCm the district, its largest polygon first.
 * @param farther null: straight on to north and south.
 */
export function generateWater(
  outlineCm: MultiPolygon,
  _side: 'west',
  farther: FartherCoast | null = null,
): MultiPolygon {
  const shore = westShore(outlineCm);
  const coast = coastLine(shore, farther);
  const { minX, minY, maxY } = boundsOf([...outlineCm.flat(), coast]);
  const [west, low, high] = [minX - SEA_REACH_CM, minY - SEA_REACH_CM, maxY + SEA_REACH_CM];
  const [first, last] = [coast[0]!, coast.at(-1)!];
  // A coast that is known goes around its bay: the open sea lies south of both its ends.
  const open: Point2[] = farther
    ? [
        [last[0], low],
        [first[0], low],
      ]
    : [
        [last[0], low],
        [west, low],
        [west, high],
        [first[0], high],
      ];
  const water = [...coast, ...open];
  const islands = outlineCm
    .slice(1)
    .map((polygon) => polygon[0]!)
    .filter((outline) => outline.every(([x, y]) => sideOfOutline(water, x, y) !== 'outside'));
  return [[signedArea(water) > 0 ? water : water.reverse(), ...islands]];
}
