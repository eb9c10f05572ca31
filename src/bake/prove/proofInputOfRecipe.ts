/** The areas and buildings that a recipe's files give; what it would only invent is not proved. */
import { FaultLog } from '../../model/faults/faultLog.ts';
import { Stages } from '../cache/stages.ts';
import { givenAreas, givenBuildings } from '../steps/givenAreas.ts';
import { placeInEnu } from '../steps/placeInEnu.ts';
import { readRecipe } from '../steps/readRecipe.ts';
import { readSources } from '../steps/readSources.ts';
import { streetOutlines } from '../steps/streetOutlines.ts';
import { limitsOf, type ProofInput } from './proofInput.ts';

/** Throws FaultError as a bake does where the recipe or a file of it cannot be used. */
export async function proofInputOfRecipe(recipePath: string, dataFolder: string | null): Promise<ProofInput> {
  const [faults, elsewhere] = [new FaultLog(), new FaultLog()];
  const { recipe, official } = readRecipe(recipePath);
  const sources = await readSources(
    recipe,
    dataFolder,
    official.outline,
    new Stages(null, faults),
    async () => undefined,
    elsewhere,
  );
  const { frame, outlineCm } = placeInEnu(recipe, official, sources, faults);
  const { district, standardRef } = recipe;
  const areas = givenAreas(
    {
      district: { ...district, code: district.code ?? null },
      ...{ standardRef, frame, outlineCm },
      streets: streetOutlines(sources.of('streetBoundaries'), frame, faults),
      communities: sources.of('communityBoundaries'),
      communityGrids: sources.of('communityGridBoundaries'),
      grids: sources.of('gridBoundaries'),
    },
    faults,
  );
  return {
    title: `${district.name} ${district.nameEn}`,
    ...{ areas, standardRef, frame, faults, elsewhere },
    buildings: givenBuildings(sources.of('buildings'), frame, faults),
    ...limitsOf(recipe.proof),
    ...{ gridsAreGiven: true, recorded: null },
  };
}
