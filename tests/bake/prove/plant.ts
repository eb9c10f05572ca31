/** A clean district and faults to plant in it, each with what the proof must say of it. Whole centimetres. */
import { difference, type Geom, intersection } from 'polyclip-ts';
import type { GivenArea, ProofBuilding, ProofPiece } from '../../../src/bake/prove/proof.ts';
import { type AreasSpec, generateAreas } from '../../../src/bake/synthetic/generate.ts';
import { type AreaLevel, isResponsibilityGrid, type StandardRef } from '../../../src/model/domain/areas.ts';
import {
  distanceToOutline,
  labelPoint,
  largestPolygon,
  type MultiPolygon,
  multiPolygonArea,
  type Outline,
  type Point2,
  sideOfMultiPolygon,
  sideOfOutline,
  signedArea,
} from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { isSimple, raggedOutline } from '../topology/shapes.ts';

export interface ExpectedPiece {
  readonly kind: ProofPiece['kind'];
  readonly level: AreaLevel;
  readonly areaIds: readonly string[] | null;
  readonly squareMeters: number;
  /** A place in it. */
  readonly atCm: Point2;
}

/** What the proof of a spoiled district has to say, and no more. */
export interface Planted {
  readonly what: string;
  readonly areas: readonly GivenArea[];
  readonly buildings: readonly ProofBuilding[];
  /** Each one piece. */
  readonly pieces: readonly ExpectedPiece[];
  /** Sums over all pieces of a kind at unitGrid, where how many they are is nobody's business. */
  readonly sums: Partial<Record<ProofPiece['kind'], number>>;
  readonly codes: readonly { readonly problem: string; readonly areaId: string }[];
  readonly outOfBand: readonly string[];
  readonly gridAreaBand: readonly [number, number] | null;
  readonly ownerless: readonly string[];
  readonly standardRef: StandardRef;
  readonly split: readonly { readonly buildingId: string; readonly shares: Readonly<Record<string, number>> }[];
}

const nothing = {
  ...{ buildings: [], pieces: [], sums: {}, codes: [], outOfBand: [], ownerless: [], split: [] },
  gridAreaBand: null,
  standardRef: 'GB/T 47678',
} as const;

/** The district as it is: the proof has nothing to say. */
export const clean = (areas: readonly GivenArea[]): Planted => ({ ...nothing, what: 'clean', areas });

const squareMeters = (cm2: number): number => Math.abs(cm2) / 10_000;

/** A few streets on a ragged outline, with official codes throughout. */
export function cleanDistrict(seed: string): GivenArea[] {
  const random = new SeededRandom(`clean/${seed}`);
  const outline = ((): readonly Point2[] => {
    for (;;) {
      const ragged = raggedOutline(random);
      if (Math.abs(signedArea(ragged)) > 8e9 && isSimple(ragged)) return ragged;
    }
  })();
  const streetCodes = ['370203001', '370203002'];
  const spec: AreasSpec = {
    district: { key: 'clean', code: '370203', name: '净区', nameEn: 'Clean' },
    standardRef: 'GB/T 47678',
    seed,
    seaSide: null,
    streets: {
      from: 'seeds',
      outlineCm: [[outline]],
      seeds: streetCodes.map((code, index) => ({
        code,
        name: code,
        nameEn: null,
        atCm: [index * 40_000 - 20_000, 0],
        weight: 1,
      })),
    },
    communities: streetCodes.flatMap((code) =>
      ['001', '002', '003'].map((last) => ({ code: code + last, name: last })),
    ),
    communityGrids: 5,
    unitGrids: 24,
    extensionGrids: 3,
  };
  return [...generateAreas(spec).areas];
}

