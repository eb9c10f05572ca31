/** The small files that a recipe names beside itself: official names and codes, matters, calendar, an outline. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Type, { type Static, type TSchema } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { type CityPlan, parseCityPlan } from '../../model/contract/cityPlan.ts';
import type { Recipe } from '../../model/contract/recipe.ts';
import type { Department, MatterType } from '../../model/domain/cases.ts';
import type { KindedClass } from '../../model/domain/components.ts';
import { type LimitUnit, limitUnits } from '../../model/domain/deadlines.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { FaultLog } from '../../model/faults/faultLog.ts';
import type { LonLatDeg } from '../../model/frames/ecef.ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import type { CalendarDay } from '../districtModel.ts';
import { parseGeojson } from '../sources/readGeojson.ts';
import { parseCsv } from '../sources/readTable.ts';
import { authoredJson } from './authoredJson.ts';
import { componentClassesOf } from './componentClasses.ts';

export interface OfficialStreet {
  readonly code: string;
  readonly name: string;
  readonly lonLatDeg: LonLatDeg;
  readonly weight: number;
}

export interface OfficialFiles {
  readonly matters: readonly MatterType[];
  readonly departments: readonly Department[];
  readonly calendarDays: readonly CalendarDay[];
  readonly streets: readonly OfficialStreet[] | null;
  readonly communities: readonly { readonly code: string; readonly name: string }[] | null;
  /** Lon-lat degrees. */
  readonly outline: MultiPolygon | null;
  /** Of city components, in the order of their codes; empty where the recipe names none. */
  readonly componentClasses: readonly KindedClass[];
  /** What the invented city is drawn after. */
  readonly plan: CityPlan | null;
}

/** A year, in each unit: a longer limit is a slip, and no published calendar reaches so far. */
const LONGEST_LIMIT: Readonly<Record<LimitUnit, number>> = {
  urgentHour: 366 * 24,
  workHour: 250 * 8,
  workDay: 250,
  naturalDay: 366,
};
/** From a few blocks to a whole prefecture. */
const [SMALLEST_STREET_KM2, LARGEST_STREET_KM2] = [0.01, 100_000];

