/** A baked district package as the hub holds it: still facts in memory, buildings asked of index.sqlite. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Area, decodeAreas, parseAreasFile } from '../../model/contract/areasFile.ts';
import { type Components, decodeComponents } from '../../model/contract/componentsFile.ts';
import { decodeFootprints, type Footprints } from '../../model/contract/footprintsFile.ts';
import { INDEX_VERSION } from '../../model/contract/indexTables.ts';
import { MANIFEST_FILE, type Manifest, parseManifest } from '../../model/contract/manifest.ts';
import { AREAS_FILE, FOOTPRINTS_FILE, INDEX_FILE } from '../../model/contract/packageFiles.ts';
import { parseSliversFile, SLIVERS_FILE, type SliversFile } from '../../model/contract/sliversFile.ts';
import type { Department, MatterType } from '../../model/domain/cases.ts';
import { type LimitUnit, standardWindowsMinutes, type WorkCalendar } from '../../model/domain/deadlines.ts';
import type { Hazard } from '../../model/domain/hazards.ts';
import type { StaffMember } from '../../model/domain/people.ts';
import { type RollUp, rollUpKeys } from '../../model/domain/rollups.ts';
import type { VideoPoint } from '../../model/domain/videoPoints.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { EnuFrame } from '../../model/frames/enu.ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import { packageHash } from './packageHash.ts';

/** What index.sqlite adds to an area of areas.json. */
export interface AreaFacts extends Area {
  readonly rollUp: RollUp;
  /** As screens on duty may show the name: masked. */
  readonly gridHeadMasked: string | null;
}

/** Days as `StaffMember` has them, local to the district; `row` is the number in columns of patrols. */
export interface StaffFacts extends Pick<StaffMember, 'validFrom' | 'validTo'> {
  readonly row: number;
}

export interface District {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly frame: EnuFrame;
  /** In the order of areas.json: rows of footprints.bin point here. */
  readonly areas: readonly AreaFacts[];
  readonly areaById: ReadonlyMap<string, AreaFacts>;
  readonly outlinesCm: ReadonlyMap<string, MultiPolygon>;
  readonly footprints: Footprints;
  /** Row = componentIndex, as in the index; null in a package without city components. */
  readonly components: Components | null;
  /** Where the coverage proof failed; null in a package without a proof. Duty only. */
  readonly slivers: SliversFile | null;
  readonly matters: ReadonlyMap<string, MatterType>;
  readonly departments: ReadonlyMap<string, Department>;
  readonly calendar: WorkCalendar;
  /** Row = videoPointIndex. */
  readonly videoPoints: readonly VideoPoint[];
  readonly videoPointById: ReadonlyMap<string, VideoPoint>;
  readonly hazards: ReadonlyMap<string, Hazard>;
  /** Who answers for areas, in any post, by its code. */
  readonly staffById: ReadonlyMap<string, StaffFacts>;
  /** Read-only. */
  readonly index: DatabaseSync;
  close(): void;
}

type Row = Record<string, string | number | null>;

