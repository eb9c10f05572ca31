/** JSON as `JSON.stringify(value, null, 1)` writes it, in pieces: a report that names millions of ids never stands whole. */
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { invariant } from '../../model/faults/invariant.ts';

/** Pieces are put together to about so much before they are written. */
const BATCH_CHARACTERS = 256 * 1024;

const isList = (value: object): value is Iterable<unknown> => Symbol.iterator in value;

/** Whether JSON has a word for it. */
const hasWord = (value: unknown): boolean => !['undefined', 'function', 'symbol'].includes(typeof value);

/** An object that is but its fields: a Date, or one that says itself how it is written, would come out as something else. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !('toJSON' in value);
}

/**
 * Of plain data; any iterable may stand for a list. As in `JSON.stringify`, what JSON has no word for (undefined, a
 * function) is null in a list and leaves its field out of an object. Alone it is null. Another object than a plain one
 * throws: our own bug.
 * @param indent what a line within `value` begins with.
 */
export function* jsonText(value: unknown, indent = '\n'): Generator<string> {
  if (typeof value !== 'object' || value === null) {
    yield JSON.stringify(value) ?? 'null';
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
  invariant(isPlain(value), 'only plain objects and lists are written as JSON');
  for (const [key, item] of Object.entries(value)) {
    if (!hasWord(item)) continue;
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
