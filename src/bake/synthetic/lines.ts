/** Open lines in the plane: distances, and lines made from lines. Whole centimetres out. */
import type { Outline, Point2 } from '../../model/geometry/polygon.ts';

/**
 * The nearest place of a line: its distance and the segment it lies on; infinitely far for a line without segments.
 * Compared by squares, with one root at the end: a height field asks this some hundred thousand times.
 */
export function nearestOnLine(
  line: readonly Point2[],
  x: number,
  y: number,
): { readonly distance: number; readonly segment: number } {
  let [nearest, segment] = [Infinity, 0];
  for (let index = 0; index + 1 < line.length; index++) {
    const a = line[index]!;
    const b = line[index + 1]!;
    const dx = b[0] - a[0];
    const dy = b[1] - a[1];
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / length));
    const offX = x - a[0] - along * dx;
    const offY = y - a[1] - along * dy;
    const square = offX * offX + offY * offY;
    if (square < nearest) {
      nearest = square;
      segment = index;
    }
  }
  return { distance: Math.sqrt(nearest), segment };
}

/** Distance from a point to the nearest place of a line. */
export function distanceToLine(line: readonly Point2[], x: number, y: number): number {
  return nearestOnLine(line, x, y).distance;
}

/** The line moved to its left by `asideCm`; mitred, as far as a gentle bend needs it. */
export function offsetLine(line: readonly Point2[], asideCm: number): Point2[] {
  const MOST_MITRE = 1.5;
  return line.map(([x, y], index): Point2 => {
    const normals = [index - 1, index].flatMap((edge): Point2[] => {
      const [a, b] = [line[edge], line[edge + 1]];
      if (!a || !b) return [];
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      return length === 0 ? [] : [[-(b[1] - a[1]) / length, (b[0] - a[0]) / length]];
    });
    const [nx, ny] = normals.reduce<[number, number]>(
      (sum, normal) => [sum[0] + normal[0], sum[1] + normal[1]],
      [0, 0],
    );
    const length = Math.hypot(nx, ny);
    if (length === 0) return [x, y];
    // 1 / cos of half the turn: the sum of two unit normals is twice that cosine long.
    const mitre = Math.min(MOST_MITRE, normals.length / length);
    return [Math.round(x + (nx / length) * asideCm * mitre), Math.round(y + (ny / length) * asideCm * mitre)];
  });
}

/** A strip of land or water along a line, as an anticlockwise outline. */
export function strip(line: readonly Point2[], halfWidthCm: number): Outline {
  return [...offsetLine(line, -halfWidthCm), ...offsetLine(line, halfWidthCm).reverse()];
}

/** The line with more points, so that none lie farther apart than `stepCm`. */
export function withPointsEvery(line: readonly Point2[], stepCm: number): Point2[] {
  return line.flatMap((to, index): Point2[] => {
    const from = line[index - 1];
    if (!from) return [to];
    const pieces = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / stepCm));
    return Array.from({ length: pieces }, (_, piece): Point2 => {
      const along = (piece + 1) / pieces;
      return [Math.round(from[0] + along * (to[0] - from[0])), Math.round(from[1] + along * (to[1] - from[1]))];
    });
  });
}

/** The line without so much of its start and its end; empty where nothing is left. */
export function shortened(line: readonly Point2[], startCm: number, endCm: number): Point2[] {
  const fromStart = (points: readonly Point2[], cm: number): Point2[] => {
    let left = cm;
    for (let index = 1; index < points.length; index++) {
      const [[ax, ay], [bx, by]] = [points[index - 1]!, points[index]!];
      const length = Math.hypot(bx - ax, by - ay);
      if (length > left) {
        const along = left / length;
        return [[Math.round(ax + along * (bx - ax)), Math.round(ay + along * (by - ay))], ...points.slice(index)];
      }
      left -= length;
    }
    return [];
  };
  return fromStart(fromStart(line, startCm).reverse(), endCm).reverse();
}
