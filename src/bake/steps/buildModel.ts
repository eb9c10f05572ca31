/** From what was read to a whole district in memory: areas, then the ground, then what stands on it and who is there. */
import type { StageKey, Stages } from '../cache/stages.ts';
import type { DistrictModel } from '../districtModel.ts';
import type { OnPart } from '../progress.ts';
import { KnownPlaces } from '../synthetic/openPlaces.ts';
import { LeafLocator } from '../topology/leafLocator.ts';
import { finishProof } from './finishProof.ts';
import { givenHeightField } from './givenHeightField.ts';
import { keptBuildings, type MadeStage } from './keptBuildings.ts';
import { type MadeAreas, makeAreas } from './makeAreas.ts';
import { makeBuildings } from './makeBuildings.ts';
import { type LandMaker, type MadeGround, makeGround } from './makeGround.ts';
import { makePeople } from './makePeople.ts';
import { makePoints } from './makePoints.ts';
import type { ModelInput } from './modelInput.ts';
import { type ModelStage, type StageView, viewOf } from './stageViews.ts';

export interface BuiltModel extends MadeAreas {
  readonly model: DistrictModel;
  readonly residentsAreInvented: boolean;
  /** Records of each source that became part of the district, by source key. */
  readonly acceptedBySource: ReadonlyMap<string, number>;
  /** What later stages build their own keys from. */
  readonly stageKeys: Readonly<Record<ModelStage, StageKey>>;
}

export interface ModelStages {
  readonly views: Readonly<Record<ModelStage, StageView>>;
  readonly keys: Readonly<Record<ModelStage, StageKey>>;
}

/** All keys before any stage runs: a stage's result depends on nothing but its key. */
export function modelStages(input: Omit<ModelInput, 'faults'>, stages: Stages): ModelStages {
  const views = {
    areas: viewOf('areas', input),
    ground: viewOf('ground', input),
    buildings: viewOf('buildings', input),
    points: viewOf('points', input),
  };
  const areas = stages.keyOf('areas', [views.areas.digest]);
  const ground = stages.keyOf('ground', [views.ground.digest, areas]);
  const buildings = stages.keyOf('buildings', [views.buildings.digest, ground]);
  const points = stages.keyOf('points', [views.points.digest, buildings]);
  return { views, keys: { areas, ground, buildings, points } };
}

export interface ModelListener {
  /** Called before each stage; may throw to stop the bake. */
  onStage(stage: ModelStage): Promise<void>;
  /** Called on the way through a stage that is not kept; need not return soon, but nothing else goes on meanwhile. */
  readonly onPart: OnPart;
  readonly landOf: LandMaker;
  /**
   * Called as soon as there is a ground, and buildings on it: whoever draws them need not wait for the rest. May be
   * called again with the same.
   */
  onGround(ground: MadeGround, made: MadeAreas): void;
  onBuildings(buildings: DistrictModel['buildings'], ground: MadeGround): void;
}

/** Throws FaultError where the areas cannot be made (BAKE-308, BAKE-4xx). */
export async function buildModel(
  input: ModelInput,
  { views, keys }: ModelStages,
  stages: Stages,
  listener: ModelListener,
): Promise<BuiltModel> {
  const { official } = input;
  const { onPart } = listener;
  const acceptedBySource = new Map<string, number>();

  await listener.onStage('areas');
  const made = await stages.run('areas', keys.areas, (faults) => makeAreas({ ...views.areas.input, faults }, onPart));
  const { areas } = made;
  let locator: LeafLocator | null = null;
  const findGrid = (xCm: number, yCm: number): ReturnType<LeafLocator['find']> => {
    locator ??= new LeafLocator(areas);
    return locator.find(xCm, yCm);
  };

  const places = new KnownPlaces();

  await listener.onStage('ground');
  const ground = await stages.run('ground', keys.ground, async (faults) => {
    const seen = { ...views.ground.input, faults };
    return makeGround(seen, made, await givenHeightField(seen, made.landCm), onPart, listener.landOf);
  });
  listener.onGround(ground, made);
  const { blocks: _blocks, elevationKeys, acceptedOnGround, ...onGround } = ground;
  for (const [key, count] of acceptedOnGround) acceptedBySource.set(key, count);
  for (const { source } of input.sources.of('elevation')) {
    acceptedBySource.set(source.key, elevationKeys.includes(source.key) ? 1 : 0);
  }

  await listener.onStage('buildings');
  const {
    accepted: acceptedBuildings,
    buildings,
    residentsAreInvented,
    people,
  } = await stages.run(
    'buildings',
    keys.buildings,
    (faults): MadeStage => {
      const seen = { ...views.buildings.input, faults };
      const accepted = new Map<string, number>();
      const standing = makeBuildings(seen, made, ground, findGrid, accepted, onPart);
      const { buildings, residentsAreInvented } = standing;
      listener.onBuildings(buildings, ground);
      const people = makePeople(seen, made, ground, standing, findGrid, onPart, places);
      return { accepted, buildings, residentsAreInvented, people };
    },
    keptBuildings,
  );

  // From the cache they are told here; made ones have been told already.
  listener.onBuildings(buildings, ground);

  await listener.onStage('points');
  const { accepted: acceptedPoints, points } = await stages.run('points', keys.points, (faults) => {
    const accepted = new Map<string, number>();
    return {
      accepted,
      points: makePoints(
        { ...views.points.input, faults },
        made,
        ground,
        { buildings, facilities: people.facilities },
        findGrid,
        accepted,
        places,
        onPart,
      ),
    };
  });
  for (const [key, count] of [...acceptedBuildings, ...acceptedPoints]) acceptedBySource.set(key, count);

  const { matters, departments, calendarDays, componentClasses } = official;
  const model: DistrictModel = {
    ...{ areas, buildings, matters, departments, calendarDays, componentClasses },
    ...onGround,
    ...people,
    ...points,
  };
  const proof = finishProof(input, made, model, findGrid);
  return { model, residentsAreInvented, acceptedBySource, stageKeys: keys, ...made, proof };
}
