/**
 * What each stage of the model may see of the recipe, the official files and the sources: the same that its key covers,
 * so that no stage can depend on what would not make it run again. Whoever needs more in a stage changes this table.
 */
import type { Recipe } from '../../model/contract/recipe.ts';
import { areaRoles, type SourceRole } from '../../model/contract/recipeSources.ts';
import { invariant } from '../../model/faults/invariant.ts';
import { digestOf } from '../cache/stages.ts';
import type { ModelInput } from './modelInput.ts';

export type ModelStage = 'areas' | 'ground' | 'buildings' | 'points';

const groundRoles: readonly SourceRole[] = [...areaRoles, 'buildings', 'roads', 'water', 'green', 'elevation'];
const rolesOfStage: Readonly<Record<ModelStage, readonly SourceRole[]>> = {
  areas: areaRoles,
  ground: groundRoles,
  buildings: groundRoles,
  points: [...groundRoles, 'videoPoints', 'components', 'events'],
};

const pointCounts: readonly (keyof Recipe['generate'])[] = ['videoPoints', 'hazards', 'components'];
const peopleCounts: readonly (keyof Recipe['generate'])[] = ['buildings', 'residents', 'enterprises', ...pointCounts];
/** What a stage does not see of `generate`; a key that is new there is seen by all. */
const hiddenFromStage: Readonly<Record<ModelStage, readonly (keyof Recipe['generate'])[]>> = {
  areas: [...peopleCounts, 'roads'],
  ground: peopleCounts,
  buildings: pointCounts,
  points: [],
};
const hiddenOfficial = ['matters', 'departments', 'calendarDays', 'componentClasses'] as const;

/** A copy without the keys; whoever reads one all the same learns why it is not there. */
function without<T extends object>(whole: T, keys: readonly (keyof T & string)[], stage: string): T {
  const view = Object.fromEntries(Object.entries(whole).filter(([key]) => !(keys as readonly string[]).includes(key)));
  for (const key of keys) {
    Object.defineProperty(view, key, {
      enumerable: false,
      get: () => invariant(false, `the stage ${stage} does not see ${key}: see stageViews.ts`),
    });
  }
  return view as T;
}

export interface StageView {
  readonly input: Omit<ModelInput, 'faults'>;
  /** Of all that `input` holds. */
  readonly digest: string;
}

export function viewOf(stage: ModelStage, whole: Omit<ModelInput, 'faults'>): StageView {
  const roles = rolesOfStage[stage];
  const generate = without(whole.recipe.generate, hiddenFromStage[stage], stage);
  const recipe = {
    ...whole.recipe,
    generate,
    sources: whole.recipe.sources.filter(({ role }) => roles.includes(role)),
  };
  const official = stage === 'points' ? whole.official : without(whole.official, hiddenOfficial, stage);
  const sources = whole.sources.only(roles);
  // Whose data it is and how it is called on disk changes no result.
  const { attribution: _attribution, mapApprovalNumber: _number, official: _files, ...read } = recipe;
  const { frame, ...outline } = whole.placed;
  const digest = digestOf([read, official, [...sources.digestByKey].sort(), frame.origin, outline]);
  return { input: { ...whole, recipe, official, sources }, digest };
}
