/**
 * Polygons cut along the creases of the ground, so that each piece lies in one plane of the height field and can be
 * lifted vertex by vertex without leaving it. Only creases that really bend are cut: level ground stays whole.
 */
import { columnLine, diagonalLine, rowLine, splitOutlines } from './cutOutlines.ts';
import { PlaneTest } from './groundCreases.ts';
import type { HeightField } from './heightField.ts';
import type { Outline } from './polygon.ts';

/** Cells of the lattice, ends not included. */
interface Cells {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The number between two others that most halvings leave whole: cuts fall on the edges of blocks that are straight. */
function roundestBetween(low: number, high: number): number {
  let size = 1;
  while ((Math.floor(low / (size * 2)) + 1) * size * 2 < high) size *= 2;
  return (Math.floor(low / size) + 1) * size;
}

export class GroundCutter {
  readonly #field: HeightField;
  readonly #planes: PlaneTest;

  constructor(field: HeightField) {
    this.#field = field;
    this.#planes = new PlaneTest(field);
  }

  /**
   * Calls `onPiece` with directed outlines (see cutOutlines.ts), one call per plane. Metres ENU. Beyond the lattice the
   * ground goes on as at its edge, and pieces there are as wide as they come: a lattice should cover what is cut by it.
   */
  cut(outlines: readonly Outline[], onPiece: (outlines: readonly Outline[]) => void): void {
    if (outlines.length === 0) return;
    const { columns, rows } = this.#field;
    this.#cut(outlines, this.#within(outlines, { west: 0, south: 0, east: columns - 1, north: rows - 1 }), onPiece);
  }

  /** The cells of a range that the outlines reach; at least one. */
  #within(outlines: readonly Outline[], cells: Cells): Cells {
    const { originEnuMeters, stepMeters } = this.#field;
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const outline of outlines) {
      for (const [x, y] of outline) {
        if (x < minX) minX = x;
        if (x > maxX) maxX = x;
        if (y < minY) minY = y;
        if (y > maxY) maxY = y;
      }
    }
    const low = (value: number, axis: 0 | 1, from: number, to: number): number =>
      Math.max(from, Math.min(to - 1, Math.floor((value - originEnuMeters[axis]) / stepMeters)));
    const high = (value: number, axis: 0 | 1, from: number, to: number): number =>
      Math.min(to, Math.max(from + 1, Math.ceil((value - originEnuMeters[axis]) / stepMeters)));
    const west = low(minX, 0, cells.west, cells.east);
    const south = low(minY, 1, cells.south, cells.north);
    return { west, south, east: high(maxX, 0, west, cells.east), north: high(maxY, 1, south, cells.north) };
  }

  #cut(outlines: readonly Outline[], cells: Cells, onPiece: (outlines: readonly Outline[]) => void): void {
    const { west, south, east, north } = cells;
    if (this.#planes.isOnePlane(west, south, east, north)) {
      onPiece(outlines);
      return;
    }
    const { originEnuMeters, stepMeters } = this.#field;
    const [width, height] = [east - west, north - south];
    const xOf = (column: number): number => originEnuMeters[0] + column * stepMeters;
    const yOf = (row: number): number => originEnuMeters[1] + row * stepMeters;
    if (width === height && this.#planes.isFolded(west, south, width)) {
      const parts = splitOutlines(outlines, diagonalLine([xOf(west), yOf(south)]));
      for (const part of parts) if (part.length > 0) onPiece(part);
      return;
    }
    const [column, row] = [roundestBetween(west, east), roundestBetween(south, north)];
    const [first, second] = splitOutlines(outlines, width >= height ? columnLine(xOf(column)) : rowLine(yOf(row)));
    const onward = (part: readonly Outline[], range: Cells): void => {
      if (part.length > 0) this.#cut(part, this.#within(part, range), onPiece);
    };
    onward(first, width >= height ? { ...cells, east: column } : { ...cells, north: row });
    onward(second, width >= height ? { ...cells, west: column } : { ...cells, south: row });
  }
}
