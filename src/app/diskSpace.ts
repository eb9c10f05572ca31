import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs';
import { FaultError, fault } from '../model/faults/fault.ts';

const MIB = 1024 * 1024;

/** Makes the folder and checks that it can be written and has room. Throws FaultError APP-003, APP-007. */
export function ensureSpace(folder: string, neededMiB: number): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new FaultError(fault('APP-007', { folder, reason: (error as NodeJS.ErrnoException).code ?? String(error) }));
  }
  const { bavail, bsize } = statfsSync(folder);
  const freeMiB = Math.floor((bavail * bsize) / MIB);
  if (freeMiB < neededMiB) throw new FaultError(fault('APP-003', { folder, freeMiB, neededMiB }));
}