/** `points` enter the edge a – b of every area that has it: the district stays clean. */
function withPoints(areas: readonly GivenArea[], a: Point2, b: Point2, points: readonly Point2[]): GivenArea[] {
  const same = (one: Point2, other: Point2): boolean => one[0] === other[0] && one[1] === other[1];
  return areas.map((area) => ({
    ...area,
    polygonsCm: area.polygonsCm.map((polygon) =>
      polygon.map((outline) =>
        outline.flatMap((point, index) => {
          const next = outline[(index + 1) % outline.length]!;
          if (same(point, a) && same(next, b)) return [point, ...points];
          if (same(point, b) && same(next, a)) return [point, ...[...points].reverse()];
          return [point];
        }),
      ),
    ),
  }));
}

const changed = (areas: readonly GivenArea[], id: string, polygonsCm: MultiPolygon): GivenArea[] =>
  areas.map((area) => (area.id === id ? { ...area, polygonsCm } : area));

/** The edge p → q of an area takes the way over the tips. */
function withDetour(areas: readonly GivenArea[], id: string, { p, q, tips }: Detour): GivenArea[] {
  const area = areas.find((other) => other.id === id)!;
  return changed(areas, id, withPoints([area], p, q, tips)[0]!.polygonsCm);
}

/** A piece of about a wanted size, between two places of a shared edge and one or two tips inside the first area. */
interface Detour {
  readonly p: Point2;
  readonly q: Point2;
  readonly tips: readonly Point2[];
}

const outlineOf = ({ p, q, tips }: Detour): Outline => [p, ...tips, q];
const areaOf = (detour: Detour): number => squareMeters(signedArea(outlineOf(detour)));

interface SharedEdge {
  readonly first: GivenArea;
  readonly second: GivenArea;
  /** First runs a → b, second b → a; both have their land to the left. */
  readonly a: Point2;
  readonly b: Point2;
}

function sharedEdges(areas: readonly GivenArea[], levels: readonly AreaLevel[]): SharedEdge[] {
  const owners = new Map<string, { area: GivenArea; a: Point2; b: Point2 }>();
  const parts = areas.filter(({ level }) => levels.includes(level));
  const edgesOf = (area: GivenArea): [Point2, Point2][] =>
    area.polygonsCm.flatMap(([outer]) => {
      const turned = signedArea(outer!) > 0 ? outer! : [...outer!].reverse();
      return turned.map((a, index): [Point2, Point2] => [a, turned[(index + 1) % turned.length]!]);
    });
  for (const area of parts) for (const [a, b] of edgesOf(area)) owners.set(`${a} ${b}`, { area, a, b });
  return [...owners.values()].flatMap(({ area, a, b }) => {
    const other = owners.get(`${b} ${a}`);
    return other && other.area !== area ? [{ first: area, second: other.area, a, b }] : [];
  });
}

const gridLevels: readonly AreaLevel[] = ['unitGrid', 'extensionGrid'];

type Shape = 'triangle' | 'band';

/** Null where it does not fit there. */
function detourAt({ first, a, b }: SharedEdge, size: number, shape: Shape): Detour | null {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const [base, depth] =
    shape === 'triangle'
      ? [Math.sqrt(2 * size * 10_000), Math.sqrt(2 * size * 10_000)]
      : [Math.sqrt(2 * size * 10_000), Math.sqrt(size * 5_000)];
  if (base > length - 40) return null;
  const at = (ratio: number, aside: number): Point2 => [
    Math.round(a[0] + ratio * (b[0] - a[0]) - (aside * (b[1] - a[1])) / length),
    Math.round(a[1] + ratio * (b[1] - a[1]) + (aside * (b[0] - a[0])) / length),
  ];
  const half = base / length / 2;
  const [p, q] = [at(0.5 - half, 0), at(0.5 + half, 0)];
  const tips = shape === 'triangle' ? [at(0.5, depth)] : [at(0.5 - half, depth), at(0.5 + half, depth)];
  const outline = first.polygonsCm[0]![0]!;
  // Far enough from every other line, so that nothing there is within the tolerance.
  const clear = Math.min(depth / 3, 100);
  const way = [p, ...tips, q];
  if (outline.some(([x, y]) => sideOfOutline(way, x, y) !== 'outside')) return null;
  for (let leg = 0; leg + 1 < way.length; leg++) {
    for (let step = 1; step < 50; step++) {
      const x = way[leg]![0] + (step / 50) * (way[leg + 1]![0] - way[leg]![0]);
      const y = way[leg]![1] + (step / 50) * (way[leg + 1]![1] - way[leg]![1]);
      if (sideOfMultiPolygon(first.polygonsCm, x, y) !== 'inside') return null;
    }
  }
  if (tips.some(([x, y]) => sideOfMultiPolygon(first.polygonsCm, x, y) !== 'inside')) return null;
  if (tips.some(([x, y]) => distanceToOutline(outline, x, y) < clear)) return null;
  return { p, q, tips };
}

