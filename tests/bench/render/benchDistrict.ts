/** The districts of the render bench, baked once per state of the code. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { hashTree } from '../../../src/bake/cache/hashTree.ts';
import { writeRecipeWithCount, writeScaledRecipe } from '../scaledRecipe.ts';

const projectFolder = path.resolve(import.meta.dirname, '../../..');

/** The shipped district holds so many; more need more land. */
const MOST_ON_ITS_LAND = 100_000;

/**
 * Package of the shipped synthetic district with another number of buildings: on its own land up to 100,000, beyond that
 * on as much more land as it takes to stand as densely. In a process of its own: a bake's memory is not the bench's.
 */
export async function benchDistrict(buildings: number, log: (line: string) => void): Promise<string> {
  const hash = hashTree(projectFolder, ['src/bake', 'src/model', 'data', 'package-lock.json']).slice(0, 12);
  const folder = path.join(projectFolder, `.beiyang/bench/district-${buildings}-${hash}`);
  if (existsSync(path.join(folder, 'district.json'))) return folder;
  mkdirSync(path.dirname(folder), { recursive: true });
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-bench-render-'));
  try {
    log(`baking ${buildings} buildings`);
    const write = buildings <= MOST_ON_ITS_LAND ? writeRecipeWithCount : writeScaledRecipe;
    const recipe = write(scratch, buildings);
    await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, '../bakeOnce.ts'), recipe, folder], {
      maxBuffer: 2 ** 26,
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return folder;
}
