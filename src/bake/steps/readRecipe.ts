/** The recipe and every small file that it names: checked before any large source is opened. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Type, { type Static, type TSchema } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { parseRecipe, type Recipe } from '../../model/contract/recipe.ts';
import type { Department, MatterType } from '../../model/domain/cases.ts';
import { limitUnits } from '../../model/domain/deadlines.ts';
import { type Fault, FaultError, fault } from '../../model/faults/fault.ts';
import { FaultLog } from '../../model/faults/faultLog.ts';
import type { LonLatDeg } from '../../model/frames/ecef.ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import type { CalendarDay } from '../districtModel.ts';
import { readGeojson } from '../sources/readGeojson.ts';
import { readCsv } from '../sources/readTable.ts';

/** A recipe can be wrong in many places at once; whoever shows it shows them all. */
export class RecipeRefused extends FaultError {
  readonly faults: readonly Fault[];
  constructor(faults: readonly [Fault, ...Fault[]]) {
    super(faults[0]);
    this.name = 'RecipeRefused';
    this.faults = faults;
  }
}

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
}

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
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytesOf(file)));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unusable(file, error.message);
  }
  if (Check(schema, json)) return json as Static<T>;
  const [first] = Errors(schema, json);
  throw unusable(file, `${first?.instancePath} ${first?.message}`);
}

/** Rows of an authored CSV with at least these columns. */
function rowsOf(file: string, columns: readonly string[]): Record<string, string>[] {
  const faults = new FaultLog();
  const { fieldNames, records } = readCsv(bytesOf(file), 'utf-8', file, path.basename(file), faults);
  const missing = columns.find((column) => !fieldNames.includes(column));
  if (missing) throw unusable(file, `no column ${missing}`);
  const wrong = faults.kept()[0];
  if (wrong) throw new FaultError(wrong);
  return records.map((record) => record.values as Record<string, string>);
}

function officialStreets(file: string): OfficialStreet[] {
  return rowsOf(file, ['code', 'name', 'lonDeg', 'latDeg', 'areaKm2']).map((row) => ({
    code: row.code!,
    name: row.name!,
    lonLatDeg: [Number(row.lonDeg), Number(row.latDeg)],
    weight: Number(row.areaKm2),
  }));
}

function outlineOf(file: string): MultiPolygon {
  const polygons = readGeojson(bytesOf(file), file).records.flatMap(({ geometry }) =>
    geometry?.kind === 'polygons' ? geometry.polygons : [],
  );
  if (polygons.length === 0) throw unusable(file, 'no polygon');
  return polygons;
}

export interface ReadRecipe {
  readonly recipe: Recipe;
  readonly official: OfficialFiles;
}

/** Throws RecipeRefused with all faults of the recipe, or FaultError BAKE-101, BAKE-110 for a file that is missing. */
export function readRecipe(recipePath: string): ReadRecipe {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(recipePath, 'utf8'));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw new FaultError(fault('BAKE-101', { file: recipePath, reason }, recipePath));
  }
  const result = parseRecipe(json);
  if (!result.ok) throw new RecipeRefused(result.faults as [Fault, ...Fault[]]);
  const { recipe } = result;
  const besideRecipe = (file: string): string => path.resolve(path.dirname(recipePath), file);
  const { official, outline } = recipe;
  const files: OfficialFiles = {
    matters: checkedJson(besideRecipe(official.matters), MattersSchema).matters,
    departments: checkedJson(besideRecipe(official.departments), DepartmentsSchema).departments,
    calendarDays: official.calendar ? checkedJson(besideRecipe(official.calendar), CalendarSchema).days : [],
    streets: official.streets ? officialStreets(besideRecipe(official.streets)) : null,
    communities: official.communities
      ? rowsOf(besideRecipe(official.communities), ['code', 'name']).map(({ code, name }) => ({
          code: code!,
          name: name!,
        }))
      : null,
    outline: outline && 'file' in outline ? outlineOf(besideRecipe(outline.file)) : null,
  };
  const departmentKeys = new Set(files.departments.map(({ key }) => key));
  const homeless = files.matters.find((matter) => !departmentKeys.has(matter.departmentKey));
  if (homeless) throw unusable(official.matters, `${homeless.code}: no department ${homeless.departmentKey}`);
  return { recipe, official: files };
}
