/** The folder that a bake fills: beside its target until it is whole, then in its place. A killed bake leaves no package. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MANIFEST_FILE } from '../../model/contract/manifest.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { type DiskPlace, ensureFolder, onDisk, PACKAGE_MIB } from '../diskFaults.ts';

/** `<target>.partial-<process>-<n>` is being filled, `<target>.aside-<process>-<n>` was the package until a moment ago. */
const besideName = (kind: 'partial' | 'aside', number: number): string => `.${kind}-${process.pid}-${number}`;
const BESIDE = /^\.(partial|aside)-(\d+)-(\d+)$/;
/** Of this process; a process may bake the same target twice at once. */
let made = 0;
const inUse = new Set<string>();
/** Two bakes of one target can take the place from each other this often before something else must be wrong. */
const PUBLISH_TRIES = 100;
/** What renaming onto a folder that is there says: Linux, other systems, Windows. */
const TAKEN_CODES: ReadonlySet<string | undefined> = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES']);

/** Whether a process of this number runs, ours or another's. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

interface Beside {
  readonly folder: string;
  readonly kind: 'partial' | 'aside';
}

/** Folders beside the target of bakes that are no more. */
function leftoversOf(target: string): Beside[] {
  const parent = path.dirname(target);
  if (!existsSync(parent)) return [];
  return readdirSync(parent).flatMap((name) => {
    const match = name.startsWith(path.basename(target)) ? BESIDE.exec(name.slice(path.basename(target).length)) : null;
    if (!match) return [];
    const folder = path.join(parent, name);
    const processId = Number(match[2]);
    const isLeft = processId === process.pid ? !inUse.has(folder) : !isAlive(processId);
    return isLeft ? [{ folder, kind: match[1] as Beside['kind'] }] : [];
  });
}

/**
 * Puts the last good package back where a bake was killed between taking it aside and putting the new one in its place;
 * removes what killed bakes left. Call it before a package is looked for.
 */
export function recoverPackage(target: string): void {
  const leftovers = leftoversOf(target);
  const aside = leftovers.find(({ kind }) => kind === 'aside');
  if (aside && !existsSync(target)) renameSync(aside.folder, target);
  for (const { folder } of leftovers) rmSync(folder, { recursive: true, force: true });
}

export class PackageFolder {
  readonly #target: string;
  readonly #place: DiskPlace;
  /** Where files go until `publish`. */
  readonly folder: string;

  /**
   * `option` is how the target was named, for the faults: APP-003 without room, APP-007 where nothing can be written or
   * something else stands.
   */
  constructor(target: string, option = 'out') {
    this.#target = target;
    this.#place = { folder: path.dirname(target), option };
    this.folder = `${target}${besideName('partial', ++made)}`;
    ensureFolder(this.#place, PACKAGE_MIB);
    this.#guarded(() => {
      recoverPackage(target);
      const isEmpty = !existsSync(target) || onDisk({ folder: target, option }, () => readdirSync(target)).length === 0;
      if (!isEmpty && !existsSync(path.join(target, MANIFEST_FILE))) {
        throw new FaultError(
          fault('APP-007', { folder: target, option, reason: 'not empty, and no district package' }),
        );
      }
      mkdirSync(this.folder);
      inUse.add(this.folder);
    });
  }

  #guarded<T>(act: () => T): T {
    return onDisk(this.#place, act);
  }

  write(relative: string, bytes: Uint8Array): void {
    this.#guarded(() => {
      const file = path.join(this.folder, relative);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    });
  }

  /** For files that another library writes. */
  fill<T>(relative: string, write: (file: string) => T): T {
    return this.#guarded(() => write(path.join(this.folder, relative)));
  }

  /**
   * The old package steps aside, the new one takes its place, the old one goes: no rename meets a folder that is there,
   * which Windows refuses. Killed in between, `recoverPackage` puts the old one back. Of two bakes the later one stays.
   */
  publish(): void {
    this.#guarded(() => {
      const asides: string[] = [];
      const stepAside = (): void => {
        const aside = `${this.#target}${besideName('aside', ++made)}`;
        inUse.add(aside);
        asides.push(aside);
        try {
          renameSync(this.#target, aside);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // no package yet, or just taken aside
        }
      };
      for (let attempt = 1; ; attempt++) {
        stepAside();
        try {
          renameSync(this.folder, this.#target);
          break;
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          if (!TAKEN_CODES.has(code) || !existsSync(this.#target) || attempt === PUBLISH_TRIES) throw error;
        }
      }
      for (const aside of asides) {
        rmSync(aside, { recursive: true, force: true });
        inUse.delete(aside);
      }
      inUse.delete(this.folder);
    });
  }

  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
    inUse.delete(this.folder);
  }
}
