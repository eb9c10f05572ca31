/** Hazard sources where such things stand: at pumps, tanks and boilers, in crowds and towers, on slopes and sites. */
import type { FacilityKind } from '../../model/domain/facilities.ts';
import { gradeFromRisk, type Hazard, type HazardGrade, type HazardKind } from '../../model/domain/hazards.ts';
import { boundsOf, sideOfOutline } from '../../model/geometry/polygon.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { PlacedBuilding } from '../districtModel.ts';
import type { Block, HazardsSpec, ZoneKind } from './specs.ts';
import { noSubstance, substancesOf } from './substances.ts';

export interface HazardsInput {
  readonly blocks: readonly Block[];
  readonly buildings: readonly PlacedBuilding[];
  /** What buildings serve as, by building id. */
  readonly facilityKinds: ReadonlyMap<string, FacilityKind>;
  /** The grid at a place in whole centimetres; null outside. */
  findGrid(xCm: number, yCm: number): { readonly id: string } | null;
  /** Is the place open: no carriageway, no rails, no water, no house? See openPlaces.ts. */
  isOpen(xCm: number, yCm: number): boolean;
}

/** Two hazards in the open are two places. */
const APART_METERS = 40;
/** Blocks tried for one hazard in the open, and places in each of them. */
const BLOCK_TRIES = 12;
const PLACE_TRIES = 16;

interface HazardStyle {
  readonly name: string;
  readonly nameEn: string;
  /** Share among all. */
  readonly weight: number;
  /** Buildings at which the kind stands; null for what lies in the open. */
  readonly at: ((building: PlacedBuilding, facility: FacilityKind | undefined) => boolean) | null;
  /** Blocks where it lies, in the open or where no building fits. */
  readonly zones: readonly ZoneKind[];
  /** Range of the risk value R of GB 18218-2018, where that standard applies; else a grade is drawn. */
  readonly risk: readonly [number, number] | null;
}

const HOUSING: readonly ZoneKind[] = ['workersHousing', 'newCompound', 'oldTown'];
const WORKS: readonly ZoneKind[] = ['industry', 'port'];

/** A high-rise of the fire code (GB 50016: public buildings above 100 m have rules of their own). */
const HIGH_RISE_METERS = 100;
const CROWD_SQUARE_METERS = 6_000;
/** Tanks and single stores are works of one storey that cover little ground. */
const STORE_SQUARE_METERS = 400;

const STYLES: Readonly<Record<HazardKind, HazardStyle>> = {
  hazardousChemicals: {
    ...{ name: '危险化学品库', nameEn: 'Hazardous Goods Store', weight: 10, zones: WORKS },
    at: ({ use, floors, footprintSquareMeters }) =>
      use === 'industrial' && floors === 1 && footprintSquareMeters < STORE_SQUARE_METERS,
    risk: [2, 120],
  },
  fuelStation: {
    ...{ name: '加油加气站', nameEn: 'Fuel Station', weight: 14, zones: [...HOUSING, 'industry'] },
    at: (_, facility) => facility === 'petrolStation',
    risk: [1, 30],
  },
  gasRegulator: {
    ...{ name: '燃气调压站', nameEn: 'Gas Regulator', weight: 16, zones: HOUSING },
    at: ({ use, floors }) => use === 'other' && floors === 1,
    risk: null,
  },
  boiler: {
    ...{ name: '供热锅炉房', nameEn: 'Boiler House', weight: 10, zones: ['workersHousing', 'industry'] },
    at: ({ use, floors, footprintSquareMeters }) => use === 'other' && floors === 1 && footprintSquareMeters > 70,
    risk: null,
  },
  crowdedPlace: {
    ...{ name: '人员密集场所', nameEn: 'Crowded Place', weight: 14, zones: ['business', 'oldTown'] },
    at: ({ use, floorAreaSquareMeters }, facility) =>
      facility === 'market' ||
      facility === 'hospital' ||
      (use === 'commercial' && floorAreaSquareMeters > CROWD_SQUARE_METERS),
    risk: null,
  },
  highRise: {
    ...{ name: '高层建筑', nameEn: 'High-rise', weight: 12, zones: ['business', 'newCompound'] },
    at: ({ heightGroundMeters }) => heightGroundMeters > HIGH_RISE_METERS,
    risk: null,
  },
  undergroundSpace: {
    ...{ name: '地下空间', nameEn: 'Underground Space', weight: 8, zones: ['business', 'newCompound'] },
    at: ({ use, footprintSquareMeters }) => use === 'commercial' && footprintSquareMeters > 1_500,
    risk: null,
  },
  slope: {
    ...{ name: '边坡', nameEn: 'Slope', weight: 8, zones: ['hill'], at: null },
    risk: null,
  },
  waterlogging: {
    ...{ name: '易积水点', nameEn: 'Flood-prone Spot', weight: 14, zones: HOUSING, at: null },
    risk: null,
  },
  constructionSite: {
    ...{ name: '建筑工地', nameEn: 'Construction Site', weight: 14, zones: ['newCompound', 'business'], at: null },
    risk: null,
  },
};
const KINDS = Object.keys(STYLES) as HazardKind[];
/** Grades where no risk value exists: few bad ones, some not yet confirmed (5). */
const GRADE_WEIGHTS = [3, 12, 32, 43, 10];

