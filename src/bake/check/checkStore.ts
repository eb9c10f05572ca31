/** Is the personal store whole, and of this package? A package without one is whole too: the store may lie elsewhere. */
import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { INDEX_FILE } from '../../model/contract/packageFiles.ts';
import { PERSONAL_FILE, PERSONAL_VERSION } from '../../model/contract/personalTables.ts';
import { maskedName, type Person } from '../../model/domain/people.ts';
import { fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { personsHash } from '../steps/writePersonal.ts';
import type { PackageOnDisk, Row } from './packageOnDisk.ts';

interface Store {
  readonly meta: ReadonlyMap<string, string>;
  readonly persons: readonly Person[];
}

function readStore(database: DatabaseSync): Store {
  const meta = database.prepare('SELECT key, value FROM meta').all() as Row[];
  const persons = database.prepare('SELECT personId, name, phone FROM persons').all() as Row[];
  return {
    meta: new Map(meta.map(({ key, value }) => [String(key), String(value)])),
    persons: (persons as unknown as Person[]).sort((a, b) => (a.personId < b.personId ? -1 : 1)),
  };
}

/** Masked names of the index by the ids that the store knows the same people by. */
function namesOfIndex(database: DatabaseSync): Map<string, string> {
  const rows = database
    .prepare('SELECT staffId AS id, nameMasked FROM staff UNION ALL SELECT stewardId, nameMasked FROM stewards')
    .all() as Row[];
  return new Map(rows.map(({ id, nameMasked }) => [String(id), String(nameMasked)]));
}

/** Faults name ids of posts, never a person. */
export function checkStore(onDisk: PackageOnDisk, faults: FaultLog): void {
  if (!existsSync(onDisk.pathOf(PERSONAL_FILE))) return;
  const store = onDisk.withDatabase(PERSONAL_FILE, faults, readStore);
  if (!store) return;
  const broken = (what: string): void => faults.add(fault('BAKE-622', { what }, PERSONAL_FILE));
  const expect = (key: string, right: string): void => {
    if (store.meta.get(key) !== right) broken(key);
  };
  expect('personalVersion', String(PERSONAL_VERSION));
  expect('districtKey', onDisk.manifest.key);
  expect('personsHash', personsHash(store.persons));
  // A damaged index has its own part of the check: what cannot be read of it is told there.
  const known = existsSync(onDisk.pathOf(INDEX_FILE)) ? onDisk.withDatabase(INDEX_FILE, faults, namesOfIndex) : null;
  if (!known) return;
  const nameOf = new Map(store.persons.map(({ personId, name }) => [personId, name]));
  for (const [id, masked] of known) {
    const name = nameOf.get(id);
    if (name === undefined || maskedName(name) !== masked) broken(id);
  }
}
