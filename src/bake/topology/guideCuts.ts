/**
 * Cuts of a face along lines that are given: roads, rails, rivers. A face is cut where such a line runs through it from
 * boundary to boundary; a line that ends inside is lengthened straight on, if the boundary is near.
 */
import {
  type Bounds2,
  boundsOf,
  distanceToOutline,
  type Outline,
  type Point2,
  sideOfOutline,
  signedArea,
} from '../../model/geometry/polygon.ts';
import type { BoundaryPlace } from './chords.ts';
import { type FoundCut, runsInside, segmentsMeet, snapped, withEnds } from './splitFace.ts';

export interface GuideLine {
  readonly points: readonly Point2[];
  readonly bounds: Bounds2;
  /** 1 comes first. */
  readonly rank: number;
}

export interface GuideCut extends FoundCut {
  readonly rank: number;
  /** The part from start to end, anticlockwise, and its share of the face. */
  readonly firstPart: Outline;
  readonly share: number;
}

/** A line this near to the boundary runs along it: new vertices were rounded to whole centimetres. */
const ALONG_EDGE_CM = 3;
const SNAP_CM = 300;
/** A cut keeps so far from vertices that it does not touch. */
const CLEARANCE_CM = 100;
/** How far a line that ends inside a face may be lengthened. */
const REACH_CM = 26_000;

export function guideLine(points: readonly Point2[], rank: number): GuideLine {
  return { points, rank, bounds: boundsOf([points]) };
}

const isApart = (a: Bounds2, b: Bounds2): boolean =>
  a.minX > b.maxX || a.maxX < b.minX || a.minY > b.maxY || a.maxY < b.minY;

/** A place on a line, and on the outline where it crosses that. */
interface Stop {
  readonly point: Point2;
  readonly place: BoundaryPlace | null;
}

/** Where a → b crosses the outline, by the way along it. */
function crossings(outline: Outline, a: Point2, b: Point2): { along: number; place: BoundaryPlace }[] {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const bounds = boundsOf([[a, b]]);
  const found: { along: number; place: BoundaryPlace }[] = [];
  for (let edge = 0; edge < outline.length; edge++) {
    const c = outline[edge]!;
    const d = outline[(edge + 1) % outline.length]!;
    if (Math.max(c[0], d[0]) < bounds.minX || Math.min(c[0], d[0]) > bounds.maxX) continue;
    if (Math.max(c[1], d[1]) < bounds.minY || Math.min(c[1], d[1]) > bounds.maxY) continue;
    const [ex, ey] = [d[0] - c[0], d[1] - c[1]];
    const across = dx * ey - dy * ex;
    if (across === 0) continue;
    const along = ((c[0] - a[0]) * ey - (c[1] - a[1]) * ex) / across;
    const ratio = ((c[0] - a[0]) * dy - (c[1] - a[1]) * dx) / across;
    if (along < 0 || along > 1 || ratio < 0 || ratio >= 1) continue;
    found.push({ along, place: { edge, ratio, point: [c[0] + ratio * ex, c[1] + ratio * ey] } });
  }
  return found.sort((first, second) => first.along - second.along);
}

/** The pieces of a line that run inside an outline, from crossing to crossing or to the line's own ends. */
function runsOf(outline: Outline, line: readonly Point2[]): Stop[][] {
  const bounds = boundsOf([outline]);
  // Asked for every edge of every line for every outline: most lie beside it.
  const isBeside = (a: Point2, b: Point2): boolean =>
    (a[0] > bounds.maxX && b[0] > bounds.maxX) ||
    (a[0] < bounds.minX && b[0] < bounds.minX) ||
    (a[1] > bounds.maxY && b[1] > bounds.maxY) ||
    (a[1] < bounds.minY && b[1] < bounds.minY);
  const stops: Stop[] = [{ point: line[0]!, place: null }];
  for (let index = 0; index + 1 < line.length; index++) {
    const [from, to] = [line[index]!, line[index + 1]!];
    if (!isBeside(from, to)) {
      for (const { place } of crossings(outline, from, to)) stops.push({ point: place.point, place });
    }
    stops.push({ point: to, place: null });
  }
  const runs: Stop[][] = [];
  let run: Stop[] = [];
  for (let index = 0; index + 1 < stops.length; index++) {
    const [from, to] = [stops[index]!, stops[index + 1]!];
    const [x, y] = [(from.point[0] + to.point[0]) / 2, (from.point[1] + to.point[1]) / 2];
    const isInside =
      !isBeside(from.point, to.point) &&
      sideOfOutline(outline, x, y) === 'inside' &&
      distanceToOutline(outline, x, y) > ALONG_EDGE_CM;
    if (isInside) {
      if (run.length === 0) run.push(from);
      run.push(to);
    }
    if (!isInside || to.place || index + 2 === stops.length) {
      if (run.length > 1) runs.push(run);
      run = [];
    }
  }
  return runs;
}

