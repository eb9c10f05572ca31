/** One source of the recipe: file → records with our field names, our units and lon-lat geometry. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fieldsOfRole, type RecipeSource } from '../../model/contract/recipeSources.ts';
import { type Fault, FaultError, fault, recordFault } from '../../model/faults/fault.ts';
import { FaultLog } from '../../model/faults/faultLog.ts';
import { nearestName } from '../../model/faults/nearestName.ts';
import { type Bounds2, boundsOf } from '../../model/geometry/polygon.ts';
import { metersFromDeclared } from './declaredCrs.ts';
import { fieldValue, type SourceValue } from './fieldValue.ts';
import { foreignFormat } from './foreignFormats.ts';
import { formats } from './formats.ts';
import { crsName, type LonLatConverter, lonLatConverter } from './lonLatFromCrs.ts';
import { firstPlace, MisreadPlaces } from './misreadPlaces.ts';
import { verticalPartOf } from './projString.ts';
import type { Geometry, RawFile, RawRecord } from './rawFile.ts';

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
  /** Records in the file, whatever became of them: accepted here, dropped (by the reader too), or left out by `where`. */
  readonly recordCount: number;
  /** Of them, those that the recipe's `where` leaves out. */
  readonly filteredCount: number;
  /** What the file itself says of its system, in its own words. */
  readonly declaredCrs: string | null;
  readonly records: readonly SourceRecord[];
  /** Around all outlines of the file, whatever `where` keeps of them; null for files without outlines. */
  readonly extentLonLatDeg: Bounds2 | null;
}

async function openSource(source: RecipeSource, file: string, faults: FaultLog): Promise<RawFile> {
  if (!existsSync(file)) throw new FaultError(fault('BAKE-201', { source: source.key, file }, file));
  const foreign = foreignFormat(file);
  if (foreign) throw new FaultError(fault('BAKE-238', { file, ...foreign }, file));
  const open = formats[source.format]?.open;
  if (!open) throw new FaultError(fault('BAKE-213', { source: source.key, role: source.role, format: source.format }));
  return open(file, { source: source.key, encoding: source.encoding, layer: source.layer, faults });
}

/** Every column that the recipe names must be there: a misspelt one would silently empty a whole district. */
function checkFields(source: RecipeSource, fieldNames: readonly string[]): void {
  const named = [...Object.values(source.fields), ...(source.where ?? [])].map(({ from }) => from);
  for (const field of named) {
    if (fieldNames.includes(field)) continue;
    const nearest = fieldNames.length > 0 ? nearestName(field, fieldNames) : '-';
    throw new FaultError(fault('BAKE-106', { source: source.key, field, nearest }, source.path));
  }
}

function passesWhere(source: RecipeSource, record: RawRecord): boolean {
  return (source.where ?? []).every(({ from, is, isNot }) => {
    const value = String(record.values[from] ?? '');
    return (!is || is.includes(value)) && !isNot?.includes(value);
  });
}

/** Counts where the file's own words about its system contradict the recipe's, by one of its places. */
function checkDeclared(source: RecipeSource, declared: string, at: readonly [number, number], faults: FaultLog): void {
  const meters = metersFromDeclared(declared, source.crs, source.axisOrder ?? 'east-north', at);
  if (!meters) return;
  const values = { source: source.key, declared: declared.slice(0, 120), crs: crsName(source.crs) };
  faults.add(fault('BAKE-265', { ...values, meters: Number.isFinite(meters) ? meters : '∞' }, source.path));
}

type Located = { readonly geometry: Geometry } | { readonly wrong: readonly [number, number] } | null;

/** The record's geometry in degrees; the offending numbers where the CRS does not allow them; null where it has none. */
function locate(toLonLat: LonLatConverter, geometry: Geometry | null): Located {
  if (!geometry) return null;
  let wrong: readonly [number, number] | null = null;
  const convert = (at: readonly [number, number]): readonly [number, number] => {
    const lonLatDeg = toLonLat(at[0], at[1]);
    if (!lonLatDeg) wrong ??= at;
    return lonLatDeg ?? at;
  };
  const located = ((): Geometry => {
    if (geometry.kind === 'point') return { kind: 'point', at: convert(geometry.at) };
    if (geometry.kind === 'lines') return { kind: 'lines', lines: geometry.lines.map((line) => line.map(convert)) };
    return { ...geometry, polygons: geometry.polygons.map((rings) => rings.map((ring) => ring.map(convert))) };
  })();
  return wrong ? { wrong } : { geometry: located };
}

/** Bounds that grow with what is read. */
class Extent {
  #bounds: Bounds2 | null = null;

