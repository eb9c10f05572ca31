/** Buildings, given or invented, with the people who live in them. */
import type { FacilityKind } from '../../model/domain/facilities.ts';
import type { PlacedBuilding } from '../districtModel.ts';
import { type OnPart, unheard } from '../progress.ts';
import { type GeneratedBuildings, generateBuildings, populate } from '../synthetic/generate.ts';
import type { MadeAreas } from './makeAreas.ts';
import type { MadeGround } from './makeGround.ts';
import { byId, checkMade, countInto, type ModelInput, tellShort } from './modelInput.ts';
import { type FindGrid, placeBuildings } from './placeBuildings.ts';
import { planOfInput } from './planOfInput.ts';

export interface MadeBuildings {
  /** By id. */
  readonly buildings: readonly PlacedBuilding[];
  /** Buildings that the generator made to be one of these, by building id; empty for an owner's buildings. */
  readonly facilities: ReadonlyMap<string, FacilityKind>;
  /** True where any household or resident was made here and is no owner's count. */
  readonly residentsAreInvented: boolean;
}

/** Nobody is moved into a building that its owner counted and found empty. */
function given(list: readonly PlacedBuilding[], emptyIds: ReadonlySet<string>): GeneratedBuildings {
  return { buildings: [...list], facilities: new Map(), crowding: new Map([...emptyIds].map((id) => [id, 0])) };
}

/** Invented ones, beside all that lies on the ground. Tells where the city plan's cruise quay has no room for a terminal. */
function invented(
  input: ModelInput,
  areas: MadeAreas['areas'],
  ground: MadeGround,
  onPart: OnPart,
): GeneratedBuildings {
  const { seed, buildings: count = 0 } = input.recipe.generate;
  const cruiseQuaysCm = (planOfInput(input)?.quays ?? []).flatMap((quay) => (quay.cruise ? [quay.outlineCm] : []));
  const made = generateBuildings(areas, ground.blocks, { seed, count }, { ...ground, cruiseQuaysCm }, onPart);
  const hasTerminal = [...made.facilities.values()].includes('cruiseTerminal');
  if (cruiseQuaysCm.length > 0 && count > 0) checkMade('cruiseTerminal', 1, hasTerminal ? 1 : 0, input.faults);
  checkMade('buildings', count, made.buildings.length, input.faults);
  return made;
}

export function makeBuildings(
  input: ModelInput,
  { areas }: MadeAreas,
  ground: MadeGround,
  findGrid: FindGrid,
  accepted: Map<string, number>,
  onPart: OnPart = unheard,
): MadeBuildings {
  const { recipe, sources, placed, faults } = input;
  const { generate } = recipe;
  const files = sources.of('buildings');
  const emptyIds = new Set<string>();
  const real = placeBuildings(files, placed.frame, findGrid, faults, emptyIds);
  countInto(accepted, real);
  const made = files.length > 0 ? given([...real.values()].flat(), emptyIds) : invented(input, areas, ground, onPart);
  const settled = populate(made.buildings, generate.residents, generate.seed, made.crowding);
  const residents = settled.reduce((sum, building) => sum + building.residents, 0);
  if (residents < generate.residents) tellShort('residents', generate.residents, residents, faults);
  const residentsAreInvented = settled.some((building, row) => {
    const before = made.buildings[row]!;
    return building.residents !== before.residents || building.households !== before.households;
  });
  return {
    buildings: settled.sort(byId((item) => item.buildingId)),
    facilities: made.facilities,
    residentsAreInvented,
  };
}
