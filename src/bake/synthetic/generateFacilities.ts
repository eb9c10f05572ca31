/** What people look for by name: what was built for it, what moves into a fitting house, what stands in the open. */
import type { Facility, FacilityKind } from '../../model/domain/facilities.ts';
import { labelPoint, type Point2, polygonArea } from '../../model/geometry/polygon.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { AreaNode, PlacedBuilding, Road } from '../districtModel.ts';
import type { Block } from './specs.ts';
import { facilityWords } from './words.ts';

export interface FacilitiesSpec {
  readonly seed: string;
  readonly districtKey: string;
}

export interface FacilitiesInput {
  readonly areas: readonly AreaNode[];
  readonly blocks: readonly Block[];
  readonly roads: readonly Road[];
  readonly buildings: readonly PlacedBuilding[];
  /** What buildings were made to be, by building id. */
  readonly builtFor: ReadonlyMap<string, FacilityKind>;
  /** The grid at a place in whole centimetres; null outside. */
  findGrid(xCm: number, yCm: number): { readonly id: string } | null;
}

/** A facility before it has its name and number. */
interface Site {
  readonly kind: FacilityKind;
  readonly enuMeters: readonly [number, number];
  readonly gridId: string;
  readonly buildingId: string | null;
}

const PARK_LEAST_SQUARE_METERS = 6_000;
const METRO_SPACING_METERS = 950;
/** Main roads shorter than this carry no line. */
const METRO_LINE_METERS = 1_500;
const ENTRANCE_OFF_KERB_METERS = 2.5;
/** One fire station answers for so many streets. */
const STREETS_PER_FIRE_STATION = 3;

const inBuilding = (kind: FacilityKind, building: PlacedBuilding): Site => ({
  kind,
  enuMeters: building.centroidEnuMeters,
  gridId: building.gridId,
  buildingId: building.buildingId,
});

/** The area of a level above each grid. */
function above(areas: readonly AreaNode[], level: 'street' | 'community'): ReadonlyMap<string, AreaNode> {
  const byId = new Map(areas.map((area) => [area.id, area]));
  const find = (area: AreaNode | undefined): AreaNode | undefined =>
    !area || area.level === level ? area : find(byId.get(area.parentId ?? ''));
  return new Map(areas.flatMap((area) => (find(area) ? [[area.id, find(area)!] as const] : [])));
}

/** Police, fire and clinics move into public houses, else into shops: one for each street, each third, each community. */
function movedIn(
  { areas, buildings, builtFor }: FacilitiesInput,
  streetOf: ReadonlyMap<string, AreaNode>,
  communityOf: ReadonlyMap<string, AreaNode>,
  random: SeededRandom,
): Site[] {
  const taken = new Set(builtFor.keys());
  const fitting = buildings.filter(({ use }) => use === 'public' || use === 'commercial');
  const byStreet = Map.groupBy(fitting, ({ gridId }) => streetOf.get(gridId)?.id);
  const byCommunity = Map.groupBy(fitting, ({ gridId }) => communityOf.get(gridId)?.id);
  const settle = (kind: FacilityKind, among: readonly PlacedBuilding[] | undefined, floors: number): Site[] => {
    const free = (among ?? []).filter((item) => item.floors <= floors && !taken.has(item.buildingId));
    const publicOnes = free.filter(({ use }) => use === 'public');
    const choice = publicOnes.length > 0 ? publicOnes : free;
    if (choice.length === 0) return [];
    const building = random.pick(choice);
    taken.add(building.buildingId);
    return [inBuilding(kind, building)];
  };
  const streets = areas.filter(({ level }) => level === 'street');
  const communities = areas.filter(({ level }) => level === 'community');
  return [
    ...streets.flatMap(({ id }) => settle('policeStation', byStreet.get(id), 6)),
    ...streets
      .filter((_, index) => index % STREETS_PER_FIRE_STATION === 0)
      .flatMap(({ id }) => settle('fireStation', byStreet.get(id), 6)),
    ...communities.flatMap(({ id }) => settle('clinic', byCommunity.get(id), 4)),
  ];
}

