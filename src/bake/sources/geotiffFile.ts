/**
 * GeoTIFF files opened so that a damaged one is seen. The library fills what a cut file lacks with zeros and unpacks as
 * much as a block claims: here no byte is made up, and no block may grow beyond what its size allows.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { addDecoder, BaseDecoder, GeoTIFF, type GeoTIFFImage } from 'geotiff';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { fileBytes, unreadable } from './byteSource.ts';

const MIB = 1024 * 1024;
/** A tile of 4,096 × 4,096 doubles; more at once is no elevation that anybody cut for reading. */
const LARGEST_BLOCK_BYTES = 128 * MIB;
/** Compressed noise grows a little; nothing doubles. */
const LARGEST_PACKED_BYTES = 2 * LARGEST_BLOCK_BYTES;
/** Adobe's code for deflate, and the older one. */
const DEFLATE = [8, 32946];

/** Some writers fill a block up; none writes it twice. */
const PADDED = 2;

/** zlib instead of the library's own: it stops where a block grows larger than its pixels are. */
class CappedInflate extends BaseDecoder {
  #mostBytes(): number {
    const { tileWidth, tileHeight } = this.parameters;
    const bitsPerSample = this.parameters.bitsPerSample ?? [1]; // what TIFF 6.0 says where the file says nothing
    const bits =
      typeof bitsPerSample === 'number' ? bitsPerSample : [...bitsPerSample].reduce((sum, each) => sum + each, 0);
    const bytes = Math.ceil((tileWidth * tileHeight * bits) / 8);
    return bytes > 0 ? Math.min(PADDED * bytes, LARGEST_BLOCK_BYTES) : LARGEST_BLOCK_BYTES;
  }

  override decodeBlock(packed: ArrayBufferLike): ArrayBufferLike {
    const bytes = inflateSync(new Uint8Array(packed), { maxOutputLength: this.#mostBytes() });
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  }
}
addDecoder(DEFLATE, async () => CappedInflate);

interface Slice {
  readonly offset: number;
  readonly length: number;
}

/** What the library reads through. Heads may be asked for past the end of the file; pieces of the picture may not. */
class BoundedSource {
  readonly #handle: FileHandle;
  readonly #file: string;
  readonly #size: number;
  isPicture = false;

  constructor(handle: FileHandle, file: string, size: number) {
    this.#handle = handle;
    this.#file = file;
    this.#size = size;
  }

  get fileSize(): number {
    return this.#size;
  }

  async fetchSlice({ offset, length }: Slice): Promise<Slice & { data: ArrayBuffer }> {
    const end = offset + length;
    if (length > LARGEST_PACKED_BYTES || offset < 0 || (this.isPicture && end > this.#size)) {
      throw unreadable(this.#file, `bytes ${offset} to ${end} of ${this.#size}`);
    }
    const data = new Uint8Array(Math.max(0, Math.min(length, this.#size - offset)));
    await this.#handle.read(data, 0, data.length, offset);
    return { offset, length, data: data.buffer };
  }

  async fetch(slices: readonly Slice[]): Promise<ArrayBuffer[]> {
    return Promise.all(slices.map(async (slice) => (await this.fetchSlice(slice)).data));
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** The library tells of damage by whatever error comes up; what is ours to tell passes through. */
function asFault(error: unknown, file: string): unknown {
  if (error instanceof FaultError) return error;
  return unreadable(file, error instanceof Error ? error.message : String(error));
}

/** Opens the first picture, lets `use` read it, and closes the file. Throws FaultError BAKE-202, BAKE-235, BAKE-255. */
export async function withGeotiff<T>(
  file: string,
  source: string,
  use: (image: GeoTIFFImage) => Promise<T>,
): Promise<T> {
  const { sizeBytes } = fileBytes(file);
  const bounded = new BoundedSource(await open(file), file, sizeBytes);
  try {
    const image = await (await GeoTIFF.fromSource(bounded)).getImage(0);
    const blockBytes = image.getBlockWidth() * image.getBlockHeight(0) * image.getBytesPerPixel();
    if (!(blockBytes <= LARGEST_BLOCK_BYTES)) {
      throw new FaultError(fault('BAKE-255', { source, uri: file, limit: '128 MiB / block' }, file));
    }
    bounded.isPicture = true;
    return await use(image);
  } catch (error) {
    throw asFault(error, file);
  } finally {
    await bounded.close();
  }
}