/** By another library, unrounded: the proof's areas are held against these. */
const squareMetersOf = (geom: Geom): number =>
  multiPolygonArea((geom as unknown as MultiPolygon).map((polygon) => polygon.map((ring) => ring.slice(0, -1)))) / 1e4;
const lostArea = (whole: MultiPolygon, taken: MultiPolygon): number =>
  squareMetersOf(difference(whole as unknown as Geom, taken as unknown as Geom));
const common = (one: MultiPolygon, other: MultiPolygon): MultiPolygon =>
  (intersection(one as unknown as Geom, other as unknown as Geom) as unknown as MultiPolygon).map((polygon) =>
    polygon.map((ring) => ring.slice(0, -1)),
  );
const commonArea = (one: MultiPolygon, other: MultiPolygon): number => multiPolygonArea(common(one, other)) / 1e4;

interface Notch {
  readonly edge: SharedEdge;
  readonly areas: readonly GivenArea[];
  readonly detour: Detour;
}

function notch(
  areas: readonly GivenArea[],
  random: SeededRandom,
  size: number,
  shape: Shape,
  allowed: (edge: SharedEdge) => boolean,
  levels = gridLevels,
): Notch | null {
  const edges = sharedEdges(areas, levels).filter(allowed);
  for (let attempt = 0; attempt < 60 && edges.length > 0; attempt++) {
    const edge = random.pick(edges);
    const detour = detourAt(edge, size, shape);
    if (detour) return { edge, detour, areas: withPoints(areas, edge.a, edge.b, [detour.p, detour.q]) };
  }
  return null;
}

const siblings = ({ first, second }: SharedEdge): boolean => first.parentId === second.parentId;
const inner = (areas: readonly GivenArea[]): GivenArea[] => {
  const [district] = areas;
  return areas.filter(
    ({ level, polygonsCm }) =>
      isResponsibilityGrid(level) &&
      polygonsCm.length === 1 &&
      polygonsCm[0]![0]!.every(([x, y]) => distanceToOutline(district!.polygonsCm[0]![0]!, x, y) > 5_000),
  );
};

type Planter = (areas: readonly GivenArea[], random: SeededRandom, size: number) => Planted | null;

const between = (level: AreaLevel): readonly AreaLevel[] => (level === 'unitGrid' ? gridLevels : [level]);

/** Finer areas of the first that lie in the detour: beyond their own, once that has lost it. */
function crossingsOf(areas: readonly GivenArea[], { first }: SharedEdge, detour: Detour): ExpectedPiece[] {
  const members = areas.filter((area) => {
    if (first.level === 'street') return area.level === 'community' && area.parentId === first.id;
    if (first.level !== 'community') return false;
    if (area.level === 'communityGrid') return area.id === first.communityGridId;
    return isResponsibilityGrid(area.level) && area.parentId === first.id;
  });
  return members.flatMap(({ id, level, polygonsCm }): ExpectedPiece[] => {
    const cut = common([[outlineOf(detour)]], polygonsCm);
    if (multiPolygonArea(cut) === 0) return [];
    const crossing = { kind: 'crossing', level: isResponsibilityGrid(level) ? 'unitGrid' : level } as const;
    const atCm = labelPoint(largestPolygon(cut));
    return [{ ...crossing, areaIds: [id], squareMeters: multiPolygonArea(cut) / 1e4, atCm }];
  });
}