/** Entrances on both kerbs of main roads, a usual distance between stations apart. */
function metroEntrances({ roads, findGrid }: FacilitiesInput): Site[] {
  const sites: Site[] = [];
  for (const { rank, kind, centrelineCm, halfWidthMeters } of roads) {
    if (rank !== 1 || kind !== 'street') continue;
    const lengths = centrelineCm.slice(1).map(([x, y], index) => {
      const [fromX, fromY] = centrelineCm[index]!;
      return Math.hypot(x - fromX, y - fromY) / 100;
    });
    if (lengths.reduce((sum, length) => sum + length, 0) < METRO_LINE_METERS) continue;
    let untilNext = METRO_SPACING_METERS / 2;
    lengths.forEach((length, index) => {
      const [from, to] = [centrelineCm[index]!, centrelineCm[index + 1]!];
      for (; untilNext <= length && length > 0; untilNext += METRO_SPACING_METERS) {
        const [ux, uy] = [(to[0] - from[0]) / (length * 100), (to[1] - from[1]) / (length * 100)];
        for (const side of [1, -1]) {
          const off = side * (halfWidthMeters + ENTRANCE_OFF_KERB_METERS) * 100;
          const x = Math.round(from[0] + ux * untilNext * 100 - uy * off);
          const y = Math.round(from[1] + uy * untilNext * 100 + ux * off);
          const grid = findGrid(x, y);
          if (grid)
            sites.push({ kind: 'metroEntrance', enuMeters: [x / 100, y / 100], gridId: grid.id, buildingId: null });
        }
      }
      untilNext -= length;
    });
  }
  return sites;
}

function parks(blocks: readonly Block[]): Site[] {
  return blocks.flatMap(({ zone, outlineCm, gridId }): Site[] => {
    if (zone !== 'hill' || polygonArea([outlineCm]) / 10_000 < PARK_LEAST_SQUARE_METERS) return [];
    const [x, y]: Point2 = labelPoint([outlineCm]);
    return [{ kind: 'park', enuMeters: [Math.round(x) / 100, Math.round(y) / 100], gridId, buildingId: null }];
  });
}

/** Where every facility is, invented and named as a sample after its community; in the order of their ids. */
export function generateFacilities(input: FacilitiesInput, spec: FacilitiesSpec): Facility[] {
  const random = new SeededRandom(`${spec.seed}/facilities`);
  const communityOf = above(input.areas, 'community');
  const streetOf = above(input.areas, 'street');
  const built = input.buildings.flatMap((building): Site[] => {
    const kind = input.builtFor.get(building.buildingId);
    return kind ? [inBuilding(kind, building)] : [];
  });
  const moved = movedIn(input, streetOf, communityOf, random);
  const sites = [...built, ...moved, ...metroEntrances(input), ...parks(input.blocks)];

  const numbers = new Map<FacilityKind, number>();
  const timesNamed = new Map<string, number>();
  const facilities = sites.map(({ kind, enuMeters, gridId, buildingId }): Facility => {
    const number = (numbers.get(kind) ?? 0) + 1;
    numbers.set(kind, number);
    const words = facilityWords(kind);
    const word = words[number % words.length]!;
    const ofStreet = kind === 'policeStation' || kind === 'fireStation';
    const place = (ofStreet ? streetOf : communityOf).get(gridId);
    const placeZh = (place?.name ?? '').replace(/(社区|街道)$/, '');
    const placeEn = (place?.nameEn ?? '').replace(/ (Community|Subdistrict)$/, '');
    const times = (timesNamed.get(placeZh + word.zh) ?? 0) + 1;
    timesNamed.set(placeZh + word.zh, times);
    const again = times > 1 ? ` ${times}` : '';
    return {
      facilityId: `${spec.districtKey}:${kind}:${String(number).padStart(4, '0')}`,
      kind,
      name: `${placeZh}示例${word.zh}${again}`,
      nameEn: `${placeEn} Sample ${word.en}${again}`.trim(),
      ...{ enuMeters, gridId, buildingId },
    };
  });
  return facilities.sort((a, b) => (a.facilityId < b.facilityId ? -1 : 1));
}
