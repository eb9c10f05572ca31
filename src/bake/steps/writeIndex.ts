import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { AreasFile } from '../../model/contract/areasFile.ts';
import { INDEX_VERSION, indexTablesSql } from '../../model/contract/indexTables.ts';
import type { Building } from '../../model/domain/buildings.ts';
import { areaLifeKeys, type RollUp, rollUpKeys } from '../../model/domain/rollups.ts';
import type { VideoPoint } from '../../model/domain/videoPoints.ts';
import type { DistrictModel } from '../districtModel.ts';
import { everyHundredth, type OnShare, unheard } from '../progress.ts';
import { countComponents } from './countComponents.ts';
import { areaLives } from './rollUps.ts';
import { lineMaker, RowsHash } from './rowsHash.ts';

export interface IndexInput {
  readonly districtKey: string;
  readonly timeZone: string;
  /** Tables of which nothing comes from an owner. */
  readonly syntheticTables: readonly string[];
  readonly areasFile: AreasFile;
  readonly totals: ReadonlyMap<string, RollUp>;
  /** In the order of their index. */
  readonly buildings: readonly Building[];
  readonly videoPoints: readonly VideoPoint[];
  readonly model: DistrictModel;
}

/** A statement costs as much as its values do: several rows at once are written a third faster. */
const VALUES_AT_ONCE = 1000;

type Row = Readonly<Record<string, SQLInputValue>>;

/** Rows are made when their turn comes: those of all tables at once, or of all buildings, would be as large as the district. */
interface TableRows {
  readonly table: string;
  rows(): Iterable<Row>;
}

function* each<T>(items: readonly T[], rowOf: (item: T) => Row): Generator<Row> {
  for (const item of items) yield rowOf(item);
}

/** Who lives and works there; names are masked already. */
function* lifeRows({ areasFile, model }: IndexInput): Iterable<TableRows> {
  const lives = areaLives(model);
  yield {
    table: 'areaLives',
    rows: () =>
      areasFile.areas.map(({ id }) => {
        const life = lives.get(id)!;
        return { areaId: id, ...Object.fromEntries(areaLifeKeys.map((key) => [key, life[key]])) };
      }),
  };
  yield {
    table: 'facilities',
    rows: () =>
      model.facilities.map(({ enuMeters: [eastMeters, northMeters], ...facility }) => ({
        ...{ ...facility, eastMeters, northMeters },
      })),
  };
  yield { table: 'enterprises', rows: () => model.enterprises.map((enterprise) => ({ ...enterprise })) };
  yield { table: 'staff', rows: () => model.staff.map((member) => ({ ...member })) };
  yield { table: 'stewards', rows: () => model.stewards.map((steward) => ({ ...steward })) };
}

/** City components, and how many of each class every area has. */
function* componentTables({ areasFile, model }: IndexInput): Iterable<TableRows> {
  const { ids, names, ownerUnits } = model.components;
  yield {
    table: 'components',
    rows: () =>
      ids.map((componentId, row) => ({
        componentIndex: row,
        componentId,
        name: names.get(row) ?? null,
        ownerUnit: ownerUnits.get(row) ?? null,
      })),
  };
  yield {
    table: 'componentCounts',
    rows: () => {
      if (ids.length === 0) return [];
      const counts = countComponents(model, model.componentClasses.length);
      const areaIds = areasFile.areas.map(({ id }) => id).sort();
      return areaIds.map((areaId) => ({ areaId, countsByClass: JSON.stringify(counts.get(areaId)) }));
    },
  };
}

