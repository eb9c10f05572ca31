/** Totals of an area. One function for every level, so that levels add up by construction. */
import type { Building } from './buildings.ts';

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

export function addRollUps(a: RollUp, b: RollUp): RollUp {
  return Object.fromEntries(rollUpKeys.map((key) => [key, a[key] + b[key]])) as unknown as RollUp;
}

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
