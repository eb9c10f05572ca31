/** One source of the recipe: file → records with our field names, our units and lon-lat geometry. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { areaRoles, fieldsOfRole, type RecipeSource } from '../../model/contract/recipeSources.ts';
import { type Fault, type FaultCode, FaultError, fault, recordFault } from '../../model/faults/fault.ts';
import { FaultLog } from '../../model/faults/faultLog.ts';
import { nearestName } from '../../model/faults/nearestName.ts';
import type { Bounds2 } from '../../model/geometry/polygon.ts';
import { metersFromDeclared } from './declaredCrs.ts';
import { fieldValue, isMended, type SourceValue, textOf } from './fieldValue.ts';
import { foreignDatumOf } from './foreignDatum.ts';
import { foreignFormat } from './foreignFormats.ts';
import { formats } from './formats.ts';
import { KeptRecords, RecordRoom } from './keptRecords.ts';
import { Extent, locateGeometry } from './locateGeometry.ts';
import { withBends } from './longEdges.ts';
import { crsName, lonLatConverter } from './lonLatFromCrs.ts';
import { firstPlace, MisreadPlaces } from './misreadPlaces.ts';
import { FarRecords } from './nearDistrict.ts';
import { refuseUnused } from './noneUsable.ts';
import { type PackedRecords, recordsOf, type SourceRecord } from './packedRecords.ts';
import { verticalPartOf } from './projString.ts';
import type { Geometry, RawFile, RawRecord } from './rawFile.ts';

export type { SourceRecord };

interface SourceSummary {
  readonly source: RecipeSource;
  /** Records in the file, whatever became of them: accepted here, dropped (by the reader too), or left out by `where`. */
  readonly recordCount: number;
  /** Of them, those that the recipe's `where` leaves out. */
  readonly filteredCount: number;
  /** What the file itself says of its system, in its own words. */
  readonly declaredCrs: string | null;
  /** Around all outlines of the file, whatever `where` keeps of them; null for files without outlines. */
  readonly extentLonLatDeg: Bounds2 | null;
}

export interface ReadSource extends SourceSummary {
  readonly records: readonly SourceRecord[];
}

/** As the cache of stages keeps it: plain data. */
export interface PackedSource extends SourceSummary {
  readonly packed: PackedRecords;
}

async function openSource(
  source: RecipeSource,
  file: string,
  faults: FaultLog,
  near: Bounds2 | null,
): Promise<RawFile> {
  if (!existsSync(file)) throw new FaultError(fault('BAKE-201', { source: source.key, file }, file));
  const foreign = foreignFormat(file);
  if (foreign) throw new FaultError(fault('BAKE-238', { file, ...foreign }, file));
  const open = formats[source.format]?.open;
  if (!open) throw new FaultError(fault('BAKE-213', { source: source.key, role: source.role, format: source.format }));
  const { key, encoding, layer } = source;
  return open(file, { source: key, encoding, layer, faults, near: near && isInDegrees(source) ? near : undefined });
}

/** Whether the file's own numbers are the longitudes and latitudes that bounds are given in. */
const isInDegrees = ({ crs, axisOrder }: RecipeSource): boolean =>
  (crs === 'EPSG:4326' || crs === 'EPSG:4490') && (axisOrder ?? 'east-north') === 'east-north';

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

/** Between one datum and another; what lies farther off is another zone or plane. */
const MOST_SHIFT_METERS = 1000;

/** Counts where the file's own words about its system contradict the recipe's, by one of its places. */
function checkDeclared(source: RecipeSource, declared: string, at: readonly [number, number], faults: FaultLog): void {
  const datum = foreignDatumOf(declared);
  const hasShift = typeof source.crs === 'string' && /\+(?:towgs84|datum)=/.test(source.crs);
  if (datum !== null && !hasShift) {
    const values = { source: source.key, declared: datum, crs: crsName(source.crs) };
    faults.add(fault('BAKE-270', values, source.path));
    return;
  }
  const meters = metersFromDeclared(declared, source.crs, source.axisOrder ?? 'east-north', at);
  // The shift that the recipe writes down is known to nobody else: no file says its own.
  if (!meters || (datum !== null && meters < MOST_SHIFT_METERS)) return;
  const values = { source: source.key, declared: declared.slice(0, 120), crs: crsName(source.crs) };
  faults.add(fault('BAKE-265', { ...values, meters: Number.isFinite(meters) ? meters : '∞' }, source.path));
}

