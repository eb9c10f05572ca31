/**
 * Runs the bake's stages: each once for the same input. A stage's key covers all that it reads; an unchanged one comes
 * from the cache with its faults, so that nothing of the report is lost.
 */
import { createHash } from 'node:crypto';
import { fault } from '../../model/faults/fault.ts';
import { FaultLog, type FaultTally } from '../../model/faults/faultLog.ts';
import { invariant } from '../../model/faults/invariant.ts';
import { codeHash } from './codeHash.ts';
import type { StageCache } from './stageCache.ts';

export type StageKey = string;

const isJson = (part: unknown): boolean => {
  if (typeof part === 'number') return Number.isFinite(part);
  if (typeof part !== 'object' || part === null) return typeof part !== 'function' && typeof part !== 'symbol';
  return Array.isArray(part) || Object.getPrototypeOf(part) === Object.prototype;
};

/**
 * Digest of data as JSON writes it: equal values have equal digests, however the engine keeps them (whole numbers in a list
 * of fractions are other bytes to `v8.serialize`). Keys in another order may have another digest: then a stage runs again
 * and gives the same, never the other way round.
 */
export function digestOf(value: unknown): string {
  const text = JSON.stringify(value, (key, part: unknown) => {
    invariant(isJson(part), `${key || 'the whole'} can be written as JSON: else a change of it would change no digest`);
    return part;
  });
  return createHash('sha256').update(text).digest('hex');
}

/** How a result is kept, where V8's own clone of it is slow. What comes out is equal to what went in. */
export interface Packing<T, Kept = unknown> {
  pack(value: T): Kept;
  unpack(kept: Kept): T;
}

interface Entry {
  readonly value: unknown;
  readonly faults: FaultTally;
}

/** What became of a stage, for the log of a bake. */
export interface StageRun {
  readonly stage: string;
  readonly from: 'made' | 'cache';
}

export class Stages {
  readonly #cache: StageCache | null;
  readonly #faults: FaultLog;
  readonly #keeping: Promise<void>[] = [];
  /** Of the cache, not of the district: they belong to no report. */
  readonly notes = new FaultLog();
  /** In the order in which they ran. */
  readonly runs: StageRun[] = [];

  /** `faults` receives what every stage found. Without a cache every stage is run. */
  constructor(cache: StageCache | null, faults: FaultLog) {
    this.#cache = cache;
    this.#faults = faults;
  }

  /** The key of a stage from the digests and keys of what it reads. */
  keyOf(stage: string, parts: readonly string[]): StageKey {
    return createHash('sha256')
      .update([codeHash(), stage, ...parts].join('\0'))
      .digest('hex')
      .slice(0, 32);
  }

  /** Waits until every result is in the cache. Rejects with what the disk says. */
  async allKept(): Promise<void> {
    await Promise.all(this.#keeping);
  }

  /** Is the result there already? It may still turn out to be damaged. */
  isKept(stage: string, key: StageKey): boolean {
    return this.#cache?.has(stage, key) ?? false;
  }

  /**
   * The stage's result: plain data (maps, typed arrays, lists), found by its values and never by being the same object as
   * one of another stage. With a null key it is made each time.
   */
  async run<T, Kept = T>(
    stage: string,
    key: StageKey | null,
    make: (faults: FaultLog) => T | Promise<T>,
    packing: Packing<T, Kept> | null = null,
  ): Promise<T> {
    const cache = key === null ? null : this.#cache;
    const found = cache?.read(stage, key!) ?? { state: 'missing' };
    if (found.state === 'hit') {
      const entry = found.value as Entry;
      this.#faults.absorb(entry.faults);
      this.runs.push({ stage, from: 'cache' });
      return packing ? packing.unpack(entry.value as Kept) : (entry.value as T);
    }
    if (found.state === 'damaged') this.notes.add(fault('BAKE-611', { stage }));
    const told = new FaultLog();
    const value = await make(told);
    const faults = told.tally();
    this.#faults.absorb(faults);
    if (cache) {
      const entry: Entry = { value: packing ? packing.pack(value) : value, faults };
      const kept = cache.write(stage, key!, entry);
      kept.catch(() => null); // told by allKept; until then it is nobody's
      this.#keeping.push(kept);
    }
    this.runs.push({ stage, from: 'made' });
    return value;
  }
}
