/** Square cells over the district's plane: what lies near a place is found without looking at all there is. */
import type { Bounds2, Point2 } from '../../model/geometry/polygon.ts';

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

  /**
   * The same for all within `reachCm` of a straight line: a long one across the district lies in as many cells as it
   * passes, not in all of its box.
   */
  addAlong(item: T, from: Point2, to: Point2, reachCm: number): void {
    const [west, east] = from[0] <= to[0] ? [from, to] : [to, from];
    const slope = east[0] > west[0] ? (east[1] - west[1]) / (east[0] - west[0]) : 0;
    const lastColumn = cellOf(east[0] + reachCm);
    for (let column = cellOf(west[0] - reachCm); column <= lastColumn; column++) {
      // The part of the line from which this column is within reach; all of it where it runs due north.
      const fromX = Math.max(west[0], column * CELL_CM - reachCm);
      const toX = Math.min(east[0], (column + 1) * CELL_CM + reachCm);
      const [a, b] = slope === 0 ? [west[1], east[1]] : [fromX, toX].map((x) => west[1] + (x - west[0]) * slope);
      const middleX = (column + 0.5) * CELL_CM;
      this.add(item, {
        ...{ minX: middleX, maxX: middleX },
        ...{ minY: Math.min(a!, b!) - reachCm, maxY: Math.max(a!, b!) + reachCm },
      });
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
