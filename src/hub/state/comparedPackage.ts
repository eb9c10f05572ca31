/** A second package that stands beside the served one: read only to be shown, never to be asked. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type BuildingDifferences, frameDifference } from '../../model/contract/comparison.ts';
import { MANIFEST_FILE, type Manifest, parseManifest } from '../../model/contract/manifest.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { packageHash } from './packageHash.ts';

export interface ComparedPackage {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly buildings: BuildingDifferences;
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
  return { folder, manifest, buildings };
}
