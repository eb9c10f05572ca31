import { DatabaseSync } from 'node:sqlite';

type Ring = readonly (readonly [number, number])[];

/** A polygon of one ring, little endian. */
export function wkbPolygon(ring: Ring): Buffer {
  const bytes = Buffer.alloc(13 + 16 * ring.length);
  bytes[0] = 1;
  bytes.writeUInt32LE(3, 1);
  bytes.writeUInt32LE(1, 5);
  bytes.writeUInt32LE(ring.length, 9);
  for (const [index, [x, y]] of ring.entries()) {
    bytes.writeDoubleLE(x, 13 + 16 * index);
    bytes.writeDoubleLE(y, 21 + 16 * index);
  }
  return bytes;
}

/** The header of GeoPackage before WKB (§2.1.3): `envelope` is its code from 0 to 4, filled with zeros. */
export function geopackageBlob(wkb: Uint8Array, { envelope = 0, flags = 0 } = {}): Buffer {
  const header = Buffer.from([0x47, 0x50, 0, 1 | (envelope << 1) | flags, 0, 0, 0, 0]);
  return Buffer.concat([header, Buffer.alloc([0, 32, 48, 48, 64][envelope] ?? 0), wkb]);
}

export interface GeopackageTable {
  readonly name: string;
  readonly srsId: number;
  /** A name as bytes is written as text, whatever its encoding. */
  readonly rows: readonly { readonly name: string | Uint8Array; readonly geometry: Uint8Array | null }[];
}

/** The tables that the standard needs, and feature tables of fid, geom and name. */
export function smallGeopackage(file: string, tables: readonly GeopackageTable[], { pageBytes = 4096 } = {}): void {
  const database = new DatabaseSync(file);
  database.exec(`
    PRAGMA page_size = ${pageBytes};
    PRAGMA application_id = 0x47504B47;
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
      organization_coordsys_id INTEGER, definition TEXT, description TEXT);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('undefined', -1, 'NONE', -1, 'undefined', ''), ('undefined', 0, 'NONE', 0,
      'undefined', ''), ('CGCS2000', 4490, 'EPSG', 4490, 'GEOGCS[…]', ''), ('Web', 3857, 'epsg', 3857, 'PROJCS[…]', '');
    CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER);`);
  for (const { name, srsId, rows } of tables) {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    database.exec(`CREATE TABLE ${quoted} (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT)`);
    database.prepare("INSERT INTO gpkg_contents VALUES (?, 'features', ?)").run(name, srsId);
    database.prepare("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', ?)").run(name, srsId);
    const insert = database.prepare(`INSERT INTO ${quoted} (geom, name) VALUES (?, CAST(? AS TEXT))`);
    for (const row of rows) insert.run(row.geometry, row.name);
  }
  database.close();
}
