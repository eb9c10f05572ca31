/** Whether a picture keeps up: it does not where its frames were too slow for ten seconds of drawing. */
export const SLOW_MILLIS = 10_000;
/** Frames further apart are a pause: a picture that rests, a tab out of sight. */
const PAUSE_MILLIS = 1_000;
/** Below this share of the limit it is fast again; between the two nothing is said, so that it is not said in turns. */
const FAST_SHARE = 0.85;

export class Pace {
  #slowMillis = 0;
  #lastMillis: number | null = null;

  /**
   * After each frame drawn. @param p95Millis of the last frames, null for too few of them. @param limitMillis null for none.
   * True once it was over the limit for ten seconds of frames.
   */
  isTooSlow(p95Millis: number | null, limitMillis: number | null, atMillis: number): boolean {
    const sinceLast = this.#lastMillis === null ? 0 : atMillis - this.#lastMillis;
    this.#lastMillis = atMillis;
    if (p95Millis === null || limitMillis === null) return false;
    if (p95Millis <= limitMillis * FAST_SHARE) this.#slowMillis = 0;
    else if (p95Millis > limitMillis && sinceLast > 0 && sinceLast < PAUSE_MILLIS) this.#slowMillis += sinceLast;
    return this.#slowMillis >= SLOW_MILLIS;
  }

  /** Another quality: what was measured says nothing about it. */
  restart(): void {
    this.#slowMillis = 0;
    this.#lastMillis = null;
  }
}
