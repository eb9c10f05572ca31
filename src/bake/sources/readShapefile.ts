/**
 * ESRI Shapefile (white paper of July 1998). Three files that must belong together: their record counts are compared
 * before anything is read, because a cut-off file otherwise shifts attributes onto the wrong shapes. Texts are ours
 * (dbfTable, chooseEncoding), shapes are the library's.
 */
import { openShp } from 'shapefile';
import { FaultError, fault, recordFault } from '../../model/faults/fault.ts';
import { ByteReader, type ByteSource, unreadable } from './byteSource.ts';
import { chooseEncoding } from './chooseEncoding.ts';
import { columnNames } from './columnNames.ts';
import {
  type DbfTable,
  dbfFieldNames,
  dbfRecords,
  foreignSample,
  holdsEncoding,
  isWhole,
  openDbf,
} from './dbfTable.ts';
import { geometryFromGeojson } from './geometryFromGeojson.ts';
import type { Geometry, OpenFile, OpenOptions, RawRecord } from './rawFile.ts';
import { openShapefileParts } from './shapefileParts.ts';

const SHP_HEADER_BYTES = 100;
const SHP_FILE_CODE = 9994;
/** So much of the .shp goes to the library at once. */
const BATCH_BYTES = 256 * 1024;
const [POINT_BYTES, PARTS_AT] = [20, 44];
/** Points, then what has parts: plain, with z, with m. */
const POINT_TYPES: ReadonlySet<number> = new Set([1, 11, 21]);
const PART_TYPES: ReadonlySet<number> = new Set([3, 5, 13, 15, 23, 25]);

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Whether a shape's counts fit into its record: the library would allocate whatever they say. */
function isSound(record: Uint8Array): boolean {
  const view = viewOf(record);
  const type = view.getInt32(0, true);
  if (type === 0) return true;
  if (POINT_TYPES.has(type)) return record.length >= POINT_BYTES;
  if (!PART_TYPES.has(type)) return true;
  if (record.length < PARTS_AT) return false;
  const [parts, points] = [view.getInt32(36, true), view.getInt32(40, true)];
  if (parts < 0 || points < 0 || record.length < PARTS_AT + 4 * parts + 16 * points) return false;
  for (let part = 0, last = 0; part < parts; part++) {
    const start = view.getInt32(PARTS_AT + 4 * part, true);
    if (start < last || start > points) return false;
    last = start;
  }
  return true;
}

/** Whole records in the .shp, by walking their headers; -1 where the file is cut off, damaged, or no shapefile. */
async function countShp(source: ByteSource): Promise<number> {
  if (source.sizeBytes < SHP_HEADER_BYTES) return -1;
  const reader = new ByteReader(source);
  try {
    const head = viewOf(await reader.take(SHP_HEADER_BYTES));
    if (head.getInt32(0) !== SHP_FILE_CODE || head.getInt32(24) * 2 !== source.sizeBytes) return -1;
    const fileType = head.getInt32(32, true);
    let count = 0;
    while (reader.position < source.sizeBytes) {
      if (reader.position + 8 > source.sizeBytes) return -1;
      const contentBytes = viewOf(await reader.take(8)).getInt32(4) * 2;
      if (contentBytes < 4 || reader.position + contentBytes > source.sizeBytes) return -1;
      const record = await reader.take(contentBytes);
      const type = viewOf(record).getInt32(0, true);
      if ((type !== 0 && type !== fileType) || !isSound(record)) return -1;
      count++;
    }
    return count;
  } finally {
    await reader.close();
  }
}

async function countShx(source: ByteSource): Promise<number> {
  const rest = source.sizeBytes - SHP_HEADER_BYTES;
  if (rest < 0 || rest % 8 !== 0) return -1;
  const reader = new ByteReader(source);
  try {
    return viewOf(await reader.take(4)).getInt32(0) === SHP_FILE_CODE ? rest / 8 : -1;
  } finally {
    await reader.close();
  }
}

