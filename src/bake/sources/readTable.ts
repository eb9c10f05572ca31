/** Tables without a geometry column: CSV, and JSON arrays of flat objects. Their x and y come by the recipe's fields. */
import { readFileSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { decodeText } from './decodeText.ts';
import { type OpenFile, type OpenOptions, type RawRecord, rawFileOf } from './rawFile.ts';

const unusable = (file: string, reason: string): FaultError =>
  new FaultError(fault('BAKE-202', { file, reason }, file));

/** RFC 4180 with a head row. Throws FaultError BAKE-202, BAKE-207; a row of the wrong width is dropped and counted. */
export function parseCsv(
  bytes: Uint8Array,
  file: string,
  { encoding = 'utf-8', source, faults }: Pick<OpenOptions, 'encoding' | 'source' | 'faults'>,
): { fieldNames: string[]; records: RawRecord[] } {
  let rows: string[][];
  try {
    const text = decodeText(bytes, encoding, file);
    rows = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
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

export const openCsv: OpenFile = async (file, options) => {
  const { fieldNames, records } = parseCsv(readFileSync(file), file, options);
  return rawFileOf(fieldNames, records);
};

/** A JSON file whose records stand under `layer` (names joined by dots; the file itself where absent). */
export const openJson: OpenFile = async (file, { layer }) => {
  let found: unknown;
  try {
    found = JSON.parse(decodeText(readFileSync(file), 'utf-8', file));
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
  return rawFileOf([...fieldNames], records);
};
