/** Tables without a geometry column: CSV, and JSON arrays of flat objects. Their x and y come by the recipe's fields. */
import { CsvError, parse } from 'csv-parse/sync';
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { decodeText } from './decodeText.ts';
import type { RawFile } from './rawFile.ts';

const unusable = (file: string, reason: string): FaultError =>
  new FaultError(fault('BAKE-202', { file, reason }, file));

/** RFC 4180 with a head row. Throws FaultError BAKE-202, BAKE-207; a row of the wrong width is dropped and counted. */
export function readCsv(bytes: Uint8Array, encoding: string, file: string, source: string, faults: FaultLog): RawFile {
  let rows: string[][];
  try {
    rows = parse(decodeText(bytes, encoding, file), { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unusable(file, error.message);
  }
  const [head, ...body] = rows;
  if (!head) throw unusable(file, 'empty');
  const records = body.flatMap((row, index) => {
    if (row.length !== head.length) {
      faults.add(fault('BAKE-206', { source, row: index + 2, found: row.length, expected: head.length }));
      return [];
    }
    const values = Object.fromEntries(head.map((name, column) => [name, row[column]]));
    return [{ number: index + 1, values, geometry: null }];
  });
  return { fieldNames: head, records };
}

/** A JSON file whose records stand under `layer` (names joined by dots; the file itself where absent). */
export function readJson(bytes: Uint8Array, layer: string | undefined, file: string): RawFile {
  let found: unknown;
  try {
    found = JSON.parse(decodeText(bytes, 'utf-8', file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unusable(file, error.message);
  }
  for (const name of layer?.split('.') ?? []) found = (found as Record<string, unknown> | null)?.[name];
  if (!Array.isArray(found)) throw unusable(file, `no list under ${layer ?? '/'}`);
  const fieldNames = new Set<string>();
  const records = found.map((item: unknown, index) => {
    const values = typeof item === 'object' && item !== null ? (item as Record<string, unknown>) : {};
    for (const name of Object.keys(values)) fieldNames.add(name);
    return { number: index + 1, values, geometry: null };
  });
  return { fieldNames: [...fieldNames], records };
}