/** A second's worth, where records are small. */
const RECORDS_PER_BREATH = 16_384;
/** Told how much of the file is read, 0 … 1, where that is known, else 0. */
export type Pause = (share: number) => Promise<void>;
/** Some readers never wait for the disk, and a file of gigabytes takes minutes: timers and signals come in between. */
const breathe: Pause = () => new Promise((resolve) => setImmediate(resolve));

/** How much of the work of reading is done when so many records are read. */
function shareOf({ openedShare = 0, readShare, recordCount }: RawFile, doneCount: number): number {
  const share = readShare?.() ?? (recordCount === null ? 0 : doneCount / recordCount);
  return openedShare + (1 - openedShare) * Math.min(1, share);
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
 * Reads a source record by record and packs what it accepts: see `unpackedSource`. Throws FaultError for a missing, damaged
 * or wrong file, for columns that are not there and for numbers that are not of the declared system (BAKE-262, 263, 264);
 * each record that cannot be used is dropped and counted in `faults`; a field that it can do without is left empty and
 * counted too.
 * @param near lon-lat bounds; records wholly outside them are dropped as those outside the district are. Null for everywhere.
 * @param room for the records that are kept: throws FaultError BAKE-239 where there are more.
 * @param pause is called now and then on the way through a long file; may throw to stop.
 * @param elsewhere told of far records instead of `faults`, by whoever does not mind them: then a file of nothing else is
 * no reason to refuse it.
 */
export async function readPackedSource(
  source: RecipeSource,
  dataFolder: string,
  districtTimeZone: string,
  faults: FaultLog,
  near: Bounds2 | null = null,
  room: RecordRoom = new RecordRoom(),
  pause: Pause = breathe,
  elsewhere: FaultLog | null = null,
): Promise<PackedSource> {
  const readerFaults = new ReaderFaults(faults);
  const raw = await openSource(source, path.join(dataFolder, source.path), readerFaults, near);
  if (raw.fieldNames) checkFields(source, raw.fieldNames);
  const timeZone = source.timeZone ?? districtTimeZone;
  const toLonLat = lonLatConverter(source.crs, source.axisOrder);
  const seen = new Set<string>();
  const extent = new Extent();
  const misread = new MisreadPlaces(source);
  const far = new FarRecords(source, near);
  let declaredChecked = false;
  let filteredCount = 0;
  const fields = Object.entries(source.fields);
  const columnOf = (name: string): number => fields.findIndex(([field]) => field === name);
  const [xColumn, yColumn, nameColumn] = [columnOf('x'), columnOf('y'), columnOf('name')];
  const kept = new KeptRecords(source, room);
  const needed: readonly string[] = fieldsOfRole[source.role].needed;
  const isArea = areaRoles.includes(source.role);

  /** Whether it was packed; if not, what became of it is counted. */
  const accept = (record: RawRecord): boolean => {
    const located = locateGeometry(toLonLat, record.geometry);
    extent.add(located);
    if (!passesWhere(source, record)) {
      filteredCount++;
      return false;
    }
    const idField = source.fields.id;
    const ownId = idField ? textOf(record.values[idField.from] ?? '') : '';
    const label = ownId || `#${record.number}`;
    const drop = (code: FaultCode, reasons: Record<string, string | number>): false => {
      faults.add(recordFault(code, { source: source.key, id: label, fate: 'dropped' }, reasons, source.path));
      return false;
    };
    const values: SourceValue[] = [];
    const unread: Record<string, string>[] = [];
    const mended: string[] = [];
    for (const [name, field] of fields) {
      const result = fieldValue(name, field, record.values[field.from], timeZone);
      if (!result.ok) {
        if (name === 'x' || name === 'y') return drop('BAKE-203', { reason: `${field.from} = ${result.value}` });
        const told = { field: field.from, value: result.value, expected: result.expected };
        if (needed.includes(name)) return drop('BAKE-208', told);
        // A footprint without its height is still a building.
        unread.push(told);
        values.push(null);
        continue;
      }
      if (result.value === null && needed.includes(name)) {
        return drop('BAKE-208', { field: field.from, value: '', expected: name });
      }
      if (isMended(record.values[field.from])) mended.push(field.from);
      values.push(result.value);
    }
    const [x, y] = [values[xColumn], values[yColumn]];
    const fromColumns: Geometry | null =
      typeof x === 'number' && typeof y === 'number' ? { kind: 'point', at: [x, y] } : null;
    const geometry = record.geometry ?? fromColumns;
    const placed = record.geometry ? located : locateGeometry(toLonLat, fromColumns);
    if (geometry && placed) misread.add(geometry, 'wrong' in placed ? placed.wrong : null);
    if (geometry && raw.declaredCrs && !declaredChecked) {
      const at = firstPlace(geometry);
      if (at) checkDeclared(source, raw.declaredCrs, at, faults);
      declaredChecked = at !== null;
    }
    const dropFar = (kind: Geometry['kind']): false => {
      (elsewhere ?? faults).add(far.fault({ label, name: String(values[nameColumn] ?? label), kind }));
      return false;
    };
    if (record.farKind) return dropFar(record.farKind);
    if (!placed) return drop('BAKE-203', { reason: source.format });
    if ('wrong' in placed)
      return drop('BAKE-204', { x: placed.wrong[0], y: placed.wrong[1], crs: crsName(source.crs) });
    if (far.isFar(placed.geometry)) return dropFar(placed.geometry.kind);
    if (ownId && seen.has(ownId)) return drop('BAKE-209', {});
    if (ownId && !kept.isFull) seen.add(ownId);
    for (const told of unread) {
      faults.add(recordFault('BAKE-214', { source: source.key, id: label, fate: 'repaired' }, told, source.path));
    }
    for (const field of mended) {
      faults.add(recordFault('BAKE-215', { source: source.key, id: label, fate: 'repaired' }, { field }, source.path));
    }
    const { geometry: bent, addedVertices } =
      geometry && isArea
        ? withBends(geometry, placed.geometry, toLonLat)
        : { geometry: placed.geometry, addedVertices: 0 };
    if (addedVertices > 0) {
      const fate = { source: source.key, id: label, fate: 'derived' } as const;
      faults.add(recordFault('BAKE-338', fate, { count: addedVertices }, source.path));
    }
    kept.add(ownId || record.number, values, bent);
    return true;
  };

  const metNames = new Set<string>();
  let recordCount = 0;
  for await (const record of raw.records()) {
    recordCount++;
    if (recordCount % RECORDS_PER_BREATH === 0) await pause(shareOf(raw, recordCount));
    if (!raw.fieldNames) for (const name of Object.keys(record.values)) metNames.add(name);
    accept(record);
  }
  if (!raw.fieldNames && recordCount > 0) checkFields(source, [...metNames]);
  const diagnosis = misread.diagnosis();
  if (diagnosis) throw new FaultError(diagnosis);
  const vertical = typeof source.crs === 'string' ? verticalPartOf(source.crs) : null;
  if (vertical) faults.add(fault('BAKE-267', { source: source.key, part: vertical }, source.path));
  const usable = kept.count + (elsewhere ? far.toldCount : far.harmlessCount);
  refuseUnused(source, recordCount + readerFaults.dropped, usable, faults);
  if (usable === 0) faults.add(fault('BAKE-210', { source: source.key, role: source.role }, source.path));
  return {
    source,
    recordCount: recordCount + readerFaults.dropped,
    filteredCount,
    declaredCrs: raw.declaredCrs,
    packed: kept.finish(),
    extentLonLatDeg: extent.bounds(),
  };
}

export function unpackedSource({ packed, ...summary }: PackedSource): ReadSource {
  return { ...summary, records: recordsOf(packed) };
}

/** Reads a source. Throws like `readPackedSource`. */
export async function readSource(...input: Parameters<typeof readPackedSource>): Promise<ReadSource> {
  return unpackedSource(await readPackedSource(...input));
}
