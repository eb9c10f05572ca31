import { existsSync, statSync } from 'node:fs';
import type { Recipe } from '../../model/contract/recipe.ts';
import type { SourceRole } from '../../model/contract/recipeSources.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { type ReadSource, readSource } from '../sources/readSource.ts';

/** All sources of a recipe, by role. */
export class Sources {
  readonly all: readonly ReadSource[];

  constructor(all: readonly ReadSource[]) {
    this.all = all;
  }

  of(role: SourceRole): readonly ReadSource[] {
    return this.all.filter(({ source }) => source.role === role);
  }
}

/** Throws FaultError BAKE-111 or APP-002 without a data folder, BAKE-2xx for a file that cannot be used. */
export async function readSources(
  recipe: Recipe,
  dataFolder: string | null,
  faults: FaultLog,
  onSource: (done: number, total: number) => void,
): Promise<Sources> {
  const total = recipe.sources.length;
  if (total === 0) return new Sources([]);
  if (dataFolder === null) throw new FaultError(fault('BAKE-111', { count: total }));
  if (!existsSync(dataFolder) || !statSync(dataFolder).isDirectory()) {
    throw new FaultError(fault('APP-002', { folder: dataFolder, option: 'data' }));
  }
  const all: ReadSource[] = [];
  for (const source of recipe.sources) {
    all.push(await readSource(source, dataFolder, recipe.timeZone, faults));
    onSource(all.length, total);
  }
  return new Sources(all);
}
