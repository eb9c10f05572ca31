/** Which districts of the gallery a living process uses: a mark beside each says so. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from '../../bake/steps/packageFolder.ts';

const USED = /^(district-[^.]+)\.used-(\d+)$/;

/** `district-<hash>.used-<process>` beside a district: it is served, or being baked, as long as that process lives. */
export function markUsed(folder: string): void {
  const mark = `${folder}.used-${process.pid}`;
  writeFileSync(mark, '');
  process.once('exit', () => rmSync(mark, { force: true }));
}

/** Removes the districts that no living gallery uses, with what killed bakes and galleries left beside them. */
export function removeUnused(parentFolder: string): void {
  const names = readdirSync(parentFolder).filter((name) => name.startsWith('district-'));
  const marks = names.flatMap((name) => {
    const [, district, processId] = USED.exec(name) ?? [];
    return district === undefined ? [] : [{ name, district, isLeft: !isAlive(Number(processId)) }];
  });
  const used = new Set(marks.flatMap(({ district, isLeft }) => (isLeft ? [] : [district])));
  // A later process may be given the number of one that was killed.
  const left = new Set(marks.flatMap(({ name, isLeft }) => (isLeft ? [name] : [])));
  for (const name of names) {
    if (used.has(name.split('.')[0]!) && !left.has(name)) continue;
    rmSync(path.join(parentFolder, name), { recursive: true, force: true });
  }
}