/** The first of two siblings steps back. */
const gapAt =
  (level: AreaLevel, shape: Shape): Planter =>
  (areas, random, size) => {
    const found = notch(areas, random, size, shape, siblings, between(level));
    if (!found) return null;
    const { edge, detour } = found;
    const areaIds = [edge.first.id, edge.second.id].sort();
    const pieces: ExpectedPiece[] = [
      { kind: 'gap', level, areaIds, squareMeters: areaOf(detour), atCm: labelPoint([outlineOf(detour)]) },
      ...crossingsOf(found.areas, edge, detour),
    ];
    const spoiled = withDetour(found.areas, edge.first.id, detour);
    return { ...nothing, what: `gap at ${level}`, areas: spoiled, pieces };
  };

/** The second area reaches into the first. */
const reachInto =
  (level: AreaLevel, shape: Shape, allowed: (edge: SharedEdge) => boolean): Planter =>
  (areas, random, size) => {
    const found = notch(areas, random, size, shape, allowed, between(level));
    if (!found) return null;
    const { edge, detour } = found;
    const same = { level, squareMeters: areaOf(detour), atCm: labelPoint([outlineOf(detour)]) };
    const areaIds = [edge.first.id, edge.second.id].sort();
    const pieces: ExpectedPiece[] = [{ kind: 'overlap', areaIds, ...same }];
    // A community grid's own land is its communities', not its street's.
    if (!siblings(edge) || level === 'communityGrid')
      pieces.push({ kind: 'crossing', areaIds: [edge.second.id], ...same });
    const what = `${siblings(edge) ? 'overlap' : 'crossing'} at ${level}`;
    return { ...nothing, what, areas: withDetour(found.areas, edge.second.id, detour), pieces };
  };

/** The district steps back from its edge: a street lies beyond it. */
const streetCrossing: Planter = (areas, random, size) => {
  const district = areas.find(({ level }) => level === 'district')!;
  const alongEdge = (area: GivenArea): SharedEdge[] => {
    const turned = (outline: Outline): Outline => (signedArea(outline) > 0 ? outline : [...outline].reverse());
    const edgesOf = (outline: Outline): [Point2, Point2][] =>
      turned(outline).map((a, index, all): [Point2, Point2] => [a, all[(index + 1) % all.length]!]);
    const own = new Set(edgesOf(area.polygonsCm[0]![0]!).map(([a, b]) => `${a} ${b}`));
    return edgesOf(district.polygonsCm[0]![0]!)
      .filter(([a, b]) => own.has(`${a} ${b}`))
      .map(([a, b]) => ({ first: district, second: area, a, b }));
  };
  const edges = areas.filter(({ level }) => level === 'street').flatMap(alongEdge);
  for (let attempt = 0; attempt < 60; attempt++) {
    const edge = random.pick(edges);
    const detour = detourAt(edge, size, 'triangle');
    // In that street alone: its neighbour would lie beyond the district, too.
    if (!detour || !detourAt({ ...edge, first: edge.second }, size, 'triangle')) continue;
    const noted = withPoints(areas, edge.a, edge.b, [detour.p, detour.q]);
    const piece = { level: 'street', squareMeters: areaOf(detour), atCm: labelPoint([outlineOf(detour)]) } as const;
    return {
      ...{ ...nothing, what: 'crossing at street', areas: withDetour(noted, district.id, detour) },
      pieces: [{ kind: 'crossing', areaIds: [edge.second.id], ...piece }],
    };
  }
  return null;
};

