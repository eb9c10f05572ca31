/** Places beside a road, found by walking along its course: what is taken there makes them slide on. */
import type { Point2 } from '../../model/geometry/polygon.ts';
import type { Road } from '../districtModel.ts';

export interface OnCourse {
  readonly at: Point2;
  /** Unit vector along the road. */
  readonly direction: Point2;
}

export function lengthCm(line: readonly Point2[]): number {
  return line
    .slice(1)
    .reduce((sum, to, index) => sum + Math.hypot(to[0] - line[index]![0], to[1] - line[index]![1]), 0);
}

/** The place so far along a line; null before its start and behind its end. */
export function placeAlong(line: readonly Point2[], alongCm: number): OnCourse | null {
  let left = alongCm;
  for (let index = 0; left >= 0 && index + 1 < line.length; index++) {
    const from = line[index]!;
    const dx = line[index + 1]![0] - from[0];
    const dy = line[index + 1]![1] - from[1];
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length > 0 && left <= length) {
      const direction: Point2 = [dx / length, dy / length];
      return { at: [from[0] + direction[0] * left, from[1] + direction[1] * left], direction };
    }
    left -= length;
  }
  return null;
}

export interface Beside {
  /** To the left of the road's course (1), or to its right (-1), in the order in which they are tried. */
  readonly sides: readonly (1 | -1)[];
  /** From the kerb, nearest first: a viaduct's street, a turning lane may need more. */
  readonly offKerbCm: readonly number[];
  /** Along the road, nearest first. */
  readonly slidesCm: readonly number[];
}

/** `reachCm` to both sides in steps of `stepCm`, nearest first. */
export function slides(stepCm: number, reachCm: number): number[] {
  const steps = Array.from({ length: Math.floor(reachCm / stepCm) }, (_, index) => (index + 1) * stepCm);
  return [0, ...steps.flatMap((step) => [step, -step])];
}

/** The first place beside the road near `alongCm` at which `accept` finds something; whole centimetres. */
export function besideRoad<T>(
  { centrelineCm, halfWidthMeters }: Road,
  alongCm: number,
  { sides, offKerbCm, slidesCm }: Beside,
  accept: (xCm: number, yCm: number) => T | null,
): (OnCourse & { readonly found: T }) | null {
  for (const off of offKerbCm) {
    for (const slide of slidesCm) {
      const course = placeAlong(centrelineCm, alongCm + slide);
      if (!course) continue;
      const { at, direction } = course;
      for (const side of sides) {
        const aside = side * (halfWidthMeters * 100 + off);
        const [x, y] = [Math.round(at[0] - direction[1] * aside), Math.round(at[1] + direction[0] * aside)];
        const found = accept(x, y);
        if (found !== null) return { at: [x, y], direction, found };
      }
    }
  }
  return null;
}
