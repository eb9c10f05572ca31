/** One source of the recipe: file → records with our field names, our units and lon-lat geometry. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fieldsOfRole, type RecipeSource } from '../../model/contract/recipe.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { nearestName } from '../../model/faults/nearestName.ts';
import { type Bounds2, boundsOf } from '../../model/geometry/polygon.ts';
import { fieldValue, type SourceValue } from './fieldValue.ts';
import { lonLatFromCrs } from './lonLatFromCrs.ts';
import type { Geometry, RawFile, RawRecord } from './rawFile.ts';
import { readGeojson } from './readGeojson.ts';
import { readShapefile } from './readShapefile.ts';
import { readCsv, readJson } from './readTable.ts';

export interface SourceRecord {
  /** The owner's id where the recipe names one, else `#<number>`: how faults name it. */
  readonly label: string;
  readonly hasOwnId: boolean;
  readonly values: Readonly<Record<string, SourceValue>>;
  /** In lon-lat degrees, whatever the file's system was. */
  readonly geometry: Geometry;
}

export interface ReadSource {
  readonly source: RecipeSource;
  /** Records in the file, whatever became of them. */
  readonly recordCount: number;
  readonly records: readonly SourceRecord[];
  /** Around all outlines of the file, whatever `where` keeps of them; null for files without outlines. */
  readonly extentLonLatDeg: Bounds2 | null;
}

async function readRaw(source: RecipeSource, file: string, faults: FaultLog): Promise<RawFile> {
  if (!existsSync(file)) throw new FaultError(fault('BAKE-201', { source: source.key, file }, file));
  if (source.format === 'shapefile') return readShapefile(file, source.encoding, source.key);
  const bytes = readFileSync(file);
  if (source.format === 'geojson') return readGeojson(bytes, file);
  if (source.format === 'json') return readJson(bytes, source.layer, file);
  return readCsv(bytes, source.encoding ?? 'utf-8', file, source.key, faults);
}

/** Every column that the recipe names must be there: a misspelt one would silently empty a whole district. */
function checkFields(source: RecipeSource, raw: RawFile): void {
  const named = [...Object.values(source.fields), ...(source.where ?? [])].map(({ from }) => from);
  for (const field of named) {
    if (raw.fieldNames.includes(field)) continue;
    const nearest = raw.fieldNames.length > 0 ? nearestName(field, raw.fieldNames) : '-';
    throw new FaultError(fault('BAKE-106', { source: source.key, field, nearest }, source.path));
  }
}

function passesWhere(source: RecipeSource, record: RawRecord): boolean {
  return (source.where ?? []).every(({ from, is, isNot }) => {
    const value = String(record.values[from] ?? '');
    return (!is || is.includes(value)) && !isNot?.includes(value);
  });
}

type Located = { readonly geometry: Geometry } | { readonly wrong: readonly [number, number] } | null;

/** The record's geometry in degrees; the offending numbers where the CRS does not allow them; null where it has none. */
function locate(source: RecipeSource, geometry: Geometry | null): Located {
  if (!geometry) return null;
  let wrong: readonly [number, number] | null = null;
  const convert = (at: readonly [number, number]): readonly [number, number] => {
    const lonLatDeg = lonLatFromCrs(source.crs, at[0], at[1]);
    if (!lonLatDeg) wrong ??= at;
    return lonLatDeg ?? at;
  };
  const located: Geometry =
    geometry.kind === 'point'
      ? { kind: 'point', at: convert(geometry.at) }
      : { kind: 'polygons', polygons: geometry.polygons.map((rings) => rings.map((ring) => ring.map(convert))) };
  return wrong ? { wrong } : { geometry: located };
}

function extentOf(locations: readonly Located[]): Bounds2 | null {
  const outlines = locations.flatMap((located) =>
    located && 'geometry' in located && located.geometry.kind === 'polygons' ? located.geometry.polygons.flat() : [],
  );
  return outlines.length > 0 ? boundsOf(outlines) : null;
}

/**
 * Reads a source whole. Throws FaultError for a missing, damaged or wrong file and for columns that are not there; each
 * record that cannot be used is dropped and counted in `faults`.
 */
export async function readSource(
  source: RecipeSource,
  dataFolder: string,
  districtTimeZone: string,
  faults: FaultLog,
): Promise<ReadSource> {
  const raw = await readRaw(source, path.join(dataFolder, source.path), faults);
  checkFields(source, raw);
  const timeZone = source.timeZone ?? districtTimeZone;
  const seen = new Set<string>();
  const locations = raw.records.map((record) => locate(source, record.geometry));
  const needed: readonly string[] = fieldsOfRole[source.role].needed;
  const records = raw.records.flatMap((record, index): SourceRecord[] => {
    if (!passesWhere(source, record)) return [];
    const idField = source.fields.id;
    const ownId = idField ? String(record.values[idField.from] ?? '').trim() : '';
    const label = ownId || `#${record.number}`;
    const drop = (code: 'BAKE-203' | 'BAKE-204' | 'BAKE-208' | 'BAKE-209', values: Record<string, string | number>) => {
      faults.add(fault(code, { source: source.key, id: label, ...values }, source.path));
      return [];
    };
    const values: Record<string, SourceValue> = {};
    for (const [name, field] of Object.entries(source.fields)) {
      const result = fieldValue(name, field, record.values[field.from], timeZone);
      if (!result.ok) {
        if (name === 'x' || name === 'y') return drop('BAKE-203', { reason: `${field.from} = ${result.value}` });
        return drop('BAKE-208', { field: field.from, value: result.value, expected: result.expected });
      }
      if (result.value === null && needed.includes(name)) {
        return drop('BAKE-208', { field: field.from, value: '', expected: name });
      }
      values[name] = result.value;
    }
    const fromColumns: Geometry | null =
      typeof values.x === 'number' && typeof values.y === 'number' ? { kind: 'point', at: [values.x, values.y] } : null;
    const located = record.geometry ? locations[index]! : locate(source, fromColumns);
    if (!located) return drop('BAKE-203', { reason: source.format });
    if ('wrong' in located) return drop('BAKE-204', { x: located.wrong[0], y: located.wrong[1], crs: source.crs });
    if (ownId && seen.has(ownId)) return drop('BAKE-209', {});
    seen.add(ownId);
    return [{ label, hasOwnId: ownId !== '', values, geometry: located.geometry }];
  });
  if (records.length === 0) faults.add(fault('BAKE-210', { source: source.key, role: source.role }, source.path));
  return { source, recordCount: raw.records.length, records, extentLonLatDeg: extentOf(locations) };
}
