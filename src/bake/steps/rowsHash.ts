/** The hash of a SQLite file's rows: of what they say, in whatever order, pages or version of SQLite they lie. */
import { createHash } from 'node:crypto';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { invariant } from '../../model/faults/invariant.ts';

/** A whole table as one text would be as large as the file. */
const LINES_AT_ONCE = 1000;

/** A text is hashed as SQLite keeps it: of half a surrogate pair there is no UTF-8, and U+FFFD is read in its place. */
function jsonOf(value: SQLInputValue | SQLOutputValue): string {
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed());
  // The same text as JSON has, without asking for it: most values are numbers.
  return typeof value === 'number' && Number.isFinite(value) ? `${value}` : JSON.stringify(value);
}

/** Writes a row's values, in the order of its columns, as its JSON object: no object is made for any row. */
export function lineMaker(columns: readonly string[]): (values: readonly (SQLInputValue | SQLOutputValue)[]) => string {
  // Names and values in turn. Joined, a line is one string; added up it would be forty, and those of all rows wait to be sorted.
  const parts = columns.flatMap((name, column) => [`${column === 0 ? '{' : ','}${JSON.stringify(name)}:`, '']);
  return (values) => {
    for (let column = 0; column < columns.length; column++) parts[2 * column + 1] = jsonOf(values[column]!);
    return `${parts.join('')}}`;
  };
}

/** SHA-256 over rows as JSON lines, table by table in the order of their names, the lines of each sorted. */
export class RowsHash {
  readonly #hash = createHash('sha256');
  #last = '';

  /** @param lines of all rows of the table (see lineMaker); sorted in place. Every table is added, an empty one too. */
  add(table: string, lines: string[]): void {
    invariant(table > this.#last, 'tables come in the order of their names');
    this.#last = table;
    lines.sort();
    this.#hash.update(`${JSON.stringify({ table, rows: lines.length })}\n`);
    for (let from = 0; from < Math.max(1, lines.length); from += LINES_AT_ONCE) {
      this.#hash.update(from === 0 ? '' : '\n').update(lines.slice(from, from + LINES_AT_ONCE).join('\n'));
    }
    this.#hash.update('\n');
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

/** Of a file as it is on disk. */
export function hashOfRows(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true });
  const hash = new RowsHash();
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
    for (const { name } of tables) {
      const select = database.prepare(`SELECT * FROM "${String(name)}"`);
      const lineOf = lineMaker(select.columns().map((column) => column.name));
      select.setReturnArrays(true);
      const lines: string[] = [];
      for (const row of select.iterate() as Iterable<unknown> as Iterable<SQLOutputValue[]>) lines.push(lineOf(row));
      hash.add(String(name), lines);
    }
    return hash.digest();
  } finally {
    database.close();
  }
}
