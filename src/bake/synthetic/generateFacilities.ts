/** What people look for by name: what was built for it, what moves into a fitting house, what stands in the open. */
import type { Facility, FacilityKind } from '../../model/domain/facilities.ts';
import { labelPoint, polygonArea } from '../../model/geometry/polygon.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { AreaNode, PlacedBuilding } from '../districtModel.ts';
import { type EntrancesInput, metroEntrances, type NamedPlace } from './metroEntrances.ts';
import type { Block } from './specs.ts';
import { facilityWords } from './words.ts';

export interface FacilitiesSpec {
  readonly seed: string;
  readonly districtKey: string;
}

export interface FacilitiesInput extends EntrancesInput {
  /** Of the city plan. */
  readonly parks: readonly NamedPlace[];
  readonly areas: readonly AreaNode[];
  readonly blocks: readonly Block[];
  readonly buildings: readonly PlacedBuilding[];
  /** What buildings were made to be, by building id. */
  readonly builtFor: ReadonlyMap<string, FacilityKind>;
}

/** A facility before it has its name and number. */
interface Site {
  readonly kind: FacilityKind;
  readonly enuMeters: readonly [number, number];
  readonly gridId: string;
  readonly buildingId: string | null;
  /** A name of the city plan, in place of the community's. */
  readonly place?: { readonly zh: string; readonly en: string };
}

const PARK_LEAST_SQUARE_METERS = 6_000;
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

/** Parks of the plan; elsewhere the largest green block of each community. */
function parks(
  { parks: planned, blocks, findGrid }: FacilitiesInput,
  communityOf: ReadonlyMap<string, AreaNode>,
): Site[] {
  const named = planned.flatMap(({ name, nameEn, atCm: [x, y] }): Site[] => {
    const grid = findGrid(x, y);
    const place = { zh: name, en: nameEn };
    return grid ? [{ kind: 'park', enuMeters: [x / 100, y / 100], gridId: grid.id, buildingId: null, place }] : [];
  });
  const area = ({ outlineCm }: Block): number => polygonArea([outlineCm]) / 10_000;
  const green = blocks.filter((block) => block.zone === 'hill' && area(block) >= PARK_LEAST_SQUARE_METERS);
  const largest = [...Map.groupBy(green, ({ gridId }) => communityOf.get(gridId)?.id).values()].map((own) =>
    own.reduce((best, block) => (area(block) > area(best) ? block : best)),
  );
  const taken = new Set(named.map(({ gridId }) => communityOf.get(gridId)?.id));
  const invented = largest.flatMap(({ outlineCm, gridId }): Site[] => {
    if (taken.has(communityOf.get(gridId)?.id)) return [];
    const [x, y] = labelPoint([outlineCm]);
    return [{ kind: 'park', enuMeters: [Math.round(x) / 100, Math.round(y) / 100], gridId, buildingId: null }];
  });
  return [...named, ...invented];
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
  const entrances = metroEntrances(input).map(
    (entrance): Site => ({ kind: 'metroEntrance', buildingId: null, ...entrance }),
  );
  const sites = [...built, ...moved, ...entrances, ...parks(input, communityOf)];

  const numbers = new Map<FacilityKind, number>();
  const timesNamed = new Map<string, number>();
  const facilities = sites.map(({ kind, enuMeters, gridId, buildingId, place: planned }): Facility => {
    const number = (numbers.get(kind) ?? 0) + 1;
    numbers.set(kind, number);
    const words = facilityWords(kind);
    const word = words[number % words.length]!;
    const ofStreet = kind === 'policeStation' || kind === 'fireStation';
    const area = (ofStreet ? streetOf : communityOf).get(gridId);
    const placeZh = (planned?.zh ?? area?.name ?? '').replace(/(社区|街道|公园)$/, '');
    const placeEn = (planned?.en ?? area?.nameEn ?? '').replace(/ (Community|Subdistrict|Park)$/, '');
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
