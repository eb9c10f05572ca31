/**
 * Which video points a view shows. All near by; farther away they thin out by an order that never changes, so that a
 * point does not flicker while the eye moves; never more than the limit.
 */
import type { VideoPointsAnswer } from '../../../model/contract/answers.ts';
import { groundUpMeters, type HeightField } from '../../../model/geometry/heightField.ts';
import { fnv1a32 } from '../../../model/geometry/seededRandom.ts';
import { axesOf, type View } from '../../camera/pose.ts';

export const MAX_SHOWN_POINTS = 1_500;
/** Nearer than this every point is shown, as far as the limit allows. */
const ALL_WITHIN_METERS = 900;
/** 1 would thin them as the picture's scale does; more, since seen from afar they are context and not the matter. */
const THINNING = 1.5;

export interface VideoPointPlaces {
  readonly count: number;
  /** Three per point, in the district's frame: they stand on its ground already. */
  readonly enuMeters: Float32Array;
  /** A fixed order in (0, 1]: low numbers stay longest. */
  readonly rank: Float32Array;
  /** As the owner gave it; null where he did not. */
  readonly lenses: VideoLenses;
}

export type VideoLenses = Pick<VideoPointsAnswer, 'azimuthDeg' | 'horizontalFovDeg' | 'rangeMeters'>;

/** Places and lenses of an answer, standing on the ground. */
export function videoPointPlaces(answer: VideoPointsAnswer, ground: HeightField): VideoPointPlaces {
  const { ids, enuAboveGroundMeters, azimuthDeg, horizontalFovDeg, rangeMeters } = answer;
  const places = Float32Array.from(enuAboveGroundMeters);
  for (let at = 0; at < places.length; at += 3) places[at + 2]! += groundUpMeters(ground, places[at]!, places[at + 1]!);
  const rank = Float32Array.from(ids, (id) => (fnv1a32(id) + 1) / 4294967296);
  return { count: ids.length, enuMeters: places, rank, lenses: { azimuthDeg, horizontalFovDeg, rangeMeters } };
}

/** Rows that the view shows, nearest claims first. */
export function shownVideoPoints(places: VideoPointPlaces, view: View, limit = MAX_SHOWN_POINTS): Uint32Array {
  const { right, up, forward } = axesOf(view.pose);
  const [ex, ey, ez] = view.pose.eyeEnuMeters;
  const { left, right: rightTangent, bottom, top } = view.tangents;
  const rows: number[] = [];
  const claims: number[] = [];
  for (let row = 0; row < places.count; row++) {
    const dx = places.enuMeters[row * 3]! - ex;
    const dy = places.enuMeters[row * 3 + 1]! - ey;
    const dz = places.enuMeters[row * 3 + 2]! - ez;
    const depth = forward[0] * dx + forward[1] * dy + forward[2] * dz;
    if (depth < 1) continue;
    const x = right[0] * dx + right[1] * dy + right[2] * dz;
    const y = up[0] * dx + up[1] * dy + up[2] * dz;
    if (x < left * depth || x > rightTangent * depth || y < bottom * depth || y > top * depth) continue;
    const share = depth / ALL_WITHIN_METERS;
    // A point is shown while its rank is below 1 ÷ share ** THINNING: it thins out as the view widens, to a hint of where they are.
    const claim = share <= 1 ? share * 1e-3 : places.rank[row]! * share ** THINNING;
    if (share > 1 && claim > 1) continue;
    rows.push(row);
    claims.push(claim);
  }
  if (rows.length <= limit) return Uint32Array.from(rows);
  const order = Uint32Array.from(rows.keys()).sort((a, b) => claims[a]! - claims[b]! || a - b);
  return order.subarray(0, limit).map((at) => rows[at]!);
}