/** Throws FaultError BAKE-205 where the three do not agree. */
async function agreedCount(file: string, shp: ByteSource, shx: ByteSource, dbf: DbfTable): Promise<number> {
  const counts = [await countShp(shp), await countShx(shx), isWhole(dbf) ? dbf.recordCount : -1] as const;
  if (counts[0] >= 0 && counts.every((count) => count === counts[0])) return counts[0];
  const [shpWord, shxWord, dbfWord] = counts.map((count) => (count < 0 ? '✗' : count)) as [string, string, string];
  throw new FaultError(fault('BAKE-205', { file, shp: shpWord, shx: shxWord, dbf: dbfWord }, file));
}

/**
 * Shapes in their order. The library gets small whole files, the head and a batch of records each: so it never waits for a
 * stream, and never sees a length that `countShp` has not checked.
 */
async function* geometriesOf(shp: ByteSource): AsyncGenerator<Geometry | null> {
  const reader = new ByteReader(shp);
  try {
    const head = await reader.take(SHP_HEADER_BYTES);
    while (reader.position < shp.sizeBytes) {
      const pieces = [head];
      let bytes = 0;
      while (bytes < BATCH_BYTES && reader.position < shp.sizeBytes) {
        const recordHead = await reader.take(8);
        const content = await reader.take(viewOf(recordHead).getInt32(4) * 2);
        pieces.push(recordHead, content);
        bytes += 8 + content.length;
      }
      const shapes = await openShp(Buffer.concat(pieces));
      for (let item = await shapes.read(); !item.done; item = await shapes.read())
        yield geometryFromGeojson(item.value);
    }
  } finally {
    await reader.close();
  }
}

interface OpenedShapefile {
  readonly shp: ByteSource;
  readonly dbf: DbfTable;
  readonly fieldNames: readonly string[];
  readonly label: string;
  readonly recordCount: number;
}

async function* recordsOf(opened: OpenedShapefile, { source, faults }: OpenOptions): AsyncGenerator<RawRecord> {
  const { shp, dbf, fieldNames, label, recordCount } = opened;
  const geometries = geometriesOf(shp);
  let number = 0;
  try {
    for await (const { values, isDeleted } of dbfRecords(dbf, fieldNames, label)) {
      const { value: geometry, done } = await geometries.next();
      if (done) break;
      number++;
      if (isDeleted) faults.add(recordFault('BAKE-236', { source, id: `#${number}`, fate: 'dropped' }));
      else yield { number, values, geometry };
    }
  } catch (error) {
    if (error instanceof FaultError) throw error;
    // The library reads past broken shapes with whatever error comes up; all mean the same: this file is damaged.
    throw unreadable(shp.name, `#${number + 1}: ${(error as Error).message}`);
  } finally {
    await geometries.return(undefined);
  }
  if (number !== recordCount) throw unreadable(shp.name, `${number} of ${recordCount} records readable`);
}

/**
 * `file` is the .shp, or a .zip that holds one. The record counts and the encoding are checked over the whole file at
 * opening. Throws FaultError BAKE-201, 202, 205, 207, 220 … 225, 227, 228.
 */
export const openShapefile: OpenFile = async (file, options) => {
  const { encoding, source, layer, faults } = options;
  const parts = await openShapefileParts(file, { source, layer });
  const dbf = await openDbf(parts.dbf);
  const recordCount = await agreedCount(file, parts.shp, parts.shx, dbf);
  const choice = await chooseEncoding({
    file,
    declared: encoding,
    cpg: parts.cpg,
    languageByte: dbf.languageByte,
    holds: (label) => holdsEncoding(dbf, label),
    sample: () => foreignSample(dbf),
  });
  if (!choice.ok) throw new FaultError(choice.fault);
  for (const item of choice.faults) faults.add(item);
  const { label } = choice;
  const fieldNames = columnNames(dbfFieldNames(dbf, label), { source, faults });
  const opened = { shp: parts.shp, dbf, fieldNames, label, recordCount };
  return {
    fieldNames,
    recordCount,
    layers: parts.layers,
    declaredCrs: parts.prj,
    encoding: { name: label, from: choice.by },
    records: () => recordsOf(opened, options),
  };
};
