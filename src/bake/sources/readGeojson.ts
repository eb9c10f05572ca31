import { readFileSync } from 'node:fs';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { decodeText } from './decodeText.ts';
import { geometryFromGeojson, type OpenFile, type RawRecord, rawFileOf } from './rawFile.ts';

/** RFC 7946 FeatureCollection. Throws FaultError BAKE-202, BAKE-207; a broken feature keeps its place with no geometry. */
export function parseGeojson(bytes: Uint8Array, file: string): { fieldNames: string[]; records: RawRecord[] } {
  const unusable = (reason: string): FaultError => new FaultError(fault('BAKE-202', { file, reason }, file));
  let json: unknown;
  try {
    json = JSON.parse(decodeText(bytes, 'utf-8', file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unusable(error.message);
  }
  const features = (json as { features?: unknown } | null)?.features;
  if (!Array.isArray(features)) throw unusable('no FeatureCollection');
  const fieldNames = new Set<string>();
  const records = features.map((feature: unknown, index): RawRecord => {
    const { properties, geometry } = (feature ?? {}) as { properties?: unknown; geometry?: unknown };
    const values = typeof properties === 'object' && properties !== null ? (properties as Record<string, unknown>) : {};
    for (const name of Object.keys(values)) fieldNames.add(name);
    return { number: index + 1, values, geometry: geometryFromGeojson(geometry) };
  });
  return { fieldNames: [...fieldNames], records };
}

export const openGeojson: OpenFile = async (file) => {
  const { fieldNames, records } = parseGeojson(readFileSync(file), file);
  return rawFileOf(fieldNames, records);
};
