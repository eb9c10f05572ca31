/**
 * One record's polygons, in whole centimetres, made sound. The rule: within one outline a place is land where the even-odd
 * rule says so (a bow-tie is two lobes, a loop that lies on its own land is a hole); holes are taken from their outer
 * outline; parts are joined, land that two of them hold counts once. Everything that was changed is counted.
 */
import {
  type Bounds2,
  boundsOf,
  type MultiPolygon,
  type Outline,
  type Polygon,
  polygonArea,
  sideOfOutline,
  signedArea,
} from '../../model/geometry/polygon.ts';
import { cleanOutline } from './cleanOutline.ts';
import { touchingGroups, visitTouching } from './closeBounds.ts';
import { edgesOf, isInsideEdge, isProperCrossing, type RingEdge, samePoint, visitClosePairs } from './edgePairs.ts';
import { byAreaThenWest, landOfRings } from './landOfRings.ts';
import { nodedRings } from './nodedRings.ts';

export const repairKinds = [
  'repeatedVertices',
  'spikes',
  'repeatedLoops',
  'selfCrossings',
  'turnedHoles',
  'holesOutside',
  'holesAcross',
  'nestedHoles',
  'overlappingParts',
  'filledHoles',
  'droppedSlivers',
  'emptyOutlines',
] as const;
export type RepairKind = (typeof repairKinds)[number];

export interface RepairLimits {
  /** Parts that are smaller, or narrower on average (twice their area by their outline), are slivers. */
  readonly smallestPartCm2: number;
  readonly narrowestPartCm: number;
  readonly smallestHoleCm2: number;
}

export interface Repaired {
  /** Outer outlines anticlockwise, holes clockwise. Empty where nothing is land. */
  readonly polygonsCm: MultiPolygon;
  /** Only kinds that occurred. */
  readonly counts: ReadonlyMap<RepairKind, number>;
  /** True where the outlines cross so often within centimetres that no shape could be made; `polygonsCm` is then empty. */
  readonly isTangle: boolean;
}

interface Ring {
  readonly outline: Outline;
  readonly part: number;
  readonly isHole: boolean;
  readonly bounds: Bounds2;
}

const isInBounds = (inner: Bounds2, outer: Bounds2): boolean =>
  inner.minX >= outer.minX && inner.maxX <= outer.maxX && inner.minY >= outer.minY && inner.maxY <= outer.maxY;

/** Which rings cross or touch themselves, and which pairs cross or share a stretch. */
interface Conflicts {
  readonly itself: ReadonlySet<number>;
  readonly pairs: readonly (readonly [number, number])[];
  /** Some vertex or stretch is shared at all. */
  readonly touches: boolean;
}

function conflictsOf(rings: readonly Ring[], groups: readonly (readonly number[])[]): Conflicts {
  const itself = new Set<number>();
  const pairs = new Map<string, readonly [number, number]>();
  let touches = false;
  const areNeighbours = (a: RingEdge, b: RingEdge): boolean => {
    if (a.ring !== b.ring) return false;
    const apart = Math.abs(a.at - b.at);
    return apart === 1 || apart === rings[a.ring]!.outline.length - 1;
  };
  const parallel = (a: RingEdge, b: RingEdge): boolean =>
    (a.to[0] - a.from[0]) * (b.to[1] - b.from[1]) === (a.to[1] - a.from[1]) * (b.to[0] - b.from[0]);
  const compare = (a: RingEdge, b: RingEdge): void => {
    if (areNeighbours(a, b)) return; // they share a vertex, and cleanOutline has seen that they share no more
    const crossing = isProperCrossing(a, b);
    const corner = [a.from, a.to].some((point) => samePoint(point, b.from) || samePoint(point, b.to));
    const inside =
      [b.from, b.to].filter((point) => isInsideEdge(a, point)).length +
      [a.from, a.to].filter((point) => isInsideEdge(b, point)).length;
    if (!crossing && !corner && inside === 0) return;
    touches = true;
    if (a.ring === b.ring) itself.add(a.ring);
    else if (crossing || (parallel(a, b) && (inside > 0 || isSameLine(a, b)))) {
      const [low, high] = a.ring < b.ring ? [a.ring, b.ring] : [b.ring, a.ring];
      pairs.set(`${low} ${high}`, [low, high]);
    }
  };
  for (const group of groups) {
    const edges = edgesOf(group.map((index) => rings[index]!.outline)).map((edge) => {
      return { ...edge, ring: group[edge.ring]! };
    });
    visitClosePairs(edges, (first, second) => compare(edges[first]!, edges[second]!));
  }
  return { itself, pairs: [...pairs.values()], touches };
}

