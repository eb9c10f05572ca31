import {
  boundsOf,
  distanceToSegment,
  type Point2,
  type Polygon,
  polygonArea,
  sideOfPolygon,
} from '../../model/geometry/polygon.ts';

/** A disc is found or ruled out to this share of its radius. */
const PRECISION = 0.01;

type Segment = readonly [Point2, Point2];

/**
 * Does a disc of this diameter fit into a polygon? That is what "wider than the tolerance" means for a sliver of any
 * shape. Squares that cannot hold the centre are cut off, the others quartered.
 */
export function fitsDisc(polygon: Polygon, diameter: number): boolean {
  const radius = diameter / 2;
  const segments = polygon.flatMap((outline) =>
    outline.map((point, index): Segment => [point, outline[(index + 1) % outline.length]!]),
  );
  const perimeter = segments.reduce((sum, [a, b]) => sum + Math.hypot(b[0] - a[0], b[1] - a[1]), 0);
  // Every point lies within the largest radius of the outline: area ≤ radius · perimeter.
  if (polygonArea(polygon) > radius * perimeter) return true;
  const { minX, minY, maxX, maxY } = boundsOf(polygon);
  const half = Math.max(maxX - minX, maxY - minY) / 2;
  const squares = [{ x: (minX + maxX) / 2, y: (minY + maxY) / 2, half, near: segments }];
  for (let square = squares.pop(); square; square = squares.pop()) {
    const { x, y, half: reach, near } = square;
    const distances = near.map(([a, b]) => distanceToSegment(x, y, a, b));
    const nearest = Math.min(...distances);
    const corner = reach * Math.SQRT2;
    if (nearest > radius) {
      if (sideOfPolygon(polygon, x, y) === 'inside') return true;
      if (nearest >= corner) continue;
    }
    if (nearest + corner <= radius || corner < radius * PRECISION) continue;
    const kept = near.filter((_, index) => distances[index]! <= nearest + 2 * corner);
    const quarter = reach / 2;
    for (const dx of [-quarter, quarter]) {
      for (const dy of [-quarter, quarter]) squares.push({ x: x + dx, y: y + dy, half: quarter, near: kept });
    }
  }
  return false;
}
