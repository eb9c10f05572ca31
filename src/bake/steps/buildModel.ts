/** From what was read to a whole district in memory: areas, then the ground, then what stands on it and who is there. */
import type { DistrictModel } from '../districtModel.ts';
import { LeafLocator } from '../topology/leafLocator.ts';
import { type MadeAreas, makeAreas } from './makeAreas.ts';
import { makeBuildings } from './makeBuildings.ts';
import { makeGround } from './makeGround.ts';
import { makePeople } from './makePeople.ts';
import { makePoints } from './makePoints.ts';
import { countInto, type ModelInput } from './modelInput.ts';

export interface BuiltModel extends Omit<MadeAreas, 'areas'> {
  readonly model: DistrictModel;
  /** Records of each source that became part of the district, by source key. */
  readonly acceptedBySource: ReadonlyMap<string, number>;
}

/** Called before each part; may throw to stop the bake. */
export type OnPart = (part: 'areas' | 'ground' | 'buildings' | 'points') => void;

/** Throws FaultError where the areas cannot be made (BAKE-308, BAKE-4xx). */
export function buildModel(input: ModelInput, onPart: OnPart): BuiltModel {
  const { official, sources } = input;
  const acceptedBySource = new Map<string, number>();
  for (const role of ['districtBoundary', 'streetBoundaries'] as const) {
    countInto(acceptedBySource, new Map(sources.of(role).map(({ source, records }) => [source.key, records])));
  }

  onPart('areas');
  const made = makeAreas(input);
  const { areas, ...proof } = made;
  const locator = new LeafLocator(areas);
  const findGrid = (xCm: number, yCm: number) => locator.find(xCm, yCm);

  onPart('ground');
  const ground = makeGround(input, made);
  const { blocks: _blocks, ...onGround } = ground;

  onPart('buildings');
  const buildings = makeBuildings(input, made, ground, findGrid, acceptedBySource);
  const people = makePeople(input, made, ground, buildings);

  onPart('points');
  const points = makePoints(input, made, ground, findGrid, acceptedBySource);

  const { matters, departments, calendarDays } = official;
  const model: DistrictModel = {
    ...{ areas, buildings, matters, departments, calendarDays },
    ...onGround,
    ...people,
    ...points,
  };
  return { model, acceptedBySource, ...proof };
}
