/** Measures of open lines in the plane. */
import { distanceToSegment, type Point2 } from '../../model/geometry/polygon.ts';

/** Distance from a point to the nearest place of a line; infinite for a line without segments. */
export function distanceToLine(line: readonly Point2[], x: number, y: number): number {
  let nearest = Infinity;
  for (let index = 0; index + 1 < line.length; index++) {
    nearest = Math.min(nearest, distanceToSegment(x, y, line[index]!, line[index + 1]!));
  }
  return nearest;
}
