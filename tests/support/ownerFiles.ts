/** Small owner's files made in tests, and how tests read any file. */
import { formats } from '../../src/bake/sources/formats.ts';
import type { RawFile, RawRecord } from '../../src/bake/sources/rawFile.ts';
import type { SourceFormat } from '../../src/model/contract/recipeSources.ts';
import { FaultError } from '../../src/model/faults/fault.ts';
import { FaultLog } from '../../src/model/faults/faultLog.ts';

export interface OwnerFile {
  readonly raw: RawFile;
  readonly records: readonly RawRecord[];
  readonly faults: FaultLog;
}

export async function ownerFile(
  format: SourceFormat,
  file: string,
  options: { layer?: string; encoding?: string } = {},
): Promise<OwnerFile> {
  const faults = new FaultLog();
  const { open } = formats[format]!;
  const raw = await open(file, { source: 'owner', layer: options.layer, encoding: options.encoding, faults });
  const records: RawRecord[] = [];
  for await (const record of raw.records()) records.push(record);
  return { raw, records, faults };
}

/** The fault that a refused file ends with. */
export async function refusalOf(reading: Promise<unknown>): Promise<FaultError['fault']> {
  const error = await reading.then(
    () => new Error('was read'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof FaultError)) throw error;
  return error.fault;
}

type Coordinates = readonly (readonly [number, number])[];

const [SHP_CODE, POLYGON] = [9994, 5];

/** A .shp and its .shx of polygons of one ring each, closed and clockwise as the white paper wants them. */
export function polygonShp(rings: readonly Coordinates[]): { shp: Buffer; shx: Buffer } {
  const contents = rings.map((ring) => {
    const content = Buffer.alloc(44 + 4 + 16 * ring.length);
    content.writeInt32LE(POLYGON, 0);
    content.writeInt32LE(1, 36);
    content.writeInt32LE(ring.length, 40);
    for (const [index, [x, y]] of ring.entries()) {
      content.writeDoubleLE(x, 48 + 16 * index);
      content.writeDoubleLE(y, 56 + 16 * index);
    }
    return content;
  });
  const header = (bytes: number): Buffer => {
    const head = Buffer.alloc(100);
    head.writeInt32BE(SHP_CODE, 0);
    head.writeInt32BE(bytes / 2, 24);
    head.writeInt32LE(1000, 28);
    head.writeInt32LE(POLYGON, 32);
    return head;
  };
  const [records, index]: [Buffer[], Buffer[]] = [[], []];
  let offset = 100;
  for (const [number, content] of contents.entries()) {
    const [recordHead, entry] = [Buffer.alloc(8), Buffer.alloc(8)];
    recordHead.writeInt32BE(number + 1, 0);
    recordHead.writeInt32BE(content.length / 2, 4);
    entry.writeInt32BE(offset / 2, 0);
    entry.writeInt32BE(content.length / 2, 4);
    records.push(recordHead, content);
    index.push(entry);
    offset += 8 + content.length;
  }
  return {
    shp: Buffer.concat([header(offset), ...records]),
    shx: Buffer.concat([header(100 + 8 * contents.length), ...index]),
  };
}

export interface DbfColumn {
  readonly name: Uint8Array;
  readonly type: 'C' | 'N' | 'D' | 'L';
  readonly length: number;
}

/** A .dbf with cells as bytes, padded with blanks; rows in `deleted` are marked so. */
export function dbfFile(
  columns: readonly DbfColumn[],
  rows: readonly (readonly Uint8Array[])[],
  { languageByte = 0, deleted = [] as readonly number[] } = {},
): Buffer {
  const recordBytes = 1 + columns.reduce((sum, { length }) => sum + length, 0);
  const head = Buffer.alloc(32);
  head[0] = 3;
  head.writeUInt32LE(rows.length, 4);
  head.writeUInt16LE(32 + 32 * columns.length + 1, 8);
  head.writeUInt16LE(recordBytes, 10);
  head[29] = languageByte;
  const fields = columns.map(({ name, type, length }) => {
    const field = Buffer.alloc(32);
    field.set(name.subarray(0, 10));
    field[11] = type.charCodeAt(0);
    field[16] = length;
    return field;
  });
  const records = rows.map((cells, row) => {
    const record = Buffer.alloc(recordBytes, 0x20);
    if (deleted.includes(row)) record[0] = 0x2a;
    let at = 1;
    for (const [column, { length }] of columns.entries()) {
      record.set(cells[column]!.subarray(0, length), at);
      at += length;
    }
    return record;
  });
  return Buffer.concat([head, ...fields, Buffer.from([0x0d]), ...records, Buffer.from([0x1a])]);
}
