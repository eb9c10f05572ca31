import { createHash } from 'node:crypto';
import type { EncodedGlb } from './encodeGlb.ts';

/** One file of a package before it is written. */
export interface PackageFile {
  /** Package-relative, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of what the file says, uncompressed: part of the district's hash (see districtHash.ts). Null for a twin. */
  readonly contentHash: string | null;
}

const NAME_DIGITS = 16;

/** A tile, named by what it says: a name is never served with another content. */
export function tileFile(folder: string, name: string, { bytes, contentHash }: EncodedGlb): PackageFile {
  return { path: `${folder}/${name}-${contentHash.slice(0, NAME_DIGITS)}.glb`, bytes, contentHash };
}

/** A file that is its own uncompressed content. */
export function plainFile(path: string, bytes: Uint8Array): PackageFile {
  return { path, bytes, contentHash: createHash('sha256').update(bytes).digest('hex') };
}

export function jsonFile(path: string, value: unknown): PackageFile {
  return plainFile(path, new TextEncoder().encode(JSON.stringify(value)));
}
