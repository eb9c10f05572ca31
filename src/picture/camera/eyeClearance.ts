/** How low an eye may come: clear of the ground, and of houses near by. */
import type { Obstacle } from '../../model/analysis/fieldOfView.ts';
import type { Vec3 } from '../../model/frames/ecef.ts';
import { groundUpMeters, type HeightField } from '../../model/geometry/heightField.ts';
import { distanceToOutline, type MultiPolygon, type Point2, sideOfMultiPolygon } from '../../model/geometry/polygon.ts';
import { MIN_EYE_HEIGHT_METERS } from './look.ts';

/** Houses as upright prisms, found by place. */
export interface Rooftops {
  /** No roof is higher. */
  readonly highestUpMeters: number;
  /** Those whose bounds come within so many metres of a place. */
  obstaclesNear(place: Point2, withinMeters: number): readonly Obstacle[];
}

/** Over a roof, and before a wall. */
export const CLEAR_METERS = 2;
/** The way over a house begins before its wall: the eye climbs so many metres a metre, instead of jumping to the roof. */
export const CLIMB = 10;

/** From a place to the nearest wall; 0 inside. */
function metersOutside(footprintCm: MultiPolygon, [east, north]: Point2): number {
  const [x, y] = [east * 100, north * 100];
  if (sideOfMultiPolygon(footprintCm, x, y) !== 'outside') return 0;
  return Math.min(...footprintCm.flat().map((outline) => distanceToOutline(outline, x, y))) / 100;
}

/** The height at which an eye stands that was to stand at `eyeEnuMeters`: there, or higher. */
export function clearEyeUpMeters([east, north, up]: Vec3, ground: HeightField, roofs: Rooftops | null): number {
  let lowest = groundUpMeters(ground, east, north) + MIN_EYE_HEIGHT_METERS;
  if (!roofs || up >= roofs.highestUpMeters + CLEAR_METERS) return Math.max(up, lowest);
  const reachMeters = CLEAR_METERS + Math.max(0, roofs.highestUpMeters + CLEAR_METERS - lowest) / CLIMB;
  for (const { footprintCm, topUpMeters } of roofs.obstaclesNear([east, north], reachMeters)) {
    const over = topUpMeters + CLEAR_METERS;
    if (over <= lowest || over <= up) continue;
    const away = Math.max(0, metersOutside(footprintCm, [east, north]) - CLEAR_METERS);
    lowest = Math.max(lowest, over - CLIMB * away);
  }
  return Math.max(up, lowest);
}