  add(located: Located): void {
    if (!located || !('geometry' in located) || located.geometry.kind !== 'polygons') return;
    const next = boundsOf(located.geometry.polygons.flat());
    const { minX, minY, maxX, maxY } = this.#bounds ?? next;
    this.#bounds = {
      minX: Math.min(minX, next.minX),
      minY: Math.min(minY, next.minY),
      maxX: Math.max(maxX, next.maxX),
      maxY: Math.max(maxY, next.maxY),
    };
  }

  bounds(): Bounds2 | null {
    return this.#bounds;
  }
}

/** Hands on what the reader finds, and counts the records that it drops by itself: they are the file's too. */
class ReaderFaults extends FaultLog {
  readonly #into: FaultLog;
  dropped = 0;

  constructor(into: FaultLog) {
    super();
    this.#into = into;
  }

  override add(item: Fault): void {
    if (item.record?.fate === 'dropped') this.dropped++;
    this.#into.add(item);
  }
}

/**
 * Reads a source record by record. Throws FaultError for a missing, damaged or wrong file, for columns that are not there
 * and for numbers that are not of the declared system (BAKE-262, 263, 264); each record that cannot be used is dropped and counted in `faults`.
 */
export async function readSource(
  source: RecipeSource,
  dataFolder: string,
  districtTimeZone: string,
  faults: FaultLog,
): Promise<ReadSource> {
  const readerFaults = new ReaderFaults(faults);
  const raw = await openSource(source, path.join(dataFolder, source.path), readerFaults);
  if (raw.fieldNames) checkFields(source, raw.fieldNames);
  const timeZone = source.timeZone ?? districtTimeZone;
  const toLonLat = lonLatConverter(source.crs, source.axisOrder);
  const seen = new Set<string>();
  const extent = new Extent();
  const misread = new MisreadPlaces(source);
  let declaredChecked = false;
  let filteredCount = 0;
  const needed: readonly string[] = fieldsOfRole[source.role].needed;

  const accept = (record: RawRecord): SourceRecord | null => {
    const located = locate(toLonLat, record.geometry);
    extent.add(located);
    if (!passesWhere(source, record)) {
      filteredCount++;
      return null;
    }
    const idField = source.fields.id;
    const ownId = idField ? String(record.values[idField.from] ?? '').trim() : '';
    const label = ownId || `#${record.number}`;
    const drop = (code: 'BAKE-203' | 'BAKE-204' | 'BAKE-208' | 'BAKE-209', values: Record<string, string | number>) => {
      faults.add(recordFault(code, { source: source.key, id: label, fate: 'dropped' }, values, source.path));
      return null;
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
    const geometry = record.geometry ?? fromColumns;
    const placed = record.geometry ? located : locate(toLonLat, fromColumns);
    if (geometry && placed) misread.add(geometry, 'wrong' in placed ? placed.wrong : null);
    if (geometry && raw.declaredCrs && !declaredChecked) {
      const at = firstPlace(geometry);
      if (at) checkDeclared(source, raw.declaredCrs, at, faults);
      declaredChecked = at !== null;
    }
    if (!placed) return drop('BAKE-203', { reason: source.format });
    if ('wrong' in placed)
      return drop('BAKE-204', { x: placed.wrong[0], y: placed.wrong[1], crs: crsName(source.crs) });
    if (ownId && seen.has(ownId)) return drop('BAKE-209', {});
    seen.add(ownId);
    return { label, hasOwnId: ownId !== '', values, geometry: placed.geometry };
  };

  const records: SourceRecord[] = [];
  const metNames = new Set<string>();
  let recordCount = 0;
  for await (const record of raw.records()) {
    recordCount++;
    if (!raw.fieldNames) for (const name of Object.keys(record.values)) metNames.add(name);
    const accepted = accept(record);
    if (accepted) records.push(accepted);
  }
  if (!raw.fieldNames && recordCount > 0) checkFields(source, [...metNames]);
  const diagnosis = misread.diagnosis();
  if (diagnosis) throw new FaultError(diagnosis);
  const vertical = typeof source.crs === 'string' ? verticalPartOf(source.crs) : null;
  if (vertical) faults.add(fault('BAKE-267', { source: source.key, part: vertical }, source.path));
  if (records.length === 0) faults.add(fault('BAKE-210', { source: source.key, role: source.role }, source.path));
  return {
    source,
    recordCount: recordCount + readerFaults.dropped,
    filteredCount,
    declaredCrs: raw.declaredCrs,
    records,
    extentLonLatDeg: extent.bounds(),
  };
}
