/**
 * Which footprints can carry a pitched roof, and how it stands on them. Nearly rectangular outlines carry any roof; L, U
 * and T shapes and rings around a yard, whose walls all meet at right angles, carry hips over each of their largest
 * rectangles: where two overlap the higher one is seen, and that is the roof of their straight skeleton.
 */
import type { RoofType } from '../../model/domain/buildings.ts';
import { type Point2, type Polygon, sideOfPolygon } from '../../model/geometry/polygon.ts';

/** Four corners in metres ENU, counter-clockwise, the first side one of the two longer ones. */
export type Quad = readonly [Point2, Point2, Point2, Point2];

export interface RoofShape {
  /** As drawn. */
  readonly type: Exclude<RoofType, 'flat'>;
  readonly quads: readonly Quad[];
  /** The corner of the outline at which the only quad begins; null where the quads are parts of an outline. */
  readonly firstCorner: 0 | 1 | null;
  /** Half of the widest quad's shorter side: with the rise it makes the slope of all. */
  readonly halfWidthMeters: number;
}

/** Corners may be this far from square: cosine of 70°. */
const SQUARE_COS = 0.34;
/** Walls of one line and walls at right angles, to this much. */
const ALIGNED_METERS = 0.35;
const MOST_CORNERS = 16;
const MOST_QUADS = 6;
/** Narrower than this nobody builds a pitched roof. */
const LEAST_WIDTH_METERS = 2.5;

const distance = (a: Point2, b: Point2): number => Math.hypot(b[0] - a[0], b[1] - a[1]);

const shorterSide = (quad: Quad): number => (distance(quad[1], quad[2]) + distance(quad[3], quad[0])) / 2;

/** Turned so that the longer sides are the first and the third. */
function longFirst(corners: readonly Point2[]): Quad {
  const [a, b, c, d] = corners as [Point2, Point2, Point2, Point2];
  return distance(a, b) + distance(c, d) >= distance(b, c) + distance(d, a) ? [a, b, c, d] : [b, c, d, a];
}

function isNearlyRectangular(corners: readonly Point2[]): boolean {
  if (corners.length !== 4) return false;
  return corners.every((corner, index) => {
    const [before, after] = [corners[(index + 3) % 4]!, corners[(index + 1) % 4]!];
    const [px, py] = [before[0] - corner[0], before[1] - corner[1]];
    const [qx, qy] = [after[0] - corner[0], after[1] - corner[1]];
    const lengths = Math.hypot(px, py) * Math.hypot(qx, qy);
    return lengths > 0 && Math.abs(px * qx + py * qy) <= SQUARE_COS * lengths && qx * py - qy * px > 0;
  });
}

/** Values in order, those nearer than the tolerance made one. */
function clustered(values: readonly number[]): number[] {
  const result: number[] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    if (result.length === 0 || value - result.at(-1)! > ALIGNED_METERS) result.push(value);
  }
  return result;
}

/** The largest rectangles inside a polygon whose walls all meet at right angles; none where they do not. */
function rectanglesOf(polygon: Polygon): Quad[] {
  const corners = polygon.flat();
  if (corners.length > MOST_CORNERS) return [];
  // The frame of its longest wall.
  let [cos, sin, longest] = [1, 0, 0];
  for (const outline of polygon) {
    outline.forEach((a, index) => {
      const b = outline[(index + 1) % outline.length]!;
      const length = distance(a, b);
      if (length <= longest) return;
      [cos, sin, longest] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length, length];
    });
  }
  const inFrame = ([x, y]: Point2): Point2 => [x * cos + y * sin, y * cos - x * sin];
  const outOfFrame = (x: number, y: number): Point2 => [x * cos - y * sin, x * sin + y * cos];
  const turned = polygon.map((outline) => outline.map(inFrame));
  const isSquare = turned.every((outline) =>
    outline.every((a, index) => {
      const b = outline[(index + 1) % outline.length]!;
      return Math.min(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1])) <= ALIGNED_METERS;
    }),
  );
  if (!isSquare) return [];
  const xs = clustered(turned.flat().map(([x]) => x));
  const ys = clustered(turned.flat().map(([, y]) => y));
  const filled = xs
    .slice(1)
    .map((x, column) =>
      ys.slice(1).map((y, row) => sideOfPolygon(turned, (xs[column]! + x) / 2, (ys[row]! + y) / 2) === 'inside'),
    );
  const isFull = (west: number, south: number, east: number, north: number): boolean => {
    if (west < 0 || south < 0 || east >= xs.length || north >= ys.length) return false;
    for (let column = west; column < east; column++) {
      for (let row = south; row < north; row++) if (!filled[column]![row]!) return false;
    }
    return true;
  };
  const quads: Quad[] = [];
  for (let west = 0; west + 1 < xs.length; west++) {
    for (let east = west + 1; east < xs.length; east++) {
      for (let south = 0; south + 1 < ys.length; south++) {
        for (let north = south + 1; north < ys.length; north++) {
          if (!isFull(west, south, east, north)) continue;
          const grows =
            isFull(west - 1, south, east, north) ||
            isFull(west, south - 1, east, north) ||
            isFull(west, south, east + 1, north) ||
            isFull(west, south, east, north + 1);
          if (grows) continue;
          const [x0, y0, x1, y1] = [xs[west]!, ys[south]!, xs[east]!, ys[north]!];
          quads.push(longFirst([outOfFrame(x0, y0), outOfFrame(x1, y0), outOfFrame(x1, y1), outOfFrame(x0, y1)]));
        }
      }
    }
  }
  return quads;
}

/**
 * The shape of a pitched roof on one polygon, or null: then it is flat.
 * @param polygon metres ENU; outer outline counter-clockwise, holes clockwise.
 */
export function roofShapeOf(wanted: RoofType, polygon: Polygon): RoofShape | null {
  if (wanted === 'flat') return null;
  const shape = (
    type: RoofShape['type'],
    quads: readonly Quad[],
    firstCorner: RoofShape['firstCorner'],
  ): RoofShape | null => {
    if (quads.length === 0 || quads.length > MOST_QUADS) return null;
    if (quads.some((quad) => shorterSide(quad) < LEAST_WIDTH_METERS)) return null;
    return { type, quads, firstCorner, halfWidthMeters: Math.max(...quads.map(shorterSide)) / 2 };
  };
  const [outer] = polygon;
  if (polygon.length === 1 && isNearlyRectangular(outer!)) {
    const quad = longFirst(outer!);
    return shape(wanted, [quad], quad[0] === outer![0] ? 0 : 1);
  }
  return wanted === 'sawtooth' ? null : shape('hip', rectanglesOf(polygon), null);
}
