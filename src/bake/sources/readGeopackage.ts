/**
 * GeoPackage (OGC 12-128r19) through SQLite, opened so that nothing is written beside the owner's file: tables of features
 * and of attributes, row by row.
 */
import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { fileBytes, headOf } from './byteSource.ts';
import { chosenLayer } from './chosenLayer.ts';
import { geometryFromWkb } from './geometryFromWkb.ts';
import { acceptedGeometry, type GeometryResult } from './geometryParts.ts';
import { checkColumnNames, quoted, rowsOf, textCheck } from './geopackageTexts.ts';
import type { OpenFile, OpenOptions, RawRecord } from './rawFile.ts';

export const SQLITE_MAGIC = 'SQLite format 3\0';
/** Bytes 4 × 8 per pair of an envelope, by the three bits of the flags (§2.1.3.1.1). */
const ENVELOPE_BYTES: readonly (number | undefined)[] = [0, 32, 48, 48, 64];
/** A row takes at least so many bytes of the file: more rows than that, and the file's pages run in a circle. */
const LEAST_ROW_BYTES = 2;

const noGeometry: GeometryResult = { ok: true, geometry: null };

type Row = Record<string, unknown>;

interface Table {
  readonly name: string;
  /** Null for tables of attributes. */
  readonly geometryColumn: string | null;
  readonly declaredCrs: string | null;
}

const notUsable = (file: string, reason: string): FaultError =>
  new FaultError(fault('BAKE-229', { file, reason }, file));

/** Runs `work`; what SQLite says of the file becomes a fault. */
function asking<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FaultError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_SQLITE_ERROR') throw notUsable(file, message);
    throw error;
  }
}

/** Immutable where no journal stands beside it: SQLite then locks nothing and makes no files, on read-only disks too. */
function openDatabase(file: string): DatabaseSync {
  const hasJournal = ['-wal', '-journal'].some((end) => statSync(file + end, { throwIfNoEntry: false })?.size);
  const url = pathToFileURL(file);
  if (!hasJournal) url.searchParams.set('immutable', '1');
  const database = new DatabaseSync(url, { readOnly: true, allowExtension: false });
  // Views and triggers of a stranger's file may not call functions.
  database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON');
  return database;
}

function crsOf(database: DatabaseSync, srsId: unknown): string | null {
  if (typeof srsId !== 'number' && typeof srsId !== 'bigint') return null;
  const row = database
    .prepare(
      'SELECT organization, organization_coordsys_id AS code, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?',
    )
    .get(srsId) as Row | undefined;
  // -1 and 0 are the standard's words for "undefined".
  if (!row || Number(srsId) <= 0) return null;
  const [organization, definition] = [String(row.organization), String(row.definition)];
  if (organization.toUpperCase() !== 'NONE') return `${organization.toUpperCase()}:${String(row.code)}`;
  return definition === 'undefined' ? null : definition;
}

function tablesOf(database: DatabaseSync, file: string): Table[] {
  const names = new Set(
    (database.prepare("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").all() as Row[]).map((row) =>
      String(row.name),
    ),
  );
  for (const needed of ['gpkg_contents', 'gpkg_spatial_ref_sys']) {
    if (!names.has(needed)) throw notUsable(file, `no table ${needed}`);
  }
  const contents = database.prepare('SELECT table_name AS name, data_type AS kind FROM gpkg_contents').all() as Row[];
  const geometries = names.has('gpkg_geometry_columns')
    ? (database
        .prepare('SELECT table_name AS name, column_name AS geometry, srs_id AS srs FROM gpkg_geometry_columns')
        .all() as Row[])
    : [];
  return contents.flatMap(({ name, kind }) => {
    if (kind !== 'features' && kind !== 'attributes') return [];
    const geometry = kind === 'features' ? geometries.find((row) => row.name === name) : undefined;
    if (kind === 'features' && !geometry) throw notUsable(file, `${String(name)}: no geometry column`);
    const geometryColumn = geometry ? String(geometry.geometry) : null;
    return [{ name: String(name), geometryColumn, declaredCrs: geometry ? crsOf(database, geometry.srs) : null }];
  });
}

