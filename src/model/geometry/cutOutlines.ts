/**
 * Cutting polygons by straight lines, holes and all. Outlines are directed: land lies on their left, so outer outlines
 * run counter-clockwise and holes clockwise; which hole belongs to which outer one need not be known.
 */
import { type Outline, type Point2, type Polygon, sideOfOutline, signedArea } from './polygon.ts';

export interface CutLine {
  /** Signed, in any unit: negative on the first side, zero or more on the second. */
  readonly distance: (point: Point2) => number;
  /** A place on the line as one number that grows along it. */
  readonly along: (point: Point2) => number;
  /** A point beside the line by no more than rounding → on it. */
  readonly onto: (point: Point2) => Point2;
}

/** West of `x` comes first. */
export function columnLine(x: number): CutLine {
  return { distance: (point) => point[0] - x, along: (point) => point[1], onto: (point) => [x, point[1]] };
}

/** South of `y` comes first. */
export function rowLine(y: number): CutLine {
  return { distance: (point) => point[1] - y, along: (point) => point[0], onto: (point) => [point[0], y] };
}

/** North-east through a corner: what lies north-west of it comes first. */
export function diagonalLine([x, y]: Point2): CutLine {
  return {
    distance: (point) => point[0] - x - (point[1] - y),
    along: (point) => point[0] + point[1],
    onto: (point) => point,
  };
}

interface Chain {
  readonly points: Point2[];
  /** Where along the line the chain begins and ends. */
  readonly from: number;
  readonly to: number;
}

/** The point where a → b crosses the line: the same whichever way the edge is walked. */
function crossing(a: Point2, b: Point2, da: number, db: number): Point2 {
  if (da > db) return crossing(b, a, db, da);
  const share = da / (da - db);
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
}

/**
 * Joins chains of one side along the line. Ends and beginnings take turns on it, so the n-th of one goes on at the n-th
 * of the other, from whichever end of the line they are counted.
 */
function closed(chains: readonly Chain[]): Outline[] {
  const begins = chains.map((_, index) => index).sort((a, b) => chains[a]!.from - chains[b]!.from || a - b);
  const ends = chains.map((_, index) => index).sort((a, b) => chains[a]!.to - chains[b]!.to || a - b);
  const next = new Map(ends.map((end, order) => [end, begins[order]!]));
  const outlines: Outline[] = [];
  const done = new Set<number>();
  for (let first = 0; first < chains.length; first++) {
    if (done.has(first)) continue;
    const outline: Point2[] = [];
    for (let chain = first; !done.has(chain); chain = next.get(chain)!) {
      done.add(chain);
      outline.push(...chains[chain]!.points);
    }
    outlines.push(outline);
  }
  return outlines;
}

/**
 * Splits directed outlines by a line into those of its first and of its second side. A vertex on the line counts to the
 * second side. Between the cuts both get the line itself as edge, so that they meet exactly.
 */
export function splitOutlines(outlines: readonly Outline[], line: CutLine): [Outline[], Outline[]] {
  const whole: [Outline[], Outline[]] = [[], []];
  const cut: [Chain[], Chain[]] = [[], []];
  for (const outline of outlines) {
    const distances = outline.map(line.distance);
    const sideOf = (index: number): 0 | 1 => (distances[index]! < 0 ? 0 : 1);
    const start = distances.findIndex((_, index) => sideOf(index) !== sideOf((index || outline.length) - 1));
    if (start < 0) {
      if (outline.length > 0) whole[sideOf(0)].push(outline);
      continue;
    }
    const crossInto = (index: number): Point2 => {
      const before = (index || outline.length) - 1;
      return line.onto(crossing(outline[before]!, outline[index]!, distances[before]!, distances[index]!));
    };
    let points: Point2[] = [crossInto(start)];
    for (let step = 0; step < outline.length; step++) {
      const index = (start + step) % outline.length;
      const after = (index + 1) % outline.length;
      points.push(outline[index]!);
      if (sideOf(index) === sideOf(after)) continue;
      const leaving = crossInto(after);
      points.push(leaving);
      cut[sideOf(index)].push({ points, from: line.along(points[0]!), to: line.along(leaving) });
      points = [leaving];
    }
  }
  return [
    [...whole[0], ...closed(cut[0])],
    [...whole[1], ...closed(cut[1])],
  ];
}

/** Directed outlines → polygons: each hole goes to the smallest outer outline around it. */
export function polygonsOf(outlines: readonly Outline[]): Polygon[] {
  if (outlines.length === 1) return [outlines];
  const sized = outlines.map((outline) => ({ outline, area: signedArea(outline) }));
  const outers = sized.filter(({ area }) => area > 0).sort((a, b) => a.area - b.area);
  const holesOf = new Map<Outline, Outline[]>();
  for (const { outline: hole, area } of sized) {
    if (area >= 0) continue;
    const home = outers.find(({ outline, area: size }) => {
      if (size < -area) return false;
      const side = hole.map(([x, y]) => sideOfOutline(outline, x, y)).find((found) => found !== 'edge');
      return side !== 'outside';
    });
    if (home) holesOf.set(home.outline, [...(holesOf.get(home.outline) ?? []), hole]);
  }
  return outers.map(({ outline }) => [outline, ...(holesOf.get(outline) ?? [])]);
}