/** Its slender end is within the tolerance of its other side: from nothing to some decimetres, a vertex every tenth. */
const wedge =
  (mostCm: number): Planter =>
  (areas, random) => {
    const edges = sharedEdges(areas, gridLevels).filter(siblings);
    for (let attempt = 0; attempt < 60; attempt++) {
      const edge = random.pick(edges);
      const length = Math.hypot(edge.b[0] - edge.a[0], edge.b[1] - edge.a[1]);
      if (length < 4_000) continue;
      const reach = Math.min(10_000, length - 2_000) / length;
      const at = (ratio: number, aside: number): Point2 => [
        Math.round(edge.a[0] + ratio * (edge.b[0] - edge.a[0]) - (aside * (edge.b[1] - edge.a[1])) / length),
        Math.round(edge.a[1] + ratio * (edge.b[1] - edge.a[1]) + (aside * (edge.b[0] - edge.a[0])) / length),
      ];
      const from = (1 - reach) / 2;
      const [p, q] = [at(from, 0), at(from + reach, 0)];
      const tips = Array.from({ length: 10 }, (_, step) =>
        at(from + (reach * (step + 1)) / 10, (mostCm * (step + 1)) / 10),
      );
      const outline = edge.first.polygonsCm[0]![0]!;
      if (tips.some(([x, y]) => sideOfMultiPolygon(edge.first.polygonsCm, x, y) !== 'inside')) continue;
      const others = outline.filter((point) => point !== edge.a && point !== edge.b);
      if (others.some(([x, y]) => distanceToOutline([p, ...tips, q], x, y) < 100)) continue;
      const noted = withPoints(areas, edge.a, edge.b, [p, q]);
      const way = { p, q, tips };
      const areaIds = [edge.first.id, edge.second.id].sort();
      const [thick, end] = [at(from + reach * 0.95, mostCm * 0.5), 'unitGrid'] as const;
      return {
        ...{ ...nothing, what: `wedge of ${mostCm} cm`, areas: withDetour(noted, edge.first.id, way) },
        pieces: [{ kind: 'gap', level: end, areaIds, squareMeters: areaOf(way), atCm: thick }],
      };
    }
    return null;
  };

const hole: Planter = (areas, random, size) => {
  const half = Math.round((Math.sqrt(size) * 100) / 2);
  const roomy = areas.filter(({ level, polygonsCm }) => {
    const [x, y] = labelPoint(polygonsCm[0]!);
    return isResponsibilityGrid(level) && distanceToOutline(polygonsCm[0]![0]!, x, y) > half * 1.5 + 20;
  });
  if (roomy.length === 0) return null;
  const grid = random.pick(roomy);
  const [x, y] = labelPoint(grid.polygonsCm[0]!).map(Math.round) as [number, number];
  const ring: Point2[] = [
    [x - half, y - half],
    [x + half, y - half],
    [x + half, y + half],
    [x - half, y + half],
  ];
  const [polygon, ...rest] = grid.polygonsCm;
  return {
    ...nothing,
    what: 'hole',
    areas: changed(areas, grid.id, [[...polygon!, ring], ...rest]),
    pieces: [
      {
        ...{ kind: 'gap', level: 'unitGrid', areaIds: [grid.id] },
        ...{ squareMeters: squareMeters(signedArea(ring)), atCm: [x, y] },
      },
    ],
  };
};

const duplicateAt =
  (level: AreaLevel): Planter =>
  (areas, random) => {
    const area = random.pick(areas.filter((other) => other.level === level));
    const pieces = area.polygonsCm.map((polygon): ExpectedPiece => {
      return {
        ...{ kind: 'overlap', level: isResponsibilityGrid(level) ? 'unitGrid' : level, areaIds: [area.id, area.id] },
        ...{ squareMeters: multiPolygonArea([polygon]) / 1e4, atCm: labelPoint(polygon) },
      };
    });
    const codes = [{ problem: 'duplicate', areaId: area.id }];
    return { ...nothing, what: `duplicate ${level}`, areas: [...areas, { ...area }], pieces, codes };
  };

const missing: Planter = (areas, random) => {
  const grid = random.pick(inner(areas));
  const pieces: ExpectedPiece[] = [
    {
      ...{ kind: 'gap', level: 'unitGrid', areaIds: null, squareMeters: multiPolygonArea(grid.polygonsCm) / 1e4 },
      atCm: labelPoint(grid.polygonsCm[0]!),
    },
  ];
  return { ...nothing, what: 'missing grid', areas: areas.filter((area) => area !== grid), pieces };
};

