/**
 * Noded rings and a rule that says which of their insides are land → the polygons of that land. Every edge is asked once
 * what lies on its two sides; those with land on one side only are the outline. Exact: no point is ever computed.
 */
import { type Outline, type Point2, type Polygon, sideOfOutline, signedArea } from '../../model/geometry/polygon.ts';
import { edgesOf, samePoint } from './edgePairs.ts';

/** Is a place land, given for each ring whether it lies in it (by the even-odd rule)? */
export type IsLand = (isInRing: readonly boolean[]) => boolean;

interface Line {
  /** The western end; of a vertical line the southern one. */
  readonly low: Point2;
  readonly high: Point2;
  /** How often each ring runs along it, odd or even. */
  readonly ringParity: boolean[];
}

const before = (a: Point2, b: Point2): boolean => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
const keyOf = (point: Point2): string => `${point[0]},${point[1]}`;

function linesOf(rings: readonly Outline[]): Line[] {
  const lines = new Map<string, Line>();
  for (const { from, to, ring } of edgesOf(rings)) {
    const [low, high] = before(from, to) ? [from, to] : [to, from];
    const key = `${keyOf(low)} ${keyOf(high)}`;
    const line = lines.get(key) ?? { low, high, ringParity: rings.map(() => false) };
    line.ringParity[ring] = !line.ringParity[ring];
    lines.set(key, line);
  }
  return [...lines.values()].filter(({ ringParity }) => ringParity.includes(true));
}

/**
 * For each ring: does the place just north of the middle of `line` lie in it (just east of it, where it is vertical)?
 * Counts the lines that a ray to the north (east) meets; `axis` 0 for a ray to the north.
 */
function ringsBeside(line: Line, lines: readonly Line[], axis: 0 | 1): boolean[] {
  const other = axis === 0 ? 1 : 0;
  // Doubled, so that the middle is whole too.
  const along = line.low[axis] + line.high[axis];
  const across = line.low[other] + line.high[other];
  const inside = line.ringParity.map(() => false);
  for (const met of lines) {
    if (met === line) continue;
    const [a, b] = met.low[axis] < met.high[axis] ? [met.low, met.high] : [met.high, met.low];
    const [start, end] = [2 * a[axis], 2 * b[axis]];
    if (start > along === end > along) continue;
    const over = (end - start) * (across - 2 * a[other]) - (2 * b[other] - 2 * a[other]) * (along - start);
    if (over >= 0) continue;
    met.ringParity.forEach((odd, ring) => {
      if (odd) inside[ring] = !inside[ring];
    });
  }
  return inside;
}

interface Directed {
  readonly from: Point2;
  readonly to: Point2;
}

/** The lines along which land ends, each in the direction that has the land to its left. */
function shores(lines: readonly Line[], isLand: IsLand): Directed[] {
  return lines.flatMap((line): Directed[] => {
    const isVertical = line.low[0] === line.high[0];
    const beside = ringsBeside(line, lines, isVertical ? 1 : 0);
    const here = isLand(beside);
    const across = isLand(beside.map((isIn, ring) => isIn !== line.ringParity[ring]));
    if (here === across) return [];
    // North of a line to the east, west of a line to the north: that is its left.
    return here !== isVertical ? [{ from: line.low, to: line.high }] : [{ from: line.high, to: line.low }];
  });
}

/** The way on that keeps to the same piece of land: the first one clockwise from the way back. */
function wayOn(arriving: Directed, choices: readonly Directed[]): Directed {
  if (choices.length === 1) return choices[0]!;
  const back = Math.atan2(arriving.from[1] - arriving.to[1], arriving.from[0] - arriving.to[0]);
  const clockwise = ({ from, to }: Directed): number => {
    const turn = back - Math.atan2(to[1] - from[1], to[0] - from[0]);
    return turn > 0 ? turn : turn + 2 * Math.PI;
  };
  return choices.reduce((best, next) => (clockwise(next) < clockwise(best) ? next : best));
}

/** Closed walks along the shores; a walk that meets itself is cut there, so that every outline is simple. */
function outlinesAlong(edges: readonly Directed[]): Outline[] {
  const leaving = Map.groupBy(edges, ({ from }) => keyOf(from));
  const outlines: Outline[] = [];
  const take = (edge: Directed): void => {
    const others = leaving.get(keyOf(edge.from))!;
    others.splice(others.indexOf(edge), 1);
  };
  for (const first of edges) {
    if (!leaving.get(keyOf(first.from))!.includes(first)) continue;
    const path: Point2[] = [];
    const atByKey = new Map<string, number>();
    for (let edge = first; ; ) {
      take(edge);
      atByKey.set(keyOf(edge.from), path.length);
      path.push(edge.from);
      const met = atByKey.get(keyOf(edge.to));
      if (met !== undefined) {
        const loop = path.splice(met);
        for (const point of loop) atByKey.delete(keyOf(point));
        outlines.push(loop);
        if (path.length === 0) break;
      }
      edge = wayOn(edge, leaving.get(keyOf(edge.to))!);
    }
  }
  return outlines;
}

/** Does an outline that touches another at vertices alone lie in it? The middle of an edge is never on the other. */
export function liesIn(inner: Outline, outer: Outline): boolean {
  const [a, b] = [inner[0]!, inner[1]!];
  return sideOfOutline(outer, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2) === 'inside';
}

/** From the south-western vertex on, so that the same outline is the same list. */
function fromFirst(outline: Outline): Outline {
  const first = outline.reduce((best, point) => (before(point, best) ? point : best));
  const at = outline.findIndex((point) => samePoint(point, first));
  return [...outline.slice(at), ...outline.slice(0, at)];
}

/** Outer outlines anticlockwise, holes clockwise; polygons by area, largest first, then from the west. */
export function landOfRings(noded: readonly Outline[], isLand: IsLand): Polygon[] {
  const outlines = outlinesAlong(shores(linesOf(noded), isLand)).map(fromFirst);
  const areaOf = new Map(outlines.map((outline) => [outline, signedArea(outline)]));
  const outers = outlines.filter((outline) => areaOf.get(outline)! > 0);
  outers.sort((a, b) => areaOf.get(b)! - areaOf.get(a)! || (before(a[0]!, b[0]!) ? -1 : 1));
  const polygons = outers.map((outer): Outline[] => [outer]);
  for (const hole of outlines.filter((outline) => areaOf.get(outline)! < 0)) {
    // The smallest outline around a hole owns it.
    polygons.findLast(([outer]) => liesIn(hole, outer!))?.push(hole);
  }
  return polygons;
}
