import { isResponsibilityGrid } from '../../model/domain/areas.ts';
import {
  type AreaLife,
  addAreaLives,
  addRollUps,
  emptyAreaLife,
  emptyRollUp,
  type RollUp,
  rollUpOfBuilding,
} from '../../model/domain/rollups.ts';
import { invariant } from '../../model/faults/invariant.ts';
import type { AreaNode, DistrictModel } from '../districtModel.ts';

/** What counts in its grid counts once in each area above it, and in the community grid on duty there: levels add up. */
export class Totals<T> {
  readonly byArea: Map<string, T>;
  readonly #areas: readonly AreaNode[];
  readonly #add: (a: T, b: T) => T;

  constructor(areas: readonly AreaNode[], empty: T, add: (a: T, b: T) => T) {
    this.#areas = areas;
    this.#add = add;
    this.byArea = new Map(areas.map((area) => [area.id, empty]));
  }

  add(areaId: string, part: T): void {
    const before = this.byArea.get(areaId);
    invariant(before, `${areaId} is an area of the district`);
    this.byArea.set(areaId, this.#add(before, part));
  }

  /** Carries the grids' totals to all areas above them. */
  carried(): Map<string, T> {
    const byId = new Map(this.#areas.map((area) => [area.id, area]));
    const parentOf = (area: AreaNode): AreaNode | undefined => byId.get(area.parentId ?? '');
    for (const grid of this.#areas.filter(({ level }) => isResponsibilityGrid(level))) {
      const part = this.byArea.get(grid.id)!;
      for (let area = parentOf(grid); area; area = parentOf(area)) this.add(area.id, part);
      const onDuty = grid.communityGridId ?? parentOf(grid)?.communityGridId ?? null;
      if (onDuty !== null) this.add(onDuty, part);
    }
    return this.byArea;
  }
}

/** Totals of buildings and points per area id. */
export function rollUps(
  model: Pick<DistrictModel, 'areas' | 'buildings' | 'videoPoints' | 'hazards'>,
): Map<string, RollUp> {
  const totals = new Totals(model.areas, emptyRollUp, addRollUps);
  for (const building of model.buildings) totals.add(building.gridId, rollUpOfBuilding(building));
  for (const point of model.videoPoints) totals.add(point.gridId, { ...emptyRollUp, videoPoints: 1 });
  for (const hazard of model.hazards) totals.add(hazard.gridId, { ...emptyRollUp, hazards: 1 });
  return totals.carried();
}

/** Ages, enterprises and facilities per area id: the ages of an area add up to its residents. */
export function areaLives(
  model: Pick<DistrictModel, 'areas' | 'agesByGrid' | 'enterprises' | 'facilities'>,
): Map<string, AreaLife> {
  const totals = new Totals(model.areas, emptyAreaLife, addAreaLives);
  for (const [gridId, ages] of model.agesByGrid) {
    totals.add(gridId, { ...emptyAreaLife, ...ages });
  }
  for (const { gridId } of model.enterprises) totals.add(gridId, { ...emptyAreaLife, enterprises: 1 });
  for (const { gridId } of model.facilities) totals.add(gridId, { ...emptyAreaLife, facilities: 1 });
  return totals.carried();
}
