import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** SHA-256 over names and contents of files below the given paths, in sorted order. Missing paths count as empty. */
export function hashTree(root: string, paths: readonly string[]): string {
  const files = paths.flatMap((relative) => {
    const full = path.join(root, relative);
    if (!existsSync(full)) return [];
    if (statSync(full).isFile()) return [relative];
    return readdirSync(full, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
  });
  const hash = createHash('sha256');
  for (const file of files.sort())
    hash.update(`${file.split(path.sep).join('/')}\0`).update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}
