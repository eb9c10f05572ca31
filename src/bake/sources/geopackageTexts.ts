/**
 * Texts of a GeoPackage as they stand in the file: SQLite hands them out with "�" for what is not UTF-8, and only their
 * bytes tell whether it stood there before.
 */
import type { DatabaseSync } from 'node:sqlite';
import { mayBeBroken, requireUtf8 } from './fixedUtf8.ts';

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The standard allows UTF-16 too (§1.1.1.1.1): SQLite itself turns that to Unicode. */
const isUtf8Database = (database: DatabaseSync): boolean =>
  database.prepare('PRAGMA encoding').get()?.encoding === 'UTF-8';

function requireText(bytes: unknown, file: string): void {
  if (bytes instanceof Uint8Array) requireUtf8(bytes, file, 'GeoPackage');
}

/** Throws FaultError BAKE-219 where a column's name is not what the database says that it is. */
export function checkColumnNames(
  database: DatabaseSync,
  file: string,
  table: string,
  columns: readonly string[],
): void {
  if (!columns.some(mayBeBroken) || !isUtf8Database(database)) return;
  const rows = database.prepare('SELECT CAST(name AS BLOB) AS bytes FROM pragma_table_info(?)').all(table);
  for (const { bytes } of rows) requireText(bytes, file);
}

/** A table's rows, columns in the order of `columns`; whole numbers as bigint. */
export function rowsOf(
  database: DatabaseSync,
  table: string,
  columns: readonly string[],
  written: (column: string) => string = quoted,
): Iterator<unknown[]> {
  const statement = database.prepare(`SELECT ${columns.map(written).join(', ')} FROM ${quoted(table)}`);
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  return statement.iterate() as Iterator<unknown> as Iterator<unknown[]>;
}

/**
 * For the rows of `rowsOf`, one after the other: throws FaultError BAKE-219 where a text of one is not what the database
 * says that it is.
 */
export function textCheck(
  database: DatabaseSync,
  file: string,
  table: string,
  columns: readonly string[],
): (row: readonly unknown[]) => void {
  const isUtf8 = isUtf8Database(database);
  let [rowNumber, bytesNumber] = [0, 0];
  let bytesOfRows: Iterator<unknown[]> | null = null;
  return (row) => {
    rowNumber++;
    if (!isUtf8 || !row.some(mayBeBroken)) return;
    // All columns, though few are looked at: SQLite then takes the same way through the table, and the same order.
    bytesOfRows ??= rowsOf(database, table, columns, (column) => `CAST(${quoted(column)} AS BLOB)`);
    let bytes: readonly unknown[] = [];
    for (; bytesNumber < rowNumber; bytesNumber++) bytes = bytesOfRows.next().value ?? [];
    row.forEach((value, index) => {
      if (mayBeBroken(value)) requireText(bytes[index], file);
    });
  };
}
