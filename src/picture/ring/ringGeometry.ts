/**
 * The hall: seven segments of 43° around one eye. All share pitch 0 and one vertical window, so that neighbours meet:
 * the last column of one looks exactly where the first column of the next does.
 */

import type { Vec3 } from '../../model/frames/ecef.ts';
import { type Pose, type Tangents, turn, type Unit2, unitFromDeg, type View } from '../camera/pose.ts';

export const SEGMENTS = 7;
export const SEGMENT_DEG = 43;
/** Share of the height above the horizon: more city than sky. */
const HORIZON_SHARE = 0.44;
const HALF_WIDTH_TANGENT = Math.tan(((SEGMENT_DEG / 2) * Math.PI) / 180);

/** Where the whole rig stands and faces: the heading is the middle of segment 4 of 7. */
export interface RigPose {
  readonly eyeEnuMeters: Vec3;
  readonly heading: Unit2;
}

const segmentTurns: readonly Unit2[] = Array.from({ length: SEGMENTS }, (_, segment) =>
  unitFromDeg((segment - (SEGMENTS - 1) / 2) * SEGMENT_DEG),
);

/** Pose of segment 0…6. */
export function segmentPose(rig: RigPose, segment: number): Pose {
  return {
    eyeEnuMeters: rig.eyeEnuMeters,
    heading: turn(rig.heading, segmentTurns[segment]!),
    pitch: [0, 1],
  };
}

/** Window of every segment, square pixels: 43° wide, the horizon at 44 % from the top. */
export function segmentTangents(widthCssPx: number, heightCssPx: number): Tangents {
  const height = (2 * HALF_WIDTH_TANGENT * heightCssPx) / widthCssPx;
  return {
    left: -HALF_WIDTH_TANGENT,
    right: HALF_WIDTH_TANGENT,
    top: height * HORIZON_SHARE,
    bottom: -height * (1 - HORIZON_SHARE),
  };
}

export function segmentView(rig: RigPose, segment: number, widthCssPx: number, heightCssPx: number): View {
  return {
    pose: segmentPose(rig, segment),
    tangents: segmentTangents(widthCssPx, heightCssPx),
    widthCssPx,
    heightCssPx,
  };
}

/** Page name → segments: `1`…`7` one, `all` seven; null for anything else. */
export function segmentsOfPage(page: string): number[] | null {
  if (page === 'all') return Array.from({ length: SEGMENTS }, (_, segment) => segment);
  return /^[1-7]$/.test(page) ? [Number(page) - 1] : null;
}
