/**
 * Results of stages between bakes: one file an entry, named by stage and key. Layout: 32 bytes SHA-256 of the rest, then
 * V8's structured clone of the result. Nothing of it enters a package: whoever deletes the folder loses only time.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import v8 from 'node:v8';
import { type DiskPlace, diskError, ensureFolder } from '../diskFaults.ts';

const HASH_BYTES = 32;
const MIB = 1024 * 1024;
/** A few states of a district of 50,000 buildings. */
export const CACHE_LIMIT_BYTES = 1024 * MIB;
/** A writer that was killed leaves its file under this name. */
const PARTIAL = '.partial-';
const STALE_PARTIAL_MILLIS = 3_600_000;

export type Found = { readonly state: 'hit'; readonly value: unknown } | { readonly state: 'missing' | 'damaged' };

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

export class StageCache {
  readonly #folder: string;
  readonly #limitBytes: number;

  /** Throws FaultError APP-007 where nothing can be kept there. */
  constructor(folder: string, limitBytes = CACHE_LIMIT_BYTES) {
    this.#folder = folder;
    this.#limitBytes = limitBytes;
    ensureFolder(this.#place());
  }

  #place(): DiskPlace {
    return { folder: this.#folder, option: 'state' };
  }

  #fileOf(stage: string, key: string): string {
    return path.join(this.#folder, `${stage}-${key}`);
  }

  has(stage: string, key: string): boolean {
    return existsSync(this.#fileOf(stage, key));
  }

  /** A damaged entry is removed: the caller makes it anew and says so. */
  read(stage: string, key: string): Found {
    const file = this.#fileOf(stage, key);
    if (!existsSync(file)) return { state: 'missing' };
    const bytes = readFileSync(file);
    const body = bytes.subarray(HASH_BYTES);
    if (bytes.length <= HASH_BYTES || !sha256(body).equals(bytes.subarray(0, HASH_BYTES))) {
      rmSync(file, { force: true });
      return { state: 'damaged' };
    }
    // The oldest by use go first, so a hit makes an entry young.
    const now = new Date();
    utimesSync(file, now, now);
    return { state: 'hit', value: v8.deserialize(body) };
  }

  /**
   * Takes the value as it is now; the file appears whole or not at all, some time later. Rejects with FaultError APP-003,
   * APP-007 for what the disk refuses: a cache that cannot be kept is worth knowing.
   */
  write(stage: string, key: string, value: unknown): Promise<void> {
    const body = v8.serialize(value);
    if (body.length > this.#limitBytes) return Promise.resolve();
    return this.#keep(this.#fileOf(stage, key), body).catch((error: unknown) => {
      throw diskError(error, this.#place());
    });
  }

  /** Hashes and writes on other threads: the next stage need not wait. */
  async #keep(file: string, body: Buffer<ArrayBuffer>): Promise<void> {
    const partial = `${file}${PARTIAL}${process.pid}`;
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
    // Stages of people hold full names: nobody but this account reads them.
    const handle = await open(partial, 'w', 0o600);
    try {
      await handle.writev([hash, body]);
    } finally {
      await handle.close();
    }
    await rename(partial, file);
    this.#trim(file);
  }

  /** Removes the oldest entries, and what killed writers left, until the rest fits. */
  #trim(keep: string): void {
    const entries = readdirSync(this.#folder).flatMap((name) => {
      const file = path.join(this.#folder, name);
      const stat = statSync(file, { throwIfNoEntry: false }); // another bake may trim at the same time
      return stat?.isFile() ? [{ file, bytes: stat.size, millis: stat.mtimeMs }] : [];
    });
    const newest = Math.max(...entries.map(({ millis }) => millis));
    let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { file, bytes, millis } of entries.sort((a, b) => a.millis - b.millis)) {
      const isLeft = file.includes(PARTIAL) && millis < newest - STALE_PARTIAL_MILLIS;
      if (!isLeft && (total <= this.#limitBytes || file === keep)) continue;
      rmSync(file, { force: true });
      total -= bytes;
    }
  }
}
