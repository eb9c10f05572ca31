/**
 * FlatGeobuf (specification 3). Header, index and features are framed and measured here, so that a length that lies is
 * found before anything of that length is made; what is inside them is read by the library.
 */
import { ByteBuffer, Encoding } from 'flatbuffers';
import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';
import { Feature } from 'flatgeobuf/lib/mjs/flat-geobuf/feature.js';
import { Header } from 'flatgeobuf/lib/mjs/flat-geobuf/header.js';
import { parseProperties } from 'flatgeobuf/lib/mjs/generic/feature.js';
import { fromByteBuffer, type HeaderMeta } from 'flatgeobuf/lib/mjs/header-meta.js';
import { ByteReader, type ByteSource, fileBytes, unreadable } from './byteSource.ts';
import { columnNames } from './columnNames.ts';
import { mayBeBroken, requireUtf8 } from './fixedUtf8.ts';
import { textsOfProperties } from './flatgeobufTexts.ts';
import { geometryFromFlatgeobuf } from './geometryFromFlatgeobuf.ts';
import { acceptedGeometry, type GeometryResult } from './geometryParts.ts';
import type { OpenFile, OpenOptions, RawRecord } from './rawFile.ts';

const MIB = 1024 * 1024;
/** "fgb", the major version, "fgb", the patch version, which may be any. */
export const FGB_MAGIC = [0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62] as const;
const MAGIC_BYTES = 8;
const LARGEST_HEADER_BYTES = 16 * MIB;
/** One feature: an outline of a million vertices takes 16 MiB. */
const LARGEST_FEATURE_BYTES = 128 * MIB;
/** Columns are numbered by 16 bits. */
const MOST_COLUMNS = 65_535;
/** Four bounds and an offset. */
const INDEX_NODE_BYTES = 40;

/** Bytes of the packed R-tree: all items, then every level above them up to one root. */
function indexBytes({ featuresCount, indexNodeSize }: HeaderMeta): number {
  if (indexNodeSize < 2 || featuresCount <= 0) return 0;
  let nodes = featuresCount;
  for (let level = featuresCount; level > 1; ) {
    level = Math.ceil(level / indexNodeSize);
    nodes += level;
  }
  // A single item has a root above it as well.
  return (featuresCount === 1 ? 2 : nodes) * INDEX_NODE_BYTES;
}

/** The bytes behind a length of 32 bits, length included, at the front of a buffer of their own: views need alignment. */
async function sizedPart(reader: ByteReader, source: ByteSource, most: number): Promise<Uint8Array> {
  const prefix = await reader.take(4);
  const length = new DataView(prefix.buffer, prefix.byteOffset, 4).getUint32(0, true);
  if (length > most || reader.position + length > source.sizeBytes) {
    throw unreadable(source.name, `length ${length} at byte ${reader.position - 4}`);
  }
  const part = new Uint8Array(4 + length);
  part.set(prefix);
  part.set(await reader.take(length), 4);
  return part;
}

/** A column's name as it stands in the file. */
const namesBytes = (header: Header, index: number): Uint8Array =>
  header.columns(index)!.name(Encoding.UTF8_BYTES) as Uint8Array;

/** Head of the file; the reader then stands behind the index. Throws FaultError BAKE-202, BAKE-219. */
async function readHeader(reader: ByteReader, source: ByteSource): Promise<HeaderMeta> {
  const magic = await reader.take(MAGIC_BYTES);
  if (!FGB_MAGIC.every((byte, index) => magic[index] === byte)) throw unreadable(source.name, 'no FlatGeobuf 3');
  const bytes = await sizedPart(reader, source, LARGEST_HEADER_BYTES);
  let header: HeaderMeta;
  let names: readonly Uint8Array[];
  try {
    const table = Header.getSizePrefixedRootAsHeader(new ByteBuffer(bytes));
    const columnCount = table.columnsLength();
    if (columnCount > MOST_COLUMNS || 4 * columnCount > bytes.length) throw new RangeError(`${columnCount} columns`);
    header = fromByteBuffer(new ByteBuffer(bytes));
    names = Array.from({ length: columnCount }, (_, index) => namesBytes(table, index));
  } catch (error) {
    // Offsets that lead out of the buffer: whatever the library throws, the header is damaged.
    throw unreadable(source.name, `header: ${(error as Error).message}`);
  }
  for (const name of names) requireUtf8(name, source.name, 'FlatGeobuf');
  const skipped = indexBytes(header);
  if (reader.position + skipped > source.sizeBytes) throw unreadable(source.name, 'ends within its index');
  await reader.skip(skipped);
  return header;
}

function crsOf({ crs }: HeaderMeta): string | null {
  if (!crs) return null;
  if (crs.code > 0) return `${(crs.org ?? 'EPSG').toUpperCase()}:${crs.code}`;
  return crs.code_string ?? crs.wkt ?? crs.name;
}

interface ParsedFeature {
  readonly values: Readonly<Record<string, unknown>>;
  readonly geometry: GeometryResult;
  /** As they stand in the file; empty where the feature is damaged. */
  readonly properties: Uint8Array;
}

function parsedFeature(bytes: Uint8Array, header: HeaderMeta): ParsedFeature {
  try {
    const feature = Feature.getSizePrefixedRootAsFeature(new ByteBuffer(bytes));
    const shape = feature.geometry();
    const geometry: GeometryResult = shape
      ? geometryFromFlatgeobuf(shape, header.geometryType, bytes.length)
      : { ok: true, geometry: null };
    const properties = feature.propertiesArray() ?? new Uint8Array();
    return { values: parseProperties(feature, header.columns), geometry, properties };
  } catch (error) {
    // RangeError, TypeError, SyntaxError: the library checks nothing and reads on until something breaks.
    return { values: {}, geometry: { ok: false, damaged: (error as Error).message }, properties: new Uint8Array() };
  }
}

async function* recordsOf(source: ByteSource, header: HeaderMeta, options: OpenOptions): AsyncGenerator<RawRecord> {
  const reader = new ByteReader(source);
  const columns = header.columns ?? [];
  // The library hands on what stands in a column of JSON, not its text.
  const hasJson = columns.some(({ type }) => type === ColumnType.Json);
  try {
    await readHeader(reader, source);
    for (let number = 1; !(await reader.ended()); number++) {
      const feature = parsedFeature(await sizedPart(reader, source, LARGEST_FEATURE_BYTES), header);
      if (hasJson || Object.values(feature.values).some(mayBeBroken)) {
        for (const text of textsOfProperties(feature.properties, columns)) {
          requireUtf8(text, source.name, 'FlatGeobuf');
        }
      }
      const geometry = acceptedGeometry(feature.geometry, `#${number}`, options);
      if (geometry !== undefined) yield { number, values: feature.values, geometry };
    }
  } finally {
    await reader.close();
  }
}

/** Throws FaultError BAKE-202, BAKE-219, BAKE-235; a damaged feature is dropped and counted (BAKE-230, BAKE-231). */
export const openFlatgeobuf: OpenFile = async (file, options) => {
  const source = fileBytes(file);
  const reader = new ByteReader(source);
  try {
    const header = await readHeader(reader, source);
    const written = header.columns ?? [];
    const fieldNames = columnNames(
      written.map(({ name }) => name),
      options,
    );
    const columns = written.map((column, index) => ({ ...column, name: fieldNames[index]! }));
    return {
      fieldNames,
      // 0 is how a writer that streams says "unknown".
      recordCount: header.featuresCount || null,
      layers: [],
      declaredCrs: crsOf(header),
      records: () => recordsOf(source, { ...header, columns }, options),
    };
  } finally {
    await reader.close();
  }
};
