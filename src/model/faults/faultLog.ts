import type { Fault, FaultCode } from './fault.ts';

/** How many faults of one code are kept whole; all are counted. */
const KEPT_PER_CODE = 200;

/** Counts every fault and keeps the first of each code, so that a report stays readable and nothing vanishes. */
export class FaultLog {
  readonly #countByCode = new Map<FaultCode, number>();
  readonly #kept: Fault[] = [];

  add(item: Fault): void {
    const count = (this.#countByCode.get(item.code) ?? 0) + 1;
    this.#countByCode.set(item.code, count);
    if (count <= KEPT_PER_CODE) this.#kept.push(item);
  }

  count(code: FaultCode): number {
    return this.#countByCode.get(code) ?? 0;
  }

  /** Codes with their counts, sorted by code: the same input gives the same bytes. */
  counts(): { code: FaultCode; count: number }[] {
    return [...this.#countByCode].map(([code, count]) => ({ code, count })).sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  kept(): readonly Fault[] {
    return this.#kept;
  }
}