/** Throws FaultError HUB-101 where a file is missing, of another version, or disagrees with the others. */
export function openDistrict(folder: string): District {
  const broken = (reason: string): FaultError => new FaultError(fault('HUB-101', { folder, reason }));
  const bytesOf = (name: string): Buffer => {
    const file = path.join(folder, name);
    if (!existsSync(file)) throw broken(name);
    return readFileSync(file);
  };
  const jsonOf = (name: string): unknown => {
    try {
      return JSON.parse(bytesOf(name).toString('utf8'));
    } catch (error) {
      if (error instanceof SyntaxError) throw broken(`${name}: ${error.message}`);
      throw error;
    }
  };
  const manifest = parseManifest(jsonOf(MANIFEST_FILE));
  if (!manifest) throw broken(MANIFEST_FILE);
  const areasFile = parseAreasFile(jsonOf(AREAS_FILE));
  if (!areasFile) throw broken(AREAS_FILE);
  const footprintBytes = bytesOf(FOOTPRINTS_FILE);
  const footprints = decodeFootprints(new Uint8Array(footprintBytes)); // a copy: aligned, whatever the pool gave
  if (!footprints) throw broken(FOOTPRINTS_FILE);
  const { components: packaged } = manifest;
  const components = packaged
    ? decodeComponents(new Uint8Array(bytesOf(packaged.file)), packaged.classes.length)
    : undefined;
  if (components === null) throw broken(packaged!.file);
  const slivers = existsSync(path.join(folder, SLIVERS_FILE)) ? parseSliversFile(jsonOf(SLIVERS_FILE)) : undefined;
  if (slivers === null) throw broken(SLIVERS_FILE);
  if (!existsSync(path.join(folder, INDEX_FILE))) throw broken(INDEX_FILE);
  // Last of the files, so that a missing or cut one is named; and before anything is believed of what they say.
  const foundHash = packageHash(folder, manifest.publicFiles);
  if (foundHash !== manifest.filesHash)
    throw broken(`filesHash ${manifest.filesHash.slice(0, 12)} ≠ ${foundHash.slice(0, 12)} of its files`);

  const index = new DatabaseSync(path.join(folder, INDEX_FILE), { readOnly: true });
  try {
    const rows = (sql: string): Row[] => index.prepare(sql).all() as Row[];
    const version = rows("SELECT value FROM meta WHERE key = 'indexVersion'")[0]?.value ?? null;
    if (version !== String(INDEX_VERSION)) throw broken(`${INDEX_FILE}: version ${version} ≠ ${INDEX_VERSION}`);
    const factsById = new Map(rows('SELECT * FROM areas').map((row) => [row.id as string, row]));
    const areas = areasFile.areas.map((area): AreaFacts => {
      const row = factsById.get(area.id);
      if (!row) throw broken(`${INDEX_FILE}: area ${area.id}`);
      const rollUp = Object.fromEntries(rollUpKeys.map((key) => [key, row[key]])) as unknown as RollUp;
      return { ...area, rollUp, gridHeadMasked: row.gridHeadMasked as string | null };
    });
    const { count } = index.prepare('SELECT COUNT(*) AS count FROM buildings').get() as { count: number };
    if (count !== footprints.count) throw broken(`${count} ≠ ${footprints.count} buildings`);
    const videoPoints = rows('SELECT * FROM videoPoints ORDER BY videoPointIndex').map(videoPointOfRow);
    if (videoPoints.some((point, row) => point.videoPointIndex !== row)) throw broken('videoPointIndex');
    return {
      folder,
      manifest,
      frame: new EnuFrame(manifest.enuOrigin),
      areas,
      areaById: new Map(areas.map((area) => [area.id, area])),
      outlinesCm: decodeAreas(areasFile),
      footprints,
      components: components ?? null,
      slivers: slivers ?? null,
      matters: new Map(
        rows('SELECT * FROM matters ORDER BY code').map((row) => [row.code as string, matterOfRow(row)]),
      ),
      departments: new Map(
        rows('SELECT * FROM departments ORDER BY row').map((row) => [
          row.key as string,
          { key: row.key as string, name: row.name as string, nameEn: row.nameEn as string },
        ]),
      ),
      calendar: calendarOfRows(manifest.timeZone, rows('SELECT date, kind FROM calendarDays')),
      videoPoints,
      videoPointById: new Map(videoPoints.map((point) => [point.videoPointId, point])),
      hazards: new Map(
        rows('SELECT * FROM hazards ORDER BY hazardId').map((row) => [row.hazardId as string, hazardOfRow(row)]),
      ),
      staffById: new Map(
        rows('SELECT staffId, validFrom, validTo FROM staff ORDER BY staffId').map((member, row) => [
          member.staffId as string,
          { row, validFrom: member.validFrom as string, validTo: member.validTo as string | null },
        ]),
      ),
      index,
      close: () => index.close(),
    };
  } catch (error) {
    index.close();
    if ((error as { code?: string }).code === 'ERR_SQLITE_ERROR')
      throw broken(`${INDEX_FILE}: ${(error as Error).message}`);
    throw error;
  }
}

const enuAboveGroundOfRow = (row: Row): [number, number, number] => [
  row.eastMeters as number,
  row.northMeters as number,
  row.aboveGroundMeters as number,
];

function videoPointOfRow(row: Row): VideoPoint {
  return {
    videoPointId: row.videoPointId as string,
    videoPointIndex: row.videoPointIndex as number,
    name: row.name as string,
    gb28181Code: row.gb28181Code as string | null,
    enuAboveGroundMeters: enuAboveGroundOfRow(row),
    gridId: row.gridId as string,
    azimuthDeg: row.azimuthDeg as number | null,
    horizontalFovDeg: row.horizontalFovDeg as number | null,
    rangeMeters: row.rangeMeters as number | null,
  };
}

function hazardOfRow(row: Row): Hazard {
  return {
    hazardId: row.hazardId as string,
    name: row.name as string,
    nameEn: row.nameEn as string,
    kind: row.kind as Hazard['kind'],
    grade: row.grade as Hazard['grade'],
    enuAboveGroundMeters: enuAboveGroundOfRow(row),
    gridId: row.gridId as string,
    ownerUnit: row.ownerUnit as string,
    substanceUn: row.substanceUn as string | null,
    substanceName: row.substanceName as string | null,
    substanceNameEn: row.substanceNameEn as string | null,
    isolationMeters: row.isolationMeters as number | null,
    downwindDayMeters: row.downwindDayMeters as number | null,
    downwindNightMeters: row.downwindNightMeters as number | null,
    distanceSource: row.distanceSource as string | null,
  };
}

function matterOfRow(row: Row): MatterType {
  return {
    code: row.code as string,
    name: row.name as string,
    nameEn: row.nameEn as string,
    departmentKey: row.departmentKey as string,
    limit: { count: row.limitCount as number, unit: row.limitUnit as LimitUnit },
    closing: row.closing as string,
    closingEn: row.closingEn as string,
  };
}

function calendarOfRows(timeZone: string, rows: readonly Row[]): WorkCalendar {
  const daysOf = (kind: string): Set<string> =>
    new Set(rows.filter((row) => row.kind === kind).map((row) => row.date as string));
  return {
    timeZone,
    windowsMinutes: standardWindowsMinutes,
    holidays: daysOf('holiday'),
    makeUpDays: daysOf('makeUp'),
  };
}
