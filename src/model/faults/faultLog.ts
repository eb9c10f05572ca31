import type { Fate, Fault, FaultCode } from './fault.ts';
import { IdList, type PackedIds } from './idList.ts';

/** How many faults of one code are kept whole; all are counted. */
const KEPT_PER_CODE = 200;

export interface CodeCount {
  readonly code: FaultCode;
  readonly count: number;
}

/** Records of one source that met the same fate by the same code. */
interface CommonFate extends CodeCount {
  readonly source: string;
  readonly fate: Fate;
}

export interface FateOfRecords extends CommonFate {
  /** Of every record that was dropped, in the order of dropping; none for the other fates, which lose nothing. */
  readonly ids: Iterable<string>;
}

/** What a log holds, as plain data. */
export interface FaultTally {
  readonly counts: readonly CodeCount[];
  readonly kept: readonly Fault[];
  readonly fates: readonly (CommonFate & { readonly ids: PackedIds })[];
}

const byCode = (a: CodeCount, b: CodeCount): number => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);

/**
 * Counts every fault and keeps the first of each code, so that a report stays readable and nothing vanishes. Ids of
 * dropped records are all kept.
 */
export class FaultLog {
  readonly #countByCode = new Map<FaultCode, number>();
  readonly #kept: Fault[] = [];
  readonly #fates = new Map<string, { code: FaultCode; source: string; fate: Fate; count: number; ids: IdList }>();

  add(item: Fault): void {
    if (item.record) {
      const known = this.#fate(item.code, item.record);
      known.count++;
      if (known.fate === 'dropped') known.ids.add(item.record.id);
    }
    if (item.record?.fate === 'derived') return;
    const count = (this.#countByCode.get(item.code) ?? 0) + 1;
    this.#countByCode.set(item.code, count);
    if (count <= KEPT_PER_CODE) this.#kept.push(item);
  }

  #fate(code: FaultCode, { source, fate }: { readonly source: string; readonly fate: Fate }) {
    const key = `${source} ${fate} ${code}`;
    const known = this.#fates.get(key);
    if (known) return known;
    const first = { code, source, fate, count: 0, ids: new IdList() };
    this.#fates.set(key, first);
    return first;
  }

  /** Of all that was added so far. */
  tally(): FaultTally {
    const fates = [...this.#fates.values()].map((fate) => ({ ...fate, ids: fate.ids.packed() }));
    return { counts: this.counts(), kept: [...this.#kept], fates };
  }

  /** As if what the other log was told had been told to this one, in the same order. */
  absorb({ counts, kept, fates }: FaultTally): void {
    const room = new Map(counts.map(({ code }) => [code, KEPT_PER_CODE - this.count(code)]));
    for (const item of kept) {
      const left = room.get(item.code)!;
      if (left > 0) this.#kept.push(item);
      room.set(item.code, left - 1);
    }
    for (const { code, count } of counts) this.#countByCode.set(code, this.count(code) + count);
    for (const fate of fates) {
      const known = this.#fate(fate.code, fate);
      known.count += fate.count;
      known.ids.append(fate.ids);
    }
  }

  count(code: FaultCode): number {
    return this.#countByCode.get(code) ?? 0;
  }

  /** Codes with their counts, sorted by code: the same input gives the same bytes. What was only derived is no fault. */
  counts(): CodeCount[] {
    return [...this.#countByCode].map(([code, count]) => ({ code, count })).sort(byCode);
  }

  kept(): readonly Fault[] {
    return this.#kept;
  }

  /** What became of a source's records, sorted by code. */
  fatesOf(source: string, fate: Fate): FateOfRecords[] {
    return [...this.#fates.values()].filter((item) => item.source === source && item.fate === fate).sort(byCode);
  }
}
