/** Holds what came until its time: all screens show the same instant, whenever their packets arrived. */
export class PresentQueue<T> {
  #items: { readonly presentAtMillis: number; readonly value: T }[] = [];

  /** In order of arrival; a later item is never shown before an earlier one. */
  add(presentAtMillis: number, value: T): void {
    const last = this.#items.at(-1)?.presentAtMillis ?? Number.NEGATIVE_INFINITY;
    this.#items.push({ presentAtMillis: Math.max(last, presentAtMillis), value });
  }

  /** Takes out all that is due. */
  due(nowMillis: number): T[] {
    let count = 0;
    while (count < this.#items.length && this.#items[count]!.presentAtMillis <= nowMillis) count++;
    return this.#items.splice(0, count).map(({ value }) => value);
  }

  /** When the next is due, or null. */
  nextMillis(): number | null {
    return this.#items[0]?.presentAtMillis ?? null;
  }

  clear(): void {
    this.#items = [];
  }
}
