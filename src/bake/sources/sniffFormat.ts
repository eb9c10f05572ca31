/**
 * What a file really is, by its first bytes and then by its name: owners rename files, and "data.json" may be anything.
 * Reads a few kilobytes, opens nothing.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, constants as zlibConstants } from 'node:zlib';
import type { SourceFormat } from '../../model/contract/recipeSources.ts';
import { formats } from './formats.ts';

const HEAD_BYTES = 64 * 1024;
/** The directory of an archive stands at its end. */
const TAIL_BYTES = 64 * 1024;

interface Sample {
  readonly head: Buffer;
  readonly tail: Buffer;
  readonly name: string;
}

/** Formats without records, by their names. */
const otherExtensions: Readonly<Record<string, SourceFormat>> = {
  '.tif': 'geotiff',
  '.tiff': 'geotiff',
  '.glb': 'gltf',
  '.gltf': 'gltf',
};

const startsWith = (head: Buffer, ...bytes: number[]): boolean => bytes.every((byte, index) => head[index] === byte);

function archiveFormat({ head, tail }: Sample): SourceFormat | null {
  // Names stand uncompressed in the directory; a small archive has it in the head as well.
  const names = `${head.toString('latin1')}${tail.toString('latin1')}`.toLowerCase();
  if (names.includes('xl/workbook.xml') || names.includes('xl/worksheets/')) return 'xlsx';
  if (names.includes('.shp')) return 'shapefile';
  return names.includes('.kml') ? 'kml' : null;
}

/** By the root element and its namespaces; the head is enough for both. */
function xmlFormat(text: string): SourceFormat | null {
  const root = /<(?:([\w.-]+):)?([A-Za-z][\w.-]*)[\s/>]/.exec(
    text.replace(/<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>/gs, ''),
  );
  if (!root) return null;
  if (root[2] === 'kml') return 'kml';
  if (root[2] === 'osm' || root[2] === 'osmChange') return 'osm-xml';
  return root[2] === 'CityModel' || /opengis\.net\/citygml/.test(text) ? 'citygml' : null;
}

/** Members near the top say what it is; the order of members does not matter to any of these formats. */
function jsonFormat(text: string, name: string): SourceFormat {
  if (/"type"\s*:\s*"CityJSON(Feature)?"|"CityObjects"\s*:/.test(text)) return 'cityjson';
  if (/"type"\s*:\s*"(FeatureCollection|Feature)"/.test(text)) return 'geojson';
  if (/"asset"\s*:\s*\{/.test(text)) {
    if (name === 'tileset.json' || /"(geometricError|root)"\s*:/.test(text)) return '3dtiles';
    if (/"(buffers|meshes|nodes|scenes|accessors)"\s*:/.test(text)) return 'gltf';
  }
  return /"coordinates"\s*:/.test(text) && /"type"\s*:\s*"(Multi)?(Point|LineString|Polygon)"/.test(text)
    ? 'geojson'
    : 'json';
}

/** The unpacked beginning of a gzip that is cut off where the sample ends. */
function unpackedHead(head: Buffer): Buffer | null {
  try {
    return gunzipSync(head, { finishFlush: zlibConstants.Z_SYNC_FLUSH, maxOutputLength: 64 * HEAD_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== undefined) return null; // damaged, or larger than any head
    throw error;
  }
}

/** Members of a large object may stand in any order: what the head does not say, the tail may. */
function textFormat(sample: Sample): SourceFormat | null {
  const text = sample.head
    .toString('latin1')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '');
  const [first] = /\S/.exec(text.replaceAll('\x1e', '')) ?? [];
  if (first === '<') return xmlFormat(text);
  return first === '{' || first === '[' ? jsonFormat(text + sample.tail.toString('latin1'), sample.name) : null;
}

function formatOfBytes(sample: Sample): SourceFormat | null {
  const { head } = sample;
  const ascii = (from: number, to: number): string => head.toString('latin1', from, to);
  if (ascii(0, 15) === 'SQLite format 3') return 'geopackage';
  if (startsWith(head, 0x66, 0x67, 0x62)) return 'flatgeobuf';
  if (ascii(0, 4) === 'PK\x03\x04' || ascii(0, 4) === 'PK\x05\x06') return archiveFormat(sample);
  if (startsWith(head, 0, 0, 0x27, 0x0a)) return sample.name.endsWith('.shx') ? null : 'shapefile';
  if (ascii(0, 4) === 'glTF') return 'gltf';
  // Little and big endian, classic and BigTIFF.
  if (/^(II[*+]\0|MM\0[*+])/.test(ascii(0, 4))) return 'geotiff';
  if (ascii(4, 20).includes('OSMHeader')) return 'osm-pbf';
  if (startsWith(head, 0x1f, 0x8b)) {
    const unpacked = unpackedHead(head);
    return unpacked && textFormat({ ...sample, head: unpacked });
  }
  return textFormat(sample);
}

function formatOfName(name: string): SourceFormat | null {
  const found = Object.entries(formats).find(([, { extensions }]) => extensions.some((end) => name.endsWith(end)));
  return (found?.[0] as SourceFormat | undefined) ?? otherExtensions[path.extname(name)] ?? null;
}

function sampleOf(file: string): Sample {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const read = (at: number, length: number): Buffer => {
      const bytes = Buffer.alloc(Math.min(length, size - at));
      return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, at));
    };
    const tail = size > HEAD_BYTES ? read(Math.max(HEAD_BYTES, size - TAIL_BYTES), TAIL_BYTES) : Buffer.alloc(0);
    return { head: read(0, HEAD_BYTES), tail, name: path.basename(file).toLowerCase() };
  } finally {
    closeSync(handle);
  }
}

/**
 * The format by what stands in the file, else by its extension; null where neither says. Other databases than GeoPackage
 * are called geopackage too: its reader says what they lack. Throws what the file system throws.
 */
export function sniffFormat(file: string): SourceFormat | null {
  const sample = sampleOf(file);
  return formatOfBytes(sample) ?? formatOfName(sample.name);
}
