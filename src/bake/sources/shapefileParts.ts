/** The files that make one shapefile: beside each other in a folder, in any case of their names, or in one archive. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { type ByteSource, fileBytes, headOf } from './byteSource.ts';
import { chosenLayer } from './chosenLayer.ts';
import { entriesEndingIn, openZip } from './openZip.ts';

/** A .prj is a few hundred bytes, a .cpg ten. */
const WORD_BYTES = 64 * 1024;

export interface ShapefileParts {
  readonly shp: ByteSource;
  readonly shx: ByteSource;
  readonly dbf: ByteSource;
  /** Text of the .prj, which is WKT; null where there is none. */
  readonly prj: string | null;
  readonly cpg: string | undefined;
  /** Of an archive: the shapefiles in it. */
  readonly layers: readonly string[];
}

type FindPart = (extension: string) => ByteSource | null;

async function partsOf(
  find: FindPart,
  base: string,
  source: string,
  layers: readonly string[],
): Promise<ShapefileParts> {
  const needed = (extension: string): ByteSource => {
    const part = find(extension);
    const file = `${base}.${extension}`;
    if (!part) throw new FaultError(fault('BAKE-201', { source, file }, file));
    return part;
  };
  const word = async (extension: string): Promise<string | undefined> => {
    const part = find(extension);
    return part ? Buffer.from(await headOf(part, WORD_BYTES)).toString('utf8') : undefined;
  };
  const [shp, shx, dbf] = [needed('shp'), needed('shx'), needed('dbf')];
  return { shp, shx, dbf, prj: (await word('prj'))?.trim() || null, cpg: await word('cpg'), layers };
}

const withoutExtension = (name: string): string => name.slice(0, name.length - path.posix.extname(name).length);

/** File of the same name in the same folder: exactly so where it is there, else in another case; null where there is none. */
function besideIn(names: readonly string[], file: string, extension: string): string | null {
  const base = file.slice(0, file.length - path.extname(file).length);
  const exact = [`${base}.${extension}`, `${base}.${extension.toUpperCase()}`].find((name) => existsSync(name));
  if (exact) return exact;
  const wanted = path.basename(`${base}.${extension}`).toLowerCase();
  const other = names.find((name) => name.toLowerCase() === wanted);
  return other ? path.join(path.dirname(file), other) : null;
}

const namesBeside = (file: string): readonly string[] => readdirSync(path.dirname(file)).sort();

/** The .shp of which a file is a part; null where there is none. */
export const shpBeside = (file: string): string | null => besideIn(namesBeside(file), file, 'shp');

function besideOf(file: string): FindPart {
  const names = namesBeside(file);
  return (extension) => {
    const part = besideIn(names, file, extension);
    return part === null ? null : fileBytes(part);
  };
}

const isArchive = (file: string): boolean => path.extname(file).toLowerCase() === '.zip';

/** Paths of the shapefiles in an archive, without .shp; none for a shapefile that stands alone. Throws like the opening. */
export async function shapefileLayers(file: string): Promise<readonly string[]> {
  if (!isArchive(file)) return [];
  return entriesEndingIn(await openZip(file), '.shp', file).map((entry) => withoutExtension(entry.path));
}

/**
 * `file` is the .shp, or a .zip with one or more shapefiles, of which `layer` chooses one. Throws FaultError BAKE-201 for a
 * part that is not there, BAKE-220 … 223 and 227, 228 for archives.
 */
export async function openShapefileParts(
  file: string,
  { source, layer }: { readonly source: string; readonly layer: string | undefined },
): Promise<ShapefileParts> {
  if (!isArchive(file)) {
    const find = besideOf(file);
    const own: FindPart = (extension) => (extension === 'shp' ? fileBytes(file) : find(extension));
    return partsOf(own, file.slice(0, file.length - path.extname(file).length), source, []);
  }
  const entries = await openZip(file);
  const layers = entriesEndingIn(entries, '.shp', file).map((entry) => withoutExtension(entry.path));
  const chosen = chosenLayer(layers, layer, file).toLowerCase();
  const find: FindPart = (extension) =>
    entries.find((entry) => entry.path.toLowerCase() === `${chosen}.${extension}`) ?? null;
  return partsOf(find, `${file}!${chosen}`, source, layers);
}
