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
import { edgesOf, isInsideEdge, isProperCrossing, type RingEdge, samePoint, visitClosePairs } from './edgePairs.ts';
import { landOfRings } from './landOfRings.ts';
import { nodedRings } from './nodedRings.ts';

export const repairKinds = [
  'repeatedVertices',
  'spikes',
  'selfCrossings',
  'turnedHoles',
  'holesOutside',
  'holesAcross',
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

const areApart = (a: Bounds2, b: Bounds2): boolean =>
  a.maxX < b.minX || b.maxX < a.minX || a.maxY < b.minY || b.maxY < a.minY;

/** Which rings cross or touch themselves, and which pairs cross or share a stretch. */
interface Conflicts {
  readonly itself: ReadonlySet<number>;
  readonly pairs: readonly (readonly [number, number])[];
  /** Some vertex or stretch is shared at all. */
  readonly touches: boolean;
}

function conflictsOf(rings: readonly Ring[]): Conflicts {
  const edges = edgesOf(rings.map(({ outline }) => outline));
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
  visitClosePairs(edges, (first, second) => {
    const [a, b] = [edges[first]!, edges[second]!];
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
  });
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

/** `polygonsCm` are open outlines, outer first, as they came; nothing about them is taken for granted. */
export function repairPolygons(polygonsCm: MultiPolygon, limits: RepairLimits): Repaired {
  const counts = new Map<RepairKind, number>();
  const count = (kind: RepairKind, number = 1): void => {
    if (number > 0) counts.set(kind, (counts.get(kind) ?? 0) + number);
  };

  const rings: Ring[] = [];
  polygonsCm.forEach((polygon, part) => {
    polygon.forEach((raw, index) => {
      const { outline, repeated, spikes } = cleanOutline(raw);
      count('repeatedVertices', repeated);
      count('spikes', spikes);
      // A hole of land that is not there is nothing either.
      const isOrphan = index > 0 && !rings.some((ring) => ring.part === part && !ring.isHole);
      if (outline.length < 3 || isOrphan) count('emptyOutlines');
      else rings.push({ outline, part, isHole: index > 0, bounds: boundsOf([outline]) });
    });
  });
  const outerOf = new Map(rings.flatMap((ring, index) => (ring.isHole ? [] : [[ring.part, index] as const])));
  for (const { outline, part, isHole } of rings) {
    const outer = rings[outerOf.get(part)!]!;
    if (isHole && signedArea(outline) > 0 === signedArea(outer.outline) > 0) count('turnedHoles');
  }

  const conflicts = conflictsOf(rings);
  count('selfCrossings', conflicts.itself.size);
  const crossed = new Set(conflicts.pairs.map((pair) => pair.join(' ')));
  const cross = (a: number, b: number): boolean => crossed.has(a < b ? `${a} ${b}` : `${b} ${a}`);
  let composed = conflicts.touches;
  /** A hole outside its outer outline is land that a writer turned the wrong way. */
  const isLandOfItsOwn = rings.map(({ outline, part, isHole }, index) => {
    const outer = outerOf.get(part)!;
    if (!isHole) return true;
    if (!cross(index, outer) && !isWithin(outline, rings[outer]!.outline)) {
      count('holesOutside');
      composed = true;
      return true;
    }
    if (cross(index, outer)) count('holesAcross');
    return false;
  });
  const lands = rings.flatMap((_, index) => (isLandOfItsOwn[index] ? [index] : []));
  const holesOf = (land: number): number[] =>
    rings[land]!.isHole
      ? []
      : rings.flatMap(({ part }, index) => (!isLandOfItsOwn[index] && part === rings[land]!.part ? [index] : []));
  const holes = new Map(lands.map((land) => [land, holesOf(land)]));
  for (const [position, a] of lands.entries()) {
    for (const b of lands.slice(position + 1)) {
      if (areApart(rings[a]!.bounds, rings[b]!.bounds)) continue;
      const [first, second] = [rings[a]!.outline, rings[b]!.outline];
      const isInHole = (inner: number, of: number): boolean =>
        holes.get(of)!.some((hole) => isWithin(rings[inner]!.outline, rings[hole]!.outline));
      const nested = (isWithin(first, second) && !isInHole(a, b)) || (isWithin(second, first) && !isInHole(b, a));
      if (!cross(a, b) && !nested) continue;
      count('overlappingParts');
      composed = true;
    }
  }
  for (const inner of holes.values()) {
    const nested = inner.some((a) => inner.some((b) => a !== b && isWithin(rings[a]!.outline, rings[b]!.outline)));
    if (nested) composed = true;
  }

  let found: MultiPolygon;
  if (composed) {
    const noded = nodedRings(rings.map(({ outline }) => outline));
    const land =
      noded &&
      landOfRings(noded, (isIn) =>
        lands.some((of) => isIn[of] === 1 && !holes.get(of)!.some((hole) => isIn[hole] === 1)),
      );
    if (!land) return { polygonsCm: [], counts, isTangle: true };
    found = land;
  } else {
    found = lands.map((land) => [
      oriented(rings[land]!.outline, false),
      ...holes.get(land)!.map((hole) => oriented(rings[hole]!.outline, true)),
    ]);
  }

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
