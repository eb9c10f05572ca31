/** Splits a simple face in two by a straight or gently bent chord; see chords.ts for how the chord is found. */
import {
  distanceToSegment,
  type Outline,
  type Point2,
  sideOfOutline,
  signedArea,
} from '../../model/geometry/polygon.ts';
import type { SeededRandom } from '../../model/geometry/seededRandom.ts';
import { type BoundaryPlace, type Chord, chordsByShare } from './chords.ts';
import type { FaceId, Subdivision, VertexId } from './subdivision.ts';

export interface SplitOptions {
  /** Share of the area for the first part, in (0, 1). */
  readonly share: number;
  /** Largest sideways bend of the chord, as a ratio of its length; 0 = straight. */
  readonly bend: number;
  /** Ends move to a vertex that is nearer than this: crossings instead of near misses. */
  readonly snapCm: number;
  readonly random: SeededRandom;
  /** Inner points of a way around what a straight line would climb over; empty where nothing stands in the way. */
  readonly around?: ((start: Point2, end: Point2) => Point2[]) | undefined;
  /** Extra cost of a chord, given the first part's outline; in units of the score. */
  readonly cost?: (firstPart: Outline) => number;
  /** Only a cut that scores less is of use: dearer ones need not be looked at. */
  readonly below?: number;
}

/** What a chord costs that climbs over something, and one that had to go around it. */
const [CLIMB_COST, DETOUR_COST] = [30, 4];
const TRIED_CHORDS = 400;
const COSTED_CHORDS = 150;

const orientation = (a: Point2, b: Point2, c: Point2): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/** Do two segments touch or cross? */
export function segmentsMeet(a: Point2, b: Point2, c: Point2, d: Point2): boolean {
  const abc = Math.sign(orientation(a, b, c));
  const abd = Math.sign(orientation(a, b, d));
  if (abc === abd && abc !== 0) return false;
  if (abc !== abd && Math.sign(orientation(c, d, a)) !== Math.sign(orientation(c, d, b))) return true;
  return (
    (abc === 0 && distanceToSegment(c[0], c[1], a, b) === 0) || (abd === 0 && distanceToSegment(d[0], d[1], a, b) === 0)
  );
}

/** Whether an edge lies wholly to one side of the box around a leg and `reachCm` about it: then nothing of it is near. */
function farFrom([ax, ay]: Point2, [bx, by]: Point2, reachCm: number): (c: Point2, d: Point2) => boolean {
  const [west, east] = [Math.min(ax, bx) - reachCm, Math.max(ax, bx) + reachCm];
  const [south, north] = [Math.min(ay, by) - reachCm, Math.max(ay, by) + reachCm];
  return (c, d) =>
    (c[0] < west && d[0] < west) ||
    (c[0] > east && d[0] > east) ||
    (c[1] < south && d[1] < south) ||
    (c[1] > north && d[1] > north);
}

/**
 * Does a path between two boundary vertices run through the inside alone? It may touch the outline only at its two
 * ends, and keeps `clearanceCm` from every other vertex that is not next to an end, so that no sliver is left.
 */
export function runsInside(outline: Outline, path: readonly Point2[], clearanceCm: number): boolean {
  const [start, end] = [path[0]!, path.at(-1)!];
  const same = (a: Point2, b: Point2): boolean => a[0] === b[0] && a[1] === b[1];
  for (let leg = 0; leg + 1 < path.length; leg++) {
    const [a, b] = [path[leg]!, path[leg + 1]!];
    const middle: Point2 = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    if (sideOfOutline(outline, middle[0], middle[1]) !== 'inside') return false;
    const isFar = farFrom(a, b, clearanceCm + 1);
    for (let index = 0; index < outline.length; index++) {
      const c = outline[index]!;
      const d = outline[(index + 1) % outline.length]!;
      if (isFar(c, d)) continue;
      const touchesEnd = same(c, start) || same(d, start) || same(c, end) || same(d, end);
      if (!touchesEnd) {
        if (segmentsMeet(a, b, c, d)) return false;
        if (distanceToSegment(c[0], c[1], a, b) < clearanceCm) return false;
      } else if (leg > 0 && leg + 2 < path.length && segmentsMeet(a, b, c, d)) return false;
      else if (!same(c, start) && !same(c, end) && distanceToSegment(c[0], c[1], a, b) < 1) return false;
    }
  }
  return true;
}

/** The place, moved to the nearer end of its edge where that is close. */
export function snapped(outline: Outline, place: BoundaryPlace, snapCm: number): BoundaryPlace {
  const a = outline[place.edge]!;
  const next = (place.edge + 1) % outline.length;
  const b = outline[next]!;
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const [fromA, fromB] = [length * place.ratio, length * (1 - place.ratio)];
  if (Math.min(fromA, fromB) > Math.min(snapCm, length)) {
    return { ...place, point: [Math.round(place.point[0]), Math.round(place.point[1])] };
  }
  return fromA <= fromB ? { edge: place.edge, ratio: 0, point: a } : { edge: next, ratio: 0, point: b };
}

/** The outline with the ends of a chord put in; ends are vertices then, as they will be after the cut. */
export function withEnds(
  outline: Outline,
  start: BoundaryPlace,
  end: BoundaryPlace,
): { outline: Point2[]; first: Point2[] } {
  const full: Point2[] = [];
  outline.forEach((point, index) => {
    full.push(point);
    const here = [start, end].filter((place) => place.edge === index && place.ratio > 0);
    here
      .sort((a, b) => a.ratio - b.ratio)
      .forEach((place) => {
        full.push(place.point);
      });
  });
  const find = (place: BoundaryPlace): number => full.indexOf(place.point);
  const [from, to] = [find(start), find(end)];
  const first = from <= to ? full.slice(from, to + 1) : [...full.slice(from), ...full.slice(0, to + 1)];
  return { outline: full, first };
}

