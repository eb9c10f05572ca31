/** The toy district with a store of chlorine: the toy itself keeps nothing that spreads with the wind. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { packageHash } from '../../src/hub/state/packageHash.ts';
import type { Manifest } from '../../src/model/contract/manifest.ts';
import { toyDistrict } from './toyDistrict.ts';

export const chlorine = {
  hazardId: 'toy:hazard:0002',
  isolationMeters: 60,
  downwindDayMeters: 300,
  downwindNightMeters: 420,
} as const;

/** Writes a whole package into `packageFolder`, which must not be there yet. */
export async function chlorineDistrict(packageFolder: string): Promise<string> {
  cpSync(await toyDistrict(), packageFolder, { recursive: true });
  const index = new DatabaseSync(path.join(packageFolder, 'index.sqlite'));
  index
    .prepare(
      `UPDATE hazards SET kind = 'hazardousChemicals', substanceUn = '1017', substanceName = '氯',
       substanceNameEn = 'Chlorine', distanceSource = 'ERG', isolationMeters = ?, downwindDayMeters = ?,
       downwindNightMeters = ? WHERE hazardId = ?`,
    )
    .run(chlorine.isolationMeters, chlorine.downwindDayMeters, chlorine.downwindNightMeters, chlorine.hazardId);
  index.close();
  const file = path.join(packageFolder, 'district.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  writeFileSync(file, JSON.stringify({ ...manifest, filesHash: packageHash(packageFolder, manifest.publicFiles) }));
  return packageFolder;
}
