/**
 * Chords of a simple outline that cut off a wanted share of its area. For each start on the boundary the end is solved
 * exactly: along one edge the cut-off area is linear in the end's place.
 */
import { type Outline, type Point2, signedArea } from '../../model/geometry/polygon.ts';

/** A place on the boundary: on the edge that leaves vertex `edge`; ratio 0 is the vertex itself. */
export interface BoundaryPlace {
  readonly edge: number;
  readonly point: Point2;
  readonly ratio: number;
}

export interface Chord {
  readonly start: BoundaryPlace;
  readonly end: BoundaryPlace;
  /** Isoperimetric quotients of both parts and sharpness of the corners they get: lower is better, discs give 25. */
  readonly score: number;
}

const STARTS = 96;

const cross = (ax: number, ay: number, bx: number, by: number): number => ax * by - ay * bx;

/** Starts: every vertex, and between them places about a 96th of the perimeter apart. */
function startsOf(outline: Outline, lengths: readonly number[], perimeter: number): BoundaryPlace[] {
  const step = perimeter / STARTS;
  const starts: BoundaryPlace[] = [];
  for (let edge = 0; edge < outline.length; edge++) {
    const point = outline[edge]!;
    const next = outline[(edge + 1) % outline.length]!;
    const pieces = Math.max(1, Math.round(lengths[edge]! / step));
    for (let piece = 0; piece < pieces; piece++) {
      const ratio = piece / pieces;
      starts.push({
        edge,
        ratio,
        point: [point[0] + ratio * (next[0] - point[0]), point[1] + ratio * (next[1] - point[1])],
      });
    }
  }
  return starts;
}

/** Penalty for a chord that meets the boundary at less than about 60°: sharp corners are nobody's plot. */
function sharpness(sine: number): number {
  return (1 - Math.min(1, sine / 0.9)) ** 2;
}

/**
 * All candidate chords whose part from start to end (anticlockwise along the boundary) has `share` of the area,
 * best first. Whether they lie inside is the caller's test.
 */
export function chordsByShare(outline: Outline, share: number): Chord[] {
  const count = outline.length;
  const area = signedArea(outline);
  const target = area * share;
  // Twice round, so that no walk from any start has to turn back: this loop is the longest of a bake's areas.
  const xs = Float64Array.from({ length: 2 * count }, (_, index) => outline[index % count]![0]);
  const ys = Float64Array.from({ length: 2 * count }, (_, index) => outline[index % count]![1]);
  const lengths = outline.map((_, index) => Math.hypot(xs[index + 1]! - xs[index]!, ys[index + 1]! - ys[index]!));
  const perimeter = lengths.reduce((sum, length) => sum + length, 0);
  const chords: Chord[] = [];
  for (const start of startsOf(outline, lengths, perimeter)) {
    const [px, py] = start.point;
    let swept = 0;
    let walked = lengths[start.edge]! * (1 - start.ratio);
    const [alongX, alongY] = [xs[start.edge + 1]! - xs[start.edge]!, ys[start.edge + 1]! - ys[start.edge]!];
    // Areas swept by the ray from the start: triangles (start, a, b) of each further edge.
    for (let step = 1; step < count; step++) {
      const from = start.edge + step;
      const edge = from < count ? from : from - count;
      const ax = xs[from]!;
      const ay = ys[from]!;
      const bx = xs[from + 1]!;
      const by = ys[from + 1]!;
      const triangle = cross(ax - px, ay - py, bx - px, by - py) / 2;
      const ratio = (target - swept) / triangle;
      if (ratio >= 0 && ratio < 1) {
        const point: Point2 = [ax + ratio * (bx - ax), ay + ratio * (by - ay)];
        const [dx, dy] = [point[0] - px, point[1] - py];
        const chord = Math.hypot(dx, dy);
        if (chord > 0) {
          const firstLength = walked + ratio * lengths[edge]! + chord;
          const secondLength = perimeter - firstLength + 2 * chord;
          const sineAtStart = Math.abs(cross(dx, dy, alongX, alongY)) / (chord * lengths[start.edge]!);
          const sineAtEnd = Math.abs(cross(dx, dy, bx - ax, by - ay)) / (chord * lengths[edge]!);
          const corners = sharpness(sineAtStart) + sharpness(sineAtEnd);
          const score = firstLength ** 2 / target + secondLength ** 2 / (area - target);
          chords.push({ start, end: { edge, ratio, point }, score: score * (1 + 0.35 * corners) });
        }
      }
      swept += triangle;
      walked += lengths[edge]!;
    }
  }
  return chords.sort((a, b) => a.score - b.score);
}
