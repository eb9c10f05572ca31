/** Short descriptions of what holds no records: elevation, models, tilesets. Headers are read, not contents. */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { fromFile } from 'geotiff';
import type { SourceFormat } from '../../model/contract/recipeSources.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { tilesOfTileset } from '../sources/tilesOfTileset.ts';
import type { Inspection } from './inspection.ts';

type Facts = Inspection['facts'][number][];

const factOf = (zh: string, en: string, value: string | number): Facts[number] => ({
  label: { zh, en },
  value: String(value),
});

const unusable = (file: string, reason: string): FaultError =>
  new FaultError(fault('BAKE-202', { file, reason }, file));

const GLB_MAGIC = 0x46_54_6c_67;
const JSON_CHUNK = 0x4e_4f_53_4a;
/** The JSON of a landmark or a tileset; its buffers are not read. */
const LARGEST_JSON_BYTES = 64 * 1024 * 1024;

function bytesAt(file: string, offset: number, length: number): Buffer {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(handle, bytes, 0, length, offset));
  } finally {
    closeSync(handle);
  }
}

function parseJson(file: string, text: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unusable(file, error.message);
  }
  if (typeof json !== 'object' || json === null) throw unusable(file, 'no JSON object');
  return json as Record<string, unknown>;
}

function wholeJson(file: string): Record<string, unknown> {
  if (statSync(file).size > LARGEST_JSON_BYTES) throw unusable(file, `over ${LARGEST_JSON_BYTES} bytes of JSON`);
  return parseJson(file, readFileSync(file, 'utf8'));
}

async function describeGeotiff(file: string): Promise<Facts> {
  let tiff: Awaited<ReturnType<typeof fromFile>> | null = null;
  try {
    tiff = await fromFile(file);
    const image = await tiff.getImage();
    const keys = image.getGeoKeys() as Record<string, unknown> | null;
    const crs = keys?.ProjectedCSTypeGeoKey ?? keys?.GeographicTypeGeoKey;
    return [
      factOf('像素', 'pixels', `${image.getWidth()} × ${image.getHeight()}, ${image.getSamplesPerPixel()}`),
      factOf('像素大小', 'pixel size', image.getResolution().slice(0, 2).join(' × ')),
      factOf('范围', 'bounds', image.getBoundingBox().join(', ')),
      factOf('文件声明的坐标系', 'declared system', crs === undefined ? '-' : `EPSG:${crs}`),
      factOf('无数据值', 'no-data value', image.getGDALNoData() ?? '-'),
    ];
  } catch (error) {
    // The library throws plain errors of many kinds for a damaged file; all mean the same here.
    throw unusable(file, (error as Error).message);
  } finally {
    tiff?.close();
  }
}

const listLength = (json: Record<string, unknown>, name: string): number =>
  Array.isArray(json[name]) ? json[name].length : 0;

function describeGltf(file: string): Facts {
  const head = bytesAt(file, 0, 20);
  const isBinary = head.length === 20 && head.readUInt32LE(0) === GLB_MAGIC;
  if (isBinary && head.readUInt32LE(16) !== JSON_CHUNK) throw unusable(file, 'no JSON chunk');
  if (isBinary && head.readUInt32LE(8) !== statSync(file).size) throw unusable(file, 'cut off');
  const json = isBinary
    ? parseJson(file, bytesAt(file, 20, Math.min(head.readUInt32LE(12), LARGEST_JSON_BYTES)).toString('utf8'))
    : wholeJson(file);
  const asset = json.asset as { version?: string; generator?: string } | undefined;
  if (typeof asset?.version !== 'string') throw unusable(file, 'no asset.version');
  const extensions = Array.isArray(json.extensionsUsed) ? json.extensionsUsed.join(', ') : '';
  const counts = ['nodes', 'meshes', 'materials', 'textures'].map((name) => `${listLength(json, name)} ${name}`);
  return [
    factOf('版本', 'version', `${asset.version} · ${asset.generator ?? '-'}`),
    factOf('内容', 'content', counts.join(', ')),
    factOf('扩展', 'extensions', extensions || '-'),
    factOf('位置', 'place', '- (recipe: placement)'),
  ];
}

function describeTileset(file: string): Facts {
  const tree = tilesOfTileset(wholeJson(file));
  if (!tree.ok) throw unusable(file, tree.reason);
  const kinds = new Map<string, number>();
  for (const uri of tree.tiles.flatMap(({ uris }) => uris)) {
    const kind = path.extname(uri.split('?')[0]!) || '-';
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const contents = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ');
  const [root] = tree.tiles;
  return [
    factOf('版本', 'version', tree.version),
    factOf('瓦片', 'tiles', `${tree.tiles.length}${root!.isImplicit ? ' (implicit)' : ''}: ${contents || '-'}`),
    factOf('根包围体', 'root volume', root!.volumes.join(', ') || '-'),
  ];
}

/** Throws FaultError BAKE-202 for a damaged file; null for formats that hold records. */
export async function describeOther(file: string, format: SourceFormat): Promise<Facts | null> {
  if (format === 'geotiff') return describeGeotiff(file);
  if (format === 'gltf') return describeGltf(file);
  return format === '3dtiles' ? describeTileset(file) : null;
}
