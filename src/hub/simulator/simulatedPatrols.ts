/** Officers that walk their grids, made up: up and down a street of theirs, or around the grid, whose edges are streets. */
import { zonedFromMillis } from '../../model/frames/instant.ts';
import { type MultiPolygon, type Point2, sideOfMultiPolygon, signedArea } from '../../model/geometry/polygon.ts';
import { fnv1a32 } from '../../model/geometry/seededRandom.ts';

export interface SimulatedPatrol {
  /** The post's code. */
  readonly staffId: string;
  /** ENU metres; walked to its end and back again. */
  readonly routeMeters: readonly Point2[];
}

export const MOST_PATROLS = 60;
/** Each tells where it is this often. */
export const PATROL_TELLS_MILLIS = 90_000;
const WALK_METERS_PER_SEC = 1.1;
const SHORTEST_ROUTE_METERS = 150;
/** Streets are looked at in steps of this length, to find where they leave the grid. */
const STEP_METERS = 20;
/** A grid's edge may be the district's: so far within it is safe to walk. */
const EDGE_METERS = 4;
/** 1 + the cosine between two edges' normals: of sharper corners the bisector is not followed all the way. */
const SHARPEST = 0.1;
/** One in so many walks at night, too. */
const NIGHT_ONE_OF = 3;
const [DAY_FROM_HOUR, DAY_TO_HOUR] = [7, 21];
const HOUR = 3_600_000;

export interface PatrolledGrid {
  readonly staffId: string;
  readonly outlineCm: MultiPolygon;
}

/** Of the officers as many as walk, spread over the list, each with a way in its own grid. */
export function patrolsOf(
  officers: readonly PatrolledGrid[],
  streetsCm: readonly (readonly Point2[])[],
): SimulatedPatrol[] {
  const every = Math.max(1, Math.ceil(officers.length / MOST_PATROLS));
  return officers
    .filter((_, row) => row % every === 0)
    .flatMap((grid): SimulatedPatrol[] => {
      const routeMeters = stretchWithin(grid.outlineCm, streetsCm, SHORTEST_ROUTE_METERS) ?? wayAround(grid) ?? [];
      return routeMeters.length > 1 ? [{ staffId: grid.staffId, routeMeters }] : [];
    });
}

/** The longest stretch of a line within a grid, in metres; null where none is longer than `leastMeters`. */
function stretchWithin(
  outlineCm: MultiPolygon,
  linesCm: readonly (readonly Point2[])[],
  leastMeters: number,
): Point2[] | null {
  let best: Point2[] = [];
  let bestMeters = leastMeters;
  for (const line of linesCm) {
    let stretch: Point2[] = [];
    const end = (): void => {
      const meters = lengthOf(stretch);
      if (meters > bestMeters) [best, bestMeters] = [stretch, meters];
      stretch = [];
    };
    for (const [x, y] of inSteps(line)) {
      if (sideOfMultiPolygon(outlineCm, x, y) === 'inside') stretch.push([x / 100, y / 100]);
      else end();
    }
    end();
  }
  return best.length > 1 ? best : null;
}

function inSteps(line: readonly Point2[]): Point2[] {
  return line.flatMap(([x, y], index): Point2[] => {
    const next = line[index + 1];
    if (!next) return [[x, y]];
    const steps = Math.max(1, Math.ceil(Math.hypot(next[0] - x, next[1] - y) / (STEP_METERS * 100)));
    return Array.from({ length: steps }, (_, step): Point2 => {
      const share = step / steps;
      return [x + (next[0] - x) * share, y + (next[1] - y) * share];
    });
  });
}

/**
 * Around a grid, so far within its edge: each corner moved along the bisector of its two edges, inward. Of a grid too
 * narrow for that the longest stretch that stays within.
 */
function wayAround({ outlineCm }: PatrolledGrid): Point2[] | null {
  const outer = outlineCm[0]?.[0] ?? [];
  const outline = outer.filter(([x, y], index) => {
    const [nextX, nextY] = outer[(index + 1) % outer.length]!;
    return x !== nextX || y !== nextY;
  });
  if (outline.length < 3) return null;
  const inward = Math.sign(signedArea(outline));
  /** Of the edge that begins at a corner: unit length, into the grid. */
  const normals = outline.map(([x, y], index): Point2 => {
    const [nextX, nextY] = outline[(index + 1) % outline.length]!;
    const length = Math.hypot(nextX - x, nextY - y);
    return [(-inward * (nextY - y)) / length, (inward * (nextX - x)) / length];
  });
  const moved = outline.map(([x, y], index): Point2 => {
    const [a, b] = [normals.at(index - 1)!, normals[index]!];
    const cm = (EDGE_METERS * 100) / Math.max(SHARPEST, 1 + a[0] * b[0] + a[1] * b[1]);
    return [x + (a[0] + b[0]) * cm, y + (a[1] + b[1]) * cm];
  });
  return stretchWithin(outlineCm, [[...moved, moved[0]!]], 0);
}

function lengthOf(line: readonly Point2[]): number {
  return line.slice(1).reduce((sum, [x, y], index) => sum + Math.hypot(x - line[index]![0], y - line[index]![1]), 0);
}

/** Where an officer is at an instant: a function of time, so that nobody jumps when the simulator starts anew. */
export function patrolPlaceAt({ staffId, routeMeters }: SimulatedPatrol, atMillis: number): Point2 {
  const length = lengthOf(routeMeters);
  const walked = (atMillis / 1000) * WALK_METERS_PER_SEC + (fnv1a32(staffId) % 1000);
  const along = walked % (2 * length);
  let left = along <= length ? along : 2 * length - along;
  for (let index = 1; index < routeMeters.length; index++) {
    const [a, b] = [routeMeters[index - 1]!, routeMeters[index]!];
    const meters = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (left <= meters && meters > 0) {
      const share = left / meters;
      return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
    }
    left -= meters;
  }
  return routeMeters.at(-1)!;
}

/** Whether an officer's turn to tell came between two instants: each has its own second of the beat. */
export function isPatrolDue(staffId: string, fromMillis: number, toMillis: number, timeZone: string): boolean {
  const ownMillis = fnv1a32(`${staffId} tells`) % PATROL_TELLS_MILLIS;
  const turnOf = (millis: number): number => Math.floor((millis + ownMillis) / PATROL_TELLS_MILLIS);
  if (turnOf(fromMillis) === turnOf(toMillis)) return false;
  const hour = (zonedFromMillis(toMillis, timeZone) % (24 * HOUR)) / HOUR;
  return (hour >= DAY_FROM_HOUR && hour < DAY_TO_HOUR) || fnv1a32(`${staffId} nights`) % NIGHT_ONE_OF === 0;
}