const MattersSchema = Type.Object({
  matters: Type.Array(
    Type.Object({
      code: Type.String({ minLength: 1 }),
      name: Type.String(),
      nameEn: Type.String(),
      departmentKey: Type.String(),
      limit: Type.Object({ count: Type.Number({ exclusiveMinimum: 0 }), unit: Type.Enum(limitUnits) }),
      closing: Type.String(),
      closingEn: Type.String(),
    }),
    { minItems: 1 },
  ),
});
const DepartmentsSchema = Type.Object({
  departments: Type.Array(Type.Object({ key: Type.String(), name: Type.String(), nameEn: Type.String() })),
});
const CalendarSchema = Type.Object({
  days: Type.Array(
    Type.Object({ date: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' }), kind: Type.Enum(['holiday', 'makeUp']) }),
  ),
});

const unusable = (file: string, reason: string): FaultError =>
  new FaultError(fault('BAKE-110', { file, reason }, file));

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw unusable(file, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

function checkedJson<T extends TSchema>(file: string, schema: T): Static<T> {
  const json = authoredJson(file, (reason) => unusable(file, reason));
  if (Check(schema, json)) return json as Static<T>;
  const [first] = Errors(schema, json);
  throw unusable(file, `${first?.instancePath} ${first?.message}`);
}

/** Rows of an authored CSV with at least these columns. */
function rowsOf(file: string, columns: readonly string[]): Record<string, string>[] {
  const faults = new FaultLog();
  const { fieldNames, records } = parseCsv(bytesOf(file), file, {
    encoding: 'utf-8',
    source: path.basename(file),
    faults,
  });
  const missing = columns.find((column) => !fieldNames.includes(column));
  if (missing) throw unusable(file, `no column ${missing}`);
  const wrong = faults.kept()[0];
  if (wrong) throw new FaultError(wrong);
  return records.map((record) => record.values as Record<string, string>);
}

/** A needed number of a row. */
function numberOf(file: string, row: Record<string, string>, column: string, least: number, most: number): number {
  const text = row[column]!.trim();
  const value = Number(text);
  if (text === '' || !(value >= least && value <= most)) {
    throw unusable(file, `${row.code}: ${column} = "${text}", ${least} … ${most}`);
  }
  return value;
}

function officialStreets(file: string): OfficialStreet[] {
  return rowsOf(file, ['code', 'name', 'lonDeg', 'latDeg', 'areaKm2']).map((row) => ({
    code: row.code!,
    name: row.name!,
    lonLatDeg: [numberOf(file, row, 'lonDeg', -180, 180), numberOf(file, row, 'latDeg', -90, 90)],
    weight: numberOf(file, row, 'areaKm2', SMALLEST_STREET_KM2, LARGEST_STREET_KM2),
  }));
}

/** Throws FaultError BAKE-112 where an id stands in a file more than once. */
function eachOnce<T>(file: string, items: readonly T[], idOf: (item: T) => string): readonly T[] {
  const seen = new Set<string>();
  for (const id of items.map(idOf)) {
    if (seen.has(id)) throw new FaultError(fault('BAKE-112', { file, id }, file));
    seen.add(id);
  }
  return items;
}

function checkLimits(file: string, matters: readonly MatterType[]): void {
  for (const { code, limit } of matters) {
    const most = LONGEST_LIMIT[limit.unit];
    if (limit.count > most) throw unusable(file, `${code}: limit ${limit.count} ${limit.unit}, ≤ ${most}`);
  }
}

function outlineOf(file: string): MultiPolygon {
  const polygons = parseGeojson(bytesOf(file), file).records.flatMap(({ geometry }) =>
    geometry?.kind === 'polygons' ? geometry.polygons : [],
  );
  if (polygons.length === 0) throw unusable(file, 'no polygon');
  return polygons;
}

function classesOf(file: string, departmentKeys: ReadonlySet<string>): readonly KindedClass[] {
  const json = authoredJson(file, (reason) => unusable(file, reason));
  const result = componentClassesOf(json, departmentKeys);
  if (!result.ok) throw unusable(file, result.reason);
  return result.classes;
}

/** Throws FaultError BAKE-120 or BAKE-121 for a plan that cannot be used. */
function planOf(file: string): CityPlan {
  const json = authoredJson(file, (reason) => new FaultError(fault('BAKE-120', { file, reason }, file)));
  const result = parseCityPlan(json);
  if (!result.ok) throw new FaultError(result.faults[0]!);
  return result.plan;
}

/**
 * Reads what the recipe names beside itself. Throws FaultError BAKE-110 or BAKE-112 for a file that cannot be used, and
 * BAKE-120 or BAKE-121 for a city plan.
 */
export function readOfficial({ official, outline, generate }: Recipe, recipePath: string): OfficialFiles {
  const besideRecipe = (file: string): string => path.resolve(path.dirname(recipePath), file);
  const json = <T extends TSchema>(file: string, schema: T): Static<T> => checkedJson(besideRecipe(file), schema);
  const { matters } = json(official.matters, MattersSchema);
  const { departments } = json(official.departments, DepartmentsSchema);
  checkLimits(official.matters, matters);
  const departmentKeys = new Set(departments.map(({ key }) => key));
  const homeless = matters.find((matter) => !departmentKeys.has(matter.departmentKey));
  if (homeless) throw unusable(official.matters, `${homeless.code}: no department ${homeless.departmentKey}`);
  const days = official.calendar ? json(official.calendar, CalendarSchema).days : [];
  const communities = official.communities ? rowsOf(besideRecipe(official.communities), ['code', 'name']) : null;
  const streets = official.streets ? officialStreets(besideRecipe(official.streets)) : null;
  return {
    matters: eachOnce(official.matters, matters, ({ code }) => code),
    departments: eachOnce(official.departments, departments, ({ key }) => key),
    calendarDays: eachOnce(official.calendar ?? '', days, ({ date }) => date),
    streets: streets && eachOnce(official.streets!, streets, ({ code }) => code),
    communities:
      communities &&
      eachOnce(
        official.communities!,
        communities.map(({ code, name }) => ({ code: code!, name: name! })),
        ({ code }) => code,
      ),
    componentClasses:
      official.componentClasses === undefined ? [] : classesOf(besideRecipe(official.componentClasses), departmentKeys),
    outline: outline && 'file' in outline ? outlineOf(besideRecipe(outline.file)) : null,
    plan: generate.plan === undefined ? null : planOf(besideRecipe(generate.plan)),
  };
}
