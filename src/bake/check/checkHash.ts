/** Are the bytes those that were baked, and do they still say what the manifest promises? */
import { fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { districtHashOf, filesHashOf } from '../steps/districtHash.ts';
import { isSqliteError, type PackageOnDisk } from './packageOnDisk.ts';

const SHORT = 12;

/** Null where a database cannot be read: the check of the index has named it. */
async function foundDistrictHash({ folder, manifest }: PackageOnDisk): Promise<string | null> {
  try {
    return await districtHashOf(folder, manifest);
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return null;
  }
}

export async function checkHash(onDisk: PackageOnDisk, faults: FaultLog): Promise<void> {
  const { districtHash, filesHash } = onDisk.manifest;
  const found = await foundDistrictHash(onDisk);
  if (found !== districtHash) {
    faults.add(fault('BAKE-601', { manifest: districtHash.slice(0, SHORT), found: found?.slice(0, SHORT) ?? '-' }));
  }
  const files = filesHashOf(onDisk.folder, onDisk.manifest.publicFiles);
  if (files !== filesHash) {
    faults.add(fault('BAKE-621', { manifest: filesHash.slice(0, SHORT), found: files.slice(0, SHORT) }));
  }
}
