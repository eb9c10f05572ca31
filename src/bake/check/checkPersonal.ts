/** Does any public file carry a name or a telephone number of the personal store? */
import { existsSync } from 'node:fs';
import { PERSONAL_FILE } from '../../model/contract/personalTables.ts';
import { fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { PackageOnDisk, Row } from './packageOnDisk.ts';

const HAN_RUN = /\p{Script=Han}+/gu;
const DIGIT_RUN = /\d{5,}/g;
/** A shorter name also occurs inside other words: it counts only where it stands alone. */
const CERTAIN_NAME_LENGTH = 3;
const LONGEST_HAN_NAME = 5;

export interface PersonalValues {
  readonly names: ReadonlySet<string>;
  readonly phones: ReadonlySet<string>;
}

function valuesOf(onDisk: PackageOnDisk, faults: FaultLog): PersonalValues | null {
  return onDisk.withDatabase(PERSONAL_FILE, faults, (database) => {
    const rows = database.prepare('SELECT name, phone FROM persons').all() as Row[];
    const texts = (key: string): string[] => rows.flatMap((row) => (typeof row[key] === 'string' ? [row[key]] : []));
    return { names: new Set(texts('name')), phones: new Set(texts('phone')) };
  });
}

/** What of the values stands in a text, by the runs of digits and of Han characters in it. */
export function personalIn(text: string, { names, phones }: PersonalValues): string | null {
  for (const [run] of text.matchAll(DIGIT_RUN)) if (phones.has(run)) return run;
  for (const [run] of text.matchAll(HAN_RUN)) {
    if (names.has(run)) return run;
    for (let length = CERTAIN_NAME_LENGTH; length <= LONGEST_HAN_NAME; length++) {
      for (let at = 0; at + length <= run.length; at++) {
        const part = run.slice(at, at + length);
        if (names.has(part)) return part;
      }
    }
  }
  return [...names].find((name) => !/^\p{Script=Han}+$/u.test(name) && text.includes(name)) ?? null;
}

/** Twins are compared with their originals elsewhere: what one does not hold, the other does not. */
export function checkPersonal(onDisk: PackageOnDisk, faults: FaultLog): void {
  if (!existsSync(onDisk.pathOf(PERSONAL_FILE))) return; // nothing was given that could leak
  if (onDisk.manifest.publicFiles.includes(PERSONAL_FILE)) {
    faults.add(fault('BAKE-610', { file: PERSONAL_FILE, what: PERSONAL_FILE }, PERSONAL_FILE));
  }
  const values = valuesOf(onDisk, faults);
  if (!values) return;
  for (const file of onDisk.publicFiles()) {
    const bytes = onDisk.bytesOf(file);
    const found = bytes && personalIn(new TextDecoder().decode(bytes), values);
    // The fault names the file and the kind, never the person.
    if (found) faults.add(fault('BAKE-610', { file, what: /^\d/.test(found) ? 'phone' : 'name' }, file));
  }
}
