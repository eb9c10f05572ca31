/** Where the records of a JSON file may stand: its lists of objects, as the recipe's `layer` names them. */
import { readFileSync, statSync } from 'node:fs';

/** Longer files are read only where a layer is named. */
const LARGEST_BYTES = 64 * 1024 * 1024;
const DEEPEST = 4;

export interface JsonList {
  /** Names joined by dots; empty for the file itself. */
  readonly layer: string;
  readonly count: number;
}

/** Longest first. Empty for what is no JSON: its reader has the fault for it. */
export function jsonLists(file: string): JsonList[] {
  if (statSync(file).size > LARGEST_BYTES) return [];
  const lists: JsonList[] = [];
  const visit = (value: unknown, names: readonly string[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      const isRecords = value.length > 0 && value.every((item) => typeof item === 'object' && item !== null);
      if (isRecords && !value.some(Array.isArray)) lists.push({ layer: names.join('.'), count: value.length });
      return;
    }
    if (names.length === DEEPEST) return;
    for (const [name, inner] of Object.entries(value)) if (!name.includes('.')) visit(inner, [...names, name]);
  };
  try {
    visit(JSON.parse(readFileSync(file, 'utf8')), []);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [];
  }
  return lists.sort((a, b) => b.count - a.count || (a.layer < b.layer ? -1 : 1));
}
