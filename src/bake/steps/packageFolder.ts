/** The folder that a bake fills: beside its target until it is whole, then in its place. A killed bake leaves no package. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FaultError, fault } from '../../model/faults/fault.ts';

const MIB = 1024 * 1024;
/** A district with its index, with room to spare. */
const NEEDED_MIB = 100;
/** Result codes of SQLite that speak of the disk, not of our SQL: full, I/O, cannot open, read-only. */
const SQLITE_FULL = 13;
const SQLITE_DISK_CODES: ReadonlySet<number> = new Set([SQLITE_FULL, 10, 14, 8]);

function freeMiB(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return Math.floor((bavail * bsize) / MIB);
}

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

function isAlive(processId: number): boolean {
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
  /** Where files go until `publish`. */
  readonly folder: string;

  /** Throws FaultError APP-003 without room, APP-007 where nothing can be written or something else stands. */
  constructor(target: string) {
    this.#target = target;
    this.folder = `${target}${besideName('partial', ++made)}`;
    this.#guarded(() => {
      const parent = path.dirname(target);
      mkdirSync(parent, { recursive: true });
      recoverPackage(target);
      if (existsSync(target) && readdirSync(target).length > 0 && !existsSync(path.join(target, 'district.json'))) {
        throw new FaultError(fault('APP-007', { folder: target, reason: 'not empty, and no district package' }));
      }
      if (freeMiB(parent) < NEEDED_MIB) {
        const values = { folder: parent, freeMiB: freeMiB(parent), neededMiB: NEEDED_MIB };
        throw new FaultError(fault('APP-003', values));
      }
      mkdirSync(this.folder);
      inUse.add(this.folder);
    });
  }

  /** Turns what the disk refuses into numbered faults. */
  #guarded<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      const { code, errno, errcode } = error as NodeJS.ErrnoException & { errcode?: number };
      const isSystem = typeof errno === 'number';
      const isDisk = errcode !== undefined && SQLITE_DISK_CODES.has(errcode & 0xff);
      if (error instanceof FaultError || code === undefined || !(isSystem || isDisk)) throw error;
      const parent = path.dirname(this.#target);
      if (code === 'ENOSPC' || errcode === SQLITE_FULL) {
        throw new FaultError(fault('APP-003', { folder: parent, freeMiB: freeMiB(parent), neededMiB: NEEDED_MIB }));
      }
      throw new FaultError(fault('APP-007', { folder: parent, reason: code }));
    }
  }

  write(relative: string, bytes: Uint8Array): void {
    this.#guarded(() => {
      const file = path.join(this.folder, relative);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    });
  }

  /** For files that another library writes. */
  fill(relative: string, write: (file: string) => void): void {
    this.#guarded(() => write(path.join(this.folder, relative)));
  }

  /** Every file so far, package-relative with slashes, sorted. */
  files(): string[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(this.folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
      .sort();
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
