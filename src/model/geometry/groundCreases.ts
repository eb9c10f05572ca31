/**
 * Where the ground's slope really changes. A height field has a crease on every line of its lattice and every diagonal;
 * where the two triangles beside one lie in one plane nothing bends, and nothing needs to be cut there.
 */
import type { HeightField } from './heightField.ts';

/** Lattice lines of one column, of one row, and the diagonals from south-west to north-east. */
export type CreaseKind = 'column' | 'row' | 'diagonal';

/**
 * True where the crease bends. Exact for heights in steps of a power of two, as files give them.
 * @param column,row `column`: the edge from (column, row) north to (column, row + 1); `row`: the edge from (column, row)
 *   east to (column + 1, row); `diagonal`: the cell whose south-west corner is (column, row).
 */
export function bends(
  { columns, rows, upMeters }: HeightField,
  kind: CreaseKind,
  column: number,
  row: number,
): boolean {
  const at = (x: number, y: number): number => upMeters[y * columns + x]!;
  if (kind === 'diagonal') {
    return at(column, row) + at(column + 1, row + 1) !== at(column + 1, row) + at(column, row + 1);
  }
  // The slope across the edge on either side; beyond the lattice the ground goes on level.
  if (kind === 'column') {
    const west = column > 0 ? at(column, row) - at(column - 1, row) : 0;
    const east = column < columns - 1 ? at(column + 1, row + 1) - at(column, row + 1) : 0;
    return west !== east;
  }
  const south = row > 0 ? at(column, row) - at(column, row - 1) : 0;
  const north = row < rows - 1 ? at(column + 1, row + 1) - at(column + 1, row) : 0;
  return south !== north;
}

/** Answers "is the ground one plane over these cells?" at once, from sums over the lattice. */
export class PlaneTest {
  readonly #columns: number;
  /** Creases that bend, summed over all cells south-west of a lattice point; one table per kind. */
  readonly #sums: Readonly<Record<CreaseKind, Uint32Array>>;

  constructor(field: HeightField) {
    const { columns, rows } = field;
    this.#columns = columns + 1;
    const table = (kind: CreaseKind, width: number, height: number): Uint32Array => {
      const sums = new Uint32Array((columns + 1) * (rows + 1));
      for (let row = 0; row < height; row++) {
        let line = 0;
        for (let column = 0; column < columns; column++) {
          if (column < width && bends(field, kind, column, row)) line++;
          sums[(row + 1) * this.#columns + column + 1] = sums[row * this.#columns + column + 1]! + line;
        }
      }
      return sums;
    };
    this.#sums = {
      column: table('column', columns, rows - 1),
      row: table('row', columns - 1, rows),
      diagonal: table('diagonal', columns - 1, rows - 1),
    };
  }

  #count(kind: CreaseKind, west: number, south: number, east: number, north: number): number {
    if (east <= west || north <= south) return 0;
    const sums = this.#sums[kind];
    const at = (column: number, row: number): number => sums[row * this.#columns + column]!;
    return at(east, north) - at(west, north) - at(east, south) + at(west, south);
  }

  /** Does the ground over a square of cells bend nowhere but along its own diagonal? */
  isFolded(west: number, south: number, size: number): boolean {
    const [east, north] = [west + size, south + size];
    if (this.#count('column', west + 1, south, east, north) > 0) return false;
    if (this.#count('row', west, south + 1, east, north) > 0) return false;
    let onDiagonal = 0;
    for (let cell = 0; cell < size; cell++) {
      onDiagonal += this.#count('diagonal', west + cell, south + cell, west + cell + 1, south + cell + 1);
    }
    return onDiagonal === this.#count('diagonal', west, south, east, north);
  }

  /** Cells from column `west` to before `east`, row `south` to before `north`. */
  isOnePlane(west: number, south: number, east: number, north: number): boolean {
    return (
      this.#count('diagonal', west, south, east, north) === 0 &&
      this.#count('column', west + 1, south, east, north) === 0 &&
      this.#count('row', west, south + 1, east, north) === 0
    );
  }
}
