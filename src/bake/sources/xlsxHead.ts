/** Where the head of a sheet stands and what its columns are called. Pure. */

/** A cell: text, a number as written, a date, yes or no, nothing. */
export type Cell = string | number | boolean | Date | null;

export interface SheetHead {
  readonly names: readonly string[];
  /** Index of the first row of data. */
  readonly dataFrom: number;
}

/** Titles, remarks and merged groups take a few rows; deeper down is data. */
export const HEAD_ROWS = 20;

const isFilled = (cell: Cell | undefined): boolean =>
  cell !== null && cell !== undefined && (typeof cell !== 'string' || cell.trim() !== '');
const isText = (cell: Cell | undefined): cell is string => typeof cell === 'string' && isFilled(cell);

/**
 * The first row that names every column; where merged cells leave none, the rows above the first data together, each
 * column called by its lowest text ("坐标" over "经度" is 经度). Null where a column has no name.
 */
export function sheetHead(rows: readonly (readonly Cell[])[]): SheetHead | null {
  const width = rows.reduce((widest, row) => Math.max(widest, row.findLastIndex(isFilled) + 1), 0);
  if (width === 0) return null;
  const columns = Array.from({ length: width }, (_, column) => column);
  const top = rows.slice(0, HEAD_ROWS);
  const whole = top.findIndex((row) => columns.every((column) => isText(row[column])));
  // The first row with something else than texts is data, and so is all below it.
  const data = top.findIndex((row) => row.some((cell) => isFilled(cell) && !isText(cell)));
  if (whole >= 0 && (data < 0 || whole < data)) {
    return { names: top[whole]!.slice(0, width).map((cell) => String(cell).trim()), dataFrom: whole + 1 };
  }
  if (data <= 0) return null;
  const names = columns.map((column) => {
    const lowest = top.slice(0, data).findLast((row) => isText(row[column]))?.[column];
    return isText(lowest) ? lowest.trim() : null;
  });
  return names.includes(null) ? null : { names: names as string[], dataFrom: data };
}
