/**
 * Rays against buildings as upright prisms, each standing on the ground as its tile does. Our own, because an engine's picking follows its symmetric
 * frustum and a hall's windows are off centre; and because it needs no tile to be loaded.
 */
import Flatbush from 'flatbush';
import type { Obstacle } from '../../model/analysis/fieldOfView.ts';
import { type Footprints, footprintOf } from '../../model/contract/footprintsFile.ts';
import { heightSpan } from '../../model/contract/heightFieldFile.ts';
import type { Vec3 } from '../../model/frames/ecef.ts';
import type { HeightField } from '../../model/geometry/heightField.ts';
import { type MultiPolygon, type Point2, sideOfMultiPolygon } from '../../model/geometry/polygon.ts';
import { type Stand, standOnGround } from '../../model/geometry/standOnGround.ts';

export interface BuildingHit {
  readonly buildingIndex: number;
  readonly enuMeters: Vec3;
  /** Along the ray's unit direction. */
  readonly distanceMeters: number;
}

/** The ray is cut into pieces this long, so that a look across the city asks the index only near by. */
const PIECE_METERS = 250;
/** And so long where any building will do: boxes around short pieces hold few that the way misses. */
const SHORT_PIECE_METERS = 60;

export class BuildingRays {
  readonly #footprints: Footprints;
  readonly #ground: HeightField;
  readonly #index: Flatbush | null;
  /** Of each building that a ray came near: whoever points for the first time does not wait for the whole city. */
  readonly #stands = new Map<number, Stand>();
  readonly #lowestMeters: number;
  /** No roof is higher. */
  readonly highestUpMeters: number;

