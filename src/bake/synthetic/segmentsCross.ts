import type { Point2 } from '../../model/geometry/polygon.ts';

function turn(o: Point2, a: Point2, b: Point2): number {
  return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
}

/** Do two segments cross in a point that is inside both? Touching is no crossing. */
export function segmentsCross(a: Point2, b: Point2, c: Point2, d: Point2): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}
