/** JSON as `JSON.stringify(value, null, 1)` writes it, in pieces: a report that names millions of ids never stands whole. */
import { closeSync, openSync, writeFileSync } from 'node:fs';

/** Pieces are put together to about so much before they are written. */
const BATCH_CHARACTERS = 256 * 1024;

const isList = (value: object): value is Iterable<unknown> => Symbol.iterator in value;

/** Beside what JSON knows, any iterable may stand for a list. @param indent what a line within `value` begins with. */
export function* jsonText(value: unknown, indent = '\n'): Generator<string> {
  if (typeof value !== 'object' || value === null) {
    yield JSON.stringify(value);
    return;
  }
  const inner = `${indent} `;
  let isEmpty = true;
  if (isList(value)) {
    for (const item of value) {
      const before = isEmpty ? `[${inner}` : `,${inner}`;
      isEmpty = false;
      // A generator for each of millions of ids would take most of the time.
      if (typeof item === 'string') yield before + JSON.stringify(item);
      else {
        yield before;
        yield* jsonText(item, inner);
      }
    }
    yield isEmpty ? '[]' : `${indent}]`;
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    yield `${isEmpty ? '{' : ','}${inner}${JSON.stringify(key)}: `;
    yield* jsonText(item, inner);
    isEmpty = false;
  }
  yield isEmpty ? '{}' : `${indent}}`;
}

/** Throws what the disk says. */
export function writeJson(file: string, value: unknown): void {
  const handle = openSync(file, 'w');
  try {
    let batch = '';
    for (const piece of jsonText(value)) {
      batch += piece;
      if (batch.length < BATCH_CHARACTERS) continue;
      writeFileSync(handle, batch);
      batch = '';
    }
    writeFileSync(handle, `${batch}\n`);
  } finally {
    closeSync(handle);
  }
}
