/**
 * Polygons as plain arrays. An outline is an open sequence of vertices (the last is not the first again). A polygon is
 * [outer, ...holes]; a multi-polygon is a list of polygons. Units are the caller's: metres or whole centimetres.
 */
export type Point2 = readonly [number, number];
export type Outline = readonly Point2[];
export type Polygon = readonly Outline[];
export type MultiPolygon = readonly Polygon[];

/** Signed area: positive for counter-clockwise. Summed from the first vertex, so that large coordinates stay exact. */
export function signedArea(outline: Outline): number {
  const [x0, y0] = outline[0] ?? [0, 0];
  let twice = 0;
  for (let index = 1; index + 1 < outline.length; index++) {
    const a = outline[index]!;
    const b = outline[index + 1]!;
    twice += (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0);
  }
  return twice / 2;
}

export function polygonArea(polygon: Polygon): number {
  return polygon.reduce((sum, outline, index) => sum + Math.abs(signedArea(outline)) * (index === 0 ? 1 : -1), 0);
}

export function multiPolygonArea(multiPolygon: MultiPolygon): number {
  return multiPolygon.reduce((sum, polygon) => sum + polygonArea(polygon), 0);
}

/** The first of the largest. */
export function largestPolygon(multiPolygon: MultiPolygon): Polygon {
  return multiPolygon.reduce((best, polygon) => (polygonArea(polygon) > polygonArea(best) ? polygon : best));
}

export function outlineCentroid(outline: Outline): Point2 {
  const [x0, y0] = outline[0]!;
  let [twice, sumX, sumY] = [0, 0, 0];
  for (let index = 1; index + 1 < outline.length; index++) {
    const ax = outline[index]![0] - x0;
    const ay = outline[index]![1] - y0;
    const bx = outline[index + 1]![0] - x0;
    const by = outline[index + 1]![1] - y0;
    const cross = ax * by - bx * ay;
    twice += cross;
    sumX += cross * (ax + bx);
    sumY += cross * (ay + by);
  }
  if (twice === 0) return [x0, y0];
  return [x0 + sumX / (3 * twice), y0 + sumY / (3 * twice)];
}

export type Side = 'inside' | 'edge' | 'outside';

/** Where a point lies. Exact for whole-number coordinates below 2^26: the cross product stays under 2^53. */
export function sideOfOutline(outline: Outline, x: number, y: number): Side {
  let inside = false;
  for (let index = 0, previous = outline.length - 1; index < outline.length; previous = index++) {
    const a = outline[previous]!;
    const b = outline[index]!;
    const ay = a[1];
    const by = b[1];
    if ((ay > y && by > y) || (ay < y && by < y)) continue; // wholly above or below: neither crossed nor touched
    const ax = a[0];
    const bx = b[0];
    const cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    if (cross === 0 && (x - ax) * (x - bx) <= 0 && (y - ay) * (y - by) <= 0) return 'edge';
    if (ay > y !== by > y && cross > 0 === by > ay) inside = !inside;
  }
  return inside ? 'inside' : 'outside';
}

export function sideOfPolygon(polygon: Polygon, x: number, y: number): Side {
  for (let index = 0; index < polygon.length; index++) {
    const side = sideOfOutline(polygon[index]!, x, y);
    if (side === 'edge') return 'edge';
    if (index === 0 ? side === 'outside' : side === 'inside') return 'outside';
  }
  return polygon.length > 0 ? 'inside' : 'outside';
}

export function sideOfMultiPolygon(multiPolygon: MultiPolygon, x: number, y: number): Side {
  let result: Side = 'outside';
  for (const polygon of multiPolygon) {
    const side = sideOfPolygon(polygon, x, y);
    if (side === 'inside') return 'inside';
    if (side === 'edge') result = 'edge';
  }
  return result;
}

export interface Bounds2 {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

export function boundsOf(outlines: Iterable<Outline>): Bounds2 {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const outline of outlines) {
    for (let index = 0; index < outline.length; index++) {
      const point = outline[index]!;
      const x = point[0];
      const y = point[1];
      if (x < minX) minX = x;
      if (y < minY) minY = y;
      if (x > maxX) maxX = x;
      if (y > maxY) maxY = y;
    }
  }
  return { minX, minY, maxX, maxY };
}

/** Distance from a point to a segment. A root of squares, not hypot: it is the same on any machine, and asked millions of times. */
export function distanceToSegment(x: number, y: number, a: Point2, b: Point2): number {
  const fromX = x - a[0];
  const fromY = y - a[1];
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const lengthSquared = dx * dx + dy * dy;
  const along = lengthSquared === 0 ? 0 : Math.max(0, Math.min(1, (fromX * dx + fromY * dy) / lengthSquared));
  const offX = fromX - along * dx;
  const offY = fromY - along * dy;
  return Math.sqrt(offX * offX + offY * offY);
}

/** @param least a distance that is too near to be of interest: the search ends at the first edge within it. */
export function distanceToOutline(outline: Outline, x: number, y: number, least = -1): number {
  let nearest = Infinity;
  for (let index = 0, previous = outline.length - 1; index < outline.length && nearest > least; previous = index++) {
    nearest = Math.min(nearest, distanceToSegment(x, y, outline[previous]!, outline[index]!));
  }
  return nearest;
}

function distanceToPolygon(polygon: Polygon, x: number, y: number, least: number): number {
  let nearest = Infinity;
  for (let index = 0; index < polygon.length && nearest > least; index++) {
    nearest = Math.min(nearest, distanceToOutline(polygon[index]!, x, y, least));
  }
  return nearest;
}

/**
 * A point well inside a polygon, for labels: the best of a lattice of candidates by distance to the edge.
 * Coarse on purpose (16 × 16): a label does not need the exact pole of inaccessibility.
 */
export function labelPoint(polygon: Polygon): Point2 {
  const bounds = boundsOf(polygon);
  let best: Point2 = outlineCentroid(polygon[0]!);
  let bestDistance =
    sideOfPolygon(polygon, best[0], best[1]) === 'inside' ? distanceToPolygon(polygon, best[0], best[1], -1) : -1;
  for (let row = 0; row < 16; row++) {
    for (let column = 0; column < 16; column++) {
      const x = bounds.minX + ((column + 0.5) / 16) * (bounds.maxX - bounds.minX);
      const y = bounds.minY + ((row + 0.5) / 16) * (bounds.maxY - bounds.minY);
      if (sideOfPolygon(polygon, x, y) !== 'inside') continue;
      const distance = distanceToPolygon(polygon, x, y, bestDistance);
      if (distance > bestDistance) [best, bestDistance] = [[x, y], distance];
    }
  }
  return best;
}
