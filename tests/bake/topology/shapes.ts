/** Outlines for tests, in whole centimetres. */
import type { Outline, Point2 } from '../../../src/model/geometry/polygon.ts';
import type { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';

/** A ragged, non-convex outline around the origin, some hundred metres across. */
export function raggedOutline(random: SeededRandom): Outline {
  const count = random.whole(5, 40);
  const size = random.between(8_000, 120_000);
  const squash = random.between(0.4, 1);
  return Array.from({ length: count }, (_, index): Point2 => {
    const angle = ((index + random.between(-0.3, 0.3)) / count) * 2 * Math.PI;
    const radius = size * random.between(0.45, 1);
    return [Math.round(radius * Math.cos(angle)), Math.round(squash * radius * Math.sin(angle))];
  });
}

/** A comb: a spine with teeth, as piers on a shore. */
export function combOutline(teeth: number): Outline {
  const points: Point2[] = [
    [0, 0],
    [teeth * 20_000, 0],
  ];
  for (let tooth = teeth - 1; tooth >= 0; tooth--) {
    const x = tooth * 20_000;
    points.push(
      [x + 20_000, 15_000],
      [x + 15_000, 15_000],
      [x + 15_000, 60_000],
      [x + 5_000, 60_000],
      [x + 5_000, 15_000],
    );
  }
  points.push([0, 15_000]);
  return points;
}

export function square(x: number, y: number, size: number): Outline {
  return [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
  ];
}

/** Do any two edges of an outline cross or touch, other than neighbours at their common vertex? */
export function isSimple(outline: Outline): boolean {
  const cross = (a: Point2, b: Point2, c: Point2): number =>
    Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  for (let i = 0; i < outline.length; i++) {
    for (let j = i + 2; j < outline.length; j++) {
      if (i === 0 && j === outline.length - 1) continue;
      const [a, b] = [outline[i]!, outline[i + 1]!];
      const [c, d] = [outline[j]!, outline[(j + 1) % outline.length]!];
      if (cross(a, b, c) !== cross(a, b, d) && cross(c, d, a) !== cross(c, d, b)) return false;
    }
  }
  return true;
}

export interface EdgeUse {
  readonly from: Point2;
  readonly to: Point2;
}

/** Directed edges of outlines by name, with how often each is used. */
export function directedEdges(outlines: Iterable<Outline>): Map<string, EdgeUse & { count: number }> {
  const edges = new Map<string, EdgeUse & { count: number }>();
  for (const outline of outlines) {
    outline.forEach((from, index) => {
      const to = outline[(index + 1) % outline.length]!;
      const name = `${from}>${to}`;
      const known = edges.get(name);
      edges.set(name, { from, to, count: (known?.count ?? 0) + 1 });
    });
  }
  return edges;
}
