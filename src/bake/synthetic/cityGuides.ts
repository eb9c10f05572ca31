/** The lines of a city plan that everything else is laid out along: roads, rails and rivers. */
import { distanceToSegment, type Point2 } from '../../model/geometry/polygon.ts';
import { type GuideLine, guideLine } from '../topology/guideCuts.ts';
import { HALF_WIDTH_METERS } from './boundaryRanks.ts';
import type { PlacedPlan } from './placedPlan.ts';

export interface CityGuide extends GuideLine {
  readonly halfWidthMeters: number;
}

export const TRACK_SPACING_METERS = 5;
/** Green beside the water of a river, on which nothing is built. */
export const BANK_METERS = 10;
const RAIL_SIDE_METERS = 7;
/** An edge this near to a guide and this parallel to it runs along it: ends of cuts were moved by up to three metres. */
const ALONG_CM = 350;
const ALONG_SINE = 0.4;
const CELL_CM = 10_000;
/** Widest guide and verge together: nothing farther off matters to an edge. */
const REACH_CM = 9_000;

/** @returns empty for a district without a plan. */
export function cityGuides(plan: PlacedPlan | null): CityGuide[] {
  if (!plan) return [];
  const of = (points: readonly Point2[], rank: number, halfWidthMeters: number): CityGuide => ({
    ...guideLine(points, rank),
    halfWidthMeters,
  });
  return [
    ...plan.rails.map(({ courseCm, tracks }) =>
      of(courseCm, 1, (tracks / 2) * TRACK_SPACING_METERS + RAIL_SIDE_METERS),
    ),
    ...plan.rivers.map(({ courseCm, halfWidthMeters }) => of(courseCm, 2, halfWidthMeters + BANK_METERS)),
    ...plan.roads.map(({ courseCm, rank }) => of(courseCm, rank, HALF_WIDTH_METERS[rank])),
  ];
}

interface Segment {
  readonly from: Point2;
  readonly to: Point2;
  /** Ends of the whole guide that this segment has. */
  readonly ends: readonly Point2[];
  readonly halfWidthMeters: number;
}

/** Sine of the angle between two directions. */
function sineBetween(a: Point2, b: Point2, c: Point2, d: Point2): number {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
  const lengths = Math.hypot(ux, uy) * Math.hypot(vx, vy);
  return lengths === 0 ? 0 : Math.abs(ux * vy - uy * vx) / lengths;
}

/** Finds the guides beside an edge. */
export class GuideSegments {
  readonly #cells = new Map<string, Segment[]>();

  constructor(guides: readonly CityGuide[]) {
    for (const { points, halfWidthMeters } of guides) {
      const last = points.length - 2;
      for (let index = 0; index <= last; index++) {
        const [from, to] = [points[index]!, points[index + 1]!];
        const ends = [...(index === 0 ? [from] : []), ...(index === last ? [to] : [])];
        this.#add({ from, to, ends, halfWidthMeters });
      }
    }
  }

  /** Does an edge of a boundary run along a guide? Then the guide's own road, rail or river lies there. */
  isAlong(a: Point2, b: Point2): boolean {
    const [x, y] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    return this.#near(x, y).some(
      ({ from, to }) => distanceToSegment(x, y, from, to) <= ALONG_CM && sineBetween(a, b, from, to) <= ALONG_SINE,
    );
  }

  /** Metres to keep free along an edge for what runs on it or just beyond it; 0 where nothing does. */
  keepFreeMeters(a: Point2, b: Point2): number {
    let most = 0;
    for (const { ends, halfWidthMeters } of this.#near((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)) {
      // Where a guide ends on another road its full width meets the far side.
      const touches = ends.some(([x, y]) => distanceToSegment(x, y, a, b) <= ALONG_CM);
      if (touches) most = Math.max(most, halfWidthMeters);
    }
    for (const share of [0.15, 0.5, 0.85]) {
      const [x, y] = [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
      for (const { from, to, halfWidthMeters } of this.#near(x, y)) {
        if (sineBetween(a, b, from, to) > ALONG_SINE) continue;
        const distance = distanceToSegment(x, y, from, to);
        // On the edge the guide may lie a little inside, beyond it can only lie outside.
        most = Math.max(most, halfWidthMeters + (distance <= ALONG_CM ? distance : -distance) / 100);
      }
    }
    return most;
  }

  #near(x: number, y: number): readonly Segment[] {
    return this.#cells.get(`${Math.floor(x / CELL_CM)},${Math.floor(y / CELL_CM)}`) ?? [];
  }

  #add(segment: Segment): void {
    const { from, to } = segment;
    const low = (one: number, other: number): number => Math.floor((Math.min(one, other) - REACH_CM) / CELL_CM);
    const high = (one: number, other: number): number => Math.floor((Math.max(one, other) + REACH_CM) / CELL_CM);
    for (let column = low(from[0], to[0]); column <= high(from[0], to[0]); column++) {
      for (let row = low(from[1], to[1]); row <= high(from[1], to[1]); row++) {
        const own = this.#cells.get(`${column},${row}`) ?? [];
        own.push(segment);
        this.#cells.set(`${column},${row}`, own);
      }
    }
  }
}
