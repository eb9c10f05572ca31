/** Heights of an invented city: land that rises from its quays, valleys of its rivers, and its hills on top. */
import { type HeightField, heightFieldOf } from '../../model/geometry/heightField.ts';
import {
  boundsOf,
  distanceToSegment,
  type MultiPolygon,
  type Point2,
  sideOfMultiPolygon,
} from '../../model/geometry/polygon.ts';
import { distanceToLine } from './lines.ts';
import type { PlacedPlan } from './placedPlan.ts';
import { valueNoise } from './valueNoise.ts';

const STEP_METERS = 40;
const MARGIN_METERS = 400;
/** A lattice point of the water this near to land still has the land's height: no quay slopes into the sea. */
const QUAY_EDGE_CM = 1.5 * STEP_METERS * 100;
const VALLEY_METERS = 260;
/** How far a hill's foot wanders in and out, as a share of its radius, and over which distance. */
const [FOOT_WANDER, FOOT_WANDER_METERS] = [0.22, 260];

export interface ReliefSpec {
  readonly seed: string;
  readonly landCm: MultiPolygon;
  readonly waterCm: MultiPolygon;
  readonly shoreCm: readonly Point2[];
}

const smoothStep = (ratio: number): number => {
  const t = Math.max(0, Math.min(1, ratio));
  return t * t * (3 - 2 * t);
};

/** Distance from a hill's centre in units of its foot, with the foot's wandering. */
function hillRatio(hill: PlacedPlan['hills'][number], xCm: number, yCm: number, seed: string): number {
  const turn = (hill.turnDeg * Math.PI) / 180;
  const [dx, dy] = [(xCm - hill.atCm[0]) / 100, (yCm - hill.atCm[1]) / 100];
  const along = (dx * Math.cos(turn) + dy * Math.sin(turn)) / hill.radiiMeters[0];
  const across = (dy * Math.cos(turn) - dx * Math.sin(turn)) / hill.radiiMeters[1];
  const wander = valueNoise(`${seed}/foot`, xCm / 100 / FOOT_WANDER_METERS, yCm / 100 / FOOT_WANDER_METERS) - 0.5;
  return Math.hypot(along, across) * (1 + 2 * FOOT_WANDER * wander);
}

/** Nearest place of a river: how far off, and the level of the banks there. */
function riverAt(river: PlacedPlan['rivers'][number], xCm: number, yCm: number): { meters: number; bank: number } {
  const { courseCm, bankMeters } = river;
  let [best, at] = [Infinity, 0];
  for (let index = 0; index + 1 < courseCm.length; index++) {
    const distance = distanceToSegment(xCm, yCm, courseCm[index]!, courseCm[index + 1]!);
    if (distance < best) [best, at] = [distance, (index + 0.5) / (courseCm.length - 1)];
  }
  return { meters: best / 100, bank: bankMeters[0] + at * (bankMeters[1] - bankMeters[0]) };
}

/** Height of the land at a place, sea or not. */
function landUp(plan: PlacedPlan, spec: ReliefSpec, xCm: number, yCm: number): number {
  const { quayMeters, plainMeters, riseMeters } = plan.ground;
  const fromShore = spec.shoreCm.length > 1 ? distanceToLine(spec.shoreCm, xCm, yCm) / 100 : Infinity;
  let up = plainMeters + (quayMeters - plainMeters) * Math.exp(-Math.max(0, fromShore - STEP_METERS * 3) / riseMeters);
  let fourth = 0;
  for (const hill of plan.hills) {
    const ratio = hillRatio(hill, xCm, yCm, spec.seed);
    if (ratio >= 1 || hill.summitMeters <= up) continue;
    const rise = (hill.summitMeters - up) * (1 - ratio * ratio) ** 2;
    fourth += rise ** 4;
  }
  // The fourth-power mean keeps a summit's own height and rounds the saddle between two.
  up += Math.sqrt(Math.sqrt(fourth));
  for (const river of plan.rivers) {
    const { meters, bank } = riverAt(river, xCm, yCm);
    const outside = smoothStep((meters - river.halfWidthMeters * 1.6) / VALLEY_METERS);
    if (bank < up) up = bank + (up - bank) * outside;
  }
  return Math.max(quayMeters, up);
}

/** The ground's heights over land and sea; the sea is level at zero, and meets the land below its quays. */
export function reliefOf(plan: PlacedPlan, spec: ReliefSpec): HeightField {
  const { minX, minY, maxX, maxY } = boundsOf(spec.landCm.flat());
  const low = (cm: number): number => Math.floor((cm / 100 - MARGIN_METERS) / STEP_METERS) * STEP_METERS;
  const origin = [low(minX), low(minY)] as const;
  const count = (from: number, toCm: number): number =>
    Math.ceil((toCm / 100 + MARGIN_METERS - from) / STEP_METERS) + 1;
  return heightFieldOf(origin, STEP_METERS, count(origin[0], maxX), count(origin[1], maxY), (east, north) => {
    const [x, y] = [east * 100, north * 100];
    const atSea = sideOfMultiPolygon(spec.waterCm, x, y) === 'inside';
    if (atSea && distanceToLine(spec.shoreCm, x, y) > QUAY_EDGE_CM) return 0;
    return landUp(plan, spec, x, y);
  });
}
