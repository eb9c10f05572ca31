import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Every file below a folder, with slashes, sorted by code unit; hidden files are none of the bake's. */
export function packageFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}