/** Whole numbers that a double does not hold stay text. */
function plainValue(value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/** The header of a GeoPackage's geometry, then WKB (§2.1.3). */
function geometryFromGeopackage(blob: Uint8Array): GeometryResult {
  const [magicG, magicP, , flags] = blob;
  if (magicG !== 0x47 || magicP !== 0x50 || flags === undefined)
    return { ok: false, damaged: 'no GeoPackage geometry' };
  if (flags & 0x20) return { ok: false, kind: 'ExtendedGeoPackageBinary' };
  const envelope = ENVELOPE_BYTES[(flags >> 1) & 7];
  if (envelope === undefined) return { ok: false, damaged: 'unknown envelope' };
  const body = blob.subarray(8 + envelope);
  return geometryFromWkb(body);
}

function* recordsOf(
  file: string,
  table: Table,
  columns: readonly string[],
  options: OpenOptions,
): Generator<RawRecord> {
  const database = asking(file, () => openDatabase(file));
  const mostRows = statSync(file).size / LEAST_ROW_BYTES;
  const geometryIndex = table.geometryColumn === null ? -1 : columns.indexOf(table.geometryColumn);
  try {
    const rows = asking(file, () => rowsOf(database, table.name, columns));
    const check = asking(file, () => textCheck(database, file, table.name, columns));
    for (let number = 1; ; number++) {
      const { value: row, done } = asking(file, () => rows.next());
      if (done) return;
      if (number > mostRows) throw notUsable(file, `${table.name}: more rows than the file has room for`);
      asking(file, () => check(row));
      const fields = columns.map((name, index) => [name, plainValue(row[index])] as const);
      const values = Object.fromEntries(fields.filter((_, index) => index !== geometryIndex));
      const cell = row[geometryIndex];
      const result = cell instanceof Uint8Array ? geometryFromGeopackage(cell) : noGeometry;
      const geometry = acceptedGeometry(result, `#${number}`, options);
      if (geometry !== undefined) yield { number, values, geometry };
    }
  } finally {
    database.close();
  }
}

/** The caller closes the database. */
async function openTables(file: string): Promise<{ database: DatabaseSync; tables: readonly Table[] }> {
  const head = Buffer.from(await headOf(fileBytes(file), SQLITE_MAGIC.length)).toString('latin1');
  if (head !== SQLITE_MAGIC) throw notUsable(file, 'no SQLite file');
  const database = asking(file, () => openDatabase(file));
  try {
    const tables = asking(file, () => tablesOf(database, file));
    if (tables.length === 0) throw notUsable(file, 'no table of features or attributes');
    return { database, tables };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Names of the tables of features and attributes. Throws FaultError BAKE-202, BAKE-229, BAKE-235. */
export async function geopackageLayers(file: string): Promise<readonly string[]> {
  const { database, tables } = await openTables(file);
  database.close();
  return tables.map(({ name }) => name);
}

/**
 * The table is chosen by `layer`. Throws FaultError BAKE-202, 219, 227, 228, 229, 235; a record with a curve or a broken
 * geometry is dropped and counted (BAKE-230, BAKE-231).
 */
export const openGeopackage: OpenFile = async (file, options) => {
  const { database, tables } = await openTables(file);
  try {
    const layers = tables.map(({ name }) => name);
    const layer = chosenLayer(layers, options.layer, file);
    const table = tables.find(({ name }) => name === layer)!;
    const [columns, recordCount] = asking(file, () => [
      (database.prepare(`PRAGMA table_info(${quoted(layer)})`).all() as Row[]).map(({ name }) => String(name)),
      Number((database.prepare(`SELECT count(*) AS n FROM ${quoted(layer)}`).get() as Row).n),
    ]);
    asking(file, () => checkColumnNames(database, file, layer, columns));
    const fieldNames = columns.filter((name) => name !== table.geometryColumn);
    return {
      fieldNames,
      recordCount,
      layers,
      declaredCrs: table.declaredCrs,
      async *records() {
        yield* recordsOf(file, table, columns, options);
      },
    };
  } finally {
    database.close();
  }
};
