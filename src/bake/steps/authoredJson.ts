/** JSON that stands beside a recipe, or is one: people write it in editors that keep GBK, or put a mark before it. */
import { readFileSync } from 'node:fs';
import type { FaultError } from '../../model/faults/fault.ts';
import { strictText } from '../sources/chooseEncoding.ts';

/** Throws what `unusable` makes of the reason where the file is not there, is not UTF-8, or is not JSON. */
export function authoredJson(file: string, unusable: (reason: string) => FaultError): unknown {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw unusable((error as NodeJS.ErrnoException).code ?? (error as Error).message);
  }
  const text = strictText(bytes, 'utf-8');
  if (text === null) {
    const isGbk = strictText(bytes, 'gb18030') !== null;
    throw unusable(`not UTF-8${isGbk ? ' (GBK?)' : ''}: save it as UTF-8 / 请另存为 UTF-8`);
  }
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unusable(error.message);
  }
}
