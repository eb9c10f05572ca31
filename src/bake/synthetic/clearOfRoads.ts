/** Finds footprints and places that a road runs over: margins of blocks know only their own edges. */
import { type Bounds2, boundsOf, distanceToSegment, type Outline, type Point2 } from '../../model/geometry/polygon.ts';
import type { Road } from '../districtModel.ts';
import { NearCells } from './nearCells.ts';
import { segmentsCross } from './segmentsCross.ts';

interface Stretch {
  readonly from: Point2;
  readonly to: Point2;
  readonly halfWidthCm: number;
}

/** Farthest that `isBeside` may ask beyond a kerb. */
const MOST_MARGIN_CM = 500;

function isOnStretch(outline: Outline, bounds: Readonly<Bounds2>, { from, to, halfWidthCm }: Stretch): boolean {
  // Most stretches of a cell pass by at a distance: both boxes say so.
  if (Math.min(from[0], to[0]) - halfWidthCm > bounds.maxX || Math.max(from[0], to[0]) + halfWidthCm < bounds.minX) {
    return false;
  }
  if (Math.min(from[1], to[1]) - halfWidthCm > bounds.maxY || Math.max(from[1], to[1]) + halfWidthCm < bounds.minY) {
    return false;
  }
  for (let index = 0; index < outline.length; index++) {
    const corner = outline[index]!;
    const next = outline[index + 1 < outline.length ? index + 1 : 0]!;
    if (
      distanceToSegment(corner[0], corner[1], from, to) < halfWidthCm ||
      distanceToSegment(from[0], from[1], corner, next) < halfWidthCm ||
      distanceToSegment(to[0], to[1], corner, next) < halfWidthCm ||
      segmentsCross(corner, next, from, to)
    ) {
      return true;
    }
  }
  return false;
}

/** Streets, viaducts and rails alike. */
export class RoadClearance {
  readonly #near = new NearCells<Stretch>();

  constructor(roads: readonly Road[]) {
    for (const { centrelineCm, halfWidthMeters } of roads) {
      const halfWidthCm = halfWidthMeters * 100;
      const reachCm = halfWidthCm + MOST_MARGIN_CM;
      for (let index = 0; index + 1 < centrelineCm.length; index++) {
        const [from, to] = [centrelineCm[index]!, centrelineCm[index + 1]!];
        this.#near.addAlong({ from, to, halfWidthCm }, from, to, reachCm);
      }
    }
  }

  /** Does no road touch the outline? Centimetres ENU. */
  isClear(outline: Outline): boolean {
    const bounds = boundsOf([outline]);
    return !this.#near.some(bounds, (stretch) => isOnStretch(outline, bounds, stretch));
  }

  /** Is the place beside every road, its kerb at least so far away? @param marginCm at most 5 m. */
  isBeside(xCm: number, yCm: number, marginCm: number): boolean {
    const near = this.#near.at(xCm, yCm);
    for (let index = 0; index < near.length; index++) {
      const { from, to, halfWidthCm } = near[index]!;
      if (distanceToSegment(xCm, yCm, from, to) < halfWidthCm + marginCm) return false;
    }
    return true;
  }
}
