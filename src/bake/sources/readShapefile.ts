/**
 * ESRI Shapefile (white paper of July 1998). Three files that must belong together: their record counts are compared
 * before anything is read, because a cut-off file otherwise shifts attributes onto the wrong shapes.
 */
import { existsSync, readFileSync } from 'node:fs';
import * as shapefile from 'shapefile';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { decodeText, encodingLabel } from './decodeText.ts';
import { geometryFromGeojson, type OpenFile, type RawRecord, rawFileOf } from './rawFile.ts';

const SHP_HEADER_BYTES = 100;
const SHP_FILE_CODE = 9994;
/** Language driver ids that mean code page 936. */
const GBK_LANGUAGE_IDS: ReadonlySet<number> = new Set([0x4d, 0x7a]);

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Whole records in the .shp, by walking their headers; -1 where the file is cut off or is no shapefile. */
function countShp(bytes: Uint8Array): number {
  if (bytes.length < SHP_HEADER_BYTES) return -1;
  const view = viewOf(bytes);
  if (view.getInt32(0) !== SHP_FILE_CODE || view.getInt32(24) * 2 !== bytes.length) return -1;
  let [at, count] = [SHP_HEADER_BYTES, 0];
  while (at < bytes.length) {
    if (at + 8 > bytes.length) return -1;
    const contentBytes = view.getInt32(at + 4) * 2;
    if (contentBytes < 4 || at + 8 + contentBytes > bytes.length) return -1;
    at += 8 + contentBytes;
    count++;
  }
  return count;
}

function countShx(bytes: Uint8Array): number {
  const rest = bytes.length - SHP_HEADER_BYTES;
  return rest < 0 || rest % 8 !== 0 || viewOf(bytes).getInt32(0) !== SHP_FILE_CODE ? -1 : rest / 8;
}

function countDbf(bytes: Uint8Array): number {
  if (bytes.length < 32) return -1;
  const view = viewOf(bytes);
  const [count, headerBytes, recordBytes] = [
    view.getUint32(4, true),
    view.getUint16(8, true),
    view.getUint16(10, true),
  ];
  return bytes.length >= headerBytes + count * recordBytes ? count : -1;
}

/** Recipe, then .cpg, then the language byte, then a strict trial of UTF-8. Throws FaultError BAKE-207. */
function encodingOf(dbf: Uint8Array, base: string, declared: string | undefined, file: string): string {
  const cpg = [`${base}.cpg`, `${base}.CPG`].find((path) => existsSync(path));
  const named = declared ?? (cpg ? readFileSync(cpg, 'latin1').trim() : undefined);
  const encoding = named ?? (GBK_LANGUAGE_IDS.has(dbf[29]!) ? 'gbk' : 'utf-8');
  decodeText(dbf.subarray(viewOf(dbf).getUint16(8, true)), encoding, file);
  return encodingLabel(encoding)!;
}

/** `file` is the .shp. Throws FaultError BAKE-201, BAKE-202, BAKE-205, BAKE-207. */
export const openShapefile: OpenFile = async (file, { encoding, source }) => {
  const base = file.replace(/\.shp$/i, '');
  const part = (extension: string): Uint8Array => {
    const path = [`${base}.${extension}`, `${base}.${extension.toUpperCase()}`].find((name) => existsSync(name));
    if (!path) throw new FaultError(fault('BAKE-201', { source, file: `${base}.${extension}` }, file));
    return readFileSync(path);
  };
  const [shp, shx, dbf] = [part('shp'), part('shx'), part('dbf')];
  const [shpCount, shxCount, dbfCount] = [countShp(shp), countShx(shx), countDbf(dbf)];
  if (shpCount < 0 || shpCount !== shxCount || shpCount !== dbfCount) {
    const word = (count: number): string | number => (count < 0 ? '✗' : count);
    const counts = { shp: word(shpCount), shx: word(shxCount), dbf: word(dbfCount) };
    throw new FaultError(fault('BAKE-205', { file, ...counts }, file));
  }
  const label = encodingOf(dbf, base, encoding, file);
  const records: RawRecord[] = [];
  try {
    const reader = await shapefile.open(shp, dbf, { encoding: label });
    for (let item = await reader.read(); !item.done; item = await reader.read()) {
      const { properties, geometry } = item.value;
      records.push({ number: records.length + 1, values: properties ?? {}, geometry: geometryFromGeojson(geometry) });
    }
  } catch (error) {
    // The library reads past broken lengths with whatever error comes up; all mean the same: this file is damaged.
    throw new FaultError(fault('BAKE-202', { file, reason: (error as Error).message }, file));
  }
  if (records.length !== shpCount) {
    const reason = `${records.length} of ${shpCount} records readable`;
    throw new FaultError(fault('BAKE-202', { file, reason }, file));
  }
  return rawFileOf(Object.keys(records[0]?.values ?? {}), records);
};