const shifted: Planter = (areas, random) => {
  const grid = random.pick(inner(areas));
  const [dx, dy] = [random.whole(1_500, 2_500), random.whole(-2_500, -1_500)];
  const moved = grid.polygonsCm.map((polygon) =>
    polygon.map((outline) => outline.map(([x, y]): Point2 => [x + dx, y + dy])),
  );
  const left = lostArea(grid.polygonsCm, moved);
  const entered = lostArea(moved, grid.polygonsCm);
  const community = areas.find(({ id }) => id === grid.parentId)!;
  const beyond = lostArea(moved, community.polygonsCm);
  const sums = { gap: left, overlap: entered, crossing: beyond };
  return { ...nothing, what: 'shifted grid', areas: changed(areas, grid.id, moved), sums };
};

/** Each area with its own noise: no two copies of a vertex are farther apart than the tolerance. */
export function withNoise(areas: readonly GivenArea[], random: SeededRandom, radiusCm: number): GivenArea[] {
  return areas.map((area) => ({
    ...area,
    polygonsCm: area.polygonsCm.map((polygon) =>
      polygon.map((outline) =>
        outline.map(([x, y]): Point2 => {
          const [angle, radius] = [random.between(0, 2 * Math.PI), radiusCm * Math.sqrt(random.ratio())];
          return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
        }),
      ),
    ),
  }));
}

const noise: Planter = (areas, random) => {
  return { ...nothing, what: 'noise within the tolerance', areas: withNoise(areas, random, 2.45) };
};

/** One vertex of one grid moved: what it loses is a gap, what it gains an overlap. */
const vertexOff: Planter = (areas, random) => {
  const grid = random.pick(inner(areas));
  const outline = grid.polygonsCm[0]![0]!;
  const index = random.whole(0, outline.length - 1);
  const [before, at, after] = [-1, 0, 1].map((step) => outline[(index + step + outline.length) % outline.length]!) as [
    Point2,
    Point2,
    Point2,
  ];
  const shortest = Math.min(...[before, after].map((end) => Math.hypot(end[0] - at[0], end[1] - at[1])));
  if (shortest < 1_000) return null;
  const [angle, apart] = [random.between(0, 2 * Math.PI), random.between(60, 200)];
  const to: Point2 = [Math.round(at[0] + apart * Math.cos(angle)), Math.round(at[1] + apart * Math.sin(angle))];
  // On another line, or as good as on it, it would be set there.
  const others = areas.filter((area) => isResponsibilityGrid(area.level));
  const lines = others.flatMap(({ polygonsCm }) => polygonsCm.flat());
  if (lines.some((line) => distanceToOutline(line, to[0], to[1]) < 20)) return null;
  const moved: MultiPolygon = [[outline.map((point, place) => (place === index ? to : point))]];
  const gap = lostArea(grid.polygonsCm, moved);
  const overlap = lostArea(moved, grid.polygonsCm);
  const community = areas.find(({ id }) => id === grid.parentId)!;
  const beyond = lostArea(moved, community.polygonsCm);
  // Slender ones may hide in the tolerance: those are no case for this planter.
  if ([gap, overlap, beyond].some((area) => area > 0 && area * 1e4 < shortest * 15)) return null;
  return {
    ...nothing,
    what: 'vertex beyond the tolerance',
    areas: changed(areas, grid.id, moved),
    sums: { gap, overlap, crossing: beyond },
  };
};

const acrossBuilding: Planter = (areas, random) => {
  const edges = sharedEdges(areas, gridLevels).filter(({ a, b }) => Math.hypot(b[0] - a[0], b[1] - a[1]) > 3_000);
  const { a, b } = random.pick(edges);
  const [x, y] = [Math.round((a[0] + b[0]) / 2) + random.whole(-300, 300), Math.round((a[1] + b[1]) / 2)];
  const [width, depth] = [random.whole(500, 900), random.whole(500, 900)];
  const footprintCm: MultiPolygon = [
    [
      [
        [x - width, y - depth],
        [x + width, y - depth],
        [x + width, y + depth],
        [x - width, y + depth],
      ],
    ],
  ];
  const shares = Object.fromEntries(
    areas
      .filter(({ level }) => isResponsibilityGrid(level))
      .map(({ id, polygonsCm }): [string, number] => [
        id,
        (commonArea(footprintCm, polygonsCm) * 1e4) / multiPolygonArea(footprintCm),
      ])
      .filter(([, share]) => share > 0),
  );
  if (Object.keys(shares).length < 2 || Math.max(...Object.values(shares)) > 0.98) return null;
  const buildings = [{ id: 'b1', residents: 12, footprintCm }];
  return { ...nothing, what: 'building across', areas, buildings, split: [{ buildingId: 'b1', shares }] };
};

