import type { Asked } from './ask.ts';

/**
 * One question at a time where only the newest matters, such as what a finger tapped: a newer question, or `drop`, ends
 * the one before, and its late answer is heard by nobody.
 */
export class NewestQuestion {
  #abort: AbortController | null = null;

  ask<T>(question: (signal: AbortSignal) => Promise<Asked<T>>, onAnswer: (asked: Asked<T>) => void): void {
    this.drop();
    const abort = new AbortController();
    this.#abort = abort;
    question(abort.signal).then((asked) => {
      if (!abort.signal.aborted) onAnswer(asked);
    });
  }

  drop(): void {
    this.#abort?.abort();
    this.#abort = null;
  }
}