/** Inner points of a bent chord: a bow plus a swing, zero at both ends. */
function bentPath(start: Point2, end: Point2, bend: number, random: SeededRandom): Point2[] {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const inner = Math.min(4, Math.max(1, Math.round(Math.hypot(dx, dy) / 30_000)));
  const [bow, swing] = [random.between(-bend, bend), random.between(-bend, bend)];
  return Array.from({ length: inner }, (_, index): Point2 => {
    const along = (index + 1) / (inner + 1);
    const aside = bow * Math.sin(Math.PI * along) + swing * 0.6 * Math.sin(2 * Math.PI * along);
    return [Math.round(start[0] + along * dx - aside * dy), Math.round(start[1] + along * dy + aside * dx)];
  });
}

/** A cut that is found, not yet made. */
export interface FoundCut {
  readonly start: BoundaryPlace;
  readonly end: BoundaryPlace;
  readonly inner: readonly Point2[];
  /** Shape of both parts and the caller's own cost: lower is better. */
  readonly score: number;
}

function cutOf(outline: Outline, chord: Chord, options: SplitOptions): FoundCut | null {
  const [start, end] = [snapped(outline, chord.start, options.snapCm), snapped(outline, chord.end, options.snapCm)];
  if (start.edge === end.edge && (start.ratio === 0 || end.ratio === 0 || start.ratio === end.ratio)) return null;
  const { outline: full, first } = withEnds(outline, start, end);
  const length = Math.hypot(end.point[0] - start.point[0], end.point[1] - start.point[1]);
  const clearanceCm = Math.min(options.snapCm, length / 8);
  const area = signedArea(outline);
  const share = signedArea(first) / area;
  // Snapping may spoil the share on small faces; a part must not come out as a splinter.
  if (Math.abs(share - options.share) > 0.25 * Math.min(options.share, 1 - options.share)) return null;
  if (!runsInside(full, [start.point, end.point], clearanceCm)) return null;
  const score = chord.score + (options.cost?.(first) ?? 0);
  const around = options.around?.(start.point, end.point) ?? [];
  if (around.length > 0) {
    const bent = signedArea([...first, ...[...around].reverse()]) / area;
    const isFair = Math.abs(bent - options.share) <= 0.35 * Math.min(options.share, 1 - options.share);
    if (isFair && runsInside(full, [start.point, ...around, end.point], clearanceCm)) {
      return { start, end, inner: around, score: score + DETOUR_COST };
    }
    return { start, end, inner: [], score: score + CLIMB_COST };
  }
  for (const bend of [options.bend, options.bend / 2]) {
    if (bend === 0) break;
    const inner = bentPath(start.point, end.point, bend, options.random);
    const bent = signedArea([...first, ...[...inner].reverse()]) / area;
    if (Math.abs(bent - options.share) > 0.3 * Math.min(options.share, 1 - options.share)) continue;
    if (runsInside(full, [start.point, ...inner, end.point], clearanceCm)) return { start, end, inner, score };
  }
  return { start, end, inner: [], score };
}

/** The best cut of a face, or null where no chord runs inside: the face is too small or too narrow. */
export function findCut(subdivision: Subdivision, face: FaceId, options: SplitOptions): FoundCut | null {
  const outline = subdivision.outline(face);
  let chosen: FoundCut | null = null;
  let best = options.below ?? Infinity;
  let costed = 0;
  for (const chord of chordsByShare(outline, options.share).slice(0, TRIED_CHORDS)) {
    if (chord.score >= best || costed >= COSTED_CHORDS) break;
    const cut = cutOf(outline, chord, options);
    if (!cut) continue;
    costed++;
    if (cut.score < best) [chosen, best] = [cut, cut.score];
  }
  return chosen;
}

function insert(subdivision: Subdivision, face: FaceId, from: VertexId, place: BoundaryPlace): VertexId | null {
  return place.ratio === 0 ? from : subdivision.insertOnEdge(face, from, place.point[0], place.point[1]);
}

/** Makes a cut; null where one of its new vertices already stands elsewhere. */
export function makeCut(subdivision: Subdivision, face: FaceId, cut: FoundCut): [FaceId, FaceId] | null {
  const ring = [...subdivision.vertices(face)];
  const places = [cut.start, cut.end];
  // Of two ends on one edge the farther is put in first, so that the edge still leaves the same vertex for the nearer.
  const order = cut.start.edge === cut.end.edge && cut.start.ratio < cut.end.ratio ? [1, 0] : [0, 1];
  const ends: (VertexId | null)[] = [null, null];
  for (const which of order) ends[which] = insert(subdivision, face, ring[places[which]!.edge]!, places[which]!);
  const [start, end] = ends;
  if (start === null || end === null || start === undefined || end === undefined || start === end) return null;
  return subdivision.cut(face, start, cut.inner, end);
}

/** Splits a face in two, the first with about `share` of its area; the ends of the cut enter the neighbours too. */
export function splitFace(subdivision: Subdivision, face: FaceId, options: SplitOptions): [FaceId, FaceId] | null {
  const cut = findCut(subdivision, face, options);
  return cut && makeCut(subdivision, face, cut);
}