/** Pieces of a line inside an outline, as lines of their own; their new ends are rounded. */
export function clippedLine(outline: Outline, line: readonly Point2[]): Point2[][] {
  return runsOf(outline, line).map((run) => {
    const points = run.map(({ point: [x, y] }): Point2 => [Math.round(x), Math.round(y)]);
    return points.filter(([x, y], index) => index === 0 || x !== points[index - 1]![0] || y !== points[index - 1]![1]);
  });
}

/** Length of a line inside an outline, in its unit. */
export function lengthInside(outline: Outline, { points, bounds }: GuideLine): number {
  if (isApart(bounds, boundsOf([outline]))) return 0;
  let length = 0;
  for (const run of runsOf(outline, points)) {
    for (let index = 0; index + 1 < run.length; index++) {
      const [a, b] = [run[index]!.point, run[index + 1]!.point];
      length += Math.hypot(b[0] - a[0], b[1] - a[1]);
    }
  }
  return length;
}

/** The boundary straight ahead of a line's end, where it is near enough. */
function ahead(outline: Outline, before: Point2, end: Point2): BoundaryPlace | null {
  const length = Math.hypot(end[0] - before[0], end[1] - before[1]);
  if (length === 0) return null;
  const reach: Point2 = [
    end[0] + ((end[0] - before[0]) / length) * REACH_CM,
    end[1] + ((end[1] - before[1]) / length) * REACH_CM,
  ];
  return crossings(outline, end, reach).find(({ along }) => along * REACH_CM > 1)?.place ?? null;
}

function crossesItself(path: readonly Point2[]): boolean {
  for (let i = 0; i + 1 < path.length; i++) {
    for (let j = i + 2; j + 1 < path.length; j++) {
      if (segmentsMeet(path[i]!, path[i + 1]!, path[j]!, path[j + 1]!)) return true;
    }
  }
  return false;
}

function cutAlong(outline: Outline, run: readonly Stop[], rank: number): GuideCut | null {
  const points = run.map(({ point }) => point);
  const startPlace = run[0]!.place ?? ahead(outline, points[1]!, points[0]!);
  const endPlace = run.at(-1)!.place ?? ahead(outline, points.at(-2)!, points.at(-1)!);
  if (!startPlace || !endPlace) return null;
  const [start, end] = [snapped(outline, startPlace, SNAP_CM), snapped(outline, endPlace, SNAP_CM)];
  if (start.edge === end.edge && (start.ratio === 0 || end.ratio === 0 || start.ratio === end.ratio)) return null;
  const isFar = ([x, y]: Point2): boolean =>
    [start.point, end.point].every(([ex, ey]) => Math.hypot(x - ex, y - ey) > SNAP_CM);
  const own = [
    ...(run[0]!.place ? [] : [points[0]!]),
    ...points.slice(1, -1),
    ...(run.at(-1)!.place ? [] : [points.at(-1)!]),
  ];
  const inner = own.map(([x, y]): Point2 => [Math.round(x), Math.round(y)]).filter(isFar);
  const path = [start.point, ...inner, end.point];
  const { outline: full, first } = withEnds(outline, start, end);
  if (crossesItself(path) || !runsInside(full, path, CLEARANCE_CM)) return null;
  const firstPart = [...first, ...[...inner].reverse()];
  return { start, end, inner, score: 0, rank, firstPart, share: signedArea(firstPart) / signedArea(outline) };
}

/** All cuts of an anticlockwise outline along guide lines; none leaves a part smaller than `leastCm2`. */
export function guideCuts(outline: Outline, guides: readonly GuideLine[], leastCm2: number): GuideCut[] {
  const bounds = boundsOf([outline]);
  const area = signedArea(outline);
  return guides
    .filter((guide) => !isApart(guide.bounds, bounds))
    .flatMap(({ points, rank }) => runsOf(outline, points).flatMap((run) => cutAlong(outline, run, rank) ?? []))
    .filter(({ share }) => Math.min(share, 1 - share) * area >= leastCm2);
}
