/** Where the files of a district package stand, and which of them anybody may fetch. */
import { MANIFEST_FILE } from './manifest.ts';

export const AREAS_FILE = 'areas/areas.json';
export const FOOTPRINTS_FILE = 'buildings/footprints.bin';
export const INDEX_FILE = 'index.sqlite';

/** An owner's own layers, each served as it stands. */
export const OWNER_LAYER_FOLDERS = ['landmarks/', 'extra/'] as const;
const PUBLIC_FOLDERS: readonly string[] = ['buildings/', 'ground/', 'areas/', 'components/', ...OWNER_LAYER_FOLDERS];

/**
 * Whether a package-relative name may be public at all, whoever lists it: the manifest, or a file below one of the public
 * folders. Never one that climbs, and never one that another system reads otherwise (backslash, NUL).
 */
export function mayBePublic(name: string): boolean {
  if (/[\\\0]/.test(name) || name.split('/').some((part) => part === '' || part === '.' || part === '..')) return false;
  return name === MANIFEST_FILE || PUBLIC_FOLDERS.some((folder) => name.startsWith(folder));
}

const TWIN = /\.(br|gz)$/;

/** The file whose precompressed twin this name would be; null for every other name. */
export function originalOfTwin(name: string): string | null {
  return TWIN.test(name) ? name.replace(TWIN, '') : null;
}
