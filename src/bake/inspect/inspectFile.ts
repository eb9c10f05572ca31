/** Reads a file once, record by record, and tells what is in it. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { type SourceFormat, sourceFormats, tableFormats } from '../../model/contract/recipeSources.ts';
import { answerFault, FaultError, fault, recordFault } from '../../model/faults/fault.ts';
import { FaultLog } from '../../model/faults/faultLog.ts';
import type { Bounds2, Point2 } from '../../model/geometry/polygon.ts';
import { foreignFormat } from '../sources/foreignFormats.ts';
import { formats } from '../sources/formats.ts';
import type { Geometry, RawFile } from '../sources/rawFile.ts';
import { shpBeside } from '../sources/shapefileParts.ts';
import { sniffFormat } from '../sources/sniffFormat.ts';
import { describeOther } from './describeOther.ts';
import { coordinateNames, mappingFor, plainName } from './fieldNames.ts';
import { FieldReader, saysNoNumber } from './fieldSummary.ts';
import { guessCrs } from './guessCrs.ts';
import { guessRoles } from './guessRole.ts';
import { INSPECTION_SCHEMA, type Inspection, type RecordsInspection } from './inspection.ts';
import { jsonLists } from './jsonLists.ts';

export interface InspectOptions {
  readonly encoding: string | undefined;
  readonly layer: string | undefined;
}

/** Two text encodings that Chinese owners use; what is neither is refused. */
const SECOND_ENCODING = 'gb18030';

const pointsOf = (geometry: Geometry): readonly Point2[] => {
  if (geometry.kind === 'point') return [geometry.at];
  return geometry.kind === 'lines' ? geometry.lines.flat() : geometry.polygons.flat(2);
};

class GrowingBounds {
  bounds: Bounds2 | null = null;
  count = 0;

  add([x, y]: Point2): void {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    this.count++;
    this.bounds ??= { minX: x, minY: y, maxX: x, maxY: y };
    this.bounds.minX = Math.min(this.bounds.minX, x);
    this.bounds.maxX = Math.max(this.bounds.maxX, x);
    this.bounds.minY = Math.min(this.bounds.minY, y);
    this.bounds.maxY = Math.max(this.bounds.maxY, y);
  }
}

/** The columns of a table that look like coordinates, first as x. */
function coordinateColumnsOf(columns: readonly string[]): readonly [string, string] | null {
  const find = (names: readonly string[]): string | undefined =>
    names.flatMap((name) => columns.find((column) => plainName(column) === plainName(name)) ?? []).at(0);
  const [x, y] = [find(coordinateNames.x!), find(coordinateNames.y!)];
  return x !== undefined && y !== undefined ? [x, y] : null;
}

const numberOf = (value: unknown): number =>
  value === null || value === undefined || value === '' ? Number.NaN : Number(value);

/** More than twice around the Earth is no place in any system. */
const FARTHEST = 1e8;
const ANY_SYSTEM = '任何坐标系 / any system';
const isTooFar = (value: number): boolean => Math.abs(value) > FARTHEST;
const isPlaceNumber = (value: number): boolean => Number.isFinite(value) && !isTooFar(value);

async function readRecords(
  raw: RawFile,
  file: string,
  format: SourceFormat,
  layer: string | undefined,
  faults: FaultLog,
): Promise<RecordsInspection> {
  const fields = new Map<string, FieldReader>((raw.fieldNames ?? []).map((name) => [name, new FieldReader(name)]));
  const geometry = { point: 0, lines: 0, polygons: 0, none: 0 };
  const [ofGeometry, ofColumns] = [new GrowingBounds(), new GrowingBounds()];
  let recordCount = 0;
  let columns = coordinateColumnsOf(raw.fieldNames ?? []);
  for await (const record of raw.records()) {
    recordCount++;
    for (const [name, value] of Object.entries(record.values)) {
      let reader = fields.get(name);
      if (!reader) {
        reader = new FieldReader(name);
        fields.set(name, reader);
        if (!raw.fieldNames) columns ??= coordinateColumnsOf([...fields.keys()]);
      }
      reader.add(value);
    }
    geometry[record.geometry?.kind ?? 'none']++;
    const ofRow = columns && !record.geometry ? columns.map((name) => numberOf(record.values[name])) : [];
    const points = record.geometry ? pointsOf(record.geometry) : [];
    for (const point of points) ofGeometry.add(point);
    if (ofRow.length === 2) ofColumns.add([ofRow[0]!, ofRow[1]!]);
    const far = points.find((point) => !point.every(isPlaceNumber)) ?? (ofRow.some(isTooFar) ? ofRow : null);
    const what = { source: path.basename(file), id: `#${record.number}`, fate: 'dropped' } as const;
    const empty = record.geometry ? undefined : columns?.find((name) => saysNoNumber(record.values[name]));
    if (far) {
      faults.add(recordFault('BAKE-204', what, { x: far[0]!, y: far[1]!, crs: ANY_SYSTEM }, file));
    } else if (empty !== undefined) {
      faults.add(recordFault('BAKE-203', what, { reason: `${empty} = ${record.values[empty]}` }, file));
    }
  }
  const names = [...fields.keys()];
  const isTable = tableFormats.includes(format) && geometry.none === recordCount;
  const { bounds } = isTable ? ofColumns : ofGeometry;
  const title = `${path.basename(file)} ${layer ?? ''}`;
  const roles = guessRoles({ format, title, columns: names, kinds: geometry, isTable });
  return {
    layers: raw.layers,
    layer: layer ?? null,
    recordCount,
    geometry,
    vertexCount: ofGeometry.count,
    bounds,
    coordinateColumns: isTable && bounds ? columns : null,
    fields: names.map((name) => fields.get(name)!.summary(recordCount)),
    declaredCrs: raw.declaredCrs,
    crs: guessCrs(bounds, raw.declaredCrs),
    roles,
    mapping: roles[0] ? mappingFor(roles[0], names, isTable) : {},
  };
}

