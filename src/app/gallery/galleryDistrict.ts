/** The invented district of the gallery's scenes, baked once per state of what it is made of. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BakeProgress, bakeDistrict } from '../../bake/bake.ts';
import { hashTree } from '../../bake/cache/hashTree.ts';
import { packageHash } from '../../hub/state/packageHash.ts';
import { MANIFEST_FILE } from '../../model/contract/manifest.ts';
import { SLIVERS_FILE } from '../../model/contract/sliversFile.ts';
import { projectFolder } from '../runtime.mjs';
import { markUsed, removeUnused } from './usedDistricts.ts';

const DISTRICT = 'tests/gallery/district';
const SOURCES = ['src/bake', 'src/model', 'data', 'package-lock.json', 'src/app/gallery/galleryDistrict.ts', DISTRICT];

/** Folder of the baked package. @param parentFolder where it and those before it lie. */
export async function galleryDistrict(
  parentFolder: string,
  onProgress: (progress: BakeProgress) => void,
  signal?: AbortSignal,
): Promise<string> {
  const folder = path.join(parentFolder, `district-${hashTree(projectFolder, SOURCES).slice(0, 12)}`);
  mkdirSync(parentFolder, { recursive: true });
  markUsed(folder);
  removeUnused(parentFolder);
  if (existsSync(path.join(folder, SLIVERS_READY))) return folder;
  await bakeDistrict({
    recipePath: path.join(projectFolder, DISTRICT, 'recipe.json'),
    dataFolder: null,
    outFolder: folder,
    onProgress,
    ...(signal ? { signal } : {}),
  });
  addSlivers(folder);
  return folder;
}

/** Hidden files are none of a package's. */
const SLIVERS_READY = '.slivers';

/** An invented district is proved without a gap: one is put into the package, for the scene that shows it. */
function addSlivers(folder: string): void {
  mkdirSync(path.join(folder, path.dirname(SLIVERS_FILE)), { recursive: true });
  copyFileSync(path.join(projectFolder, DISTRICT, 'slivers.json'), path.join(folder, SLIVERS_FILE));
  const file = path.join(folder, MANIFEST_FILE);
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...manifest, filesHash: packageHash(folder, manifest.publicFiles) }));
  writeFileSync(path.join(folder, SLIVERS_READY), '');
}
