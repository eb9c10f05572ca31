/**
 * Is every file there that the manifest names, none that it does not, and each precompressed twin its original? Can the
 * names of streets be read, which no other file tells of?
 */
import { existsSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { HEIGHTS_FILE } from '../../model/contract/heightFieldFile.ts';
import { MANIFEST_FILE } from '../../model/contract/manifest.ts';
import { NAMED_ROADS_FILE, NAMED_ROADS_SCHEMA, parseNamedRoadsFile } from '../../model/contract/namedRoadsFile.ts';
import { INDEX_FILE, mayBePublic, originalOfTwin } from '../../model/contract/packageFiles.ts';
import { PERSONAL_FILE } from '../../model/contract/personalTables.ts';
import { REPORT_FILE } from '../../model/contract/reportFile.ts';
import { SLIVERS_FILE } from '../../model/contract/sliversFile.ts';
import { fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { PackageOnDisk } from './packageOnDisk.ts';

/** Of the hub alone. */
export const PRIVATE_FILES: readonly string[] = [INDEX_FILE, REPORT_FILE, PERSONAL_FILE, SLIVERS_FILE];

/** The uncompressed content, or null where it cannot be unpacked. */
function unpacked(twin: string, bytes: Uint8Array): Uint8Array | null {
  try {
    return twin.endsWith('.br') ? brotliDecompressSync(bytes) : gunzipSync(bytes);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith('Z_') || code?.startsWith('ERR_') || code?.startsWith('ERR__ERROR')) return null;
    throw error;
  }
}

export function checkFiles(onDisk: PackageOnDisk, faults: FaultLog): void {
  const { publicFiles, heights } = onDisk.manifest;
  for (const file of publicFiles) {
    if (!mayBePublic(file)) faults.add(fault('BAKE-624', { file }, file));
    else if (!existsSync(onDisk.pathOf(file))) faults.add(fault('BAKE-602', { file }, file));
  }
  if (heights && !publicFiles.includes(heights.file))
    faults.add(fault('BAKE-602', { file: heights.file }, HEIGHTS_FILE));
  if (publicFiles.includes(NAMED_ROADS_FILE) && !parseNamedRoadsFile(onDisk.jsonOf(NAMED_ROADS_FILE)))
    faults.add(fault('BAKE-613', { file: NAMED_ROADS_FILE, reason: NAMED_ROADS_SCHEMA }, NAMED_ROADS_FILE));
  const listed = new Set([...publicFiles, ...PRIVATE_FILES, MANIFEST_FILE]);
  for (const file of onDisk.files()) {
    const original = originalOfTwin(file);
    if (original === null || !listed.has(original)) {
      if (!listed.has(file)) faults.add(fault('BAKE-603', { file }, file));
      continue;
    }
    const content = unpacked(file, onDisk.bytesOf(file)!);
    const wanted = onDisk.bytesOf(original);
    if (!content || !wanted || Buffer.compare(content, wanted) !== 0)
      faults.add(fault('BAKE-617', { file, original }, file));
  }
}
