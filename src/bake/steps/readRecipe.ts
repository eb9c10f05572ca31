/** The recipe and every small file that it names: checked before any large source is opened. */
import { parseRecipe, type Recipe } from '../../model/contract/recipe.ts';
import { type Fault, FaultError, fault } from '../../model/faults/fault.ts';
import { crsFaults } from '../sources/lonLatFromCrs.ts';
import { authoredJson } from './authoredJson.ts';
import { type OfficialFiles, readOfficial } from './readOfficial.ts';

/** A recipe can be wrong in many places at once; whoever shows it shows them all. */
export class RecipeRefused extends FaultError {
  constructor([first, ...others]: readonly [Fault, ...Fault[]]) {
    super(first, others);
    this.name = 'RecipeRefused';
  }
}

export interface ReadRecipe {
  readonly recipe: Recipe;
  readonly official: OfficialFiles;
}

/** Throws RecipeRefused with all faults of the recipe, FaultError BAKE-101, or those of readOfficial. */
export function readRecipe(recipePath: string): ReadRecipe {
  const unusable = (reason: string) => new FaultError(fault('BAKE-101', { file: recipePath, reason }, recipePath));
  const json = authoredJson(recipePath, unusable);
  const result = parseRecipe(json);
  if (!result.ok) throw new RecipeRefused(result.faults as [Fault, ...Fault[]]);
  const [first, ...others] = result.recipe.sources.flatMap((source, index) =>
    crsFaults(source, `sources.${index}.crs`),
  );
  if (first) throw new RecipeRefused([first, ...others]);
  return { recipe: result.recipe, official: readOfficial(result.recipe, recipePath) };
}
