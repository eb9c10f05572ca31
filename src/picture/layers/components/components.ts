/**
 * Which components a view shows: those of the street that one looks into. Near by all; farther away each class thins out
 * by an order that never changes, to nothing at its reach; never more than the limit.
 */
import type { Components } from '../../../model/contract/componentsFile.ts';
import type { Manifest } from '../../../model/contract/manifest.ts';
import { MOST_COMPONENT_REACH_METERS } from '../../../model/domain/components.ts';
import { groundUpMeters, type HeightField } from '../../../model/geometry/heightField.ts';
import { axesOf, type View } from '../../camera/pose.ts';

export type PackagedClass = NonNullable<Manifest['components']>['classes'][number];

export const MAX_SHOWN_COMPONENTS = 1_500;
/** Of a class's reach: nearer than this share all of it are shown. */
const ALL_WITHIN_SHARE = 0.4;
/** How many are left at the reach itself: 2.5 ** -3, one in sixteen. */
const THINNING = 3;

export interface ComponentPlaces {
  readonly count: number;
  /** Three per component, in the district's frame: they stand on its ground. */
  readonly enuMeters: Float32Array;
  readonly classRow: Uint8Array;
  /** A fixed order in (0, 1]: low numbers stay longest. */
  readonly rank: Float32Array;
  readonly classes: readonly PackagedClass[];
}

/** Of a place in whole centimetres: the same in every bake. Murmur3's finaliser over both numbers. */
function rankOf(eastCm: number, northCm: number): number {
  let mixed = Math.imul(eastCm, 0x85ebca6b) ^ Math.imul(northCm, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (((mixed ^ (mixed >>> 16)) >>> 0) + 1) / 4294967296;
}

export function componentPlaces(
  { count, enuCm, classRow }: Components,
  classes: readonly PackagedClass[],
  ground: HeightField,
): ComponentPlaces {
  const enuMeters = new Float32Array(count * 3);
  const rank = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    const [eastCm, northCm] = [enuCm[row * 2]!, enuCm[row * 2 + 1]!];
    enuMeters[row * 3] = eastCm / 100;
    enuMeters[row * 3 + 1] = northCm / 100;
    enuMeters[row * 3 + 2] = groundUpMeters(ground, eastCm / 100, northCm / 100);
    rank[row] = rankOf(eastCm, northCm);
  }
  return { count, enuMeters, classRow, rank, classes };
}

export interface ShownComponents {
  /** The rows with the strongest claims, in the order of rows. */
  readonly rows: Uint32Array;
  /** Metres from the eye, by place in `rows`. */
  readonly awayMeters: Float32Array;
}

/** @param isHidden by row of the class. */
export function shownComponents(
  places: ComponentPlaces,
  isHidden: readonly boolean[],
  view: View,
  limit = MAX_SHOWN_COMPONENTS,
): ShownComponents {
  const { right, up, forward } = axesOf(view.pose);
  const [ex, ey, ez] = view.pose.eyeEnuMeters;
  const { left, right: rightTangent, bottom, top } = view.tangents;
  const reachMeters = places.classes.map((one, row) =>
    isHidden[row] ? 0 : Math.min(one.reachMeters, MOST_COMPONENT_REACH_METERS),
  );
  const farthest = Math.max(0, ...reachMeters);
  const { enuMeters, classRow, rank } = places;
  const rows: number[] = [];
  const claims: number[] = [];
  const away: number[] = [];
  for (let row = 0; row < places.count; row++) {
    const dx = enuMeters[row * 3]! - ex;
    const dy = enuMeters[row * 3 + 1]! - ey;
    // Most of a district is farther than any reach.
    if (dx > farthest || dx < -farthest || dy > farthest || dy < -farthest) continue;
    const reach = reachMeters[classRow[row]!]!;
    const dz = enuMeters[row * 3 + 2]! - ez;
    const meters = Math.sqrt(dx * dx + dy * dy + dz * dz);
    if (meters >= reach) continue;
    const depth = forward[0] * dx + forward[1] * dy + forward[2] * dz;
    if (depth < 1) continue;
    const x = right[0] * dx + right[1] * dy + right[2] * dz;
    const y = up[0] * dx + up[1] * dy + up[2] * dz;
    if (x < left * depth || x > rightTangent * depth || y < bottom * depth || y > top * depth) continue;
    const share = meters / (reach * ALL_WITHIN_SHARE);
    const claim = share <= 1 ? share * 1e-3 : rank[row]! * share ** THINNING;
    if (share > 1 && claim > 1) continue;
    rows.push(row);
    claims.push(claim);
    away.push(meters);
  }
  if (rows.length <= limit) return { rows: Uint32Array.from(rows), awayMeters: Float32Array.from(away) };
  const kept = Uint32Array.from(rows.keys())
    .sort((a, b) => claims[a]! - claims[b]! || a - b)
    .subarray(0, limit)
    .sort();
  return {
    rows: kept.map((at) => rows[at]!),
    awayMeters: Float32Array.from(kept, (at) => away[at]!),
  };
}
