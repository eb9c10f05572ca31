/** Square cells over the district's plane: what lies near a place is found without looking at all there is. */
import type { Bounds2 } from '../../model/geometry/polygon.ts';

/** Of the order of a long house and a wide road: few things to a cell, few cells to a thing. */
export const CELL_CM = 6_000;
const KEYS_PER_COLUMN = 65_536;

export const cellOf = (cm: number): number => Math.floor(cm / CELL_CM);
export const cellKey = (column: number, row: number): number => column * KEYS_PER_COLUMN + row;

export class NearCells<T> {
  readonly #byCell = new Map<number, T[]>();

  /** The edges of one thing may be added one by one: a cell holds it once. */
  add(item: T, bounds: Readonly<Bounds2>): void {
    const [lastColumn, lastRow] = [cellOf(bounds.maxX), cellOf(bounds.maxY)];
    for (let column = cellOf(bounds.minX); column <= lastColumn; column++) {
      for (let row = cellOf(bounds.minY); row <= lastRow; row++) {
        const key = cellKey(column, row);
        const own = this.#byCell.get(key);
        if (!own) this.#byCell.set(key, [item]);
        else if (own.at(-1) !== item) own.push(item);
      }
    }
  }

  /** All whose cells hold the place. */
  at(xCm: number, yCm: number): readonly T[] {
    return this.#byCell.get(cellKey(cellOf(xCm), cellOf(yCm))) ?? [];
  }

  /** Is it so for any whose cells the box touches? Asked again where a thing lies in several of them. */
  some({ minX, minY, maxX, maxY }: Readonly<Bounds2>, isSo: (item: T) => boolean): boolean {
    const [lastColumn, lastRow] = [cellOf(maxX), cellOf(maxY)];
    for (let column = cellOf(minX); column <= lastColumn; column++) {
      for (let row = cellOf(minY); row <= lastRow; row++) {
        const own = this.#byCell.get(cellKey(column, row));
        if (!own) continue;
        for (let index = 0; index < own.length; index++) if (isSo(own[index]!)) return true;
      }
    }
    return false;
  }
}
