/** What a disk refuses, as numbered faults that name the folder and the option by which it was chosen. */
import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { FaultError, fault } from '../model/faults/fault.ts';

/** Where something is to be written. */
export interface DiskPlace {
  readonly folder: string;
  /** Without its dashes. */
  readonly option: string;
}

const MIB = 1024 * 1024;
/** Asked for where a disk turns out to be full, and before a package is begun: a district with its index, with room to spare. */
export const PACKAGE_MIB = 100;
/** Result codes of SQLite that speak of the disk, not of our SQL: full, I/O, cannot open, read-only. */
const SQLITE_FULL = 13;
const SQLITE_DISK_CODES: ReadonlySet<number> = new Set([SQLITE_FULL, 10, 14, 8]);

/** Of the disk that the folder is on, or would be. */
function freeMiB(folder: string): number {
  const there = existsSync(folder) || path.dirname(folder) === folder;
  if (!there) return freeMiB(path.dirname(folder));
  const { bavail, bsize } = statfsSync(folder);
  return Math.floor((bavail * bsize) / MIB);
}

const noRoom = (place: DiskPlace, neededMiB: number): FaultError =>
  new FaultError(fault('APP-003', { ...place, freeMiB: freeMiB(place.folder), neededMiB }));

/** The error as FaultError APP-003 or APP-007 where it is the disk that speaks; as it is where it is not. */
export function diskError(error: unknown, place: DiskPlace): unknown {
  const { code, errno, errcode } = error as NodeJS.ErrnoException & { errcode?: number };
  const isSystem = typeof errno === 'number';
  const isDatabase = errcode !== undefined && SQLITE_DISK_CODES.has(errcode & 0xff);
  if (error instanceof FaultError || code === undefined || !(isSystem || isDatabase)) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT' || errcode === SQLITE_FULL) return noRoom(place, PACKAGE_MIB);
  return new FaultError(fault('APP-007', { ...place, reason: code }));
}

/** Throws FaultError APP-003, APP-007 for what the disk refuses; all else as it comes. */
export function onDisk<T>(place: DiskPlace, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw diskError(error, place);
  }
}

/** Before work that would be lost. Throws FaultError APP-007 where the folder is not there or cannot be written. */
export function ensureWritable(place: DiskPlace): void {
  // With the slash a file in the folder's place is refused as well.
  onDisk(place, () => accessSync(`${place.folder}${path.sep}`, constants.W_OK));
}

/** Makes the folder where it is missing. Throws FaultError APP-003 without room, APP-007 where it cannot be written. */
export function ensureFolder(place: DiskPlace, neededMiB = 0): void {
  onDisk(place, () => mkdirSync(place.folder, { recursive: true }));
  ensureWritable(place);
  if (freeMiB(place.folder) < neededMiB) throw noRoom(place, neededMiB);
}
