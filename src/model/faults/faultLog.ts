import type { Fate, Fault, FaultCode } from './fault.ts';

/** How many faults of one code are kept whole; all are counted. */
const KEPT_PER_CODE = 200;

export interface CodeCount {
  readonly code: FaultCode;
  readonly count: number;
}

/** Records of one source that met the same fate by the same code. */
export interface FateOfRecords extends CodeCount {
  readonly source: string;
  readonly fate: Fate;
  /** Of every record that was dropped, in the order of dropping; empty for the other fates, which lose nothing. */
  readonly ids: readonly string[];
}

const byCode = (a: CodeCount, b: CodeCount): number => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);

/**
 * Counts every fault and keeps the first of each code, so that a report stays readable and nothing vanishes. Ids of
 * dropped records are all kept.
 */
export class FaultLog {
  readonly #countByCode = new Map<FaultCode, number>();
  readonly #kept: Fault[] = [];
  readonly #fates = new Map<string, { code: FaultCode; source: string; fate: Fate; count: number; ids: string[] }>();

  add(item: Fault): void {
    if (item.record) this.#addFate(item.code, item.record);
    if (item.record?.fate === 'derived') return;
    const count = (this.#countByCode.get(item.code) ?? 0) + 1;
    this.#countByCode.set(item.code, count);
    if (count <= KEPT_PER_CODE) this.#kept.push(item);
  }

  #addFate(code: FaultCode, { source, id, fate }: NonNullable<Fault['record']>): void {
    const key = `${source} ${fate} ${code}`;
    const known = this.#fates.get(key) ?? { code, source, fate, count: 0, ids: [] };
    this.#fates.set(key, known);
    known.count++;
    if (fate === 'dropped') known.ids.push(id);
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