const renamed = (areas: readonly GivenArea[], grid: GivenArea, change: Partial<GivenArea>): GivenArea[] =>
  areas.map((area) => (area === grid ? { ...area, ...change } : area));

/** Sibling codes of a parent whose own was mistyped: they begin as nobody's any more. */
const orphansOf = (areas: readonly GivenArea[], { id, level }: GivenArea, newId: string): string[] =>
  areas
    .filter(({ parentId, level: own }) => parentId === id && (level !== 'street' || own !== 'unitGrid'))
    .map((area) => area.id)
    .filter((areaId) => !areaId.startsWith(newId.slice(0, id.length)) && !id.startsWith(newId));

/** A code with a place too many, one too few, a letter that is none, a small one. */
const malformedAt =
  (level: AreaLevel): Planter =>
  (areas, random) => {
    const area = random.pick(areas.filter((other) => other.level === level));
    const { id } = area;
    const newId = random.pick([`${id}7`, id.slice(0, -1), `${id.slice(0, -1)}é`, id.replace(/.$/, 'x')]);
    const orphans = orphansOf(areas, area, newId).map((areaId) => ({ problem: 'wrongPrefix', areaId }));
    return {
      ...{ ...nothing, what: `malformed code of a ${level}: ${newId}` },
      areas: renamed(areas, area, { id: newId }),
      codes: [{ problem: 'malformed', areaId: newId }, ...orphans],
    };
  };

/** Another street's or community's digits, that nobody has. */
const wrongPrefixAt =
  (level: AreaLevel): Planter =>
  (areas, random) => {
    const area = random.pick(areas.filter((other) => other.level === level));
    const { id } = area;
    const prefix = level === 'street' ? '370209' : isResponsibilityGrid(level) ? '370203009009' : '370203009';
    const newId = prefix + id.slice(prefix.length);
    const orphans = orphansOf(areas, area, newId).map((areaId) => ({ problem: 'wrongPrefix', areaId }));
    return {
      ...{ ...nothing, what: `wrong prefix of a ${level}` },
      areas: renamed(areas, area, { id: newId }),
      codes: [{ problem: 'wrongPrefix', areaId: newId }, ...orphans],
    };
  };

/** Fourteen digits, two of them the grid's: each community numbers its grids anew. */
function with14Digits(areas: readonly GivenArea[]): GivenArea[] {
  const counts = new Map<string | null, number>();
  return areas.map((area) => {
    if (!isResponsibilityGrid(area.level)) return area;
    const sequence = (counts.get(area.parentId) ?? 0) + 1;
    counts.set(area.parentId, sequence);
    return { ...area, id: `${area.parentId}${String(sequence).padStart(2, '0')}` };
  });
}

const in14Digits =
  (planter: Planter): Planter =>
  (areas, random, size) => {
    const planted = planter(with14Digits(areas), random, size);
    return planted && { ...planted, what: `${planted.what}, 14 digits`, standardRef: 'GB/T 30428' };
  };

/** Each of the other standard's length. */
const otherStandard: Planter = (areas) => {
  const coded = with14Digits(areas);
  const grids = coded.filter(({ level }) => isResponsibilityGrid(level));
  const codes = grids.map(({ id }) => ({ problem: 'malformed', areaId: id }));
  return { ...nothing, what: '14 digits where 15 are due', areas: coded, codes };
};

