/** Times between frames of a loop that draws only when it must: pauses are no slow frames. */
const KEPT = 120;

export class FrameTimes {
  readonly #millis = new Float64Array(KEPT);
  #count = 0;
  #lastMillis: number | null = null;

  /** One frame was drawn; `continued` = the one before was asked for in the tick before. */
  drawn(atMillis: number, continued: boolean): void {
    if (continued && this.#lastMillis !== null) this.#millis[this.#count++ % KEPT] = atMillis - this.#lastMillis;
    this.#lastMillis = atMillis;
  }

  /** 95th percentile of the kept frames; null until there are ten. */
  p95Millis(): number | null {
    const count = Math.min(this.#count, KEPT);
    if (count < 10) return null;
    const sorted = this.#millis.slice(0, count).sort();
    return sorted[Math.floor(count * 0.95)] ?? null;
  }
}
