/** Totals of an area. One function for every level, so that levels add up by construction. */
import type { Building } from './buildings.ts';
import { type AgeCounts, noAges } from './people.ts';

export interface RollUp {
  readonly buildings: number;
  readonly residentialBuildings: number;
  readonly footprintSquareMeters: number;
  readonly floorAreaSquareMeters: number;
  readonly households: number;
  readonly residents: number;
  readonly videoPoints: number;
  readonly hazards: number;
}

export const emptyRollUp: RollUp = {
  buildings: 0,
  residentialBuildings: 0,
  footprintSquareMeters: 0,
  floorAreaSquareMeters: 0,
  households: 0,
  residents: 0,
  videoPoints: 0,
  hazards: 0,
};

export const rollUpKeys = Object.keys(emptyRollUp) as (keyof RollUp)[];

/** One sum a key. Written out by hand it would forget the key that comes next. */
function sumOf<T extends object>(keys: readonly (keyof T & string)[], a: T, b: T): T {
  const sum: Record<string, number> = {};
  for (const key of keys) sum[key] = (a[key] as number) + (b[key] as number);
  return sum as T;
}

export const addRollUps = (a: RollUp, b: RollUp): RollUp => sumOf(rollUpKeys, a, b);

/** What one building adds to its area. Areas of ground are whole square metres, so sums are exact. */
export function rollUpOfBuilding(
  building: Pick<Building, 'use' | 'footprintSquareMeters' | 'floorAreaSquareMeters' | 'households' | 'residents'>,
): RollUp {
  return {
    ...emptyRollUp,
    buildings: 1,
    residentialBuildings: building.use === 'residential' ? 1 : 0,
    footprintSquareMeters: building.footprintSquareMeters,
    floorAreaSquareMeters: building.floorAreaSquareMeters,
    households: building.households,
    residents: building.residents,
  };
}

/** Who lives and works in an area, beside its RollUp; the ages add up to the area's residents. */
export interface AreaLife extends AgeCounts {
  readonly enterprises: number;
  readonly facilities: number;
}

export const emptyAreaLife: AreaLife = { ...noAges, enterprises: 0, facilities: 0 };
export const areaLifeKeys = Object.keys(emptyAreaLife) as (keyof AreaLife)[];
export const addAreaLives = (a: AreaLife, b: AreaLife): AreaLife => sumOf(areaLifeKeys, a, b);
