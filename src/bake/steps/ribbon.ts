import type { Outline, Point2 } from '../../model/geometry/polygon.ts';

/** A mitre longer than this is cut: sharp bends would throw spikes. */
const MITRE_LIMIT = 2;
const CAP_CORNERS = 8;

/** A place on a ribbon's centreline with its two edges. */
export interface RibbonSection {
  readonly middle: Point2;
  readonly left: Point2;
  readonly right: Point2;
}

/** The edges of a centreline (metres) drawn at its true width, mitred at bends; none for a line without length. */
export function ribbonSections(centreline: readonly Point2[], halfWidthMeters: number): RibbonSection[] {
  const points = centreline.filter(
    (point, index) => index === 0 || point[0] !== centreline[index - 1]![0] || point[1] !== centreline[index - 1]![1],
  );
  if (points.length < 2) return [];
  const directions = points.slice(1).map((point, index): Point2 => {
    const before = points[index]!;
    const length = Math.hypot(point[0] - before[0], point[1] - before[1]);
    return [(point[0] - before[0]) / length, (point[1] - before[1]) / length];
  });
  return points.map(([x, y], index) => {
    const into = directions[Math.max(0, index - 1)]!;
    const out = directions[Math.min(directions.length - 1, index)]!;
    // Normal of the bisector; its length grows with the bend so that both edges keep their distance.
    const [nx, ny] = [-(into[1] + out[1]), into[0] + out[0]];
    const length = Math.hypot(nx, ny);
    const unit: Point2 = length > 1e-6 ? [nx / length, ny / length] : [-into[1], into[0]];
    const cos = unit[0] * -into[1] + unit[1] * into[0];
    const reach = halfWidthMeters * Math.min(MITRE_LIMIT, 1 / Math.max(cos, 1e-6));
    return {
      middle: [x, y],
      left: [x + unit[0] * reach, y + unit[1] * reach],
      right: [x - unit[0] * reach, y - unit[1] * reach],
    };
  });
}

/** A disc at a line's end: ribbons that meet there close without notches. */
function cap([x, y]: Point2, radius: number): Outline {
  return Array.from({ length: CAP_CORNERS }, (_, corner): Point2 => {
    const angle = (corner / CAP_CORNERS) * 2 * Math.PI;
    return [x + Math.cos(angle) * radius, y + Math.sin(angle) * radius];
  });
}

const twiceArea = (a: Point2, b: Point2, c: Point2): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/** A centreline in whole centimetres → convex counter-clockwise outlines in metres that make up its ribbon and its caps. */
export function ribbonOutlines(centrelineCm: readonly Point2[], halfWidthMeters: number): Outline[] {
  const sections = ribbonSections(
    centrelineCm.map(([x, y]): Point2 => [x / 100, y / 100]),
    halfWidthMeters,
  );
  if (sections.length === 0) return [];
  const outlines: Outline[] = [];
  for (let index = 1; index < sections.length; index++) {
    const [from, to] = [sections[index - 1]!, sections[index]!];
    const quad = [from.right, to.right, to.left, from.left] as const;
    const isConvex = quad.every((corner, at) => twiceArea(corner, quad[(at + 1) % 4]!, quad[(at + 2) % 4]!) >= 0);
    // In a sharp bend the inner edges cross: two triangles then cover what there is.
    const parts = isConvex ? [quad] : ([quad.slice(0, 3), [quad[0], quad[2], quad[3]]] as Point2[][]);
    for (const part of parts) if (twiceArea(part[0]!, part[1]!, part[2]!) > 0) outlines.push(part);
  }
  outlines.push(cap(sections[0]!.middle, halfWidthMeters), cap(sections.at(-1)!.middle, halfWidthMeters));
  return outlines;
}
