/** Divides a face into many, by splitting again and again. */
import { FaultError, fault } from '../../model/faults/fault.ts';
import {
  distanceToOutline,
  type Outline,
  outlineCentroid,
  type Point2,
  sideOfOutline,
} from '../../model/geometry/polygon.ts';
import type { SeededRandom } from '../../model/geometry/seededRandom.ts';
import { type GuideLine, guideCuts } from './guideCuts.ts';
import { type FoundCut, findCut, makeCut } from './splitFace.ts';
import type { FaceId, Subdivision } from './subdivision.ts';

export interface Part {
  /** Share of the area, in any unit. */
  readonly weight: number;
  /** Where it should come to lie, where that matters. */
  readonly atCm?: Point2;
}

export interface PartitionOptions {
  readonly bend: number;
  readonly snapCm: number;
  readonly random: SeededRandom;
  /** Lines that cuts follow wherever shares allow it. */
  readonly guides?: readonly GuideLine[] | undefined;
  /** See SplitOptions. */
  readonly around?: ((start: Point2, end: Point2) => Point2[]) | undefined;
  /** Names the area in a fault. */
  readonly name: string;
}

const total = (parts: readonly Part[]): number => parts.reduce((sum, part) => sum + part.weight, 0);

/** A way to halve a list of parts. */
interface Grouping {
  readonly first: readonly Part[];
  readonly second: readonly Part[];
}

/** Directions tried when parts have places. */
const DIRECTIONS = 8;

/** Where to halve a list: as near as can be to half of the weight. */
function middleOf(parts: readonly Part[]): number {
  const half = total(parts) / 2;
  let [sum, middle] = [0, 0];
  while (middle < parts.length - 1 && sum + parts[middle]!.weight / 2 < half) sum += parts[middle++]!.weight;
  return Math.max(1, middle);
}

/** Parts without places are halved as listed; with places, along several directions, about the middle of each. */
function groupingsOf(parts: readonly Part[]): Grouping[] {
  const cut = (sorted: readonly Part[], at: number): Grouping => ({
    first: sorted.slice(0, at),
    second: sorted.slice(at),
  });
  if (parts.some((part) => !part.atCm)) return [cut(parts, middleOf(parts))];
  return Array.from({ length: DIRECTIONS }, (_, step) => (step * Math.PI) / DIRECTIONS).flatMap((angle) => {
    const along = ({ atCm }: Part): number => atCm![0] * Math.cos(angle) + atCm![1] * Math.sin(angle);
    const sorted = [...parts].sort((a, b) => along(a) - along(b));
    const middle = middleOf(sorted);
    return [-3, -2, -1, 0, 1, 2, 3]
      .map((offset) => middle + offset)
      .filter((at) => at > 0 && at < sorted.length)
      .map((at) => cut(sorted, at));
  });
}

/**
 * How wrongly a first part lies for the parts that it should hold: misplaced weight, and how far it is misplaced
 * against the size of the whole; in units of the chord score (a good chord has about 45).
 */
function misplacedCost({ first, second }: Grouping, wholeCm2: number): ((outline: Outline) => number) | undefined {
  if (first.some((part) => !part.atCm)) return undefined;
  const all = total(first) + total(second);
  const size = Math.sqrt(wholeCm2);
  return (outline) => {
    let cost = 0;
    for (const [parts, wanted] of [
      [first, true],
      [second, false],
    ] as const) {
      for (const { weight, atCm } of parts) {
        const isIn = sideOfOutline(outline, atCm![0], atCm![1]) !== 'outside';
        if (isIn !== wanted) cost += weight * (80 + (1500 * distanceToOutline(outline, atCm![0], atCm![1])) / size);
      }
    }
    return cost / all;
  };
}

/** A part may hold so many times more or less of the area than its weight says, so that a cut can follow a guide. */
const LEAST_FAIR = 1.6;
/** Parts with places of their own have little room: what one gains lies where another should be. */
const LEAST_FAIR_WITH_PLACES = 1.2;
const LEAST_GUIDED_CM2 = 1e8;

/** Parts on both sides of a cut that is given: by their places, or as many of them as the share says. */
function groupingAt(parts: readonly Part[], whole: Outline, firstPart: Outline, share: number): Grouping {
  if (parts.every(({ atCm }) => atCm)) {
    const isIn = ({ atCm }: Part): boolean => {
      const [x, y] = atCm!;
      if (sideOfOutline(firstPart, x, y) !== 'outside') return true;
      if (sideOfOutline(whole, x, y) !== 'outside') return false;
      // A place beside the face belongs where the face is nearest to it.
      return distanceToOutline(firstPart, x, y) <= distanceToOutline(whole, x, y);
    };
    return { first: parts.filter(isIn), second: parts.filter((part) => !isIn(part)) };
  }
  const all = total(parts);
  let [count, sum] = [0, 0];
  while (count < parts.length && sum + parts[count]!.weight / 2 < share * all) sum += parts[count++]!.weight;
  const at = Math.min(parts.length - 1, Math.max(1, count));
  return { first: parts.slice(0, at), second: parts.slice(at) };
}

/**
 * The best cut along a guide: the highest rank, then the fairest. Fairness counts against the whole that is divided, so
 * that one guide after the other cannot starve a part.
 */
