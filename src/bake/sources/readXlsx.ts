/**
 * XLSX (ECMA-376): one sheet as a table. The library unpacks whatever it is given, so it is given only the entries that
 * `openZip` has measured. Numbers stay as they are written, so that codes and telephone numbers keep their digits.
 */
import readXlsxFile from 'read-excel-file/node';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { allOf, unreadable } from './byteSource.ts';
import { chosenLayer } from './chosenLayer.ts';
import { columnNames } from './columnNames.ts';
import { decodeText, labelOfMark } from './decodeText.ts';
import { requireUtf8 } from './fixedUtf8.ts';
import { entriesEndingIn, openZip } from './openZip.ts';
import type { OpenFile, RawRecord } from './rawFile.ts';
import { type StoredEntry, storedZip } from './storedZip.ts';
import { type Cell, HEAD_ROWS, sheetHead } from './xlsxHead.ts';

const MIB = 1024 * 1024;
/** Sheets stand whole in memory, at ten times their size: this takes 1.3 GiB, and holds 300,000 rows of eight columns. */
const MOST_UNPACKED_BYTES = 128 * MIB;
/** A document type stands before the root element. */
const PROLOG_BYTES = 1024;
const LARGEST_PICTURES_BYTES = 1024 * MIB;

/** As written, but 1.38E10 as the whole number that it is; what a double does not hold stays text. */
function writtenNumber(text: string): number | string {
  const number = Number(text);
  if (!Number.isFinite(number) || text.trim() === '') return text;
  return !Number.isInteger(number) || Number.isSafeInteger(number) ? number : text;
}

/** Sheets know no time zone: 2025-03-14 or 2025-03-14T01:20:00, to be read in the source's zone. */
function plainCell(cell: Cell): string | number | boolean | null {
  if (!(cell instanceof Date)) return cell;
  // Days are stored as doubles: a time of day comes out some milliseconds off.
  const second = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString().slice(0, 19);
  return second.endsWith('T00:00:00') ? second.slice(0, 10) : second;
}

const tooLarge = (file: string, bytes: number): FaultError => {
  const [found, limit] = [`${Math.ceil(bytes / MIB)} MiB`, `${MOST_UNPACKED_BYTES / MIB} MiB`];
  return new FaultError(fault('BAKE-237', { file, found, limit }, file));
};

/**
 * XML as UTF-8. The standard allows UTF-16 too (ECMA-376 part 2, “XML usage”), and XML then asks for its mark; the library reads all
 * as UTF-8, whatever the XML declares. Throws FaultError BAKE-219, BAKE-225.
 */
function utf8Part(bytes: Uint8Array, file: string): Uint8Array {
  const label = labelOfMark(bytes);
  if (label !== null && label !== 'utf-8') return Buffer.from(decodeText(bytes, label, file));
  requireUtf8(bytes, file, 'XLSX');
  return bytes;
}

/** The workbook with its texts only, pictures and macros left out, all sizes true. */
async function checkedWorkbook(file: string): Promise<Buffer> {
  const entries = await openZip(file, { mostUnpackedBytes: LARGEST_PICTURES_BYTES });
  entriesEndingIn(entries, 'workbook.xml', file);
  const texts = entries.filter(({ path }) => /\.(xml|rels)$/i.test(path));
  const total = texts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (total > MOST_UNPACKED_BYTES) throw tooLarge(file, total);
  const stored: StoredEntry[] = [];
  let storedBytes = 0;
  for (const entry of texts) {
    const bytes = utf8Part(await allOf(entry), file);
    // Chinese takes two bytes of UTF-16 and three of UTF-8.
    storedBytes += bytes.length;
    if (storedBytes > MOST_UNPACKED_BYTES) throw tooLarge(file, storedBytes);
    // No program writes one; the library does not expand its entities, and would show them as texts.
    if (Buffer.from(bytes.subarray(0, PROLOG_BYTES)).includes('<!DOCTYPE')) {
      throw new FaultError(fault('BAKE-243', { file }, file));
    }
    stored.push({ path: entry.path, bytes });
  }
  return storedZip(stored);
}

/** Those with cells in them. */
async function sheetsOf(file: string): Promise<{ sheet: string; data: readonly Cell[][] }[]> {
  const workbook = await checkedWorkbook(file);
  try {
    const sheets = await readXlsxFile<number | string>(workbook, { parseNumber: writtenNumber, trim: true });
    return (sheets as { sheet: string; data: Cell[][] }[]).filter(({ data }) => data.length > 0);
  } catch (error) {
    // Whatever the library throws of a workbook: its parts do not fit together.
    throw unreadable(file, (error as Error).message);
  }
}

/** Names of the sheets with cells. Throws FaultError BAKE-202, 219, 220 … 223, 225, 235, 237, 243. */
export async function xlsxLayers(file: string): Promise<readonly string[]> {
  return (await sheetsOf(file)).map(({ sheet }) => sheet);
}

/**
 * The sheet is chosen by `layer`. Throws FaultError BAKE-202, 219, 220 … 223, 225, 227, 228, 233, 235, 237, 243. Empty rows are passed over;
 * a record's number is its row below the head.
 */
export const openXlsx: OpenFile = async (file, { source, layer, faults }) => {
  const sheets = await sheetsOf(file);
  if (sheets.length === 0) throw unreadable(file, 'no sheet with cells');
  const layers = sheets.map(({ sheet }) => sheet);
  const chosen = chosenLayer(layers, layer, file);
  const rows = sheets.find(({ sheet }) => sheet === chosen)!.data;
  const head = sheetHead(rows);
  if (!head) throw new FaultError(fault('BAKE-233', { file, sheet: chosen, rows: HEAD_ROWS }, file));
  const fieldNames = columnNames(head.names, { source, faults });
  const records = rows.slice(head.dataFrom).flatMap((row, index): RawRecord[] => {
    if (row.every((cell) => cell === null || cell === '')) return [];
    const values = Object.fromEntries(fieldNames.map((name, column) => [name, plainCell(row[column] ?? null)]));
    return [{ number: index + 1, values, geometry: null }];
  });
  return {
    fieldNames,
    recordCount: records.length,
    layers,
    declaredCrs: null,
    async *records() {
      yield* records;
    },
  };
};