/** Parts of a Shapefile; .dbf is a table of its own elsewhere, but none that we read. */
const besideShp: readonly string[] = ['.dbf', '.shx', '.prj', '.cpg', '.sbn', '.sbx', '.qix'];

const unknownFormat = (file: string): FaultError =>
  new FaultError(fault('BAKE-612', { file, known: sourceFormats.join(', ') }, file));

function formatOf(file: string): SourceFormat {
  if (!existsSync(file)) throw new FaultError(fault('BAKE-614', { file }, file));
  const foreign = foreignFormat(file);
  if (foreign) throw new FaultError(fault('BAKE-238', { file, ...foreign }, file));
  if (!statSync(file).isFile()) throw new FaultError(fault('BAKE-615', { file }, file));
  if (statSync(file).size === 0) throw new FaultError(fault('BAKE-202', { file, reason: '0 bytes' }, file));
  const format = sniffFormat(file);
  if (format !== null) return format;
  const shp = besideShp.includes(path.extname(file).toLowerCase()) ? shpBeside(file) : null;
  if (shp !== null) throw new FaultError(fault('BAKE-626', { file, shp }, file));
  throw unknownFormat(file);
}

const encodingFaults: readonly string[] = ['BAKE-207', 'BAKE-224', 'BAKE-225'];

/**
 * Throws FaultError BAKE-238, 612, 614, 615, 626 for what is no file that we know, BAKE-2xx for one that cannot be read. A file whose
 * encoding is undecided is read as GB18030 for the view, and the fault stands beside it.
 */
export async function inspectFile(file: string, options: InspectOptions): Promise<Inspection> {
  const format = formatOf(file);
  const about = { schema: INSPECTION_SCHEMA, file, bytes: statSync(file).size, format } as const;
  const facts = await describeOther(file, format);
  if (facts) return { ...about, encoding: null, textEncoding: null, records: null, facts, faults: [] };
  const open = formats[format]?.open;
  if (!open) throw unknownFormat(file);
  const source = path.basename(file);
  const lists = format === 'json' ? jsonLists(file) : [];
  const layer = options.layer ?? (lists[0]?.layer || undefined) ?? (await formats[format]?.layersOf?.(file))?.[0];
  const readAs = async (encoding: string | undefined): Promise<Inspection> => {
    const faults = new FaultLog();
    const raw = await open(file, { source, encoding, layer, faults });
    const layers = [...raw.layers, ...lists.flatMap((list) => list.layer || [])];
    const records = { ...(await readRecords(raw, file, format, layer, faults)), layers };
    const counted = faults.counts().map(({ code, count }) => {
      return { ...answerFault(faults.kept().find((item) => item.code === code)!), count };
    });
    const textEncoding = raw.encoding ?? null;
    return { ...about, encoding: encoding ?? null, textEncoding, records, facts: [], faults: counted };
  };
  try {
    return await readAs(options.encoding);
  } catch (error) {
    const isUndecided = error instanceof FaultError && encodingFaults.includes(error.fault.code);
    if (!isUndecided || options.encoding !== undefined) throw error;
    const asChinese = await readAs(SECOND_ENCODING);
    return {
      ...asChinese,
      encoding: null,
      textEncoding: { name: SECOND_ENCODING, from: 'view' },
      faults: [{ ...answerFault(error.fault), count: 1 }, ...asChinese.faults],
    };
  }
}