  constructor(footprints: Footprints, ground: HeightField) {
    this.#footprints = footprints;
    this.#ground = ground;
    this.#index = footprints.count > 0 ? new Flatbush(footprints.count) : null;
    const { partStart, outlineStart, vertexStart, enuCm, heightGroundMeters } = footprints;
    let tallestMeters = 0;
    for (let building = 0; building < footprints.count; building++) {
      tallestMeters = Math.max(tallestMeters, heightGroundMeters[building]!);
      const first = vertexStart[outlineStart[partStart[building]!]!]!;
      const last = vertexStart[outlineStart[partStart[building + 1]!]!]!;
      let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let at = first * 2; at < last * 2; at += 2) {
        minX = Math.min(minX, enuCm[at]!);
        maxX = Math.max(maxX, enuCm[at]!);
        minY = Math.min(minY, enuCm[at + 1]!);
        maxY = Math.max(maxY, enuCm[at + 1]!);
      }
      this.#index!.add(minX / 100, minY / 100, maxX / 100, maxY / 100);
    }
    this.#index?.finish();
    const { minUpMeters, maxUpMeters } = heightSpan(ground);
    this.#lowestMeters = minUpMeters;
    // On the steepest ground a building is as tall above its highest corner as above its base on level ground.
    this.highestUpMeters = maxUpMeters + tallestMeters;
  }

  /** How one building stands on the ground. */
  standOf(building: number): Stand {
    let stand = this.#stands.get(building);
    if (!stand) {
      const { heightGroundMeters } = this.#footprints;
      stand = standOnGround(this.#ground, footprintOf(this.#footprints, building), heightGroundMeters[building]!);
      this.#stands.set(building, stand);
    }
    return stand;
  }

  /** The first building that a ray meets, or null. `direction` is a unit vector; `farMeters` ends the ray. */
  nearest(eye: Vec3, direction: Vec3, farMeters: number): BuildingHit | null {
    if (!this.#index) return null;
    let from = 0;
    let to = farMeters;
    // Only where the ray is between the lowest ground and the highest roof.
    if (Math.abs(direction[2]) > 1e-12) {
      const a = (this.#lowestMeters - eye[2]) / direction[2];
      const b = (this.highestUpMeters - eye[2]) / direction[2];
      from = Math.max(from, Math.min(a, b));
      to = Math.min(to, Math.max(a, b));
    } else if (eye[2] < this.#lowestMeters || eye[2] > this.highestUpMeters) {
      return null;
    }
    const seen = new Set<number>();
    for (let start = from; start < to; start += PIECE_METERS) {
      const end = Math.min(to, start + PIECE_METERS);
      const hit = this.#nearestInPiece(eye, direction, start, end, seen);
      if (hit) return hit;
    }
    return null;
  }

  /** Whether anything stands between two places: any wall tells, so it is cheaper than the first that a ray meets. */
  isBetween(from: Vec3, to: Vec3): boolean {
    if (!this.#index) return false;
    const pieces = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / SHORT_PIECE_METERS));
    const at = (share: number, axis: 0 | 1 | 2): number => from[axis] + (to[axis] - from[axis]) * share;
    for (let piece = 0; piece < pieces; piece++) {
      const [start, end] = [piece / pieces, (piece + 1) / pieces];
      const lowest = Math.min(at(start, 2), at(end, 2));
      if (lowest > this.highestUpMeters) continue;
      const [ax, ay, bx, by] = [at(start, 0), at(start, 1), at(end, 0), at(end, 1)];
      const near = this.#index.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
      for (const building of near) if (this.#crossesWall(building, from, to)) return true;
    }
    // A way that enters by a roof leaves through a wall, unless it ends within.
    const around = this.#index.search(to[0], to[1], to[0], to[1]);
    return around.some((building) => this.#entersRoof(building, from, to));
  }

  #entersRoof(building: number, from: Vec3, to: Vec3): boolean {
    const top = this.standOf(building).topUpMeters;
    if (from[2] <= top || to[2] > top) return false;
    const share = (from[2] - top) / (from[2] - to[2]);
    const [x, y] = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
    return sideOfMultiPolygon(footprintOf(this.#footprints, building), x * 100, y * 100) !== 'outside';
  }

  #crossesWall(building: number, from: Vec3, to: Vec3): boolean {
    const { partStart, outlineStart, vertexStart, enuCm } = this.#footprints;
    const top = this.standOf(building).topUpMeters;
    if (Math.min(from[2], to[2]) > top) return false;
    const [fx, fy] = [from[0] * 100, from[1] * 100];
    const [dx, dy, dz] = [to[0] * 100 - fx, to[1] * 100 - fy, to[2] - from[2]];
    const lastOutline = outlineStart[partStart[building + 1]!]!;
    for (let outline = outlineStart[partStart[building]!]!; outline < lastOutline; outline++) {
      const [first, end] = [vertexStart[outline]!, vertexStart[outline + 1]!];
      let [ax, ay] = [enuCm[(end - 1) * 2]! - fx, enuCm[(end - 1) * 2 + 1]! - fy];
      for (let vertex = first; vertex < end; vertex++) {
        const [bx, by] = [enuCm[vertex * 2]! - fx, enuCm[vertex * 2 + 1]! - fy];
        const [wx, wy] = [bx - ax, by - ay];
        const cross = dx * wy - dy * wx;
        if (cross !== 0) {
          const along = (ax * wy - ay * wx) / cross;
          const across = (ax * dy - ay * dx) / cross;
          const isMet = along > 0 && along < 1 && across >= 0 && across <= 1;
          if (isMet && from[2] + dz * along <= top) return true;
        }
        [ax, ay] = [bx, by];
      }
    }
    return false;
  }

  /** Buildings whose bounds come within so many metres of a place, as they hide what is behind them. */
  obstaclesNear([east, north]: Point2, withinMeters: number): Obstacle[] {
    const [minX, minY, maxX, maxY] = [
      east - withinMeters,
      north - withinMeters,
      east + withinMeters,
      north + withinMeters,
    ];
    return (this.#index?.search(minX, minY, maxX, maxY) ?? []).map((building) => ({
      footprintCm: footprintOf(this.#footprints, building),
      topUpMeters: this.standOf(building).topUpMeters,
    }));
  }

  #nearestInPiece(eye: Vec3, direction: Vec3, from: number, to: number, seen: Set<number>): BuildingHit | null {
    const ax = eye[0] + direction[0] * from;
    const ay = eye[1] + direction[1] * from;
    const bx = eye[0] + direction[0] * to;
    const by = eye[1] + direction[1] * to;
    let best: BuildingHit | null = null;
    const candidates = this.#index!.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
    for (const building of candidates) {
      if (seen.has(building)) continue;
      const { baseUpMeters: base, topUpMeters } = this.standOf(building);
      const distance = prismDistance(
        footprintOf(this.#footprints, building),
        topUpMeters - base,
        [eye[0], eye[1], eye[2] - base],
        direction,
      );
      if (distance === null) {
        seen.add(building); // the whole ray misses it: no later piece need ask
        continue;
      }
      // A hit beyond this piece waits for its own piece: something nearer may stand between.
      if (distance > to + 1e-9 || (best && distance >= best.distanceMeters)) continue;
      best = {
        buildingIndex: building,
        distanceMeters: distance,
        enuMeters: [0, 1, 2].map((axis) => eye[axis]! + direction[axis]! * distance) as unknown as Vec3,
      };
    }
    return best;
  }
}

/**
 * Distance along the ray to a prism over a footprint (whole centimetres), or null. Roof from above, walls from aside;
 * the eye's height counts from the prism's foot.
 */
export function prismDistance(
  footprintCm: MultiPolygon,
  heightMeters: number,
  eye: Vec3,
  direction: Vec3,
): number | null {
  let best = Number.POSITIVE_INFINITY;
  if (direction[2] < 0) {
    const along = (heightMeters - eye[2]) / direction[2];
    const x = (eye[0] + direction[0] * along) * 100;
    const y = (eye[1] + direction[1] * along) * 100;
    if (along >= 0 && sideOfMultiPolygon(footprintCm, x, y) !== 'outside') best = along;
  }
  for (const polygon of footprintCm) {
    for (const outline of polygon) {
      for (let index = 0; index < outline.length; index++) {
        const along = wallDistance(
          outline[index]!,
          outline[(index + 1) % outline.length]!,
          heightMeters,
          eye,
          direction,
        );
        if (along !== null && along < best) best = along;
      }
    }
  }
  return Number.isFinite(best) ? best : null;
}

/** Ray against one upright wall from a to b (centimetres). */
function wallDistance(
  a: readonly [number, number],
  b: readonly [number, number],
  heightMeters: number,
  eye: Vec3,
  direction: Vec3,
): number | null {
  const [ax, ay] = [a[0] / 100, a[1] / 100];
  const [wx, wy] = [b[0] / 100 - ax, b[1] / 100 - ay];
  const cross = direction[0] * wy - direction[1] * wx;
  if (Math.abs(cross) < 1e-12) return null;
  const along = ((ax - eye[0]) * wy - (ay - eye[1]) * wx) / cross;
  const across = ((ax - eye[0]) * direction[1] - (ay - eye[1]) * direction[0]) / cross;
  if (along < 0 || across < 0 || across > 1) return null;
  const up = eye[2] + direction[2] * along;
  return up >= 0 && up <= heightMeters ? along : null;
}
