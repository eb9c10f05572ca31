import { invariant } from '../../model/faults/invariant.ts';

const FREE = -1;

/** Vertices with whole-number coordinates, each once: open addressing, since 60 bits of a place fit no number key. */
export class VertexTable {
  readonly x: number[] = [];
  readonly y: number[] = [];
  #slots = new Int32Array(1 << 12).fill(FREE);

  /** The vertex's row; a new one where none stands there. */
  row(x: number, y: number): number {
    invariant(Number.isInteger(x) && Number.isInteger(y), 'vertices stand on whole ticks');
    if (this.x.length * 2 > this.#slots.length) this.#grow();
    const slot = this.#slotOf(x, y);
    const known = this.#slots[slot]!;
    if (known !== FREE) return known;
    const row = this.x.push(x) - 1;
    this.y.push(y);
    this.#slots[slot] = row;
    return row;
  }

  #slotOf(x: number, y: number): number {
    const mask = this.#slots.length - 1;
    let hash = Math.imul(x | 0, 0x9e3779b1) ^ Math.imul(y | 0, 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    for (;;) {
      const row = this.#slots[slot]!;
      if (row === FREE || (this.x[row] === x && this.y[row] === y)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 4).fill(FREE);
    for (let row = 0; row < this.x.length; row++) this.#slots[this.#slotOf(this.x[row]!, this.y[row]!)] = row;
  }
}
