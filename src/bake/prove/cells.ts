/** Square cells over the plane: which things may touch a segment, without asking all of them. */

const ROW = 2 ** 26;

/** Things by the cells that they touch; order of insertion is kept. Coordinates within ±2^25 cells. */
export class Cells {
  readonly #sizeCm: number;
  readonly #things = new Map<number, number[]>();

  constructor(size: number) {
    this.#sizeCm = size;
  }

  /** Keys of the cells along a segment that is `margin` thick to each side, column by column. */
  *along(ax: number, ay: number, bx: number, by: number, margin: number): Iterable<number> {
    const size = this.#sizeCm;
    const [left, right] = ax <= bx ? [ax, bx] : [bx, ax];
    const slope = bx === ax ? null : (by - ay) / (bx - ax);
    const [low, high] = [Math.min(ay, by), Math.max(ay, by)];
    const lastColumn = Math.floor((right + margin) / size);
    for (let column = Math.floor((left - margin) / size); column <= lastColumn; column++) {
      let [from, to] = [low, high];
      if (slope !== null) {
        // The part of the segment over this column, a little wider than it is.
        const x0 = Math.max(left, column * size - margin);
        const x1 = Math.min(right, (column + 1) * size + margin);
        const [y0, y1] = [ay + (x0 - ax) * slope, ay + (x1 - ax) * slope];
        from = Math.max(low, Math.min(y0, y1) - 1);
        to = Math.min(high, Math.max(y0, y1) + 1);
      }
      const lastRow = Math.floor((to + margin) / size);
      for (let row = Math.floor((from - margin) / size); row <= lastRow; row++) yield column * ROW + row;
    }
  }

  at(key: number): readonly number[] {
    return this.#things.get(key) ?? [];
  }

  put(key: number, thing: number): void {
    const cell = this.#things.get(key);
    if (cell) cell.push(thing);
    else this.#things.set(key, [thing]);
  }
}
