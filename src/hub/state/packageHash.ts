import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MANIFEST_FILE } from '../../model/contract/manifest.ts';
import { PERSONAL_FILE } from '../../model/contract/personalTables.ts';

/** The hub is no reader of the personal store: it does not open it, and does not miss it. */
const NOT_HASHED: readonly string[] = [MANIFEST_FILE, PERSONAL_FILE];

/**
 * Hash of a package's files as `filesHash` is made: SHA-256 over the manifest's `publicFiles` as a line of JSON, then
 * `<name>\0<bytes>` of every file but the manifest
 * and the personal store, names with slashes, in sorted order. Hidden files are none of the bake's: file managers leave them behind.
 */
export function packageHash(folder: string, publicFiles: readonly string[]): string {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((name) => !NOT_HASHED.includes(name))
    .sort();
  const hash = createHash('sha256').update(`${JSON.stringify(publicFiles)}\n`);
  for (const name of names) hash.update(`${name}\0`).update(readFileSync(path.join(folder, name)));
  return hash.digest('hex');
}
