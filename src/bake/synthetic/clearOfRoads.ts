/** Finds footprints that a road runs over or beside within its own width: margins of blocks know only their own edges. */
import { distanceToSegment, type MultiPolygon, type Outline, type Point2 } from '../../model/geometry/polygon.ts';
import type { Road } from '../districtModel.ts';

interface Stretch {
  readonly from: Point2;
  readonly to: Point2;
  readonly halfWidthCm: number;
}

/** Of the order of a long house and a wide road: few stretches to a cell, few cells to a house. */
const CELL_CM = 6_000;

const cellKey = (column: number, row: number): number => column * 65_536 + row;
const cellOf = (cm: number): number => Math.floor(cm / CELL_CM);

function cross(o: Point2, a: Point2, b: Point2): number {
  return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
}

const cutsThrough = (a: Point2, b: Point2, { from, to }: Stretch): boolean =>
  cross(a, b, from) * cross(a, b, to) < 0 && cross(from, to, a) * cross(from, to, b) < 0;

function isOnStretch(outline: Outline, stretch: Stretch): boolean {
  const { from, to, halfWidthCm } = stretch;
  return outline.some((corner, index) => {
    const next = outline[(index + 1) % outline.length]!;
    return (
      distanceToSegment(corner[0], corner[1], from, to) < halfWidthCm ||
      distanceToSegment(from[0], from[1], corner, next) < halfWidthCm ||
      distanceToSegment(to[0], to[1], corner, next) < halfWidthCm ||
      cutsThrough(corner, next, stretch)
    );
  });
}

export class RoadClearance {
  readonly #byCell = new Map<number, Stretch[]>();

  constructor(roads: readonly Road[]) {
    for (const { centrelineCm, halfWidthMeters } of roads) {
      const halfWidthCm = halfWidthMeters * 100;
      centrelineCm.slice(1).forEach((to, index) => {
        const stretch = { from: centrelineCm[index]!, to, halfWidthCm };
        for (const key of this.#cells([stretch.from, to], halfWidthCm)) {
          const own = this.#byCell.get(key);
          if (own) own.push(stretch);
          else this.#byCell.set(key, [stretch]);
        }
      });
    }
  }

  /** Does no road touch the footprint? Whole centimetres ENU. */
  isClear(footprintCm: MultiPolygon): boolean {
    return footprintCm.every(([outer]) => {
      const near = new Set<Stretch>();
      for (const key of this.#cells(outer!, 0)) for (const stretch of this.#byCell.get(key) ?? []) near.add(stretch);
      for (const stretch of near) if (isOnStretch(outer!, stretch)) return false;
      return true;
    });
  }

  *#cells(points: Outline, marginCm: number): Iterable<number> {
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of points) {
      minX = Math.min(minX, x - marginCm);
      maxX = Math.max(maxX, x + marginCm);
      minY = Math.min(minY, y - marginCm);
      maxY = Math.max(maxY, y + marginCm);
    }
    for (let column = cellOf(minX); column <= cellOf(maxX); column++) {
      for (let row = cellOf(minY); row <= cellOf(maxY); row++) yield cellKey(column, row);
    }
  }
}
