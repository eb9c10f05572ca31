import { createHash } from 'node:crypto';
import { MANIFEST_FILE } from '../../model/contract/manifest.ts';
import type { PackageOnDisk } from './packageOnDisk.ts';

/** The districtHash that the files give now (see manifest.ts). */
export async function districtHashOf(onDisk: PackageOnDisk): Promise<string | null> {
  const hash = createHash('sha256');
  for (const file of onDisk.files()) {
    if (file !== MANIFEST_FILE) hash.update(`${file}\0`).update(onDisk.bytesOf(file)!);
  }
  return hash.digest('hex');
}
