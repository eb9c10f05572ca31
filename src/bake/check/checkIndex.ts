/** Does index.sqlite hold together: rows in order, grids that are there, roll-ups that add up exactly at every level? */
import type { DatabaseSync } from 'node:sqlite';
import { INDEX_FILE } from '../../model/contract/packageFiles.ts';
import { isResponsibilityGrid } from '../../model/domain/areas.ts';
import { ageBands } from '../../model/domain/people.ts';
import { rollUpKeys } from '../../model/domain/rollups.ts';
import { gb28181Pattern } from '../../model/domain/videoPoints.ts';
import { fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { PackageOnDisk, Row } from './packageOnDisk.ts';

/** All that is totalled for every area: in the table of areas itself, and in that of the life in them. */
const sumKeys: readonly string[] = [...rollUpKeys, ...ageBands, 'enterprises', 'facilities'];
type Sums = Record<string, number>;

const noSums = (): Sums => Object.fromEntries(sumKeys.map((key) => [key, 0]));

function addTo(sums: Sums, part: Row): void {
  for (const key of sumKeys) sums[key]! += Number(part[key] ?? 0);
}

const rowsOf = (database: DatabaseSync, sql: string): Row[] => database.prepare(sql).all() as Row[];

/** What each grid holds, counted from the rows and not from any total. */
function sumsByGrid(database: DatabaseSync): Map<string, Sums> {
  const byGrid = new Map<string, Sums>();
  const add = (rows: readonly Row[]): void => {
    for (const { gridId, ...part } of rows) {
      const sums = byGrid.get(gridId as string) ?? noSums();
      addTo(sums, part);
      byGrid.set(gridId as string, sums);
    }
  };
  add(
    rowsOf(
      database,
      `SELECT gridId, COUNT(*) AS buildings, SUM("use" = 'residential') AS residentialBuildings,
         SUM(footprintSquareMeters) AS footprintSquareMeters, SUM(floorAreaSquareMeters) AS floorAreaSquareMeters,
         SUM(households) AS households, SUM(residents) AS residents FROM buildings GROUP BY gridId`,
    ),
  );
  for (const table of ['videoPoints', 'hazards', 'enterprises', 'facilities']) {
    add(rowsOf(database, `SELECT gridId, COUNT(*) AS ${table} FROM ${table} GROUP BY gridId`));
  }
  // Nothing below a grid has ages: its own are where they begin, and must be as many as its residents.
  const bands = ageBands.join(', ');
  const grids = `SELECT id FROM areas WHERE level IN ('unitGrid', 'extensionGrid')`;
  add(rowsOf(database, `SELECT areaId AS gridId, ${bands} FROM areaLives WHERE areaId IN (${grids})`));
  return byGrid;
}

/** The totals that every area must have: its own grids', each once. */
function wantedTotals(areas: readonly Row[], byGrid: ReadonlyMap<string, Sums>): Map<string, Sums> {
  const byId = new Map(areas.map((area) => [area.id as string, area]));
  const wanted = new Map(areas.map((area) => [area.id as string, noSums()]));
  for (const area of areas) {
    if (!isResponsibilityGrid(area.level as never)) continue;
    const own = byGrid.get(area.id as string) ?? noSums();
    const above = new Set<string>([area.id as string]);
    let onDuty = area.communityGridId;
    for (let parent = byId.get(String(area.parentId)); parent; parent = byId.get(String(parent.parentId))) {
      if (above.has(parent.id as string)) break; // a ring of parents: its totals will not add up
      above.add(parent.id as string);
      if (parent.level === 'community') onDuty ??= parent.communityGridId ?? null;
    }
    if (typeof onDuty === 'string' && byId.has(onDuty)) above.add(onDuty);
    for (const id of above) addTo(wanted.get(id)!, own);
  }
  return wanted;
}

function checkRollUps(database: DatabaseSync, faults: FaultLog): void {
  const areas = rowsOf(database, 'SELECT * FROM areas LEFT JOIN areaLives ON areaId = id ORDER BY row');
  const byGrid = sumsByGrid(database);
  const grids = new Set(
    areas.filter(({ level }) => isResponsibilityGrid(level as never)).map(({ id }) => id as string),
  );
  for (const gridId of byGrid.keys()) {
    if (!grids.has(gridId)) faults.add(fault('BAKE-607', { gridId }, gridId));
  }
  const wanted = wantedTotals(areas, byGrid);
  for (const area of areas) {
    const id = area.id as string;
    const sums = wanted.get(id)!;
    const expect = (key: string, found: number, right: number): void => {
      if (found !== right) faults.add(fault('BAKE-606', { area: id, key, found, right }, id));
    };
    for (const key of sumKeys) expect(key, Number(area[key]), sums[key]!);
    const byAge = ageBands.reduce((sum, band) => sum + Number(area[band]), 0);
    expect(ageBands.join(' + '), byAge, sums.residents!);
  }
}

function checkIntegrity(database: DatabaseSync, faults: FaultLog): void {
  for (const { integrity_check: answer } of rowsOf(database, 'PRAGMA integrity_check(10)')) {
    if (answer !== 'ok') faults.add(fault('BAKE-605', { file: INDEX_FILE, reason: String(answer) }, INDEX_FILE));
  }
}

const ordered = [
  ['buildings', 'buildingIndex', 'buildingId'],
  ['videoPoints', 'videoPointIndex', 'videoPointId'],
] as const;

/** Rows are numbered from 0 in the order of their ids: columns and tiles name things by row. */
function checkOrder(database: DatabaseSync, faults: FaultLog): void {
  for (const [table, row, id] of ordered) {
    let before = '';
    let wanted = 0;
    for (const item of rowsOf(database, `SELECT ${row} AS row, ${id} AS id FROM ${table} ORDER BY ${row}`)) {
      if (item.row !== wanted++ || (item.id as string) <= before) {
        faults.add(fault('BAKE-618', { table, id: String(item.id), row: Number(item.row) }, INDEX_FILE));
        break;
      }
      before = item.id as string;
    }
  }
}

/** Video platforms find a device by its code, or it has none. */
function checkVideoCodes(database: DatabaseSync, faults: FaultLog): void {
  const rows = rowsOf(database, 'SELECT videoPointId AS id, gb28181Code AS code FROM videoPoints');
  for (const { id, code } of rows) {
    if (code === null || gb28181Pattern.test(String(code))) continue;
    faults.add(fault('BAKE-623', { id: String(id), code: String(code) }, String(id)));
  }
}

export interface IndexCounts {
  readonly buildings: number;
  readonly videoPoints: number;
  readonly hazards: number;
  readonly residents: number;
  readonly areaIds: readonly string[];
  readonly gridIdOfBuilding: readonly string[];
}

/** Null where the index cannot be read at all. */
export function checkIndex(onDisk: PackageOnDisk, faults: FaultLog): IndexCounts | null {
  return onDisk.withDatabase(INDEX_FILE, faults, (database) => {
    checkIntegrity(database, faults);
    checkOrder(database, faults);
    checkVideoCodes(database, faults);
    checkRollUps(database, faults);
    const count = (sql: string): number => Number((rowsOf(database, sql)[0] as { n: number }).n);
    return {
      buildings: count('SELECT COUNT(*) AS n FROM buildings'),
      videoPoints: count('SELECT COUNT(*) AS n FROM videoPoints'),
      hazards: count('SELECT COUNT(*) AS n FROM hazards'),
      residents: count('SELECT COALESCE(SUM(residents), 0) AS n FROM buildings'),
      areaIds: rowsOf(database, 'SELECT id FROM areas ORDER BY row').map(({ id }) => id as string),
      gridIdOfBuilding: rowsOf(database, 'SELECT gridId FROM buildings ORDER BY buildingIndex').map(
        ({ gridId }) => gridId as string,
      ),
    };
  });
}
