/** Which tables of the index are invented altogether: in each of them nothing comes from an owner or an official list. */
import type { Recipe } from '../../model/contract/recipe.ts';
import { areaRoles, type SourceRole } from '../../model/contract/recipeSources.ts';
import type { Sources } from './readSources.ts';

/** No role of a source gives any of these. */
const ALWAYS = ['areaLives', 'enterprises', 'facilities', 'hazards', 'stewards'];

/** In alphabetical order. */
export function syntheticTables({ official }: Pick<Recipe, 'official'>, sources: Pick<Sources, 'of'>): string[] {
  const gives = (role: SourceRole): boolean => sources.of(role).length > 0;
  const hasOfficialAreas = official.streets !== undefined || official.communities !== undefined;
  const namesHeads = sources
    .of('gridBoundaries')
    .some(({ records }) => records.some(({ values }) => String(values.gridHead ?? '').trim() !== ''));
  const invented: readonly (readonly [string, boolean])[] = [
    ['areas', !hasOfficialAreas && !areaRoles.some(gives)],
    ['buildings', !gives('buildings')],
    ['componentCounts', !gives('components')],
    ['components', !gives('components')],
    ['staff', !namesHeads],
    ['videoPoints', !gives('videoPoints')],
  ];
  return [...ALWAYS, ...invented.flatMap(([table, isInvented]) => (isInvented ? [table] : []))].sort();
}
