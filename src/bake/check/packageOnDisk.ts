/** A package as it lies on disk, opened with distrust: what is missing or broken is a fault, the rest is looked at. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type AreasFile, decodeAreas, parseAreasFile } from '../../model/contract/areasFile.ts';
import { decodeFootprints, type Footprints } from '../../model/contract/footprintsFile.ts';
import { MANIFEST_FILE, type Manifest, parseManifest } from '../../model/contract/manifest.ts';
import { AREAS_FILE, FOOTPRINTS_FILE, mayBePublic } from '../../model/contract/packageFiles.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import { recoverPackage } from '../steps/packageFolder.ts';
import { packageFiles } from '../steps/packageWalk.ts';

export type Row = Readonly<Record<string, string | number | null>>;

/** Is it SQLite that refuses, and not our own slip? */
export function isSqliteError(error: unknown): error is Error {
  return (error as { code?: string } | null)?.code === 'ERR_SQLITE_ERROR';
}

export class PackageOnDisk {
  readonly folder: string;
  readonly manifest: Manifest;

  /**
   * Puts a package back first whose bake was killed while it took its place. Throws FaultError BAKE-600 where the folder is
   * no package, or its manifest not one of this version.
   */
  constructor(folder: string) {
    const broken = (reason: string): FaultError => new FaultError(fault('BAKE-600', { folder, reason }, folder));
    try {
      recoverPackage(folder);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      throw broken(code);
    }
    if (!existsSync(path.join(folder, MANIFEST_FILE))) throw broken(`- ${MANIFEST_FILE}`);
    let json: unknown;
    try {
      json = JSON.parse(readFileSync(path.join(folder, MANIFEST_FILE), 'utf8'));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw broken(`${MANIFEST_FILE}: ${error.message}`);
    }
    const manifest = parseManifest(json);
    if (!manifest) throw broken(MANIFEST_FILE);
    this.folder = folder;
    this.manifest = manifest;
  }

  /** Every file, package-relative with slashes, sorted. */
  files(): string[] {
    return packageFiles(this.folder);
  }

  /** What the manifest calls public and what may be: no name that leads elsewhere. */
  publicFiles(): string[] {
    return this.manifest.publicFiles.filter(mayBePublic);
  }

  pathOf(relative: string): string {
    return path.join(this.folder, relative);
  }

  /** A copy with its own buffer; null where the file is not there. */
  bytesOf(relative: string): Uint8Array | null {
    return existsSync(this.pathOf(relative)) ? new Uint8Array(readFileSync(this.pathOf(relative))) : null;
  }

  /** Undefined where the file is not there or no JSON. */
  jsonOf(relative: string): unknown {
    const bytes = this.bytesOf(relative);
    if (!bytes) return undefined;
    try {
      return JSON.parse(new TextDecoder().decode(bytes));
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  areas(faults: FaultLog): { file: AreasFile; outlinesCm: Map<string, MultiPolygon> } | null {
    const file = parseAreasFile(this.jsonOf(AREAS_FILE));
    if (file) return { file, outlinesCm: decodeAreas(file) };
    faults.add(fault('BAKE-613', { file: AREAS_FILE, reason: 'areas/1' }, AREAS_FILE));
    return null;
  }

  footprints(faults: FaultLog): Footprints | null {
    const bytes = this.bytesOf(FOOTPRINTS_FILE);
    const footprints = bytes && decodeFootprints(bytes);
    if (!footprints) faults.add(fault('BAKE-613', { file: FOOTPRINTS_FILE, reason: 'BYFP' }, FOOTPRINTS_FILE));
    return footprints;
  }

  /**
   * Calls `read` with a SQLite file of the package, opened read-only. Null where it is not there or damaged: that is a
   * fault then.
   */
  withDatabase<T>(relative: string, faults: FaultLog, read: (database: DatabaseSync) => T): T | null {
    const broken = (reason: string): null => {
      faults.add(fault('BAKE-605', { file: relative, reason }, relative));
      return null;
    };
    if (!existsSync(this.pathOf(relative))) return broken('-');
    let database: DatabaseSync | null = null;
    try {
      database = new DatabaseSync(this.pathOf(relative), { readOnly: true });
      return read(database);
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      return broken(error.message);
    } finally {
      database?.close();
    }
  }
}
