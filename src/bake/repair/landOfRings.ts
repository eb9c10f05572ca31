/**
 * Noded rings and a rule that says which of their insides are land → the polygons of that land. Every edge is asked once
 * what lies on its two sides; those with land on one side only are the outline. Exact: no point is ever computed.
 */
import {
  boundsOf,
  type Outline,
  type Point2,
  type Polygon,
  sideOfOutline,
  signedArea,
} from '../../model/geometry/polygon.ts';
import { edgesOf, samePoint } from './edgePairs.ts';

/** Is a place land? For each ring 1 where it lies in it by the even-odd rule, else 0. */
export type IsLand = (isInRing: Uint8Array) => boolean;

interface Line {
  /** The western end; of a vertical line the southern one. */
  readonly low: Point2;
  readonly high: Point2;
  /** Rings that run along it an odd number of times: those whose inside ends here. */
  readonly rings: number[];
}

const before = (a: Point2, b: Point2): boolean => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
const keyOf = (point: Point2): string => `${point[0]},${point[1]}`;

function linesOf(noded: readonly Outline[]): Line[] {
  const lines = new Map<string, Line>();
  for (const { from, to, ring } of edgesOf(noded)) {
    const [low, high] = before(from, to) ? [from, to] : [to, from];
    const key = `${keyOf(low)} ${keyOf(high)}`;
    const line = lines.get(key) ?? { low, high, rings: [] };
    const at = line.rings.indexOf(ring);
    if (at < 0) line.rings.push(ring);
    else line.rings.splice(at, 1);
    lines.set(key, line);
  }
  return [...lines.values()].filter(({ rings }) => rings.length > 0);
}

/** Lines by slabs across one axis, so that a ray along the other meets few of them. */
class Slabs {
  readonly #axis: 0 | 1;
  readonly #low: number;
  readonly #width: number;
  readonly #lines: Line[][] = [];

  constructor(lines: readonly Line[], axis: 0 | 1) {
    const ends = lines.map(({ low, high }) => [low[axis], high[axis]].sort((a, b) => a - b) as [number, number]);
    this.#axis = axis;
    this.#low = ends.reduce((least, [start]) => Math.min(least, start), Infinity);
    const span = ends.reduce((most, [, end]) => Math.max(most, end), -Infinity) - this.#low;
    this.#width = Math.max(1, span / Math.max(1, lines.length / 2));
    ends.forEach(([start, end], index) => {
      for (let slab = this.#slab(start); slab <= this.#slab(end); slab++) {
        const others = this.#lines[slab];
        if (others) others.push(lines[index]!);
        else this.#lines[slab] = [lines[index]!];
      }
    });
  }

  #slab(value: number): number {
    return Math.floor((value - this.#low) / this.#width);
  }

  /**
   * For each ring: does the place just north of the middle of `line` lie in it (just east of it, where it is vertical)?
   * Counts the lines that a ray to the north (axis 0) or east (axis 1) meets.
   */
  ringsBeside(line: Line, ringCount: number): Uint8Array {
    const axis = this.#axis;
    const other = axis === 0 ? 1 : 0;
    // Doubled, so that the middle is whole too.
    const along = line.low[axis] + line.high[axis];
    const across = line.low[other] + line.high[other];
    const inside = new Uint8Array(ringCount);
    for (const met of this.#lines[this.#slab(along / 2)] ?? []) {
      if (met === line) continue;
      const [a, b] = met.low[axis] < met.high[axis] ? [met.low, met.high] : [met.high, met.low];
      const [start, end] = [2 * a[axis], 2 * b[axis]];
      if (start > along === end > along) continue;
      const over = (end - start) * (across - 2 * a[other]) - (2 * b[other] - 2 * a[other]) * (along - start);
      if (over >= 0) continue;
      for (const ring of met.rings) inside[ring] = 1 - inside[ring]!;
    }
    return inside;
  }
}

interface Directed {
  readonly from: Point2;
  readonly to: Point2;
}

/** The lines along which land ends, each in the direction that has the land to its left. */
function shores(lines: readonly Line[], ringCount: number, isLand: IsLand): Directed[] {
  const [northward, eastward] = [new Slabs(lines, 0), new Slabs(lines, 1)];
  return lines.flatMap((line): Directed[] => {
    const isVertical = line.low[0] === line.high[0];
    const beside = (isVertical ? eastward : northward).ringsBeside(line, ringCount);
    const here = isLand(beside);
    for (const ring of line.rings) beside[ring] = 1 - beside[ring]!;
    if (here === isLand(beside)) return [];
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

/**
 * Closed walks along the shores; a walk that meets itself is cut there, so that every outline is simple. Null where a walk
 * ends: only numbers beyond what is exact could do that.
 */
function outlinesAlong(edges: readonly Directed[]): Outline[] | null {
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
      const choices = leaving.get(keyOf(edge.to)) ?? [];
      if (choices.length === 0) return null;
      edge = wayOn(edge, choices);
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

/** Of polygons that share no land: by the area within the outer outline, largest first, then from the west. */
export function byAreaThenWest([a]: Polygon, [b]: Polygon): number {
  return Math.abs(signedArea(b!)) - Math.abs(signedArea(a!)) || (before(a![0]!, b![0]!) ? -1 : 1);
}

/**
 * Outer outlines anticlockwise, holes clockwise; polygons by area, largest first, then from the west. Null where the numbers
 * are too large for an answer (see edgePairs.ts).
 */
export function landOfRings(noded: readonly Outline[], isLand: IsLand): Polygon[] | null {
  const outlines = outlinesAlong(shores(linesOf(noded), noded.length, isLand))?.map(fromFirst);
  if (!outlines) return null;
  const outers = outlines.filter((outline) => signedArea(outline) > 0);
  const lands = outers
    .map((outer) => ({ polygon: [outer], bounds: boundsOf([outer]) }))
    .sort((a, b) => byAreaThenWest(a.polygon, b.polygon));
  for (const hole of outlines.filter((outline) => signedArea(outline) < 0)) {
    const [x, y] = hole[0]!;
    // The smallest outline around a hole owns it.
    const owner = lands.findLast(({ polygon, bounds }) => {
      const isNear = x >= bounds.minX && x <= bounds.maxX && y >= bounds.minY && y <= bounds.maxY;
      return isNear && liesIn(hole, polygon[0]!);
    });
    owner?.polygon.push(hole);
  }
  return lands.map(({ polygon }) => polygon);
}
