/**
 * Whether two fingers turn the city or only scale it. No hand pinches without its line turning a little: the heading
 * stays as it is, to the bit, until the line has plainly turned, and then follows from there without a jump.
 */

/** A careless pinch turns by less. */
const TURNS_FROM_DEG = 12;

export class PinchTurn {
  #turnedDeg = 0;
  #turns = false;

  /** The line between the fingers turned by so much; how much of it the heading is to follow. */
  step(turnDeg: number): number {
    if (this.#turns) return turnDeg;
    this.#turnedDeg += turnDeg;
    this.#turns = Math.abs(this.#turnedDeg) > TURNS_FROM_DEG;
    return 0;
  }
}
