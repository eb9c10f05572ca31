/**
 * How large a district can be here: its records are packed while they are read, but a building that is placed, drawn and
 * indexed takes ten times that. A file of more than there is room for is refused with its number, long before a process
 * would die of it.
 */
import os from 'node:os';
import v8 from 'node:v8';
import type { RecipeSource } from '../../model/contract/recipeSources.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { SourceValue } from './fieldValue.ts';
import { type PackedRecords, RecordPacker } from './packedRecords.ts';
import type { Geometry } from './rawFile.ts';

const MIB = 1024 * 1024;
/** Of JavaScript's heap at the height of a bake, measured with 200,000 buildings: each, and each word of its geometry. */
const [RECORD_BYTES, WORD_BYTES] = [2_600, 50];
/** What a bake takes beside its records, and the share of the heap that its collector leaves. */
const [BASE_HEAP_MIB, HEAP_SHARE] = [100, 0.8];
/** The whole process against its heap: tiles on other threads, packed records, SQLite. */
const [BASE_PROCESS_MIB, PROCESS_PER_HEAP, MEMORY_SHARE] = [400, 2.2, 0.9];

/** Bytes of heap that so many records will take, with so many words of geometry. */
export const heapBytesOf = (recordCount: number, wordCount: number): number =>
  recordCount * RECORD_BYTES + wordCount * WORD_BYTES;

/**
 * Bytes of heap that records may take in this process, by the heap that Node allows and the memory that there is.
 * @param memoryBytes of the machine, or of the container.
 */
export function heapBytesForRecords(heapLimitBytes: number, memoryBytes: number): number {
  const byHeap = heapLimitBytes * HEAP_SHARE - BASE_HEAP_MIB * MIB;
  const byMemory = (memoryBytes * MEMORY_SHARE - BASE_PROCESS_MIB * MIB) / PROCESS_PER_HEAP;
  return Math.max(0, Math.min(byHeap, byMemory));
}

/** Room for the records of all sources of a bake together. */
export class RecordRoom {
  #leftBytes: number;

  constructor(
    leftBytes = heapBytesForRecords(
      v8.getHeapStatistics().heap_size_limit,
      // 0 where nothing but the machine itself sets a limit.
      Math.min(os.totalmem(), process.constrainedMemory() || Infinity),
    ),
  ) {
    this.#leftBytes = leftBytes;
  }

  get leftBytes(): number {
    return this.#leftBytes;
  }

  /** For records that are kept. */
  take({ pages }: PackedRecords): void {
    for (const { labels, words } of pages) this.#leftBytes -= heapBytesOf(labels.length, words.length);
  }
}

/** Packs records for as long as there is room; what comes then is only counted. */
export class KeptRecords {
  readonly #source: RecipeSource;
  readonly #roomBytes: number;
  #packer: RecordPacker;
  #count = 0;
  /** How many there was room for; null while there is. */
  #most: number | null = null;

  constructor(source: RecipeSource, room: RecordRoom) {
    this.#source = source;
    this.#roomBytes = room.leftBytes;
    this.#packer = this.#emptyPacker();
  }

  #emptyPacker(): RecordPacker {
    return new RecordPacker(Object.keys(this.#source.fields));
  }

  get count(): number {
    return this.#count;
  }

  get isFull(): boolean {
    return this.#most !== null;
  }

  add(label: string | number, values: readonly SourceValue[], geometry: Geometry): void {
    this.#count++;
    if (this.isFull) return;
    this.#packer.add(label, values, geometry);
    if (heapBytesOf(this.#packer.count, this.#packer.wordCount) <= this.#roomBytes) return;
    this.#most = this.#packer.count - 1;
    this.#packer = this.#emptyPacker();
  }

  /** Throws FaultError BAKE-239 where there was not room for all. */
  finish(): PackedRecords {
    if (this.#most === null) return this.#packer.finish();
    const { key, path } = this.#source;
    const heapMib = Math.round(v8.getHeapStatistics().heap_size_limit / MIB);
    const memoryMib = Math.round(Math.min(os.totalmem(), process.constrainedMemory() || Infinity) / MIB);
    throw new FaultError(
      fault('BAKE-239', { source: key, count: this.#count, most: this.#most, heapMib, memoryMib }, path),
    );
  }
}
