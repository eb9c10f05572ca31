/** How far shared time has gone on from a case's instant: it stands still until somebody lets it run. */
export class SharedTime {
  #beforeMillis = 0;
  #startedMillis: number | null = null;

  get isRunning(): boolean {
    return this.#startedMillis !== null;
  }

  sinceMillis(): number {
    return this.#beforeMillis + (this.#startedMillis === null ? 0 : performance.now() - this.#startedMillis);
  }

  toggle(): void {
    if (this.isRunning) {
      this.#beforeMillis = this.sinceMillis();
      this.#startedMillis = null;
    } else this.#startedMillis = performance.now();
  }

  /** Back to the case's instant, standing still. */
  reset(): void {
    this.#beforeMillis = 0;
    this.#startedMillis = null;
  }
}