const isSameLine = (a: RingEdge, b: RingEdge): boolean =>
  (samePoint(a.from, b.from) && samePoint(a.to, b.to)) || (samePoint(a.from, b.to) && samePoint(a.to, b.from));

/** Where one ring lies that does not cross the other: by the first of its vertices and middles that is not on it. */
function isWithin(inner: Outline, outer: Outline): boolean {
  for (const { from, to } of edgesOf([inner])) {
    for (const [x, y] of [from, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const]) {
      const side = sideOfOutline(outer, x, y);
      if (side !== 'edge') return side === 'inside';
    }
  }
  return true; // the same outline
}

const oriented = (outline: Outline, isHole: boolean): Outline =>
  signedArea(outline) > 0 === isHole ? [...outline].reverse() : outline;

const perimeterOf = (outline: Outline): number =>
  edgesOf([outline]).reduce((sum, { from, to }) => sum + Math.hypot(to[0] - from[0], to[1] - from[1]), 0);

/** Twice the area by the outline's length: the width of a long strip. */
export const meanWidthCm = (polygon: Polygon): number => (2 * polygonArea(polygon)) / perimeterOf(polygon[0]!);

export function isSliver(polygon: Polygon, limits: RepairLimits): boolean {
  return polygonArea(polygon) < limits.smallestPartCm2 || meanWidthCm(polygon) < limits.narrowestPartCm;
}

type Count = (kind: RepairKind, number?: number) => void;

/** Outlines without what is wrong within each alone; a hole of land that is not there is nothing either. */
function cleanRings(polygonsCm: MultiPolygon, count: Count): Ring[] {
  const rings: Ring[] = [];
  polygonsCm.forEach((polygon, part) => {
    let hasLand = false;
    polygon.forEach((raw, index) => {
      const isHole = index > 0;
      const { outline, repeated, spikes, repeatedLoops } = cleanOutline(raw);
      count('repeatedVertices', repeated);
      count('spikes', spikes);
      count('repeatedLoops', repeatedLoops);
      if (outline.length < 3 || (isHole && !hasLand)) count('emptyOutlines');
      else rings.push({ outline, part, isHole, bounds: boundsOf([outline]) });
      if (!isHole) hasLand = outline.length >= 3;
    });
  });
  return rings;
}

/** Which rings are land, and which holes each of them has; by index. */
type HolesByLand = ReadonlyMap<number, readonly number[]>;

interface Composition {
  readonly holesByLand: HolesByLand;
  /** True where outlines must be cut anew. */
  readonly isComposed: boolean;
}