interface Place {
  readonly enuAboveGroundMeters: readonly [number, number, number];
  readonly gridId: string;
}

/** Draws each place once. */
class Places {
  readonly #free = new Map<HazardKind, PlacedBuilding[]>();
  readonly #input: HazardsInput;
  readonly #blocksByZone: ReadonlyMap<ZoneKind, readonly Block[]>;
  readonly #taken = new Set<string>();
  readonly #openOnes: Place[] = [];

  constructor(input: HazardsInput) {
    this.#input = input;
    this.#blocksByZone = Map.groupBy(input.blocks, ({ zone }) => zone);
    const kindsAt = KINDS.flatMap((kind) => {
      const { at } = STYLES[kind];
      if (!at) return [];
      const free: PlacedBuilding[] = [];
      this.#free.set(kind, free);
      return [{ at, free }];
    });
    // Once over all buildings: of a large district they lie too far apart in memory to be looked at kind by kind.
    for (const building of input.buildings) {
      const facility = input.facilityKinds.get(building.buildingId);
      for (const { at, free } of kindsAt) if (at(building, facility)) free.push(building);
    }
  }

  /** Null where there is no place left. */
  draw(kind: HazardKind, random: SeededRandom): Place | null {
    const free = this.#free.get(kind) ?? [];
    while (free.length > 0) {
      const index = random.whole(0, free.length - 1);
      const { buildingId, centroidEnuMeters } = free[index]!;
      free[index] = free.at(-1)!;
      free.pop();
      const [east, north] = centroidEnuMeters;
      const grid = this.#input.findGrid(Math.round(east * 100), Math.round(north * 100));
      if (!grid || this.#taken.has(buildingId)) continue;
      this.#taken.add(buildingId);
      return {
        enuAboveGroundMeters: [Math.round(east * 100) / 100, Math.round(north * 100) / 100, 0],
        gridId: grid.id,
      };
    }
    const fitting = STYLES[kind].zones.flatMap((zone) => this.#blocksByZone.get(zone) ?? []);
    return this.#drawOpen(fitting, random) ?? this.#drawOpen(this.#input.blocks, random);
  }

  #drawOpen(blocks: readonly Block[], random: SeededRandom): Place | null {
    for (let tried = 0; blocks.length > 0 && tried < BLOCK_TRIES; tried++) {
      const { outlineCm } = random.pick(blocks);
      const { minX, minY, maxX, maxY } = boundsOf([outlineCm]);
      for (let drawn = 0; drawn < PLACE_TRIES; drawn++) {
        const [x, y] = [Math.round(random.between(minX, maxX)), Math.round(random.between(minY, maxY))];
        if (sideOfOutline(outlineCm, x, y) !== 'inside' || !this.#input.isOpen(x, y)) continue;
        const grid = this.#input.findGrid(x, y);
        if (
          !grid ||
          this.#openOnes.some(({ enuAboveGroundMeters: [e, n] }) => Math.hypot(e - x / 100, n - y / 100) < APART_METERS)
        )
          continue;
        const place: Place = { enuAboveGroundMeters: [x / 100, y / 100, 0], gridId: grid.id };
        this.#openOnes.push(place);
        return place;
      }
    }
    return null;
  }
}

/**
 * `spec.count` hazards, invented and named as samples; a kind without a fitting place goes anywhere. Fewer only where
 * there is no open place left.
 */
export function generateHazards(input: HazardsInput, spec: HazardsSpec): Hazard[] {
  const random = new SeededRandom(`${spec.seed}/hazards`);
  const places = new Places(input);
  const hazards = Array.from({ length: spec.count }, (_, index): Hazard[] => {
    const kind = KINDS[random.weighted(KINDS.map((key) => STYLES[key].weight))]!;
    const style = STYLES[kind];
    const number = index + 1;
    const grade = style.risk
      ? gradeFromRisk(random.between(...style.risk))
      : ((random.weighted(GRADE_WEIGHTS) + 1) as HazardGrade);
    const place = places.draw(kind, random);
    if (!place) return [];
    const substances = substancesOf(kind);
    const hazard = {
      hazardId: `${spec.districtKey}:hazard:${String(number).padStart(4, '0')}`,
      name: `示例${number}号${style.name}`,
      nameEn: `Sample ${style.nameEn} ${number}`,
      ...{ kind, grade, ...place },
      ownerUnit: `示例${number}号责任单位`,
      ...(substances.length > 0 ? random.pick(substances) : noSubstance),
    };
    return [hazard];
  }).flat();
  return hazards.sort((a, b) => (a.hazardId < b.hazardId ? -1 : 1));
}
