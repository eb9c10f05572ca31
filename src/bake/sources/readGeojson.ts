/** GeoJSON: a FeatureCollection, single features, features one per line or in a sequence (RFC 7946, RFC 8142). */
import { type ByteSource, fileBytes, unreadable } from './byteSource.ts';
import { decodeText, encodingOf } from './decodeText.ts';
import { geometryFromGeojson } from './geometryFromGeojson.ts';
import { JSON_WALK_SHARE, jsonParts } from './jsonItems.ts';
import type { OpenFile, RawRecord } from './rawFile.ts';

const PATH = ['features'];
const GEOMETRY_TYPES: ReadonlySet<unknown> = new Set([
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
]);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A broken feature keeps its place, with no geometry. A feature's own id is @id. */
function recordOf(feature: unknown, number: number): RawRecord {
  const { properties, geometry, id } = isObject(feature) ? feature : {};
  const own = isObject(properties) ? properties : {};
  const values = typeof id === 'string' || typeof id === 'number' ? { '@id': id, ...own } : own;
  return { number, values, geometry: geometryFromGeojson(geometry) };
}

/** The record that a whole value of the top level is, where it is one without a list. */
function wholeRecord(value: unknown, number: number): RawRecord | null {
  if (!isObject(value)) return null;
  if (value.type === 'Feature') return recordOf(value, number);
  return GEOMETRY_TYPES.has(value.type) ? recordOf({ geometry: value }, number) : null;
}

/** A small FeatureCollection at once. Throws FaultError BAKE-202, BAKE-225. */
export function parseGeojson(bytes: Uint8Array, file: string): { records: RawRecord[] } {
  let json: unknown;
  try {
    json = JSON.parse(decodeText(bytes, 'utf-8', file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unreadable(file, error.message);
  }
  const features = isObject(json) ? json.features : undefined;
  if (!Array.isArray(features)) throw unreadable(file, 'no FeatureCollection');
  return { records: features.map((feature, index) => recordOf(feature, index + 1)) };
}

/** The `crs` member of the specification of 2008, in its own words: urn:ogc:def:crs:EPSG::4490. */
function crsOf(value: unknown): string | null {
  const crs = isObject(value) ? value.crs : undefined;
  const properties = isObject(crs) ? crs.properties : undefined;
  const name = isObject(properties) ? (properties.name ?? properties.href ?? properties.code) : undefined;
  return typeof name === 'string' || typeof name === 'number' ? String(name) : null;
}

async function* recordsOf(source: ByteSource, encoding: string | undefined): AsyncGenerator<RawRecord> {
  let number = 0;
  for await (const part of jsonParts(source, { path: PATH, encoding })) {
    if (part.kind === 'item') yield recordOf(part.value, ++number);
    else if (!part.hasList) {
      const record = wholeRecord(part.value, number + 1);
      if (!record) throw unreadable(source.name, `neither FeatureCollection nor Feature after #${number}`);
      number++;
      yield record;
    }
  }
}

/**
 * Walks the file once at opening, for its crs and the number of its features, and again at each reading. Throws FaultError
 * BAKE-202, BAKE-225, BAKE-232, BAKE-235.
 */
export const openGeojson: OpenFile = async (file, { encoding }) => {
  const source = fileBytes(file);
  let [recordCount, hasCollection, declaredCrs] = [0, false, null as string | null];
  for await (const part of jsonParts(source, { path: PATH, encoding, parseItems: false })) {
    if (part.kind === 'item') recordCount++;
    else {
      declaredCrs ??= crsOf(part.value);
      hasCollection ||= part.hasList;
      if (!part.hasList && wholeRecord(part.value, 0)) recordCount++;
    }
  }
  if (!hasCollection && recordCount === 0) throw unreadable(file, 'neither FeatureCollection nor Feature');
  const records = (): AsyncGenerator<RawRecord> => recordsOf(source, encoding);
  const chosen = await encodingOf(source, encoding);
  const about = { fieldNames: null, recordCount, layers: [], declaredCrs, encoding: chosen };
  return { ...about, openedShare: JSON_WALK_SHARE, records };
};
