/** Heights of an invented city: land that rises from its quays, valleys of its rivers, and its hills on top. */
import { type HeightField, heightFieldOf } from '../../model/geometry/heightField.ts';
import { boundsOf, type MultiPolygon, type Point2 } from '../../model/geometry/polygon.ts';
import { hillRatio } from './hills.ts';
import { distanceToLine, nearestOnLine } from './lines.ts';
import type { PlacedPlan } from './placedPlan.ts';

const STEP_METERS = 40;
const MARGIN_METERS = 400;
/** A lattice point of the water this near to land still has the land's height: no quay slopes into the sea. */
const QUAY_EDGE_METERS = 1.5 * STEP_METERS;
/** Wider than a cell of the lattice beside the water, so that a river's banks are level. */
const VALLEY_FLOOR_METERS = 45;
const VALLEY_METERS = 260;

export interface ReliefSpec {
  readonly seed: string;
  readonly landCm: MultiPolygon;
  readonly seaCm: MultiPolygon;
  readonly shoreCm: readonly Point2[];
}

export const smoothStep = (ratio: number): number => {
  const t = Math.max(0, Math.min(1, ratio));
  return t * t * (3 - 2 * t);
};

/** Nearest place of a river: how far off, and the level of the banks there. */
function riverAt(river: PlacedPlan['rivers'][number], xCm: number, yCm: number): { meters: number; bank: number } {
  const { courseCm, bankMeters } = river;
  const { distance, segment } = nearestOnLine(courseCm, xCm, yCm);
  const at = (segment + 0.5) / (courseCm.length - 1);
  return { meters: distance / 100, bank: bankMeters[0] + at * (bankMeters[1] - bankMeters[0]) };
}

/** Height of the land at a place in metres, sea or not. @param fromShore metres. */
export function landUp(
  plan: Pick<PlacedPlan, 'ground' | 'hills' | 'rivers'>,
  seed: string,
  fromShore: number,
  xCm: number,
  yCm: number,
): number {
  const { quayMeters, plainMeters, riseMeters } = plan.ground;
  let up = plainMeters + (quayMeters - plainMeters) * Math.exp(-Math.max(0, fromShore - STEP_METERS * 3) / riseMeters);
  let fourth = 0;
  for (const hill of plan.hills) {
    const ratio = hillRatio(hill, xCm, yCm, seed);
    if (ratio >= 1 || hill.summitMeters <= up) continue;
    const rise = (hill.summitMeters - up) * (1 - ratio * ratio) ** 2;
    fourth += rise ** 4;
  }
  // The fourth-power mean keeps a summit's own height and rounds the saddle between two.
  up += Math.sqrt(Math.sqrt(fourth));
  for (const river of plan.rivers) {
    const { meters, bank } = riverAt(river, xCm, yCm);
    const outside = smoothStep((meters - river.halfWidthMeters - VALLEY_FLOOR_METERS) / VALLEY_METERS);
    if (bank < up) up = bank + (up - bank) * outside;
  }
  return Math.max(quayMeters, up);
}

/** Which places of a row lie in a polygon: the row's crossings are found once, for all its places. */
export function insideByRow(polygons: MultiPolygon): (x: number, y: number) => boolean {
  let [row, crossings]: [number, number[]] = [NaN, []];
  return (x, y) => {
    if (y !== row) {
      row = y;
      crossings = polygons.flat().flatMap((outline) =>
        outline.flatMap(([ax, ay], index) => {
          const [bx, by] = outline[(index + 1) % outline.length]!;
          return ay > y === by > y ? [] : [ax + ((y - ay) / (by - ay)) * (bx - ax)];
        }),
      );
    }
    return crossings.reduce((isInside, crossing) => (crossing > x ? !isInside : isInside), false);
  };
}

/** The ground's heights over land and sea; the sea is level at zero, and meets the land below its quays. */
export function reliefOf(plan: PlacedPlan, spec: ReliefSpec): HeightField {
  const { minX, minY, maxX, maxY } = boundsOf(spec.landCm.flat());
  const low = (cm: number): number => Math.floor((cm / 100 - MARGIN_METERS) / STEP_METERS) * STEP_METERS;
  const isSea = insideByRow(spec.seaCm);
  const origin = [low(minX), low(minY)] as const;
  const count = (from: number, toCm: number): number =>
    Math.ceil((toCm / 100 + MARGIN_METERS - from) / STEP_METERS) + 1;
  return heightFieldOf(origin, STEP_METERS, count(origin[0], maxX), count(origin[1], maxY), (east, north) => {
    const [x, y] = [east * 100, north * 100];
    const fromShore = distanceToLine(spec.shoreCm, x, y) / 100;
    return fromShore > QUAY_EDGE_METERS && isSea(x, y) ? 0 : landUp(plan, spec.seed, fromShore, x, y);
  });
}
