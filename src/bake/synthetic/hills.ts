/** A plan's hills: how far up one a place lies, and the way around it. */
import type { Point2 } from '../../model/geometry/polygon.ts';
import type { PlacedPlan } from './placedPlan.ts';
import { valueNoise } from './valueNoise.ts';

export type Hill = PlacedPlan['hills'][number];

/** How far a hill's foot wanders in and out, as a share of its radius, and over which distance. */
const [FOOT_WANDER, FOOT_WANDER_METERS] = [0.22, 260];
/** Inside this share of its foot a hill is left to its woods; streets go around it. */
export const WOODED_RATIO = 0.7;
/** A line that cuts less deep into the woods than this may go straight. */
const GRAZING_RATIO = 0.85;
const ARC_STEP_RADIANS = Math.PI / 7;
const HILL_CORNERS = 24;

/** A place in a hill's own axes, in units of its foot. */
function inFoot(hill: Hill, xCm: number, yCm: number): Point2 {
  const turn = (hill.turnDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [dx, dy] = [(xCm - hill.atCm[0]) / 100, (yCm - hill.atCm[1]) / 100];
  return [(dx * cos + dy * sin) / hill.radiiMeters[0], (dy * cos - dx * sin) / hill.radiiMeters[1]];
}

/** How far out nothing can be of the hill, as a share of its longer radius: its foot wanders less than this. */
const BEYOND_FOOT = 1.3;

/** Does a place lie far beyond a hill's foot? Most places of a city do: that is seen without turning to the hill's axes. */
function isFarFrom({ atCm, radiiMeters }: Hill, xCm: number, yCm: number): boolean {
  const reachCm = 100 * BEYOND_FOOT * Math.max(radiiMeters[0], radiiMeters[1]);
  const [dx, dy] = [xCm - atCm[0], yCm - atCm[1]];
  return dx * dx + dy * dy > reachCm * reachCm;
}

/** A root of squares: the same on any machine, and asked for every place of a city. */
const ratioOf = ([along, across]: Point2): number => Math.sqrt(along * along + across * across);

function cmFromFoot(hill: Hill, [along, across]: Point2): Point2 {
  const turn = (hill.turnDeg * Math.PI) / 180;
  const [dx, dy] = [along * hill.radiiMeters[0] * 100, across * hill.radiiMeters[1] * 100];
  return [
    Math.round(hill.atCm[0] + dx * Math.cos(turn) - dy * Math.sin(turn)),
    Math.round(hill.atCm[1] + dx * Math.sin(turn) + dy * Math.cos(turn)),
  ];
}

/** Where a hill has fallen to a share of its foot, as an outline. Whole centimetres. */
export function outlineOfHill(hill: Hill, ratio: number): Point2[] {
  return Array.from({ length: HILL_CORNERS }, (_, corner): Point2 => {
    const angle = (corner / HILL_CORNERS) * 2 * Math.PI;
    return cmFromFoot(hill, [ratio * Math.cos(angle), ratio * Math.sin(angle)]);
  });
}

/** Is a place so high up that no street is laid there? The woods' edge wanders, the streets' does not. */
export function isOnHill(hills: readonly Hill[], xCm: number, yCm: number): boolean {
  return hills.some((hill) => !isFarFrom(hill, xCm, yCm) && ratioOf(inFoot(hill, xCm, yCm)) < WOODED_RATIO);
}

/** 0 at a hill's summit, 1 at its foot, which wanders by the seed; infinite far beyond it. */
export function hillRatio(hill: Hill, xCm: number, yCm: number, seed: string): number {
  if (isFarFrom(hill, xCm, yCm)) return Infinity;
  const plain = ratioOf(inFoot(hill, xCm, yCm));
  if (plain * (1 - FOOT_WANDER) > 1) return plain;
  const wander = valueNoise(`${seed}/foot`, xCm / 100 / FOOT_WANDER_METERS, yCm / 100 / FOOT_WANDER_METERS) - 0.5;
  return plain * (1 + 2 * FOOT_WANDER * wander);
}

/**
 * Inner points of a way from start to end around the first hill that a straight line would climb; empty where there is
 * none, and where an end lies on the hill: then the line has to climb.
 */
export function aroundHills(hills: readonly Hill[], start: Point2, end: Point2): Point2[] {
  for (const hill of hills) {
    const [a, b] = [start, end].map(([x, y]): Point2 => {
      const [u, v] = inFoot(hill, x, y);
      return [u / WOODED_RATIO, v / WOODED_RATIO];
    }) as [Point2, Point2];
    if (Math.hypot(...a) <= 1 || Math.hypot(...b) <= 1) continue;
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const lengthSquared = dx * dx + dy * dy;
    const nearest = -(a[0] * dx + a[1] * dy) / lengthSquared;
    if (nearest <= 0 || nearest >= 1) continue;
    const depth = Math.hypot(a[0] + nearest * dx, a[1] + nearest * dy);
    if (depth >= GRAZING_RATIO) continue;
    const half = Math.sqrt((1 - depth * depth) / lengthSquared);
    const [enters, leaves] = [nearest - half, nearest + half].map((t) => Math.atan2(a[1] + t * dy, a[0] + t * dx));
    const turn = Math.atan2(Math.sin(leaves! - enters!), Math.cos(leaves! - enters!));
    const steps = Math.max(2, Math.ceil(Math.abs(turn) / ARC_STEP_RADIANS));
    return Array.from({ length: steps + 1 }, (_, step): Point2 => {
      const angle = enters! + (turn * step) / steps;
      return cmFromFoot(hill, [WOODED_RATIO * Math.cos(angle), WOODED_RATIO * Math.sin(angle)]);
    });
  }
  return [];
}
