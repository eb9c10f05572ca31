/** Buildings, given or invented, with the people who live in them. */
import type { PlacedBuilding } from '../districtModel.ts';
import { generateBuildings, populate } from '../synthetic/generate.ts';
import type { MadeAreas } from './makeAreas.ts';
import type { MadeGround } from './makeGround.ts';
import { byId, checkMade, countInto, type ModelInput } from './modelInput.ts';
import { type FindGrid, placeBuildings } from './placeBuildings.ts';

export function makeBuildings(
  { recipe, sources, placed, faults }: ModelInput,
  { areas }: MadeAreas,
  { blocks }: MadeGround,
  findGrid: FindGrid,
  accepted: Map<string, number>,
): PlacedBuilding[] {
  const { generate } = recipe;
  const given = sources.of('buildings');
  const real = placeBuildings(given, placed.frame, findGrid, faults);
  countInto(accepted, real);
  const unsettled =
    given.length > 0
      ? [...real.values()].flat()
      : generateBuildings(areas, blocks, { seed: generate.seed, count: generate.buildings ?? 0 });
  const buildings = populate(unsettled, generate.residents, generate.seed).sort(byId((item) => item.buildingId));
  if (given.length === 0) checkMade('buildings', generate.buildings ?? 0, buildings.length, faults);
  const settled = buildings.reduce((sum, building) => sum + building.residents, 0);
  checkMade('residents', generate.residents, settled, faults);
  return buildings;
}
