/** The hash that says which district a package is: over what it says, not over how it is packed (see manifest.ts). */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MANIFEST_FILE, type Manifest } from '../../model/contract/manifest.ts';
import { originalOfTwin } from '../../model/contract/packageFiles.ts';
import { PERSONAL_FILE } from '../../model/contract/personalTables.ts';
import { REPORT_FILE } from '../../model/contract/reportFile.ts';
import { decodeGlb } from './encodeGlb.ts';
import { packageFiles } from './packageWalk.ts';
import { hashOfRows } from './rowsHash.ts';
import { tileContentHash } from './tileContentHash.ts';

/** The manifest is said first; words about the bake; names that no hash may be tried against. */
const LEFT_OUT: readonly string[] = [MANIFEST_FILE, REPORT_FILE, PERSONAL_FILE];
const isOwnTile = (file: string): boolean => /^(buildings|ground)\/[^/]+\.glb$/.test(file);

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** The store is of the account that baked alone: a package is whole without it, and others need not be able to open it. */
const NOT_IN_FILES_HASH: readonly string[] = [MANIFEST_FILE, PERSONAL_FILE];

/** As the manifest says it: SHA-256 over `publicFiles`, then name, NUL and bytes of every file but two, in sorted order. */
export function filesHashOf(folder: string, publicFiles: readonly string[]): string {
  const hash = createHash('sha256').update(`${JSON.stringify(publicFiles)}\n`);
  for (const file of packageFiles(folder)) {
    if (!NOT_IN_FILES_HASH.includes(file)) hash.update(`${file}\0`).update(readFileSync(path.join(folder, file)));
  }
  return hash.digest('hex');
}

/** What a tile says; of bytes that are no tile, the bytes. */
async function hashOfTile(bytes: Uint8Array): Promise<string> {
  try {
    return tileContentHash(await decodeGlb(bytes));
  } catch (error) {
    // Decoders throw errors of every kind at broken bytes: whatever these say, it is not what a bake wrote.
    return sha256(`${error instanceof Error ? error.name : ''}\0${sha256(bytes)}`);
  }
}

/**
 * @param manifest without its hashes and its list of files: the rest is part of what a package says.
 * @param knownHashes of what files say, by path, where the caller has them: they need not be read again.
 */
export async function districtHashOf(
  folder: string,
  manifest: Omit<Manifest, 'districtHash' | 'filesHash' | 'publicFiles'>,
  knownHashes: ReadonlyMap<string, string> = new Map(),
): Promise<string> {
  const hash = createHash('sha256');
  // As it is on disk: without what is undefined.
  const said = JSON.parse(JSON.stringify(manifest)) as Record<string, unknown>;
  for (const key of ['districtHash', 'filesHash', 'publicFiles']) delete said[key];
  const keys = Object.keys(said).sort();
  hash.update(`${MANIFEST_FILE} ${sha256(JSON.stringify(keys.map((key) => [key, said[key]])))}\n`);
  const files = new Set(packageFiles(folder));
  for (const file of files) {
    // The same content packed otherwise says nothing new.
    const isTwin = files.has(originalOfTwin(file) ?? '');
    if (isTwin || LEFT_OUT.includes(file)) continue;
    const bytes = (): Uint8Array => readFileSync(path.join(folder, file));
    const content =
      knownHashes.get(file) ??
      (file.endsWith('.sqlite')
        ? hashOfRows(path.join(folder, file))
        : isOwnTile(file)
          ? await hashOfTile(bytes())
          : sha256(bytes()));
    hash.update(`${file} ${content}\n`);
  }
  return hash.digest('hex');
}