function guidedCut(
  subdivision: Subdivision,
  face: FaceId,
  parts: readonly Part[],
  fairCm2: number,
  guides: readonly GuideLine[],
): { halves: [FaceId, FaceId]; grouping: Grouping } | null {
  const area = subdivision.areaCm2(face);
  const outline = subdivision.outline(face);
  const found = guideCuts(outline, guides, LEAST_GUIDED_CM2).flatMap((cut) => {
    const grouping = groupingAt(parts, outline, cut.firstPart, cut.share);
    if (grouping.first.length === 0 || grouping.second.length === 0) return [];
    const ratios = [
      (area * cut.share) / (total(grouping.first) * fairCm2),
      (area * (1 - cut.share)) / (total(grouping.second) * fairCm2),
    ];
    const unfair = Math.max(...ratios.map((ratio) => Math.max(ratio, 1 / ratio)));
    if (unfair > (parts.every(({ atCm }) => atCm) ? LEAST_FAIR_WITH_PLACES : LEAST_FAIR)) return [];
    return [{ cut, grouping, cost: cut.rank + 2 * (unfair - 1) + Math.abs(cut.share - 0.5) }];
  });
  found.sort((a, b) => a.cost - b.cost);
  for (const { cut, grouping } of found) {
    const halves = makeCut(subdivision, face, cut);
    if (halves) return { halves, grouping };
  }
  return null;
}

/** The best cut over all groupings; less clearance only where full clearance leaves no chord. */
function bestCut(
  subdivision: Subdivision,
  face: FaceId,
  parts: readonly Part[],
  { bend, random, snapCm, around }: PartitionOptions,
): { halves: [FaceId, FaceId]; grouping: Grouping } | null {
  for (const ease of [1, 0.4, 0.1]) {
    let best: { cut: FoundCut; grouping: Grouping } | null = null;
    for (const grouping of groupingsOf(parts)) {
      const share = total(grouping.first) / total(parts);
      const cost = misplacedCost(grouping, subdivision.areaCm2(face));
      const below = best?.cut.score ?? Infinity;
      const shape = { share, bend: bend * ease, snapCm: snapCm * ease };
      const cut = findCut(subdivision, face, { ...shape, random, cost, around, below });
      if (cut) best = { cut, grouping };
    }
    const halves = best && makeCut(subdivision, face, best.cut);
    if (best && halves) return { halves, grouping: best.grouping };
  }
  return null;
}

/** Divides again and again; `stuck` decides what becomes of a face that no chord divides. */
function divide(
  subdivision: Subdivision,
  face: FaceId,
  parts: readonly Part[],
  options: PartitionOptions,
  stuck: (face: FaceId, parts: readonly Part[]) => void,
): Map<Part, FaceId> {
  const faceOfPart = new Map<Part, FaceId>();
  const fairCm2 = subdivision.areaCm2(face) / total(parts);
  const guides = options.guides ?? [];
  const halve = (whole: FaceId, group: readonly Part[]): void => {
    const best =
      group.length > 1
        ? (guidedCut(subdivision, whole, group, fairCm2, guides) ?? bestCut(subdivision, whole, group, options))
        : null;
    if (best) {
      halve(best.halves[0], best.grouping.first);
      halve(best.halves[1], best.grouping.second);
      return;
    }
    if (group.length > 1) stuck(whole, group);
    faceOfPart.set(group[0]!, whole);
  };
  halve(face, parts);
  return faceOfPart;
}

/**
 * Divides a face into one face per part, areas by weight.
 * @returns faces in the order of `parts`.
 * @throws FaultError BAKE-403 where the face is too small or too narrow for that many.
 */
export function partitionFace(
  subdivision: Subdivision,
  face: FaceId,
  parts: readonly Part[],
  options: PartitionOptions,
): FaceId[] {
  const faceOfPart = divide(subdivision, face, parts, options, (whole, group) => {
    const squareMeters = Math.round(subdivision.areaCm2(whole) / 10_000);
    throw new FaultError(fault('BAKE-403', { name: options.name, squareMeters, parts: group.length }));
  });
  return parts.map((part) => faceOfPart.get(part)!);
}

/** Divides a face as far as it goes: pieces that no chord divides stay whole, so there may be fewer faces than parts. */
export function divideFace(
  subdivision: Subdivision,
  face: FaceId,
  parts: readonly Part[],
  options: PartitionOptions,
): FaceId[] {
  return [...divide(subdivision, face, parts, options, () => undefined).values()];
}

/** Cuts a face along every guide that runs through it; no piece is smaller than `leastCm2`. */
export function cutByGuides(
  subdivision: Subdivision,
  face: FaceId,
  guides: readonly GuideLine[],
  leastCm2: number,
): FaceId[] {
  const found = guideCuts(subdivision.outline(face), guides, leastCm2);
  found.sort((a, b) => a.rank - b.rank || Math.abs(a.share - 0.5) - Math.abs(b.share - 0.5));
  for (const cut of found) {
    const halves = makeCut(subdivision, face, cut);
    if (halves) return halves.flatMap((half) => cutByGuides(subdivision, half, guides, leastCm2));
  }
  return [face];
}

/**
 * Order of codes: rows from north to south, west → east within a row (GB/T 30428.1 numbering of unit grids).
 * @returns indices of the outlines in that order.
 */
export function codingOrder(outlines: readonly Outline[], meanAreaCm2: number): number[] {
  const rowCm = Math.sqrt(meanAreaCm2);
  const places = outlines.map((outline, index) => {
    const [x, y] = outlineCentroid(outline);
    return { index, x, row: -Math.round(y / rowCm) };
  });
  return places.sort((a, b) => a.row - b.row || a.x - b.x || a.index - b.index).map((place) => place.index);
}
