/** Writes the personal store: a file of its own, that only the account that bakes may open. */
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { PERSONAL_MODE, PERSONAL_VERSION, personalTablesSql } from '../../model/contract/personalTables.ts';
import type { Person } from '../../model/domain/people.ts';

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
    const insert = database.prepare('INSERT INTO persons VALUES (?, ?, ?)');
    for (const { personId, name, phone } of persons) insert.run(personId, name, phone);
    database.exec('COMMIT; VACUUM;');
  } finally {
    database.close();
  }
}
