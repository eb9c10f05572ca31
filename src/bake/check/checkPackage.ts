/** `bake -- check`: is a package whole, and does it still say what it proved when it was baked? */
import type { Manifest } from '../../model/contract/manifest.ts';
import { FaultLog } from '../../model/faults/faultLog.ts';
import { checkAreas } from './checkAreas.ts';
import { checkComponents } from './checkComponents.ts';
import { checkFiles } from './checkFiles.ts';
import { checkHash } from './checkHash.ts';
import { checkIndex } from './checkIndex.ts';
import { checkPersonal } from './checkPersonal.ts';
import { checkStore } from './checkStore.ts';
import { checkTiles } from './checkTiles.ts';
import { PackageOnDisk } from './packageOnDisk.ts';

export const checkParts = ['files', 'index', 'areas', 'tiles', 'personal', 'hash'] as const;
export type CheckPart = (typeof checkParts)[number];

export interface PackageCheck {
  readonly folder: string;
  readonly manifest: Manifest;
  /** In the order of `checkParts`. */
  readonly parts: readonly { readonly part: CheckPart; readonly faults: FaultLog }[];
}

export const faultCountOf = ({ parts }: PackageCheck): number =>
  parts.flatMap(({ faults }) => faults.counts()).reduce((sum, { count }) => sum + count, 0);

/** Throws FaultError BAKE-600 where the folder is no package at all. */
export async function checkPackage(
  folder: string,
  onPart: (part: CheckPart) => void = () => {},
): Promise<PackageCheck> {
  const onDisk = new PackageOnDisk(folder);
  const parts: { part: CheckPart; faults: FaultLog }[] = [];
  const begin = (part: CheckPart): FaultLog => {
    onPart(part);
    const faults = new FaultLog();
    parts.push({ part, faults });
    return faults;
  };
  checkFiles(onDisk, begin('files'));
  const index = checkIndex(onDisk, begin('index'));
  const areas = begin('areas');
  checkAreas(onDisk, index, areas);
  checkComponents(onDisk, areas);
  await checkTiles(onDisk, begin('tiles'));
  const personal = begin('personal');
  checkStore(onDisk, personal);
  checkPersonal(onDisk, personal);
  await checkHash(onDisk, begin('hash'));
  return { folder, manifest: onDisk.manifest, parts };
}
