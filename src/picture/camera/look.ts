/** Looks (a point on the ground, distance, side) and poses; their limits; flights between looks. */
import { eyeOfLook } from '../../model/contract/stage.ts';
import { shortestTurnDeg } from '../../model/geometry/headings.ts';
import type { Bounds2 } from '../../model/geometry/polygon.ts';
import type { Look } from '../cityView.ts';
import { degFromUnit, type Pose, type Tangents, unitFromDeg } from './pose.ts';

/** Half the vertical field of view as a tangent: 30° in all, a long lens that keeps towers upright. */
export const HALF_HEIGHT_TANGENT = Math.tan((15 * Math.PI) / 180);
const MIN_PITCH_DEG = -89;
const MAX_PITCH_DEG = -4;
/** Nearer than this to the ground the city has no detail to show. */
export const MIN_EYE_HEIGHT_METERS = 25;

export interface InsetCssPx {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface LookLimits {
  readonly bounds: Bounds2;
  readonly minRangeMeters: number;
  readonly maxRangeMeters: number;
}

export function limitsOf(bounds: Bounds2): LookLimits {
  const diagonal = Math.hypot(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
  const margin = diagonal * 0.25;
  return {
    bounds: {
      minX: bounds.minX - margin,
      minY: bounds.minY - margin,
      maxX: bounds.maxX + margin,
      maxY: bounds.maxY + margin,
    },
    minRangeMeters: 80,
    maxRangeMeters: Math.min(55_000, Math.max(3_000, diagonal * 3)),
  };
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The nearest look that keeps the eye above the ground and the district in reach. */
export function limitLook(look: Look, limits: LookLimits): Look {
  const rangeMeters = clamp(look.rangeMeters, limits.minRangeMeters, limits.maxRangeMeters);
  const lowestPitchDeg = (-Math.asin(Math.min(1, MIN_EYE_HEIGHT_METERS / rangeMeters)) * 180) / Math.PI;
  return {
    targetEnuMeters: [
      clamp(look.targetEnuMeters[0], limits.bounds.minX, limits.bounds.maxX),
      clamp(look.targetEnuMeters[1], limits.bounds.minY, limits.bounds.maxY),
    ],
    rangeMeters,
    headingDeg: shortestTurnDeg(0, look.headingDeg),
    pitchDeg: clamp(look.pitchDeg, MIN_PITCH_DEG, Math.min(MAX_PITCH_DEG, lowestPitchDeg)),
  };
}

/** A look's target lies on a level plane, its foot: at `footUpMeters`, where the ground of the target is or was. */
export function poseFromLook(look: Look, footUpMeters = 0): Pose {
  const [east, north, up] = eyeOfLook(look);
  return {
    eyeEnuMeters: [east, north, up + footUpMeters],
    heading: unitFromDeg(look.headingDeg),
    pitch: unitFromDeg(look.pitchDeg),
  };
}

/** The same eye seen to look at another level: target and range change, the picture does not. */
export function onFoot(look: Look, fromUpMeters: number, toUpMeters: number): Look {
  const eyeAbove = eyeOfLook(look)[2];
  const left = eyeAbove - (toUpMeters - fromUpMeters);
  // A level at or above the eye cannot be looked down upon: the look stays on its own.
  if (left < MIN_EYE_HEIGHT_METERS / 2) return look;
  const share = left / eyeAbove;
  const [east, north] = eyeOfLook(look);
  return {
    ...look,
    rangeMeters: look.rangeMeters * share,
    targetEnuMeters: [
      east + (look.targetEnuMeters[0] - east) * share,
      north + (look.targetEnuMeters[1] - north) * share,
    ],
  };
}

/** The look of a pose that sees the plane up = 0; a pose that looks level or up is taken as if it looked 4° down. */
export function lookFromPose(pose: Pose): Look {
  const pitchDeg = Math.min(degFromUnit(pose.pitch), MAX_PITCH_DEG);
  const [ps, pc] = unitFromDeg(pitchDeg);
  const rangeMeters = Math.max(MIN_EYE_HEIGHT_METERS, pose.eyeEnuMeters[2]) / -ps;
  return {
    targetEnuMeters: [
      pose.eyeEnuMeters[0] + rangeMeters * pc * pose.heading[0],
      pose.eyeEnuMeters[1] + rangeMeters * pc * pose.heading[1],
    ],
    rangeMeters,
    headingDeg: degFromUnit(pose.heading),
    pitchDeg,
  };
}

/** The window whose axis goes through the middle of what the panels leave free. */
export function tangentsOf(widthCssPx: number, heightCssPx: number, inset: InsetCssPx): Tangents {
  const freeHeight = Math.max(heightCssPx * 0.2, heightCssPx - inset.top - inset.bottom);
  const perPx = HALF_HEIGHT_TANGENT / (freeHeight / 2);
  const middleX = (inset.left + widthCssPx - inset.right) / 2;
  const middleY = (inset.top + heightCssPx - inset.bottom) / 2;
  return {
    left: -middleX * perPx,
    right: (widthCssPx - middleX) * perPx,
    top: middleY * perPx,
    bottom: -(heightCssPx - middleY) * perPx,
  };
}

/** Slow at both ends: 3t² − 2t³. */
export function easeInOut(ratio: number): number {
  const t = clamp(ratio, 0, 1);
  return t * t * (3 - 2 * t);
}

/**
 * A look on the way from one to another: the target moves straight, the range in equal proportions with a rise when the
 * way is long against the range (so that one sees where it goes), the heading by the shorter turn.
 */
export function lookBetween(from: Look, to: Look, ratio: number): Look {
  const t = easeInOut(ratio);
  const mix = (a: number, b: number): number => a + (b - a) * t;
  const wayMeters = Math.hypot(
    to.targetEnuMeters[0] - from.targetEnuMeters[0],
    to.targetEnuMeters[1] - from.targetEnuMeters[1],
  );
  const rise = Math.max(0, wayMeters - Math.max(from.rangeMeters, to.rangeMeters)) * 0.5 * 4 * t * (1 - t);
  return {
    targetEnuMeters: [
      mix(from.targetEnuMeters[0], to.targetEnuMeters[0]),
      mix(from.targetEnuMeters[1], to.targetEnuMeters[1]),
    ],
    rangeMeters: from.rangeMeters * (to.rangeMeters / from.rangeMeters) ** t + rise,
    headingDeg: from.headingDeg + shortestTurnDeg(from.headingDeg, to.headingDeg) * t,
    pitchDeg: mix(from.pitchDeg, to.pitchDeg),
  };
}
