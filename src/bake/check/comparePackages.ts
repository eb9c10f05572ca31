/** `bake -- compare`: what tells two packages apart. B is measured against A, in A's frame. */
import { INDEX_FILE } from '../../model/contract/packageFiles.ts';
import { REPORT_FILE } from '../../model/contract/reportFile.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { FaultLog } from '../../model/faults/faultLog.ts';
import { EnuFrame } from '../../model/frames/enu.ts';
import { type MultiPolygon, multiPolygonArea } from '../../model/geometry/polygon.ts';
import { filesHashOf } from '../steps/districtHash.ts';
import { differenceCm } from '../topology/clipCm.ts';
import { PackageOnDisk, type Row } from './packageOnDisk.ts';

export interface Changed {
  readonly key: string;
  readonly from: string | number | boolean | null;
  readonly to: string | number | boolean | null;
}

export interface ThingChange {
  readonly id: string;
  readonly name: string;
  readonly changes: readonly Changed[];
  /** How far its point moved; 0 for what has none. */
  readonly movedMeters: number;
}

export interface ThingsComparison {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly ThingChange[];
  readonly same: number;
}

export interface AreaMove {
  readonly id: string;
  readonly name: string;
  /** Land that only one of the two has. */
  readonly differenceSquareMeters: number;
}

export const thingTables = [
  'buildings',
  'videoPoints',
  'hazards',
  'components',
  'facilities',
  'enterprises',
  'staff',
] as const;
export type ThingTable = (typeof thingTables)[number];

export interface Comparison {
  readonly folders: readonly [string, string];
  readonly districtHashes: readonly [string, string];
  readonly equal: boolean;
  readonly manifest: readonly Changed[];
  readonly areas: ThingsComparison & { readonly moved: readonly AreaMove[] };
  readonly things: Readonly<Record<ThingTable, ThingsComparison>>;
  /** Faults of the two bakes by code. */
  readonly faults: readonly Changed[];
}

type Scalar = string | number | boolean | null;

/** Every value of a JSON tree by its dotted key. */
function flattened(value: unknown, key = ''): [string, Scalar][] {
  if (typeof value !== 'object' || value === null) return [[key, value as Scalar]];
  return Object.entries(value).flatMap(([name, inner]) => flattened(inner, key === '' ? name : `${key}.${name}`));
}

function changedBetween(a: ReadonlyMap<string, Scalar>, b: ReadonlyMap<string, Scalar>): Changed[] {
  return [...new Set([...a.keys(), ...b.keys()])]
    .sort()
    .map((key) => ({ key, from: a.get(key) ?? null, to: b.get(key) ?? null }))
    .filter(({ from, to }) => from !== to);
}

/** Lists of sources by their key, not by their place in the list; files are named by their content, not compared here. */
function manifestValues({ manifest }: PackageOnDisk): Map<string, Scalar> {
  const { publicFiles: _files, districtHash: _district, filesHash: _bytes, sources, ...rest } = manifest;
  return new Map(flattened({ ...rest, sources: Object.fromEntries(sources.map((source) => [source.key, source])) }));
}

function faultCounts(onDisk: PackageOnDisk): Map<string, Scalar> {
  const report = onDisk.jsonOf(REPORT_FILE) as { faults?: { code: string; count: number }[] } | undefined;
  return new Map((report?.faults ?? []).map(({ code, count }) => [code, count]));
}

interface Table {
  readonly table: string;
  readonly id: string;
  /** Rows of one package only: never compared. */
  readonly ignored: readonly string[];
}

const tables = {
  areas: { table: 'areas', id: 'id', ignored: ['row'] },
  buildings: { table: 'buildings', id: 'buildingId', ignored: ['buildingIndex'] },
  videoPoints: { table: 'videoPoints', id: 'videoPointId', ignored: ['videoPointIndex'] },
  hazards: { table: 'hazards', id: 'hazardId', ignored: [] },
  components: { table: 'components', id: 'componentId', ignored: ['componentIndex'] },
  facilities: { table: 'facilities', id: 'facilityId', ignored: [] },
  enterprises: { table: 'enterprises', id: 'unitCode', ignored: [] },
  staff: { table: 'staff', id: 'staffId', ignored: [] },
} as const satisfies Record<ThingTable | 'areas', Table>;

/** East and north of a row, whatever its columns are called; null where it has none. */
function placeOf(row: Row): readonly [string, string] | null {
  if ('eastMeters' in row) return ['eastMeters', 'northMeters'];
  return 'centroidEastMeters' in row ? ['centroidEastMeters', 'centroidNorthMeters'] : null;
}

/** Turns a place in B's frame into A's; the same where both stand on one origin. */
type ToFrameA = (eastMeters: number, northMeters: number) => readonly [number, number];

function frameChange(a: PackageOnDisk, b: PackageOnDisk): ToFrameA {
  const [frameA, frameB] = [new EnuFrame(a.manifest.enuOrigin), new EnuFrame(b.manifest.enuOrigin)];
  if (JSON.stringify(frameA.origin) === JSON.stringify(frameB.origin)) return (east, north) => [east, north];
  return (east, north) => {
    const [x, y] = frameA.enuFromLonLat(frameB.lonLatFromEnu([east, north, 0]).lonLatDeg);
    return [x, y];
  };
}

