/** Bytes that can be read from the start as often as one likes: a file on disk, or an entry of an archive. */
import { createReadStream, statSync } from 'node:fs';
import { FaultError, fault } from '../../model/faults/fault.ts';

const CHUNK_BYTES = 512 * 1024;

export interface ByteSource {
  /** As faults name it. */
  readonly name: string;
  readonly sizeBytes: number;
  /** From the first byte again at each call. Throws FaultError where the bytes cannot be had. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** BAKE-202 with the reason of the library or system that gave up. */
export const unreadable = (file: string, reason: string): FaultError =>
  new FaultError(fault('BAKE-202', { file, reason }, file));

const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** A file on disk. Throws FaultError BAKE-202 where it cannot be read, BAKE-235 where it is empty. */
export function fileBytes(file: string): ByteSource {
  let sizeBytes: number;
  try {
    const stat = statSync(file);
    if (!stat.isFile()) throw unreadable(file, 'no regular file');
    sizeBytes = stat.size;
  } catch (error) {
    if (error instanceof FaultError) throw error;
    throw unreadable(file, reasonOf(error));
  }
  if (sizeBytes === 0) throw new FaultError(fault('BAKE-235', { file }, file));
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const stream = createReadStream(file, { highWaterMark: Math.min(CHUNK_BYTES, sizeBytes) });
    try {
      for await (const chunk of stream) yield chunk as Uint8Array;
    } catch (error) {
      throw unreadable(file, reasonOf(error));
    } finally {
      stream.destroy();
    }
  }
  return { name: file, sizeBytes, chunks };
}

/** The same source, and how much of it was handed out since it was begun the last time, 0 … 1. */
export function watched(source: ByteSource): { readonly source: ByteSource; readonly share: () => number } {
  let position = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    position = 0;
    for await (const chunk of source.chunks()) {
      position += chunk.length;
      yield chunk;
    }
  }
  return { source: { ...source, chunks }, share: () => position / source.sizeBytes };
}

/** At most `most` bytes from the start. */
export async function headOf(source: ByteSource, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let have = 0;
  for await (const chunk of source.chunks()) {
    parts.push(chunk);
    have += chunk.length;
    if (have >= most) break;
  }
  return Buffer.concat(parts).subarray(0, most);
}

/** All of it, for sources whose size has been checked. */
export async function allOf(source: ByteSource): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of source.chunks()) parts.push(chunk);
  return Buffer.concat(parts);
}

/** Reads exact lengths off the front of a stream of chunks. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #name: string;
  #rest: Uint8Array = new Uint8Array();
  /** Bytes handed out so far. */
  position = 0;

  constructor(source: ByteSource) {
    this.#chunks = source.chunks()[Symbol.asyncIterator]();
    this.#name = source.name;
  }

  /** Fills the buffer to `length` bytes; false where the source ends before. */
  async #fill(length: number): Promise<boolean> {
    if (this.#rest.length >= length) return true;
    const parts = [this.#rest];
    let have = this.#rest.length;
    while (have < length) {
      const next = await this.#chunks.next();
      if (next.done) break;
      parts.push(next.value);
      have += next.value.length;
    }
    this.#rest = Buffer.concat(parts);
    return have >= length;
  }

  /** Whether not one byte is left. */
  async ended(): Promise<boolean> {
    return !(await this.#fill(1));
  }

  /** The next `length` bytes, valid for as long as one likes. Throws FaultError BAKE-202 where they are not there. */
  async take(length: number): Promise<Uint8Array> {
    if (!(await this.#fill(length))) throw unreadable(this.#name, `ends at byte ${this.position + this.#rest.length}`);
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    this.position += length;
    return taken;
  }

  /** Passes over `length` bytes without keeping them. Throws like `take`. */
  async skip(length: number): Promise<void> {
    let left = length;
    while (left > 0) {
      if (!(await this.#fill(1))) throw unreadable(this.#name, `ends at byte ${this.position}`);
      const step = Math.min(left, this.#rest.length);
      this.#rest = this.#rest.subarray(step);
      this.position += step;
      left -= step;
    }
  }

  /** Lets the source go; to be called where reading stops before the end. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
