/**
 * Texts of formats that are UTF-8 by their standard, or say so themselves: GeoPackage, FlatGeobuf, XLSX, OSM PBF. What reads them puts "�" in the
 * place of what is not, and goes on: here the file is refused instead, with both readings.
 */
import { isUtf8 } from 'node:buffer';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { bothReadings } from './chooseEncoding.ts';
import { badSample } from './decodeText.ts';

/** Stands for a broken byte, or, where somebody broke the text before, for itself: only the bytes tell which. */
const REPLACEMENT = '\ufffd';

/** Whether the bytes of a text have to be looked at: asked of every value, so it costs no more than a search. */
export const mayBeBroken = (value: unknown): boolean => typeof value === 'string' && value.includes(REPLACEMENT);

/** Throws FaultError BAKE-219 where the bytes of a text are not UTF-8. `format` is what its standard calls itself. */
export function requireUtf8(bytes: Uint8Array, file: string, format: string): void {
  if (isUtf8(bytes)) return;
  throw new FaultError(fault('BAKE-219', { file, format, ...bothReadings([badSample(bytes, 'utf-8')]) }, file));
}
