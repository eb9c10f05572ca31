/** Animation frames that come when a test says so. */
export class FakeFrames {
  readonly #asked = new Map<number, () => void>();
  #count = 0;

  readonly requestAnimationFrame = (tick: () => void): number => {
    this.#asked.set(++this.#count, tick);
    return this.#count;
  };

  readonly cancelAnimationFrame = (frame: number): void => {
    this.#asked.delete(frame);
  };

  run(count: number): void {
    for (let round = 0; round < count; round++) {
      const ticks = [...this.#asked.values()];
      this.#asked.clear();
      for (const tick of ticks) tick();
    }
  }
}
