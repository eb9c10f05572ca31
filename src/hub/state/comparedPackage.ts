/** A second package that stands beside the served one: read to be shown, and asked only by what to colour it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type BuildingDifferences, frameDifference } from '../../model/contract/comparison.ts';
import { INDEX_VERSION } from '../../model/contract/indexTables.ts';
import { MANIFEST_FILE, type Manifest, parseManifest } from '../../model/contract/manifest.ts';
import { INDEX_FILE } from '../../model/contract/packageFiles.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { packageHash } from './packageHash.ts';

export interface ComparedPackage {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly buildings: BuildingDifferences;
  /** Read-only; null where the package is of a time whose index this hub does not read. */
  readonly index: DatabaseSync | null;
  close(): void;
}

/** Throws FaultError HUB-101 where it is no whole package, HUB-109 where it lies in another frame than the served one. */
export function openComparedPackage(folder: string, served: Manifest, buildings: BuildingDifferences): ComparedPackage {
  const file = path.join(folder, MANIFEST_FILE);
  const broken = (reason: string): FaultError => new FaultError(fault('HUB-101', { folder, reason }));
  if (!existsSync(file)) throw broken(MANIFEST_FILE);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw broken(`${MANIFEST_FILE}: ${error.message}`);
    throw error;
  }
  const manifest = parseManifest(json);
  if (!manifest) throw broken(MANIFEST_FILE);
  if (packageHash(folder, manifest.publicFiles) !== manifest.filesHash) throw broken('filesHash');
  const reason = frameDifference(served, manifest);
  if (reason) throw new FaultError(fault('HUB-109', { folder, reason }));
  const index = openIndex(path.join(folder, INDEX_FILE));
  return { folder, manifest, buildings, index, close: () => index?.close() };
}

function openIndex(file: string): DatabaseSync | null {
  if (!existsSync(file)) return null;
  const index = new DatabaseSync(file, { readOnly: true });
  let isRead = false;
  try {
    const row = index.prepare("SELECT value FROM meta WHERE key = 'indexVersion'").get();
    isRead = row?.value === String(INDEX_VERSION);
  } catch (error) {
    // No database, or one without such a table: not an index that this hub reads.
    if ((error as { code?: string }).code !== 'ERR_SQLITE_ERROR') throw error;
  } finally {
    if (!isRead) index.close();
  }
  return isRead ? index : null;
}
