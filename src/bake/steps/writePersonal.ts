/** Writes the personal store: a file of its own, that only the account that bakes may open. */
import { createHash } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { PERSONAL_MODE, PERSONAL_VERSION, personalTablesSql } from '../../model/contract/personalTables.ts';
import type { Person } from '../../model/domain/people.ts';

/** Persons hashed, and persons written, by one call: each costs as much as its persons do. */
const AT_ONCE = 300;

/** What the store says of its own rows (contract/personalTables.ts); @param persons in the order of their ids. */
export function personsHash(persons: readonly Person[]): string {
  const hash = createHash('sha256');
  for (let from = 0; from < persons.length; from += AT_ONCE) {
    const some = persons.slice(from, from + AT_ONCE);
    hash.update(some.map(({ personId, name, phone }) => `${JSON.stringify([personId, name, phone])}\n`).join(''));
  }
  return hash.digest('hex');
}

/** @param persons in the order of their ids: the same people give the same bytes. */
export function writePersonal(file: string, districtKey: string, persons: readonly Person[]): void {
  // Guarded before the first name is in it.
  closeSync(openSync(file, 'wx', PERSONAL_MODE));
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;');
    database.exec(personalTablesSql);
    const meta = database.prepare('INSERT INTO meta VALUES (?, ?)');
    meta.run('personalVersion', String(PERSONAL_VERSION));
    meta.run('districtKey', districtKey);
    meta.run('personsHash', personsHash(persons));
    const insertOf = (count: number): StatementSync =>
      database.prepare(`INSERT INTO persons VALUES ${new Array(count).fill('(?, ?, ?)').join(', ')}`);
    const insert = insertOf(AT_ONCE);
    for (let from = 0; from < persons.length; from += AT_ONCE) {
      const some = persons.slice(from, from + AT_ONCE);
      const values = some.flatMap(({ personId, name, phone }) => [personId, name, phone]);
      (some.length === AT_ONCE ? insert : insertOf(some.length)).run(...values);
    }
    // Written once, in the order of its key: there is nothing to tidy.
    database.exec('COMMIT;');
  } finally {
    database.close();
  }
}
