/** URIs inside an owner's 3D files: only relative ones, and only into the file's own folder. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { FaultError, fault } from '../../model/faults/fault.ts';

export type LocalReference =
  /** Data within the URI itself. */
  | { readonly kind: 'inline' }
  /** Path from the folder, with slashes. */
  | { readonly kind: 'file'; readonly path: string };

/**
 * `uri` as it stands in the file at `from` (a path within the folder) → a path within the folder, whether a file is there
 * or not. Throws FaultError BAKE-252 for other hosts, absolute paths and ways out of the folder, by links as well.
 */
export function localReference(folder: string, from: string, uri: string, source: string): LocalReference {
  const refuse = (reason: string): FaultError =>
    new FaultError(fault('BAKE-252', { source, uri: uri.slice(0, 200), reason }, path.join(folder, from)));
  if (/^data:/i.test(uri)) return { kind: 'inline' };
  if (/^[a-z][a-z0-9+.-]*:/i.test(uri)) throw refuse(uri.slice(0, uri.indexOf(':') + 1));
  let plain: string;
  try {
    plain = decodeURIComponent(uri.replace(/[?#].*$/s, ''));
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw refuse('%');
  }
  if (plain === '' || plain.includes('\0')) throw refuse('empty');
  if (plain.startsWith('/') || plain.includes('\\') || /^[a-z]:/i.test(plain)) throw refuse('absolute');
  const found = path.posix.normalize(path.posix.join(path.posix.dirname(from), plain));
  if (found === '..' || found.startsWith('../')) throw refuse('..');
  const absolute = path.join(folder, found);
  if (existsSync(absolute)) {
    const inside = path.relative(realpathSync(folder), realpathSync(absolute));
    if (inside.startsWith('..') || path.isAbsolute(inside)) throw refuse('link');
  }
  return { kind: 'file', path: found };
}

/** Bytes of a regular file; null where there is none. */
export function sizeOfFile(folder: string, relative: string): number | null {
  const found = statSync(path.join(folder, relative), { throwIfNoEntry: false });
  return found?.isFile() ? found.size : null;
}
