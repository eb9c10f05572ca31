/**
 * Archives of owners (zipped shapefiles, KMZ, XLSX). Nothing is ever unpacked to disk: entries are read as bytes, by names
 * that are checked first. Sizes are capped by what the archive says and again by what really comes out of it.
 */
import { crc32 } from 'node:zlib';
import * as yauzl from 'yauzl';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { type ByteSource, fileBytes, unreadable } from './byteSource.ts';

const MIB = 1024 * 1024;
/** A year's export of a city is smaller, and a gigabyte of file must stay readable. */
const MOST_UNPACKED_BYTES = 8 * 1024 * MIB;
const MOST_ENTRIES = 10_000;
/** Tables of blanks shrink to a hundredth; deflate can do a thousandth, of nothing but repetition. */
const LARGEST_RATIO = 200;
/** Below this an archive is harmless, whatever its ratio. */
const HARMLESS_BYTES = 64 * MIB;
/** At least: the name follows. */
const LOCAL_HEADER_BYTES = 30;
const [SYMLINK, FILE_TYPE_BITS] = [0o120000, 0o170000];

export interface ZipEntry extends ByteSource {
  /** Its path inside the archive, with forward slashes. */
  readonly path: string;
}

export interface OpenZipOptions {
  /** Of all entries together. */
  readonly mostUnpackedBytes?: number;
}

/** Names are UTF-8 where the archive says so or where they are; Chinese Windows writes GBK and says nothing. */
function nameOf(raw: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder('gb18030').decode(raw);
  }
}

/** Why a name may not be used, or null. */
function nameFault(name: string): string | null {
  if (name === '' || name.includes('\0')) return 'name';
  if (name.includes('\\')) return 'backslash';
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'absolute path';
  if (name.split('/').includes('..')) return '..';
  return null;
}

const mib = (bytes: number): string => `${Math.ceil(bytes / MIB)} MiB`;

async function directoryOf(zip: yauzl.ZipFile, file: string): Promise<yauzl.Entry[]> {
  const entries: yauzl.Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    if (entries.length > MOST_ENTRIES) {
      throw new FaultError(fault('BAKE-221', { file, found: `> ${MOST_ENTRIES}`, limit: MOST_ENTRIES }, file));
    }
  }
  return entries;
}

function checkSizes(entries: readonly yauzl.Entry[], file: string, fileSize: number, most: number): void {
  const sum = (size: (entry: yauzl.Entry) => number): number =>
    entries.reduce((total, entry) => total + size(entry), 0);
  const unpacked = sum((entry) => entry.uncompressedSize);
  const packed = sum((entry) => entry.compressedSize);
  const refuse = (found: string, limit: string): FaultError =>
    new FaultError(fault('BAKE-221', { file, found, limit }, file));
  if (unpacked > most) throw refuse(mib(unpacked), mib(most));
  // Entries that share their bytes: how a small archive grows without end.
  const byPlace = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  for (const [index, { relativeOffsetOfLocalHeader: at, compressedSize }] of byPlace.entries()) {
    const next = byPlace[index + 1]?.relativeOffsetOfLocalHeader ?? fileSize;
    if (at + LOCAL_HEADER_BYTES + compressedSize > next)
      throw refuse(`${mib(packed)} in ${mib(fileSize)}`, mib(fileSize));
  }
  const ratio = Math.round(unpacked / Math.max(1, packed));
  if (unpacked > HARMLESS_BYTES && ratio > LARGEST_RATIO) throw refuse(`${ratio} : 1`, `${LARGEST_RATIO} : 1`);
}

/** Opens the archive for one entry's reading, so that no handle stays open between two readings. */
async function* entryChunks(file: string, index: number, path: string): AsyncGenerator<Uint8Array> {
  let zip: yauzl.ZipFile | null = null;
  try {
    zip = await yauzl.openPromise(file, { autoClose: false, lazyEntries: true, decodeStrings: false });
    const entry = (await directoryOf(zip, file))[index];
    if (!entry) throw unreadable(file, path);
    // Ends with an error where more or less comes out than the directory said.
    const stream = await zip.openReadStreamPromise(entry);
    let checksum = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
    } finally {
      stream.destroy();
    }
    if (checksum !== entry.crc32) throw unreadable(file, `${path}: checksum`);
  } catch (error) {
    // yauzl and zlib throw plain errors; all mean that the archive is damaged.
    throw error instanceof FaultError ? error : unreadable(file, `${path}: ${(error as Error).message}`);
  } finally {
    zip?.close();
  }
}

/**
 * The files of an archive, folders left out. Throws FaultError BAKE-202 for what is no zip, BAKE-220 for names that lead
 * out of it and for links, BAKE-221 for bombs, BAKE-222 for encrypted entries.
 */
export async function openZip(file: string, { mostUnpackedBytes }: OpenZipOptions = {}): Promise<readonly ZipEntry[]> {
  const { sizeBytes } = fileBytes(file);
  let directory: yauzl.Entry[];
  let zip: yauzl.ZipFile | null = null;
  try {
    zip = await yauzl.openPromise(file, { autoClose: false, lazyEntries: true, decodeStrings: false });
    directory = await directoryOf(zip, file);
  } catch (error) {
    throw error instanceof FaultError ? error : unreadable(file, (error as Error).message);
  } finally {
    zip?.close();
  }
  checkSizes(directory, file, sizeBytes, mostUnpackedBytes ?? MOST_UNPACKED_BYTES);
  return directory.flatMap((entry, index): ZipEntry[] => {
    const path = nameOf(entry.fileNameRaw);
    const isLink = ((entry.externalFileAttributes >>> 16) & FILE_TYPE_BITS) === SYMLINK;
    const reason = nameFault(path) ?? (isLink ? 'link' : null);
    if (reason) throw new FaultError(fault('BAKE-220', { file, entry: path, reason }, file));
    if (path.endsWith('/')) return [];
    if (entry.isEncrypted() || !entry.canDecodeFileData()) {
      throw new FaultError(fault('BAKE-222', { file, entry: path }, file));
    }
    const chunks = (): AsyncIterable<Uint8Array> => entryChunks(file, index, path);
    return [{ path, name: `${file}!${path}`, sizeBytes: entry.uncompressedSize, chunks }];
  });
}

/** Of macOS and Windows, beside the real ones. */
const isLitter = (path: string): boolean => path.startsWith('__MACOSX/') || /(^|\/)(\.|Thumbs\.db)/.test(path);

/** Entries that end so, litter left out. Throws FaultError BAKE-223 where there is none. */
export function entriesEndingIn(entries: readonly ZipEntry[], ending: string, file: string): readonly ZipEntry[] {
  const found = entries.filter(({ path }) => path.toLowerCase().endsWith(ending) && !isLitter(path));
  if (found.length > 0) return found;
  const names = entries.slice(0, 8).map(({ path }) => path);
  const values = { file, wanted: `*${ending}`, found: names.join(', ') || '-' };
  throw new FaultError(fault('BAKE-223', values, file));
}
