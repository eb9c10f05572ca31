/** Which package to serve: an already baked folder, or a recipe that is baked when its package is missing or outdated. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { type BakeProgress, bakeDistrict } from '../bake/bake.ts';
import { hashTree } from '../bake/cache/hashTree.ts';
import { recoverPackage } from '../bake/steps/packageFolder.ts';
import { type Manifest, parseManifest } from '../model/contract/manifest.ts';
import { FaultError, fault } from '../model/faults/fault.ts';
import type { FaultLog } from '../model/faults/faultLog.ts';
import { nearestName } from '../model/faults/nearestName.ts';
import { projectFolder } from './runtime.mjs';

const recipeFolder = path.join(projectFolder, 'data/recipes');
/** Below the state folder: kept results of the bake's stages. */
export const BAKE_CACHE = 'cache/bake';
const DEFAULT_RECIPE = 'shibei-synthetic';

/** Names of the recipes that come with the product. */
export function shippedRecipes(): string[] {
  return readdirSync(recipeFolder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => path.basename(file, '.json'))
    .sort();
}

/** A recipe file, or the name of a shipped one. */
export function isRecipeName(named: string): boolean {
  return shippedRecipes().includes(named) || (existsSync(named) && statSync(named).isFile());
}

export type District =
  | { readonly kind: 'package'; readonly folder: string }
  | { readonly kind: 'recipe'; readonly file: string };

/** Null where nothing of that name is there. */
function lookFor(named: string): District | null {
  const asPath = path.resolve(named);
  recoverPackage(asPath);
  if (existsSync(path.join(asPath, 'district.json'))) return { kind: 'package', folder: asPath };
  if (existsSync(asPath) && statSync(asPath).isFile()) return { kind: 'recipe', file: asPath };
  const shipped = path.join(recipeFolder, `${named}.json`);
  return existsSync(shipped) ? { kind: 'recipe', file: shipped } : null;
}

/** What `--district` names, or the default. Throws FaultError APP-002 where nothing of that name is there. */
export function findDistrict(named: string | null): District {
  const found = lookFor(named ?? DEFAULT_RECIPE);
  if (!found) throw new FaultError(fault('APP-002', { folder: named ?? DEFAULT_RECIPE, option: 'district' }));
  return found;
}

/** What a word of the command line names. Throws FaultError APP-014, with the nearest recipe, where nothing is there. */
export function namedDistrict(named: string): District {
  const found = lookFor(named);
  if (found) return found;
  const known = shippedRecipes();
  throw new FaultError(fault('APP-014', { named, nearest: nearestName(named, known), known: known.join(', ') }));
}

/** Sizes and times of the data folder's files: what changes when an owner hands over new ones. */
function stampOfData(dataFolder: string | null): string {
  if (dataFolder === null) return '';
  if (!existsSync(dataFolder) || !statSync(dataFolder).isDirectory()) {
    throw new FaultError(fault('APP-002', { folder: dataFolder, option: 'data' }));
  }
  return readdirSync(dataFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const { size, mtimeMs } = statSync(file);
      return `${path.relative(dataFolder, file)} ${size} ${mtimeMs}`;
    })
    .sort()
    .join('\n');
}

export interface ReadyPackage {
  readonly folder: string;
  /**
   * Names the journal: the same content has the same journal, wherever it was baked and by whichever version; another
   * content (other grids, other buildings) has its own.
   */
  readonly stateKey: string;
  /** Faults of a bake that ran just now; null when nothing was baked. */
  readonly faults: FaultLog | null;
}

/** Throws FaultError HUB-101 where the manifest is cut or not one of this version. */
function readManifest(folder: string): Manifest {
  const broken = (reason: string): FaultError => new FaultError(fault('HUB-101', { folder, reason }));
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path.join(folder, 'district.json'), 'utf8'));
  } catch (error) {
    throw broken(`district.json: ${error instanceof Error ? error.message : String(error)}`);
  }
  const manifest = parseManifest(json);
  if (!manifest) throw broken('district.json');
  return manifest;
}

function readyIn(folder: string, faults: FaultLog | null): ReadyPackage {
  const { key, districtHash } = readManifest(folder);
  return { folder, stateKey: `${key}-${districtHash.slice(0, 12)}`, faults };
}

/** Packages can be baked again; of one recipe the newest and the one before stay. */
function dropOldPackages(packagesFolder: string, recipeName: string): void {
  const old = readdirSync(packagesFolder)
    .filter((name) => name.startsWith(`${recipeName}-`) && name.length === recipeName.length + 13)
    .map((name) => ({
      folder: path.join(packagesFolder, name),
      millis: statSync(path.join(packagesFolder, name)).mtimeMs,
    }))
    .sort((a, b) => b.millis - a.millis)
    .slice(2);
  for (const { folder } of old) rmSync(folder, { recursive: true });
}

/** The package's folder, baked first where needed. Throws FaultError for unusable recipes, data and packages. */
export async function readyPackage(
  district: District,
  dataFolder: string | null,
  stateFolder: string,
  onProgress: (progress: BakeProgress) => void,
  signal: AbortSignal,
): Promise<ReadyPackage> {
  if (district.kind === 'package') {
    return readyIn(district.folder, null);
  }
  const data = dataFolder === null ? null : path.resolve(dataFolder);
  const hash = createHash('sha256')
    .update(readFileSync(district.file))
    .update(stampOfData(data))
    .update(hashTree(projectFolder, ['src/bake', 'src/model', 'data']))
    .digest('hex')
    .slice(0, 12);
  const recipeName = path.basename(district.file, '.json');
  const packagesFolder = path.join(stateFolder, 'packages');
  const folder = path.join(packagesFolder, `${recipeName}-${hash}`);
  recoverPackage(folder);
  if (existsSync(path.join(folder, 'district.json'))) return readyIn(folder, null);
  const baked = await bakeDistrict({
    recipePath: district.file,
    dataFolder: data,
    outFolder: folder,
    outOption: 'state',
    cacheFolder: path.join(stateFolder, BAKE_CACHE),
    onProgress,
    signal,
  });
  dropOldPackages(packagesFolder, recipeName);
  return readyIn(folder, baked.faults);
}
