import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const projectFolder = path.resolve(import.meta.dirname, '../..');

/** Project-relative files below a folder with one of the endings, slashes forward. */
export function filesBelow(folder: string, endings: readonly string[]): string[] {
  return readdirSync(path.join(projectFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => path.relative(projectFolder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

export function textOf(file: string): string {
  return readFileSync(path.join(projectFolder, file), 'utf8');
}
