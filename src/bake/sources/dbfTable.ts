/**
 * dBASE tables as shapefiles carry them (.dbf): values as they are written, so that a code keeps its digits and a date does
 * not move with the computer's time zone.
 */
import { ByteReader, type ByteSource, unreadable } from './byteSource.ts';
import { strictText } from './chooseEncoding.ts';

const [HEAD_BYTES, FIELD_BYTES, NAME_BYTES] = [32, 32, 11];
const [FIELDS_END, FILE_END] = [0x0d, 0x1a];
const DELETED = 0x2a;
/** dBASE IV allows 255 fields, ESRI 2046. */
const MOST_FIELDS = 2046;
const SAMPLES = 3;

interface DbfField {
  readonly nameBytes: Uint8Array;
  /** C text, N and F numbers, D date, L yes or no; the others are read as text. */
  readonly type: string;
  readonly at: number;
  readonly length: number;
}

export interface DbfTable {
  readonly source: ByteSource;
  readonly languageByte: number;
  readonly recordCount: number;
  readonly headBytes: number;
  readonly recordBytes: number;
  readonly fields: readonly DbfField[];
}

const trimmed = (bytes: Uint8Array): Uint8Array => {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--;
  let start = 0;
  while (start < end && bytes[start] === 0x20) start++;
  return bytes.subarray(start, end);
};

const hasNonAscii = (bytes: Uint8Array): boolean => bytes.some((byte) => byte > 0x7f);

/** The head alone. Throws FaultError BAKE-202; that the records are all there is the caller's check. */
export async function openDbf(source: ByteSource): Promise<DbfTable> {
  const reader = new ByteReader(source);
  try {
    const head = await reader.take(HEAD_BYTES);
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const [recordCount, headBytes, recordBytes] = [
      view.getUint32(4, true),
      view.getUint16(8, true),
      view.getUint16(10, true),
    ];
    const body = await reader.take(Math.max(0, headBytes - HEAD_BYTES));
    const fields: DbfField[] = [];
    let at = 1;
    for (let offset = 0; offset + FIELD_BYTES <= body.length && body[offset] !== FIELDS_END; offset += FIELD_BYTES) {
      const raw = body.subarray(offset, offset + FIELD_BYTES);
      const nameEnd = raw.subarray(0, NAME_BYTES).indexOf(0);
      const nameBytes = trimmed(raw.subarray(0, nameEnd < 0 ? NAME_BYTES : nameEnd));
      fields.push({ nameBytes, type: String.fromCharCode(raw[11]!), at, length: raw[16]! });
      at += raw[16]!;
    }
    if (fields.length > MOST_FIELDS || at > recordBytes)
      throw unreadable(source.name, 'fields are longer than a record');
    return { source, languageByte: head[29]!, recordCount, headBytes, recordBytes, fields };
  } finally {
    await reader.close();
  }
}

/** Whether the file is long enough for what its head promises. */
export function isWhole({ source, headBytes, recordCount, recordBytes }: DbfTable): boolean {
  return source.sizeBytes >= headBytes + recordCount * recordBytes;
}

/** Records as bytes, deleted ones too: a shapefile's .shp still has their shape. */
async function* rawRecords({ source, headBytes, recordBytes, recordCount }: DbfTable): AsyncGenerator<Uint8Array> {
  const reader = new ByteReader(source);
  try {
    await reader.skip(headBytes);
    for (let index = 0; index < recordCount; index++) {
      const record = await reader.take(recordBytes);
      if (record[0] === FILE_END) return;
      yield record;
    }
  } finally {
    await reader.close();
  }
}

const isText = ({ type }: DbfField): boolean => type === 'C' || type === 'M';

/** Names and texts that are not plain ASCII; whether each fills its field, so that its last character may be cut off. */
async function* foreignTexts(table: DbfTable): AsyncGenerator<{ bytes: Uint8Array; mayBeCut: boolean }> {
  for (const { nameBytes } of table.fields) {
    if (hasNonAscii(nameBytes)) yield { bytes: nameBytes, mayBeCut: nameBytes.length >= NAME_BYTES - 1 };
  }
  const texts = table.fields.filter(isText);
  for await (const record of rawRecords(table)) {
    for (const { at, length } of texts) {
      const bytes = trimmed(record.subarray(at, at + length));
      if (hasNonAscii(bytes)) yield { bytes, mayBeCut: bytes.length === length };
    }
  }
}

/** Whether all names and texts are of that encoding. Reads the whole file. */
export async function holdsEncoding(table: DbfTable, label: string): Promise<boolean> {
  for await (const { bytes, mayBeCut } of foreignTexts(table)) {
    if (strictText(bytes, label, mayBeCut) === null) return false;
  }
  return true;
}

/** The first different names and texts that are not plain ASCII. */
export async function foreignSample(table: DbfTable): Promise<readonly Uint8Array[]> {
  const found = new Map<string, Uint8Array>();
  for await (const { bytes } of foreignTexts(table)) {
    found.set(Buffer.from(bytes).toString('hex'), Uint8Array.from(bytes));
    if (found.size === SAMPLES) break;
  }
  return [...found.values()];
}

/** Names of the fields; half a character at the end of ten bytes is left out. */
export function dbfFieldNames({ fields }: DbfTable, label: string): string[] {
  return fields.map(({ nameBytes }) => strictText(nameBytes, label, true)?.trim() ?? '');
}

function fieldValueOf(field: DbfField, bytes: Uint8Array, label: string): unknown {
  const text = strictText(bytes, label, true)?.trim() ?? '';
  // Asterisks and blanks are how dBASE writes "nothing".
  if (text === '' || /^\*+$/.test(text)) return null;
  if (field.type === 'N' || field.type === 'F') {
    const number = Number(text);
    // What has more digits than a number can keep stays as it is written.
    return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number)) ? number : text;
  }
  if (field.type === 'D')
    return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text;
  if (field.type === 'L') return /^[ty]$/i.test(text) ? true : /^[nf]$/i.test(text) ? false : null;
  return text;
}

export interface DbfRecord {
  readonly values: Readonly<Record<string, unknown>>;
  readonly isDeleted: boolean;
}

/** Records under the given names (one per field), in an encoding of which `holdsEncoding` is true. */
export async function* dbfRecords(table: DbfTable, names: readonly string[], label: string): AsyncGenerator<DbfRecord> {
  for await (const record of rawRecords(table)) {
    const entries = table.fields.map((field, index) => {
      const bytes = trimmed(record.subarray(field.at, field.at + field.length));
      return [names[index]!, fieldValueOf(field, bytes, label)] as const;
    });
    yield { values: Object.fromEntries(entries), isDeleted: record[0] === DELETED };
  }
}