/** How the rings lie to each other, by pairs that are near. */
function compositionOf(rings: readonly Ring[], conflicts: Conflicts, count: Count): Composition {
  const crossed = new Set(conflicts.pairs.map((pair) => pair.join(' ')));
  const cross = (a: number, b: number): boolean => crossed.has(a < b ? `${a} ${b}` : `${b} ${a}`);
  const isRingWithin = (inner: number, outer: number): boolean =>
    isInBounds(rings[inner]!.bounds, rings[outer]!.bounds) && isWithin(rings[inner]!.outline, rings[outer]!.outline);
  let isComposed = conflicts.touches;
  const outerOfPart = new Map(rings.flatMap((ring, index) => (ring.isHole ? [] : [[ring.part, index] as const])));
  const holesByLand = new Map<number, number[]>();
  rings.forEach(({ outline, part, isHole }, index) => {
    const outer = outerOfPart.get(part)!;
    if (!isHole) {
      holesByLand.set(index, []);
      return;
    }
    if (signedArea(outline) > 0 === signedArea(rings[outer]!.outline) > 0) count('turnedHoles');
    // A hole outside its outer outline is land that a writer turned the wrong way.
    if (!cross(index, outer) && !isRingWithin(index, outer)) {
      count('holesOutside');
      isComposed = true;
      holesByLand.set(index, []);
      return;
    }
    if (cross(index, outer)) count('holesAcross');
    holesByLand.get(outer)!.push(index);
  });

  const isInHole = (inner: number, of: number): boolean =>
    holesByLand.get(of)!.some((hole) => isRingWithin(inner, hole));
  const overlap = (a: number, b: number): boolean =>
    cross(a, b) || (isRingWithin(a, b) && !isInHole(a, b)) || (isRingWithin(b, a) && !isInHole(b, a));
  visitTouching(
    rings.map(({ bounds }) => bounds),
    (a, b) => {
      const [isLandA, isLandB] = [holesByLand.has(a), holesByLand.has(b)];
      const areHolesOfOne = !isLandA && !isLandB && rings[a]!.part === rings[b]!.part;
      if (isLandA && isLandB ? !overlap(a, b) : !areHolesOfOne) return;
      if (areHolesOfOne && !cross(a, b) && !isRingWithin(a, b) && !isRingWithin(b, a)) return;
      count(areHolesOfOne ? 'nestedHoles' : 'overlappingParts');
      isComposed = true;
    },
  );
  return { holesByLand, isComposed };
}

/** The rings cut where they meet, and put together anew; null where they have no shape at a centimetre. */
function composed(
  rings: readonly Ring[],
  groups: readonly (readonly number[])[],
  holesByLand: HolesByLand,
): MultiPolygon | null {
  const found: Polygon[] = [];
  for (const group of groups) {
    const noded = nodedRings(group.map((index) => rings[index]!.outline));
    const placeOf = new Map(group.map((index, place) => [index, place]));
    const lands = group.flatMap((index, place) => {
      const holes = holesByLand.get(index)?.flatMap((hole) => placeOf.get(hole) ?? []);
      return holes ? [{ place, holes }] : [];
    });
    const land =
      noded &&
      landOfRings(noded, (isIn) =>
        lands.some(({ place, holes }) => isIn[place] === 1 && !holes.some((hole) => isIn[hole] === 1)),
      );
    if (!land) return null;
    for (const polygon of land) found.push(polygon);
  }
  return found.sort(byAreaThenWest);
}

/** `polygonsCm` are open outlines, outer first, as they came; nothing about them is taken for granted. */
export function repairPolygons(polygonsCm: MultiPolygon, limits: RepairLimits): Repaired {
  const counts = new Map<RepairKind, number>();
  const count: Count = (kind, number = 1) => {
    if (number > 0) counts.set(kind, (counts.get(kind) ?? 0) + number);
  };
  const rings = cleanRings(polygonsCm, count);
  // What does not touch cannot conflict: a record of ten thousand parts is ten thousand small questions.
  const groups = touchingGroups(rings.map(({ bounds }) => bounds));
  const conflicts = conflictsOf(rings, groups);
  count('selfCrossings', conflicts.itself.size);
  const { holesByLand, isComposed } = compositionOf(rings, conflicts, count);
  const found = isComposed
    ? composed(rings, groups, holesByLand)
    : [...holesByLand].map(([land, holes]) => [
        oriented(rings[land]!.outline, false),
        ...holes.map((hole) => oriented(rings[hole]!.outline, true)),
      ]);
  if (!found) return { polygonsCm: [], counts, isTangle: true };

  const kept = found.flatMap((polygon): Polygon[] => {
    if (isSliver(polygon, limits)) {
      count('droppedSlivers');
      return [];
    }
    const [outer, ...inner] = polygon as [Outline, ...Outline[]];
    const open = inner.filter((hole) => Math.abs(signedArea(hole)) >= limits.smallestHoleCm2);
    count('filledHoles', inner.length - open.length);
    return [[outer, ...open]];
  });
  return { polygonsCm: kept, counts, isTangle: false };
}
