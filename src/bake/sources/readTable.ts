/** Tables without a geometry column: CSV, and JSON lists of flat objects. Their x and y come by the recipe's fields. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, type Options, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { FaultError, fault, recordFault } from '../../model/faults/fault.ts';
import { type ByteSource, fileBytes, unreadable, watched } from './byteSource.ts';
import { columnNames } from './columnNames.ts';
import { decodedChunks, decodeText, encodingOf } from './decodeText.ts';
import { JSON_WALK_SHARE, jsonParts } from './jsonItems.ts';
import type { OpenFile, OpenOptions, RawRecord } from './rawFile.ts';

const MIB = 1024 * 1024;
/** Longer, and a quote was not closed. */
const LONGEST_ROW = MIB;
const csvOptions: Options = {
  bom: true,
  relax_column_count: true,
  skip_empty_lines: true,
  max_record_size: LONGEST_ROW,
};

type Told = Pick<OpenOptions, 'source' | 'faults'>;

function csvFault(error: CsvError, file: string): FaultError {
  if (error.code !== 'CSV_MAX_RECORD_SIZE') return unreadable(file, error.message);
  const place = `#${String((error as { records?: unknown }).records ?? '?')}`;
  return new FaultError(fault('BAKE-232', { file, what: 'CSV', limit: `${LONGEST_ROW / MIB} MiB`, place }, file));
}

/** A row as a record; null and counted where its width is not the head's. `number` counts from 1 below the head. */
function recordOfRow(head: readonly string[], row: readonly string[], number: number, told: Told): RawRecord | null {
  if (row.length !== head.length) {
    const values = { row: number + 1, found: row.length, expected: head.length };
    told.faults.add(recordFault('BAKE-206', { source: told.source, id: `#${number}`, fate: 'dropped' }, values));
    return null;
  }
  return { number, values: Object.fromEntries(head.map((name, column) => [name, row[column]])), geometry: null };
}

/** A small CSV at once (RFC 4180 with a head row). Throws FaultError BAKE-202, BAKE-207, BAKE-225, BAKE-232. */
export function parseCsv(
  bytes: Uint8Array,
  file: string,
  { encoding = 'utf-8', ...told }: Told & { encoding?: string },
): { fieldNames: string[]; records: RawRecord[] } {
  let rows: string[][];
  try {
    rows = parseAtOnce(decodeText(bytes, encoding, file), csvOptions) as unknown as string[][];
  } catch (error) {
    throw error instanceof CsvError ? csvFault(error, file) : error;
  }
  const [head, ...body] = rows;
  if (!head) throw unreadable(file, 'no head row');
  const fieldNames = columnNames(head, told);
  return { fieldNames, records: body.flatMap((row, index) => recordOfRow(fieldNames, row, index + 1, told) ?? []) };
}

/** What stands between two cells: of comma, semicolon, tab and bar the one that the head row has most of, quotes aside. */
async function delimiterOf(source: ByteSource, encoding: string | undefined): Promise<string> {
  let text = '';
  for await (const piece of decodedChunks(source, encoding)) {
    text += piece;
    if (text.trimStart().includes('\n') || text.length > LONGEST_ROW) break;
  }
  const head = (text.trimStart().split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (mark: string): number => head.split(mark).length - 1;
  return [',', ';', '\t', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

async function* rowsOf(source: ByteSource, encoding: string | undefined, delimiter: string): AsyncGenerator<string[]> {
  const parser = parse({ ...csvOptions, delimiter });
  let cause: unknown = null;
  const feeding = pipeline(Readable.from(decodedChunks(source, encoding)), parser).catch((error: unknown) => {
    cause ??= error;
  });
  try {
    for await (const row of parser) yield row as string[];
  } catch (error) {
    // The stream that breaks off says so itself: what made it break stands in `cause`.
    const first = cause ?? error;
    throw first instanceof CsvError ? csvFault(first, source.name) : first;
  } finally {
    parser.destroy();
    await feeding;
  }
}

/**
 * Any of the four usual delimiters; a byte order mark is stronger than the declared encoding. Throws FaultError BAKE-202,
 * BAKE-207, BAKE-224, BAKE-225, BAKE-232, BAKE-235; a row of the wrong width is dropped and counted (BAKE-206).
 */
export const openCsv: OpenFile = async (file, { encoding, ...told }) => {
  const source = fileBytes(file);
  const delimiter = await delimiterOf(source, encoding);
  let head: string[] | null = null;
  for await (const row of rowsOf(source, encoding, delimiter)) {
    head = row;
    break;
  }
  if (!head) throw unreadable(file, 'no head row');
  const fieldNames = columnNames(head, told);
  const reading = watched(source);
  async function* records(): AsyncGenerator<RawRecord> {
    let number = -1;
    for await (const row of rowsOf(reading.source, encoding, delimiter)) {
      number++;
      const record = number === 0 ? null : recordOfRow(fieldNames, row, number, told);
      if (record) yield record;
    }
  }
  const chosen = await encodingOf(source, encoding);
  const about = { fieldNames, recordCount: null, layers: [], declaredCrs: null, encoding: chosen };
  return { ...about, readShare: reading.share, records };
};

/**
 * A JSON file whose records stand under `layer` (names joined by dots; the file itself where absent). Throws FaultError
 * BAKE-202, BAKE-225, BAKE-232, BAKE-235.
 */
export const openJson: OpenFile = async (file, { layer, encoding }) => {
  const source = fileBytes(file);
  const path = layer?.split('.') ?? [];
  let [recordCount, hasList] = [0, false];
  for await (const part of jsonParts(source, { path, encoding, parseItems: false })) {
    if (part.kind === 'item') recordCount++;
    else hasList ||= part.hasList;
  }
  if (!hasList) throw unreadable(file, `no list under ${layer ?? '/'}`);
  async function* records(): AsyncGenerator<RawRecord> {
    let number = 0;
    for await (const part of jsonParts(source, { path, encoding })) {
      if (part.kind !== 'item') continue;
      const isRow = typeof part.value === 'object' && part.value !== null;
      number++;
      yield { number, values: isRow ? (part.value as Record<string, unknown>) : {}, geometry: null };
    }
  }
  const chosen = await encodingOf(source, encoding);
  const about = { fieldNames: null, recordCount, layers: [], declaredCrs: null, encoding: chosen };
  return { ...about, openedShare: JSON_WALK_SHARE, records };
};
