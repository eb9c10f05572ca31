/** The first complete picture of a view, and what waits until it was seen. */

/** So that it is seen before the index of houses is made, which takes a tenth of a second. */
const SEEN_MILLIS = 60;

export class FirstPicture {
  readonly shown: Promise<void>;
  #tell: () => void = () => {};
  #isSeen = false;

  /** @param onSeen what waited may begin. */
  constructor(onSeen: () => void) {
    this.shown = new Promise((resolve) => {
      this.#tell = resolve;
    });
    void this.shown.then(() => {
      setTimeout(() => {
        this.#isSeen = true;
        onSeen();
      }, SEEN_MILLIS);
    });
  }

  /** It was drawn. Again: as before. */
  tell(): void {
    this.#tell();
  }

  get isSeen(): boolean {
    return this.#isSeen;
  }
}
