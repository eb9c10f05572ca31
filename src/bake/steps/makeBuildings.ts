/** Buildings, given or invented, with the people who live in them. */
import type { FacilityKind } from '../../model/domain/facilities.ts';
import type { PlacedBuilding } from '../districtModel.ts';
import { type GeneratedBuildings, generateBuildings, populate } from '../synthetic/generate.ts';
import type { MadeAreas } from './makeAreas.ts';
import type { MadeGround } from './makeGround.ts';
import { byId, checkMade, countInto, type ModelInput } from './modelInput.ts';
import { type FindGrid, placeBuildings } from './placeBuildings.ts';

export interface MadeBuildings {
  /** By id. */
  readonly buildings: readonly PlacedBuilding[];
  /** Buildings that the generator made to be one of these, by building id; empty for an owner's buildings. */
  readonly facilities: ReadonlyMap<string, FacilityKind>;
}

function given(list: readonly PlacedBuilding[]): GeneratedBuildings {
  return { buildings: [...list], facilities: new Map(), crowding: new Map() };
}

export function makeBuildings(
  { recipe, sources, placed, faults }: ModelInput,
  { areas }: MadeAreas,
  { blocks, waterCm, roads }: MadeGround,
  findGrid: FindGrid,
  accepted: Map<string, number>,
): MadeBuildings {
  const { generate } = recipe;
  const files = sources.of('buildings');
  const real = placeBuildings(files, placed.frame, findGrid, faults);
  countInto(accepted, real);
  const count = generate.buildings ?? 0;
  const made =
    files.length > 0
      ? given([...real.values()].flat())
      : generateBuildings(areas, blocks, { seed: generate.seed, count }, { waterCm, roads });
  const settled = populate(made.buildings, generate.residents, generate.seed, made.crowding);
  if (files.length === 0) checkMade('buildings', count, settled.length, faults);
  const residents = settled.reduce((sum, building) => sum + building.residents, 0);
  checkMade('residents', generate.residents, residents, faults);
  return { buildings: settled.sort(byId((item) => item.buildingId)), facilities: made.facilities };
}