function* rowsByTable(input: IndexInput): Iterable<TableRows> {
  const { districtKey, timeZone, syntheticTables, areasFile, totals, buildings, videoPoints, model } = input;
  const headById = new Map(model.areas.map((area) => [area.id, area.gridHeadMasked]));
  yield {
    table: 'meta',
    rows: () => [
      { key: 'indexVersion', value: String(INDEX_VERSION) },
      { key: 'districtKey', value: districtKey },
      { key: 'timeZone', value: timeZone },
      { key: 'syntheticTables', value: syntheticTables.join(', ') },
    ],
  };
  yield {
    table: 'areas',
    rows: () =>
      areasFile.areas.map((area, row) => {
        const { id, level, parentId, communityGridId, name, nameEn, ownerUnit, areaSquareMeters } = area;
        const gridHeadMasked = headById.get(id) ?? null;
        const total = totals.get(id)!;
        return {
          ...{ id, row, level, parentId, communityGridId, name, nameEn, ownerUnit, gridHeadMasked, areaSquareMeters },
          ...Object.fromEntries(rollUpKeys.map((key) => [key, total[key]])),
        };
      }),
  };
  yield {
    table: 'buildings',
    // One literal: spreads of so many rows cost more than writing them.
    rows: () =>
      each(buildings, (building) => ({
        buildingIndex: building.buildingIndex,
        buildingId: building.buildingId,
        code: building.code,
        name: building.name,
        nameEn: building.nameEn,
        use: building.use,
        roof: building.roof,
        floors: building.floors,
        yearBuilt: building.yearBuilt,
        heightGroundMeters: building.heightGroundMeters,
        footprintSquareMeters: building.footprintSquareMeters,
        floorAreaSquareMeters: building.floorAreaSquareMeters,
        households: building.households,
        residents: building.residents,
        gridId: building.gridId,
        centroidEastMeters: building.centroidEnuMeters[0],
        centroidNorthMeters: building.centroidEnuMeters[1],
      })),
  };
  yield* lifeRows(input);
  yield* componentTables(input);
  yield {
    table: 'videoPoints',
    rows: () =>
      videoPoints.map(({ enuAboveGroundMeters: [eastMeters, northMeters, aboveGroundMeters], ...point }) => ({
        ...{ ...point, eastMeters, northMeters, aboveGroundMeters },
      })),
  };
  yield {
    table: 'hazards',
    rows: () =>
      model.hazards.map(({ enuAboveGroundMeters: [eastMeters, northMeters, aboveGroundMeters], ...hazard }) => ({
        ...{ ...hazard, eastMeters, northMeters, aboveGroundMeters },
      })),
  };
  yield {
    table: 'replayEvents',
    rows: () =>
      model.replayEvents.map(({ lonLatDeg: [lonDeg, latDeg], ...event }, row) => ({
        ...{ row, ...event, lonDeg, latDeg },
      })),
  };
  yield {
    table: 'matters',
    rows: () =>
      model.matters.map(({ limit, code, name, nameEn, departmentKey, closing, closingEn }) => ({
        ...{ code, name, nameEn, departmentKey, limitCount: limit.count, limitUnit: limit.unit, closing, closingEn },
      })),
  };
  yield {
    table: 'departments',
    rows: () => model.departments.map(({ key, name, nameEn }, row) => ({ key, row, name, nameEn })),
  };
  yield { table: 'calendarDays', rows: () => model.calendarDays.map(({ date, kind }) => ({ date, kind })) };
}

/** Statements that make tables, and those that index them. */
function splitSql(sql: string): { tables: string; indexes: string } {
  const statements = sql.split(/(?<=;)\s+/);
  const isIndex = (statement: string): boolean => statement.startsWith('CREATE INDEX');
  const joined = (wanted: boolean): string => statements.filter((item) => isIndex(item) === wanted).join('\n');
  return { tables: joined(false), indexes: joined(true) };
}

/**
 * Values that the store will hold, near enough to say how far it is, as a row costs what it is wide: of the tables that grow
 * with the district.
 */
function valueCountOf(
  { areasFile, buildings, videoPoints, model }: IndexInput,
  columnsOf: (table: string) => readonly string[],
): number {
  const { facilities, enterprises, staff, stewards, hazards, replayEvents, components } = model;
  const { areas } = areasFile;
  const long = {
    ...{ areas, areaLives: areas, buildings, videoPoints, facilities, enterprises, staff, stewards, hazards },
    ...{ replayEvents, components: components.ids },
  };
  return Object.entries(long).reduce((sum, [table, { length }]) => sum + length * columnsOf(table).length, 0);
}

/**
 * Writes `index.sqlite`. The same rows in the same order give the same bytes.
 * @returns the hash of its rows, as `hashOfRows` reads it from the file: said of each row as it is written.
 */
export function writeIndex(file: string, input: IndexInput, onShare: OnShare = unheard): string {
  const database = new DatabaseSync(file);
  const { tables, indexes } = splitSql(indexTablesSql);
  const hash = new RowsHash();
  const columnsOf = (table: string): string[] =>
    database
      .prepare(`SELECT * FROM "${table}"`)
      .columns()
      .map(({ name }) => name);
  try {
    // The file is built in a folder that is thrown away when the bake dies: no journal needed.
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN;');
    database.exec(tables);
    const told = everyHundredth(valueCountOf(input, columnsOf), onShare);
    // In the order of their names, which is the order of the hash.
    for (const { table, rows } of [...rowsByTable(input)].sort((a, b) => (a.table < b.table ? -1 : 1))) {
      const columns = columnsOf(table);
      const marks = `(${columns.map(() => '?').join(', ')})`;
      const insertOf = (count: number): StatementSync =>
        database.prepare(`INSERT INTO "${table}" VALUES ${new Array(count).fill(marks).join(', ')}`);
      const rowsAtOnce = Math.max(1, Math.floor(VALUES_AT_ONCE / columns.length));
      const insert = insertOf(rowsAtOnce);
      const values: SQLInputValue[] = new Array(columns.length);
      const waiting: SQLInputValue[] = [];
      const lineOf = lineMaker(columns);
      const lines: string[] = [];
      for (const row of rows()) {
        for (let column = 0; column < columns.length; column++) {
          values[column] = row[columns[column]!]!;
          waiting.push(values[column]!);
        }
        lines.push(lineOf(values));
        if (waiting.length < rowsAtOnce * columns.length) continue;
        insert.run(...waiting);
        told(waiting.length);
        waiting.length = 0;
      }
      if (waiting.length > 0) insertOf(waiting.length / columns.length).run(...waiting);
      told(waiting.length);
      hash.add(table, lines);
    }
    // Rows come in the order of their keys: what is written once, in order, needs no tidying.
    database.exec(indexes);
    database.exec('COMMIT;');
    return hash.digest();
  } finally {
    database.close();
  }
}