const ownerless: Planter = (areas, random) => {
  const grid = random.pick(areas.filter(({ level }) => level === 'extensionGrid'));
  return {
    ...nothing,
    what: 'no owner',
    areas: renamed(areas, grid, { ownerUnit: random.pick([null, '', ' ']) }),
    ownerless: [grid.id],
  };
};

const bySize = (areas: readonly GivenArea[]): { id: string; squareMeters: number }[] =>
  areas
    .filter(({ level }) => isResponsibilityGrid(level))
    .map(({ id, polygonsCm }) => ({ id, squareMeters: multiPolygonArea(polygonsCm) / 1e4 }))
    .sort((a, b) => a.squareMeters - b.squareMeters);

/** A band that leaves out the smallest grid alone. */
const tooSmall: Planter = (areas) => {
  const [smallest, next] = bySize(areas);
  const least = (smallest!.squareMeters + next!.squareMeters) / 2;
  return { ...nothing, what: 'too small', areas, outOfBand: [smallest!.id], gridAreaBand: [least, 1e9] };
};

const tooLarge: Planter = (areas) => {
  const [next, largest] = bySize(areas).slice(-2);
  const most = (largest!.squareMeters + next!.squareMeters) / 2;
  return { ...nothing, what: 'too large', areas, outOfBand: [largest!.id], gridAreaBand: [0, most] };
};

export const planters = {
  gap: gapAt('unitGrid', 'triangle'),
  gapBand: gapAt('unitGrid', 'band'),
  streetGap: gapAt('street', 'triangle'),
  communityGap: gapAt('community', 'triangle'),
  communityGridGap: gapAt('communityGrid', 'triangle'),
  overlap: reachInto('unitGrid', 'triangle', siblings),
  overlapBand: reachInto('unitGrid', 'band', siblings),
  streetOverlap: reachInto('street', 'triangle', siblings),
  communityOverlap: reachInto('community', 'triangle', siblings),
  communityGridOverlap: reachInto('communityGrid', 'band', siblings),
  crossing: reachInto('unitGrid', 'band', (edge) => !siblings(edge)),
  communityCrossing: reachInto('community', 'band', (edge) => !siblings(edge)),
  streetCrossing,
  wedge20: wedge(20),
  wedge60: wedge(60),
  hole,
  duplicate: duplicateAt('unitGrid'),
  duplicateExtension: duplicateAt('extensionGrid'),
  duplicateStreet: duplicateAt('street'),
  duplicateCommunity: duplicateAt('community'),
  duplicateCommunityGrid: duplicateAt('communityGrid'),
  duplicate14: in14Digits(duplicateAt('unitGrid')),
  missing,
  shifted,
  noise,
  vertexOff,
  acrossBuilding,
  malformed: malformedAt('unitGrid'),
  malformedExtension: malformedAt('extensionGrid'),
  malformedStreet: malformedAt('street'),
  malformedCommunity: malformedAt('community'),
  malformedCommunityGrid: malformedAt('communityGrid'),
  malformed14: in14Digits(malformedAt('unitGrid')),
  otherStandard,
  wrongPrefix: wrongPrefixAt('unitGrid'),
  wrongPrefixExtension: wrongPrefixAt('extensionGrid'),
  wrongPrefixStreet: wrongPrefixAt('street'),
  wrongPrefixCommunity: wrongPrefixAt('community'),
  wrongPrefixCommunityGrid: wrongPrefixAt('communityGrid'),
  wrongPrefix14: in14Digits(wrongPrefixAt('unitGrid')),
  ownerless,
  tooSmall,
  tooLarge,
} as const satisfies Record<string, Planter>;
export type Kind = keyof typeof planters;

/** Tries places until one fits; null where no place of this district can hold a fault of that size. */
export function plant(kind: Kind, areas: readonly GivenArea[], seed: string, size: number): Planted | null {
  const random = new SeededRandom(`plant/${kind}/${seed}/${size}`);
  for (let attempt = 0; attempt < 30; attempt++) {
    const planted = planters[kind](areas, random, size);
    if (planted) return planted;
  }
  return null;
}
