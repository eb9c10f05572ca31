import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { RecipeSource } from '../../model/contract/recipeSources.ts';

const stemOf = (name: string): string =>
  name.slice(0, name.indexOf('.') < 0 ? name.length : name.indexOf('.')).toLowerCase();

/**
 * Hex digest of what a source says and of its file, with the files that share its name (.dbf, .shx, .prj, .cpg …). A file
 * that is not there gives a digest too: its reader has the fault for it.
 */
export async function sourceDigest(source: RecipeSource, dataFolder: string): Promise<string> {
  const file = path.join(dataFolder, source.path);
  const folder = path.dirname(file);
  const hash = createHash('sha256').update(JSON.stringify(source));
  if (!existsSync(file)) return hash.digest('hex');
  const stem = stemOf(path.basename(file));
  const parts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && stemOf(entry.name) === stem)
    .map(({ name }) => name)
    .sort();
  for (const name of parts) {
    hash.update(`${name}\0`);
    await pipeline(createReadStream(path.join(folder, name)), hash, { end: false });
  }
  return hash.digest('hex');
}