/** Below this two places are the same: coordinates are whole centimetres, and rounded once more by a change of frame. */
const SAME_PLACE_METERS = 0.02;

function thingChange(id: string, from: Row, to: Row, ignored: readonly string[], toA: ToFrameA): ThingChange | null {
  const columns = placeOf(from);
  const skipped = new Set<string>([...ignored, ...(columns ?? [])]);
  const pick = (row: Row): Map<string, Scalar> => new Map(Object.entries(row).filter(([key]) => !skipped.has(key)));
  const changes = changedBetween(pick(from), pick(to));
  let movedMeters = 0;
  if (columns) {
    const [x, y] = toA(to[columns[0]] as number, to[columns[1]] as number);
    movedMeters = Math.hypot(x - (from[columns[0]] as number), y - (from[columns[1]] as number));
  }
  if (movedMeters < SAME_PLACE_METERS) movedMeters = 0;
  return changes.length > 0 || movedMeters > 0 ? { id, name: String(from.name ?? ''), changes, movedMeters } : null;
}

const noFaults = (faults: FaultLog): void => {
  const [first] = faults.kept();
  if (first) throw new FaultError(first);
};

function rowsById(onDisk: PackageOnDisk, { table, id }: Table): Map<string, Row> {
  const faults = new FaultLog();
  const rows = onDisk.withDatabase(INDEX_FILE, faults, (database) => {
    return database.prepare(`SELECT * FROM ${table} ORDER BY ${id}`).all() as Row[];
  });
  noFaults(faults);
  return new Map(rows!.map((row) => [row[id] as string, row]));
}

function compareThings(a: PackageOnDisk, b: PackageOnDisk, table: Table, toA: ToFrameA): ThingsComparison {
  const [before, after] = [rowsById(a, table), rowsById(b, table)];
  const changed: ThingChange[] = [];
  let same = 0;
  for (const [id, from] of before) {
    const to = after.get(id);
    if (!to) continue;
    const change = thingChange(id, from, to, table.ignored, toA);
    if (change) changed.push(change);
    else same++;
  }
  const only = (these: ReadonlyMap<string, Row>, those: ReadonlyMap<string, Row>): string[] =>
    [...these.keys()].filter((id) => !those.has(id));
  return { added: only(after, before), removed: only(before, after), changed, same };
}

const CM2_PER_M2 = 10_000;

function movedAreas(a: PackageOnDisk, b: PackageOnDisk, toA: ToFrameA): AreaMove[] {
  const faults = new FaultLog();
  const [areasA, areasB] = [a.areas(faults), b.areas(faults)];
  noFaults(faults);
  const turned = (polygons: MultiPolygon): MultiPolygon =>
    polygons.map((polygon) =>
      polygon.map((outline) =>
        outline.map(([x, y]) => {
          const [east, north] = toA(x / 100, y / 100);
          return [Math.round(east * 100), Math.round(north * 100)] as const;
        }),
      ),
    );
  return areasA!.file.areas.flatMap(({ id, name }) => {
    const [from, there] = [areasA!.outlinesCm.get(id)!, areasB!.outlinesCm.get(id)];
    if (!there || JSON.stringify(from) === JSON.stringify(there)) return [];
    const to = turned(there);
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    const cm2 = multiPolygonArea(differenceCm(from, to)) + multiPolygonArea(differenceCm(to, from));
    return cm2 > 0 ? [{ id, name, differenceSquareMeters: cm2 / CM2_PER_M2 }] : [];
  });
}

const isSame = ({ added, removed, changed }: ThingsComparison): boolean =>
  added.length + removed.length + changed.length === 0;

/** Throws FaultError BAKE-625 where the files are not those that were baked: what is gone would compare as equal. */
function ensureWhole({ folder, manifest: { filesHash, publicFiles } }: PackageOnDisk): void {
  if (filesHashOf(folder, publicFiles) !== filesHash) throw new FaultError(fault('BAKE-625', { folder }, folder));
}

/** Throws FaultError BAKE-600, BAKE-605, BAKE-613, BAKE-625 where either folder is no whole package. */
export function comparePackages(folderA: string, folderB: string): Comparison {
  const [a, b] = [new PackageOnDisk(folderA), new PackageOnDisk(folderB)];
  for (const onDisk of [a, b]) ensureWhole(onDisk);
  const toA = frameChange(a, b);
  const manifest = changedBetween(manifestValues(a), manifestValues(b));
  const areas = { ...compareThings(a, b, tables.areas, toA), moved: movedAreas(a, b, toA) };
  const things = Object.fromEntries(
    thingTables.map((table) => [table, compareThings(a, b, tables[table], toA)]),
  ) as Record<ThingTable, ThingsComparison>;
  const faults = changedBetween(faultCounts(a), faultCounts(b));
  const districtHashes = [a.manifest.districtHash, b.manifest.districtHash] as const;
  const equal =
    districtHashes[0] === districtHashes[1] &&
    manifest.length + faults.length + areas.moved.length === 0 &&
    [areas, ...Object.values(things)].every(isSame);
  return { folders: [folderA, folderB], districtHashes, equal, manifest, areas, things, faults };
}
