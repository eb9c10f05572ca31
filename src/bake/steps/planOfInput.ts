import { type PlacedPlan, placePlan } from '../synthetic/placedPlan.ts';
import type { ModelInput } from './modelInput.ts';

/** The recipe's city plan in the district's plane, or null where it names none. Throws FaultError BAKE-122. */
export function planOfInput({
  recipe,
  official,
  placed,
}: Pick<ModelInput, 'recipe' | 'official' | 'placed'>): PlacedPlan | null {
  return official.plan && placePlan(official.plan, placed.frame, recipe.generate.plan!);
}
