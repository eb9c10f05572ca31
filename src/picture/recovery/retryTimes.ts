/** When what did not come is asked for again: each thing after a longer wait, all together at most so many a minute. */

const FIRST_WAIT_MILLIS = 2_000;
const LONGEST_WAIT_MILLIS = 60_000;
const MINUTE_MILLIS = 60_000;
export const MOST_A_MINUTE = 60;

interface Missing {
  times: number;
  /** Null while it is asked for. */
  dueMillis: number | null;
}

export class RetryTimes {
  readonly #missing = new Map<string, Missing>();
  /** Of the last minute. */
  #askedMillis: number[] = [];

  failed(key: string, nowMillis: number): void {
    const times = (this.#missing.get(key)?.times ?? 0) + 1;
    const waitMillis = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS * 2 ** (times - 1));
    this.#missing.set(key, { times, dueMillis: nowMillis + waitMillis });
  }

  /** It came, or nobody asks for it any more. */
  drop(key: string): void {
    this.#missing.delete(key);
  }

  /** Waiting or asked for again. */
  get missing(): readonly string[] {
    return [...this.#missing.keys()];
  }

  isAsked(key: string): boolean {
    return this.#missing.get(key)?.dueMillis === null;
  }

  /** Those to be asked for now, the longest due first: they count as asked from here on. */
  due(nowMillis: number): string[] {
    this.#forget(nowMillis);
    const ready = [...this.#missing]
      .filter(([, { dueMillis }]) => dueMillis !== null && dueMillis <= nowMillis)
      .sort(([, a], [, b]) => a.dueMillis! - b.dueMillis!)
      .slice(0, MOST_A_MINUTE - this.#askedMillis.length);
    for (const [key, missing] of ready) {
      this.#missing.set(key, { ...missing, dueMillis: null });
      this.#askedMillis.push(nowMillis);
    }
    return ready.map(([key]) => key);
  }

  /** When to look again; null for never. */
  nextMillis(nowMillis: number): number | null {
    this.#forget(nowMillis);
    const waiting = [...this.#missing.values()].flatMap(({ dueMillis }) => dueMillis ?? []);
    if (waiting.length === 0) return null;
    const next = Math.min(...waiting);
    return this.#askedMillis.length < MOST_A_MINUTE ? next : Math.max(next, this.#askedMillis[0]! + MINUTE_MILLIS);
  }

  #forget(nowMillis: number): void {
    this.#askedMillis = this.#askedMillis.filter((asked) => asked > nowMillis - MINUTE_MILLIS);
  }
}
