/** A clean district and faults to plant in it, each with what the proof must say of it. Whole centimetres. */
import { difference, type Geom, intersection } from 'polyclip-ts';
import type { GivenArea, ProofBuilding, ProofPiece } from '../../../src/bake/prove/proof.ts';
import { type AreasSpec, generateAreas } from '../../../src/bake/synthetic/generate.ts';
import { type AreaLevel, isResponsibilityGrid } from '../../../src/model/domain/areas.ts';
import {
  distanceToOutline,
  labelPoint,
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
  readonly split: readonly { readonly buildingId: string; readonly shares: Readonly<Record<string, number>> }[];
}

const nothing = {
  ...{ buildings: [], pieces: [], sums: {}, codes: [], outOfBand: [], ownerless: [], split: [] },
  gridAreaBand: null,
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
const commonArea = (one: MultiPolygon, other: MultiPolygon): number =>
  squareMetersOf(intersection(one as unknown as Geom, other as unknown as Geom));

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

const gapAt =
  (level: AreaLevel, shape: Shape, alsoCrossing: readonly AreaLevel[]): Planter =>
  (areas, random, size) => {
    const found = notch(areas, random, size, shape, siblings, between(level));
    if (!found) return null;
    const { edge, detour } = found;
    const areaIds = [edge.first.id, edge.second.id].sort();
    const pieces: ExpectedPiece[] = [{ kind: 'gap', level, areaIds, squareMeters: areaOf(detour) }];
    // Finer areas lie there now beyond their own.
    for (const finer of alsoCrossing) {
      const members = found.areas.filter((other) =>
        finer === 'communityGrid'
          ? other.level === 'communityGrid' && other.id === edge.first.communityGridId
          : isResponsibilityGrid(other.level) && other.parentId === edge.first.id,
      );
      for (const member of members) {
        const cut = commonArea([[outlineOf(detour)]], member.polygonsCm);
        if (cut > 0) pieces.push({ kind: 'crossing', level: finer, areaIds: [member.id], squareMeters: cut });
      }
    }
    const spoiled = withDetour(found.areas, edge.first.id, detour);
    return { ...nothing, what: `gap at ${level}`, areas: spoiled, pieces };
  };

/** The second area reaches into the first. */
const reachInto =
  (shape: Shape, allowed: (edge: SharedEdge) => boolean): Planter =>
  (areas, random, size) => {
    const found = notch(areas, random, size, shape, allowed);
    if (!found) return null;
    const { edge, detour } = found;
    const [level, squareMeters] = ['unitGrid', areaOf(detour)] as const;
    const areaIds = [edge.first.id, edge.second.id].sort();
    const pieces: ExpectedPiece[] = [{ kind: 'overlap', level, areaIds, squareMeters }];
    if (!siblings(edge)) pieces.push({ kind: 'crossing', level, areaIds: [edge.second.id], squareMeters });
    return { ...nothing, what: 'overlap', areas: withDetour(found.areas, edge.second.id, detour), pieces };
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
    pieces: [{ kind: 'gap', level: 'unitGrid', areaIds: [grid.id], squareMeters: squareMeters(signedArea(ring)) }],
  };
};

const duplicate: Planter = (areas, random) => {
  const grid = random.pick(areas.filter(({ level }) => level === 'unitGrid'));
  const pieces = grid.polygonsCm.map((polygon): ExpectedPiece => {
    return {
      kind: 'overlap',
      level: 'unitGrid',
      areaIds: [grid.id, grid.id],
      squareMeters: multiPolygonArea([polygon]) / 1e4,
    };
  });
  const codes = [{ problem: 'duplicate', areaId: grid.id }];
  return { ...nothing, what: 'duplicate grid', areas: [...areas, { ...grid }], pieces, codes };
};

const missing: Planter = (areas, random) => {
  const grid = random.pick(inner(areas));
  const pieces: ExpectedPiece[] = [
    { kind: 'gap', level: 'unitGrid', areaIds: null, squareMeters: multiPolygonArea(grid.polygonsCm) / 1e4 },
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
const oneUnit = (areas: readonly GivenArea[], random: SeededRandom): GivenArea =>
  random.pick(areas.filter(({ level }) => level === 'unitGrid'));

const malformed: Planter = (areas, random) => {
  const grid = oneUnit(areas, random);
  const id = random.pick([`${grid.id}7`, grid.id.slice(0, 14), `${grid.id.slice(0, 14)}é`, grid.id.replace(/.$/, 'x')]);
  return {
    ...nothing,
    what: 'malformed code',
    areas: renamed(areas, grid, { id }),
    codes: [{ problem: 'malformed', areaId: id }],
  };
};

const wrongPrefix: Planter = (areas, random) => {
  const grid = oneUnit(areas, random);
  const id = `370203009009${grid.id.slice(12)}`;
  return {
    ...nothing,
    what: 'wrong prefix',
    areas: renamed(areas, grid, { id }),
    codes: [{ problem: 'wrongPrefix', areaId: id }],
  };
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
  gap: gapAt('unitGrid', 'triangle', []),
  gapBand: gapAt('unitGrid', 'band', []),
  communityGap: gapAt('community', 'triangle', ['communityGrid', 'unitGrid']),
  communityGridGap: gapAt('communityGrid', 'triangle', []),
  overlap: reachInto('triangle', siblings),
  overlapBand: reachInto('band', siblings),
  crossing: reachInto('band', (edge) => !siblings(edge)),
  hole,
  duplicate,
  missing,
  shifted,
  noise,
  vertexOff,
  acrossBuilding,
  malformed,
  wrongPrefix,
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
