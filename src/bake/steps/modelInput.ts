/** What every part of the model is made from, and what their makers share. */
import type { Recipe } from '../../model/contract/recipe.ts';
import { fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { PlacedOutline } from './placeInEnu.ts';
import type { OfficialFiles } from './readOfficial.ts';
import type { Sources } from './readSources.ts';

export interface ModelInput {
  readonly recipe: Recipe;
  readonly official: OfficialFiles;
  readonly sources: Sources;
  readonly placed: PlacedOutline;
  readonly faults: FaultLog;
}

/** Numbers by source of what `place…` kept. */
export function countInto(
  accepted: Map<string, number>,
  placedBySource: ReadonlyMap<string, readonly unknown[]>,
): void {
  for (const [key, placed] of placedBySource) accepted.set(key, placed.length);
}

export const byId =
  <T>(idOf: (item: T) => string) =>
  (a: T, b: T): number =>
    idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0;

/** Fewer were made than must be. */
export function tellShort(thing: string, wanted: number, made: number, faults: FaultLog): void {
  faults.add(fault('BAKE-309', { thing, wanted, made }));
}

/** Where "about so many" was asked for: a tenth less is no longer about. What lacks less is a note (`bakeNotes`). */
const ABOUT_SHARE = 0.9;

export const isShort = (wanted: number, made: number): boolean => made < wanted * ABOUT_SHARE;

export function checkMade(thing: string, wanted: number, made: number, faults: FaultLog): void {
  if (isShort(wanted, made)) tellShort(thing, wanted, made, faults);
}
