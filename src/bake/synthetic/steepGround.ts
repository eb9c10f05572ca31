/**
 * Where an invented city leaves the ground to its woods. Streets end or bend at the foot of a hill, and houses with them:
 * - no street where the ground along it climbs more than its rank allows over 80 m, nor where hill lies on both sides;
 * - nothing is built in a block whose ground slopes by more than 15 % on the mean.
 * A boundary of areas may still run over a hill: a boundary is no street.
 */
import { groundUpMeters, type HeightField } from '../../model/geometry/heightField.ts';
import { boundsOf, type Outline, outlineCentroid, type Point2, sideOfOutline } from '../../model/geometry/polygon.ts';
import type { RoadRank } from '../districtModel.ts';
import { type Hill, isOnHill } from './hills.ts';
import { withPointsEvery } from './lines.ts';

/** Slopes are measured over this much ground: one step of a lattice is no hill. */
const OVER_METERS = 80;
/** Rise over run, above which ground is hill. */
export const HILL_SLOPE = 0.15;
/** Steepest street by rank: old lanes climb, main roads do not. */
const STEEPEST_STREET: Readonly<Record<RoadRank, number>> = { 1: 0.08, 2: 0.1, 3: 0.12, 4: 0.15 };
/** What is left of a street that was cut is dropped where it is shorter. */
const SHORTEST_STREET_METERS = 60;
const SAMPLE_CM = 2_000;
const BLOCK_SAMPLE_CM = 2_500;
/** Beside a street of any width. */
const BESIDE_CM = 3_000;

export interface Terrain {
  readonly field: HeightField;
  readonly hills: readonly Hill[];
}

/** Steepest rise over run at a place, over 80 m. */
export function slopeAt(field: HeightField, [xCm, yCm]: Point2): number {
  const [east, north, half] = [xCm / 100, yCm / 100, OVER_METERS / 2];
  const eastward = groundUpMeters(field, east + half, north) - groundUpMeters(field, east - half, north);
  const northward = groundUpMeters(field, east, north + half) - groundUpMeters(field, east, north - half);
  return Math.sqrt(eastward * eastward + northward * northward) / OVER_METERS;
}

const isHill = ({ field, hills }: Terrain, place: Point2): boolean =>
  slopeAt(field, place) > HILL_SLOPE || isOnHill(hills, ...place);

/** Places in a block: its corners, its centre, and a lattice over it. */
function placesIn(outline: Outline): Point2[] {
  const { minX, minY, maxX, maxY } = boundsOf([outline]);
  const places: Point2[] = [...outline, outlineCentroid(outline)];
  for (let x = minX + BLOCK_SAMPLE_CM / 2; x < maxX; x += BLOCK_SAMPLE_CM) {
    for (let y = minY + BLOCK_SAMPLE_CM / 2; y < maxY; y += BLOCK_SAMPLE_CM) {
      if (sideOfOutline(outline, x, y) === 'inside') places.push([x, y]);
    }
  }
  return places;
}

/** Is the ground of a block too steep on the mean to be built on? */
export function isSteepBlock(field: HeightField, outline: Outline): boolean {
  const slopes = placesIn(outline).map((place) => slopeAt(field, place));
  return slopes.reduce((sum, slope) => sum + slope, 0) > HILL_SLOPE * slopes.length;
}

/** Does a hill begin in this piece of land? */
export function touchesHill(terrain: Terrain, outline: Outline): boolean {
  return placesIn(outline).some((place) => isHill(terrain, place));
}

/** Is there hill on both sides of a step along a street? */
function isAmidHill(terrain: Terrain, [ax, ay]: Point2, [bx, by]: Point2): boolean {
  const [x, y, length] = [(ax + bx) / 2, (ay + by) / 2, Math.hypot(bx - ax, by - ay)];
  if (length === 0 || !isHill(terrain, [x, y])) return false;
  const [asideX, asideY] = [(-(by - ay) / length) * BESIDE_CM, ((bx - ax) / length) * BESIDE_CM];
  return isHill(terrain, [x + asideX, y + asideY]) && isHill(terrain, [x - asideX, y - asideY]);
}

/** Which steps between points of a street are hill: it climbs too steeply there, or hill lies on both sides. */
function hillySteps(terrain: Terrain, points: readonly Point2[], metersAt: readonly number[], steepest: number) {
  const ups = points.map(([x, y]) => groundUpMeters(terrain.field, x / 100, y / 100));
  const hilly = points.slice(1).map((to, index) => isAmidHill(terrain, points[index]!, to));
  let last = 0;
  for (let first = 0; first + 1 < points.length; first++) {
    while (last + 1 < points.length && metersAt[last]! - metersAt[first]! < OVER_METERS) last++;
    const run = metersAt[last]! - metersAt[first]!;
    // Near its end a street is measured over what there is of it only where all of it is so short.
    if (run < OVER_METERS && first > 0) break;
    if (Math.abs(ups[last]! - ups[first]!) > steepest * run) hilly.fill(true, first, last);
  }
  return hilly;
}

/** What of a street remains: all of it, or the pieces that end at the foot of a hill. Whole centimetres. */
export function streetOffHills(terrain: Terrain, line: readonly Point2[], rank: RoadRank): (readonly Point2[])[] {
  if (line.length < 2) return [];
  const points = withPointsEvery(line, SAMPLE_CM);
  const metersAt: number[] = [];
  for (const [index, [x, y]] of points.entries()) {
    const [beforeX, beforeY] = points[index - 1] ?? [x, y];
    metersAt.push((metersAt[index - 1] ?? 0) + Math.hypot(x - beforeX, y - beforeY) / 100);
  }
  const hilly = hillySteps(terrain, points, metersAt, STEEPEST_STREET[rank]);
  if (!hilly.includes(true)) return [line];
  const corners = new Set(line.map(String));
  const pieces: Point2[][] = [];
  for (let first = 0; first < hilly.length; first++) {
    if (hilly[first]) continue;
    let last = first;
    while (last < hilly.length && !hilly[last]) last++;
    if (metersAt[last]! - metersAt[first]! >= SHORTEST_STREET_METERS) {
      const own = points.slice(first, last + 1);
      pieces.push(own.filter((point, index) => index === 0 || index === own.length - 1 || corners.has(String(point))));
    }
    first = last;
  }
  return pieces;
}
