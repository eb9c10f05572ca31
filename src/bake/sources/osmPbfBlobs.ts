/**
 * The outer shell of OSM PBF (OSM wiki, PBF Format): blocks with their lengths, unpacked one at a time. The library that
 * parses blocks trusts their inner lengths and would loop or swallow memory on a damaged one: here they are checked first.
 */
import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { inflateSync, zstdDecompressSync } from 'node:zlib';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { fileBytes, unreadable } from './byteSource.ts';
import { countVarints, readVarint, type WireField, wireFields } from './protobufWire.ts';

const MIB = 1024 * 1024;
/** Limits of the format. */
const LARGEST_HEADER_BYTES = 64 * 1024;
const LARGEST_BLOB_BYTES = 32 * MIB;
/** A block holds 8,000 elements by custom; one that claims many more would fill the memory. */
const MOST_ELEMENTS = 1_000_000;
const knownFeatures = ['OsmSchema-V0.6', 'DenseNodes', 'LocationsOnWays'];
const packings: Readonly<Record<number, string>> = { 4: 'LZMA', 5: 'bzip2', 6: 'LZ4' };

const bytesOf = (fields: readonly WireField[], number: number): Uint8Array | undefined =>
  fields.find((field) => field.number === number && field.bytes)?.bytes ?? undefined;

/** Dense nodes keep key and value numbers in one row with a zero after each node: all zeros must be there. */
function hasWholeTags(keysVals: Uint8Array, nodeCount: number): boolean {
  if (keysVals.length === 0) return true;
  let [at, nodes] = [0, 0];
  while (at < keysVals.length) {
    const key = readVarint(keysVals, at);
    if (!key) return false;
    at = key.next;
    if (key.value === 0) nodes++;
    else {
      const value = readVarint(keysVals, at);
      if (!value) return false;
      at = value.next;
    }
  }
  return nodes >= nodeCount;
}

/** Repeated messages of a group by their field number: nodes, dense, ways, relations. */
const DENSE = 2;
const messagesOfGroup = [1, DENSE, 3, 4];

/** Whether every length inside a PrimitiveBlock lies within what holds it, and its counts are those of a block. */
export function isSoundBlock(block: Uint8Array): boolean {
  const fields = wireFields(block);
  const strings = fields && bytesOf(fields, 1);
  if (!fields || !strings || !wireFields(strings)) return false;
  let elements = 0;
  for (const { number, bytes } of fields) {
    if (number !== 2) continue;
    const group = bytes && wireFields(bytes);
    if (!group) return false;
    for (const item of group) {
      if (!messagesOfGroup.includes(item.number)) continue;
      const inner = item.bytes && wireFields(item.bytes);
      if (!inner) return false;
      const ids = bytesOf(inner, 1);
      elements += item.number === DENSE && ids ? countVarints(ids) : 1;
      if (item.number === DENSE && !hasWholeTags(bytesOf(inner, 10) ?? new Uint8Array(), ids ? countVarints(ids) : 0)) {
        return false;
      }
      if (inner.some((field) => field.bytes && field.bytes.length > 10 * MOST_ELEMENTS)) return false;
    }
  }
  return elements <= MOST_ELEMENTS;
}

/**
 * Texts of a sound block that are not UTF-8, by what its parser makes of them. Whether one is a tag, a mapper's name, which
 * nobody reads, or a role, of which those that mean something are English words, only the elements tell.
 */
export function brokenTexts(block: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const broken = new Map<string, Uint8Array>();
  const tables = (wireFields(block) ?? []).filter(({ number }) => number === 1);
  for (const { bytes } of tables.flatMap((table) => (table.bytes && wireFields(table.bytes)) ?? [])) {
    if (bytes && !isUtf8(bytes)) broken.set(Buffer.from(bytes).toString('utf8'), bytes);
  }
  return broken;
}

function unpack(file: string, blob: Uint8Array): Uint8Array {
  const fields = wireFields(blob);
  if (!fields) throw unreadable(file, 'a blob that is not well formed');
  const raw = bytesOf(fields, 1);
  if (raw) return raw;
  const [zlib, zstd] = [bytesOf(fields, 3), bytesOf(fields, 7)];
  const packing = fields.map(({ number }) => packings[number]).find(Boolean);
  if (!zlib && !zstd) {
    const found = packing ?? 'no data';
    throw new FaultError(fault('BAKE-244', { file, found, known: 'zlib, zstd' }, file));
  }
  try {
    return zlib
      ? inflateSync(zlib, { maxOutputLength: LARGEST_BLOB_BYTES })
      : zstdDecompressSync(zstd!, { maxOutputLength: LARGEST_BLOB_BYTES });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new FaultError(fault('BAKE-242', { file, limitMiB: 32 }, file));
    if (code === undefined) throw error;
    throw unreadable(file, message);
  }
}

function checkHeader(file: string, header: Uint8Array): void {
  const fields = wireFields(header);
  if (!fields) throw unreadable(file, 'a header that is not well formed');
  for (const { number, bytes } of fields) {
    if (number !== 4 || !bytes) continue;
    const feature = new TextDecoder().decode(bytes);
    if (knownFeatures.includes(feature)) continue;
    throw new FaultError(fault('BAKE-244', { file, found: feature, known: knownFeatures.join(', ') }, file));
  }
}

async function readExactly(handle: FileHandle, file: string, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await handle.read(bytes, 0, length, at);
  if (bytesRead < length) throw unreadable(file, 'cut off');
  return bytes;
}

/**
 * The file's data blocks, unpacked and sound, with their number. Blocks for which `isWanted` says no are passed over
 * unread. Throws FaultError BAKE-202 where the file is damaged, BAKE-235 where it is empty, BAKE-242 for a bomb, BAKE-244 for what it does not know.
 */
export async function* osmPbfBlocks(
  file: string,
  isWanted: (index: number) => boolean,
): AsyncGenerator<{ readonly index: number; readonly block: Buffer }> {
  const { sizeBytes: size } = fileBytes(file);
  const handle = await open(file);
  try {
    let [at, index, sawHeader] = [0, 0, false];
    while (at < size) {
      const headerLength = (await readExactly(handle, file, at, 4)).readUInt32BE();
      if (headerLength === 0 || headerLength > LARGEST_HEADER_BYTES) throw unreadable(file, 'no OSM PBF');
      const header = wireFields(await readExactly(handle, file, at + 4, headerLength));
      const type = header && bytesOf(header, 1);
      const blobLength = header?.find((field) => field.number === 3)?.value ?? 0;
      if (!type || blobLength <= 0 || blobLength > LARGEST_BLOB_BYTES) throw unreadable(file, 'no OSM PBF');
      const blobAt = at + 4 + headerLength;
      at = blobAt + blobLength;
      const kind = new TextDecoder().decode(type);
      if (kind === 'OSMHeader') {
        checkHeader(file, unpack(file, await readExactly(handle, file, blobAt, blobLength)));
        sawHeader = true;
      } else if (kind === 'OSMData') {
        if (!sawHeader) throw unreadable(file, 'data before the header');
        if (isWanted(index)) {
          const block = unpack(file, await readExactly(handle, file, blobAt, blobLength));
          if (!isSoundBlock(block)) throw unreadable(file, `block ${index} is not well formed`);
          yield { index, block: Buffer.from(block.buffer, block.byteOffset, block.byteLength) };
        } else if (at > size) throw unreadable(file, 'cut off');
        index++;
      }
      // Other kinds are to be passed over, says the format.
    }
  } finally {
    await handle.close();
  }
}
