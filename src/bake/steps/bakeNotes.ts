/** What is worth knowing of a bake and nothing wrong: notes have numbers and a place in the report, and no exit code. */
import type { Recipe } from '../../model/contract/recipe.ts';
import { fault } from '../../model/faults/fault.ts';
import { FaultLog } from '../../model/faults/faultLog.ts';
import type { DistrictModel } from '../districtModel.ts';
import { isShort } from './modelInput.ts';
import type { PlacedOutline } from './placeInEnu.ts';
import type { Sources } from './readSources.ts';

export interface NotedInput {
  readonly recipe: Pick<Recipe, 'generate'>;
  readonly sources: Pick<Sources, 'of'>;
  readonly placed: Pick<PlacedOutline, 'dissolvedFrom'>;
  readonly model: Pick<DistrictModel, 'buildings' | 'enterprises' | 'streetsAtHouses'>;
}

/** Counts BAKE-312, BAKE-313 and BAKE-314. */
export function bakeNotes({ recipe, sources, placed, model }: NotedInput): FaultLog {
  const notes = new FaultLog();
  const { generate } = recipe;
  if (placed.dissolvedFrom) notes.add(fault('BAKE-313', { ...placed.dissolvedFrom }));
  const about = (thing: string, wanted: number | undefined, made: number): void => {
    if (wanted === undefined || made >= wanted || isShort(wanted, made)) return;
    const percent = (((wanted - made) / wanted) * 100).toFixed(1);
    notes.add(fault('BAKE-312', { thing, wanted, made, percent }, `generate.${thing}`));
  };
  if (sources.of('buildings').length === 0) about('buildings', generate.buildings, model.buildings.length);
  about('enterprises', generate.enterprises, model.enterprises.length);
  const { narrowedMeters, leftOutMeters } = model.streetsAtHouses;
  if (narrowedMeters + leftOutMeters > 0) notes.add(fault('BAKE-314', { narrowedMeters, leftOutMeters }));
  return notes;
}
