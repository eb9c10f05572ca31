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

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export class PackageFolder {
  readonly #target: string;
  /** Where files go until `publish`. */
  readonly folder: string;

  /** Throws FaultError APP-003 without room, APP-007 where nothing can be written or something else stands. */
  constructor(target: string) {
    this.#target = target;
    this.folder = `${target}.partial-${process.pid}`;
    this.#guarded(() => {
      const parent = path.dirname(target);
      mkdirSync(parent, { recursive: true });
      if (existsSync(target) && readdirSync(target).length > 0 && !existsSync(path.join(target, 'district.json'))) {
        throw new FaultError(fault('APP-007', { folder: target, reason: 'not empty, and no district package' }));
      }
      if (freeMiB(parent) < NEEDED_MIB) {
        const values = { folder: parent, freeMiB: freeMiB(parent), neededMiB: NEEDED_MIB };
        throw new FaultError(fault('APP-003', values));
      }
      this.#removeLeftovers(parent);
      mkdirSync(this.folder);
    });
  }

  /** What bakes of this target left behind when they were killed. */
  #removeLeftovers(parent: string): void {
    const prefix = `${path.basename(this.#target)}.partial-`;
    for (const name of readdirSync(parent)) {
      if (!name.startsWith(prefix)) continue;
      const processId = Number(name.slice(prefix.length));
      if (processId === process.pid || !isAlive(processId)) rmSync(path.join(parent, name), { recursive: true });
    }
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

  publish(): void {
    this.#guarded(() => {
      rmSync(this.#target, { recursive: true, force: true });
      renameSync(this.folder, this.#target);
    });
  }

  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
