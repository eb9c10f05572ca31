/** Divides a face into many, by splitting again and again. */
import { FaultError, fault } from '../../model/faults/fault.ts';
import { type Outline, outlineCentroid, type Point2, sideOfOutline } from '../../model/geometry/polygon.ts';
import type { SeededRandom } from '../../model/geometry/seededRandom.ts';
import { splitFace } from './splitFace.ts';
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
  /** Names the area in a fault. */
  readonly name: string;
}

const total = (parts: readonly Part[]): number => parts.reduce((sum, part) => sum + part.weight, 0);

/** Sorts placed parts along the direction in which they spread most, so that halving keeps neighbours together. */
function alongSpread(parts: readonly Part[]): Part[] {
  if (parts.some((part) => !part.atCm)) return [...parts];
  const points = parts.map((part) => part.atCm!);
  const [meanX, meanY] = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis]!, 0) / points.length) as [
    number,
    number,
  ];
  let [xx, xy, yy] = [0, 0, 0];
  for (const [x, y] of points) {
    xx += (x - meanX) ** 2;
    xy += (x - meanX) * (y - meanY);
    yy += (y - meanY) ** 2;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const along = ({ atCm }: Part): number => atCm![0] * Math.cos(angle) + atCm![1] * Math.sin(angle);
  return [...parts].sort((a, b) => along(a) - along(b));
}

/** Where to halve a list: as near as can be to half of the weight. */
function middleOf(parts: readonly Part[]): number {
  const half = total(parts) / 2;
  let [sum, middle] = [0, 0];
  while (middle < parts.length - 1 && sum + parts[middle]!.weight / 2 < half) sum += parts[middle++]!.weight;
  return Math.max(1, middle);
}

/** How wrongly a first part lies for the parts it should hold: misplaced weight, in units of the chord score. */
function misplacedCost(first: readonly Part[], second: readonly Part[]): ((outline: Outline) => number) | undefined {
  if (first.some((part) => !part.atCm)) return undefined;
  const all = total(first) + total(second);
  return (outline) => {
    const isIn = ({ atCm }: Part): boolean => sideOfOutline(outline, atCm![0], atCm![1]) !== 'outside';
    const wrong = total(first.filter((part) => !isIn(part))) + total(second.filter(isIn));
    return (150 * wrong) / all;
  };
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
  const faceOfPart = new Map<Part, FaceId>();
  const divide = (whole: FaceId, group: readonly Part[]): void => {
    if (group.length === 1) {
      faceOfPart.set(group[0]!, whole);
      return;
    }
    const sorted = alongSpread(group);
    const middle = middleOf(sorted);
    const [first, second] = [sorted.slice(0, middle), sorted.slice(middle)];
    const share = total(first) / total(group);
    const cost = misplacedCost(first, second);
    const { bend, random, snapCm } = options;
    // A narrow face may leave no chord with full clearance: less is still better than none.
    let halves: [FaceId, FaceId] | null = null;
    for (const ease of [1, 0.4, 0.1]) {
      halves = splitFace(subdivision, whole, { share, bend: bend * ease, snapCm: snapCm * ease, random, cost });
      if (halves) break;
    }
    if (!halves) {
      const squareMeters = Math.round(subdivision.areaCm2(whole) / 10_000);
      throw new FaultError(fault('BAKE-403', { name: options.name, squareMeters, parts: group.length }));
    }
    divide(halves[0], first);
    divide(halves[1], second);
  };
  divide(face, parts);
  return parts.map((part) => faceOfPart.get(part)!);
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
