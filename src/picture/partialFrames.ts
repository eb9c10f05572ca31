/**
 * Frames of a view before all its parts are there: programs, parts and frames share processors, and drawing some of a picture
 * delays the rest of it. So only now and then is there one.
 */

/** From one such frame to the next. */
const WAIT_MILLIS = 400;

export class PartialFrames {
  readonly #now: () => number;
  #drawnMillis = Number.NEGATIVE_INFINITY;
  #isOver = false;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @param isDue all parts are there, or something is clocked by frames. */
  isHeld(isDue: boolean): boolean {
    return !isDue && !this.#isOver && this.#now() - this.#drawnMillis < WAIT_MILLIS;
  }

  drawn(): void {
    this.#drawnMillis = this.#now();
  }

  /** Somebody moves the view: none is held any more. */
  end(): void {
    this.#isOver = true;
  }
}
