import type { Point2 } from '../../model/geometry/polygon.ts';

/**
 * Goes along a line once and stops every so far: `visit` gets the place, the unit vector of the course and the number of
 * the stop. Centimetres.
 */
export function walkLine(
  line: readonly Point2[],
  startCm: number,
  everyCm: number,
  visit: (xCm: number, yCm: number, directionX: number, directionY: number, stop: number) => void,
): void {
  let stop = 0;
  let next = startCm;
  let before = 0;
  for (let index = 0; index + 1 < line.length; index++) {
    const [fromX, fromY] = line[index]!;
    const [toX, toY] = line[index + 1]!;
    const [dx, dy] = [toX - fromX, toY - fromY];
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length === 0) continue;
    for (; next <= before + length; next += everyCm) {
      const along = (next - before) / length;
      visit(fromX + dx * along, fromY + dy * along, dx / length, dy / length, stop++);
    }
    before += length;
  }
}
