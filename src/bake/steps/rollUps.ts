import { isResponsibilityGrid } from '../../model/domain/areas.ts';
import { addRollUps, emptyRollUp, type RollUp, rollUpOfBuilding } from '../../model/domain/rollups.ts';
import { invariant } from '../../model/faults/invariant.ts';
import type { AreaNode, DistrictModel } from '../districtModel.ts';

/** Totals per area id: every thing counts once in its grid and in each area above it, so levels add up. */
export function rollUps(
  model: Pick<DistrictModel, 'areas' | 'buildings' | 'videoPoints' | 'hazards'>,
): Map<string, RollUp> {
  const byId = new Map(model.areas.map((area) => [area.id, area]));
  const totals = new Map(model.areas.map((area) => [area.id, emptyRollUp]));
  const add = (areaId: string, part: RollUp): void => {
    const before = totals.get(areaId);
    invariant(before, `${areaId} is an area of the district`);
    totals.set(areaId, addRollUps(before, part));
  };
  for (const building of model.buildings) add(building.gridId, rollUpOfBuilding(building));
  for (const point of model.videoPoints) add(point.gridId, { ...emptyRollUp, videoPoints: 1 });
  for (const hazard of model.hazards) add(hazard.gridId, { ...emptyRollUp, hazards: 1 });
  const parentOf = (area: AreaNode): AreaNode | undefined => byId.get(area.parentId ?? '');
  for (const grid of model.areas.filter(({ level }) => isResponsibilityGrid(level))) {
    const part = totals.get(grid.id)!;
    for (let area = parentOf(grid); area; area = parentOf(area)) add(area.id, part);
    const onDuty = grid.communityGridId ?? parentOf(grid)?.communityGridId ?? null;
    if (onDuty !== null) add(onDuty, part);
  }
  return totals;
}
