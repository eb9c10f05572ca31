/**
 * `recipe/1`: how one district is made from its owner's files. All that is particular to a city stands here, none of it
 * in code. `sources[].path` is relative to the data folder; every other file is relative to the recipe itself.
 */
import Type, { type Static } from 'typebox';
import { Settings } from 'typebox/system';
import { Check, Errors } from 'typebox/value';
import { standardRefs } from '../domain/areas.ts';
import { MOST_GB28181_SERIAL } from '../domain/videoPoints.ts';
import { type Fault, fault } from '../faults/fault.ts';
import { nearestName } from '../faults/nearestName.ts';
import { isTimeZone } from '../frames/instant.ts';
import { closed, Text } from './closedSchema.ts';
import { numberFromDecimal } from './decimalNumber.ts';
import {
  fieldsOfRole,
  lengthFields,
  namedCrs,
  numberFields,
  type RecipeField,
  type RecipeSource,
  type SourceRole,
  SourceSchema,
  tableFormats,
} from './recipeSources.ts';

export const RECIPE_SCHEMA = 'recipe/1';

const Count = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });

/** How strictly given areas are joined and proved; lengths in metres, areas in square metres. */
const ProofSchema = closed({
  /** Edges nearer than this are one: survey noise. What was moved is reported. */
  snapMeters: Type.Optional(Type.Number({ minimum: 0, maximum: 2 })),
  /** A responsibility grid outside this band is a finding. */
  gridAreaBand: Type.Optional(Type.Tuple([Type.Number({ minimum: 0 }), Type.Number({ minimum: 0 })])),
});
export type RecipeProof = Static<typeof ProofSchema>;

const RecipeSchema = closed({
  schema: Type.Literal(RECIPE_SCHEMA),
  district: closed({
    key: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,31}$' }),
    name: Text,
    nameEn: Text,
    /** 6 digits where the district has one. */
    code: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
  }),
  timeZone: Text,
  standardRef: Type.Enum(standardRefs),
  /** In words; heights are above local ground unless this says otherwise. */
  heightDatum: Text,
  attribution: Type.Array(Type.Object({ zh: Text, en: Text }, { additionalProperties: false })),
  mapApprovalNumber: Type.Optional(Text),
  /** Where no source has the role districtBoundary: a GeoJSON file in WGS84, or the extent of a file. */
  outline: Type.Optional(
    Type.Union([
      closed({ file: Text }),
      /** The rectangle around everything in the buildings' files, before their `where`: what their owner cut out. */
      closed({ extentOf: Type.Literal('buildings') }),
    ]),
  ),
  sources: Type.Array(SourceSchema),
  official: closed({
    matters: Text,
    departments: Text,
    calendar: Type.Optional(Text),
    /** CSV of street codes, names and approximate places; for districts whose street outlines are generated. */
    streets: Type.Optional(Text),
    /** CSV of community codes and names by street code. */
    communities: Type.Optional(Text),
    /** JSON of the classes of city components (部件): code, names, department, mark, reach. */
    componentClasses: Type.Optional(Text),
  }),
  /** What no source gives is generated, and marked synthetic. */
  generate: closed({
    seed: Text,
    /** Only where neither source nor official list names them. */
    streets: Type.Optional(Count),
    communities: Type.Optional(Count),
    communityGrids: Count,
    unitGrids: Count,
    extensionGrids: Count,
    /** Only where no source has the role buildings. */
    buildings: Type.Optional(Count),
    residents: Count,
    /** Only where no source has the role videoPoints. */
    videoPoints: Type.Optional(Count),
    hazards: Count,
    /** City components along roads and beside houses; only where no source has the role components. */
    components: Type.Optional(Type.Boolean()),
    roads: Type.Boolean(),
    /** Side of the district on which the sea lies. */
    sea: Type.Optional(Type.Enum(['west'] as const)),
    /** City plan beside the recipe (`cityPlan/1`): hills, named roads, quarters, basins; invented where absent. */
    plan: Type.Optional(Text),
    enterprises: Type.Optional(Count),
  }),
  proof: Type.Optional(ProofSchema),
});
export type Recipe = Omit<Static<typeof RecipeSchema>, 'sources'> & { readonly sources: readonly RecipeSource[] };

export type RecipeResult = { readonly ok: true; readonly recipe: Recipe } | { readonly ok: false; faults: Fault[] };

type SchemaNode = { properties?: Record<string, SchemaNode>; items?: SchemaNode; anyOf?: SchemaNode[] } & {
  patternProperties?: Record<string, SchemaNode>;
};

/** Names that an object at a JSON pointer may have. */
function knownKeys(pointer: string): string[] {
  let nodes: SchemaNode[] = [RecipeSchema as SchemaNode];
  for (const part of pointer.split('/').slice(1)) {
    nodes = nodes.flatMap((node) => {
      const inner = [node, ...(node.anyOf ?? [])];
      return inner.flatMap((item) => [
        ...(item.properties && Object.hasOwn(item.properties, part) ? [item.properties[part]!] : []),
        ...(item.items ? [item.items] : []),
        ...Object.values(item.patternProperties ?? {}),
      ]);
    });
  }
  return nodes.flatMap((node) => [node, ...(node.anyOf ?? [])].flatMap((item) => Object.keys(item.properties ?? {})));
}

const dotted = (pointer: string): string => pointer.slice(1).replaceAll('/', '.');

const MOST_SHAPE_FAULTS = 1000;

/** Faults of shape: unknown keys with the nearest name, then everything else that does not fit. */
function shapeFaults(json: unknown): Fault[] {
  // The library stops at eight by itself; whoever fills in a recipe wants them all.
  Settings.Set({ maxErrors: MOST_SHAPE_FAULTS });
  const faults = new Map<string, Fault>();
  for (const error of Errors(RecipeSchema, json)) {
    if (error.keyword === 'additionalProperties') {
      const known = knownKeys(error.instancePath);
      for (const name of (error.params as { additionalProperties: string[] }).additionalProperties) {
        const key = dotted(`${error.instancePath}/${name}`);
        if (known.includes(name) || known.length === 0) continue; // an alternative of a union that it does not follow
        faults.set(key, fault('BAKE-102', { key, nearest: nearestName(name, known) }, key));
      }
    } else if (error.keyword === 'required') {
      for (const name of (error.params as { requiredProperties: string[] }).requiredProperties) {
        const key = dotted(`${error.instancePath}/${name}`);
        if (!faults.has(key)) faults.set(key, fault('BAKE-103', { key, expected: error.message }, key));
      }
    } else if (error.keyword !== 'boolean' && error.keyword !== 'anyOf') {
      const key = dotted(error.instancePath);
      const { allowedValue, allowedValues } = error.params as { allowedValue?: unknown; allowedValues?: unknown[] };
      const before = faults.get(key);
      const words = allowedValues?.join(', ') ?? (allowedValue === undefined ? error.message : String(allowedValue));
      // The alternatives of one place are one fault that lists them.
      const expected = before && before.code === 'BAKE-103' ? `${before.values.expected}, ${words}` : words;
      if (!before || before.code === 'BAKE-103') faults.set(key, fault('BAKE-103', { key, expected }, key));
    }
  }
  return [...faults.values()];
}

const isKnownCrs = (crs: string): boolean => (namedCrs as readonly string[]).includes(crs) || crs.startsWith('+proj=');

/** What of a field's words does not go with what the field is: it would be passed over in silence. */
function fieldFaults(name: string, { unit, map, default: otherwise, timeFormat }: RecipeField, at: string): Fault[] {
  const isNumber = numberFields.includes(name);
  const isPlace = name === 'x' || name === 'y';
  const isTime = name === 'time';
  const faults: Fault[] = [];
  const expect = (holds: boolean, key: string, expected: string): void => {
    if (!holds) faults.push(fault('BAKE-103', { key: `${at}.${key}`, expected }, `${at}.${key}`));
  };
  expect(unit === undefined || lengthFields.includes(name), 'unit', `only with ${lengthFields.join(', ')}`);
  expect(timeFormat === undefined || isTime, 'timeFormat', 'only with time');
  expect(map === undefined || !(isTime || isPlace), 'map', 'left out: times and coordinates are read as they stand');
  expect(
    otherwise === undefined || !(isTime || isPlace),
    'default',
    'left out: times and coordinates are read as they stand',
  );
  if (!isNumber) return faults;
  for (const [from, to] of Object.entries(map ?? {}))
    expect(numberFromDecimal(to) !== null, `map.${from}`, 'a number, such as 12.5');
  expect(otherwise === undefined || numberFromDecimal(String(otherwise)) !== null, 'default', 'a number, such as 12.5');
  return faults;
}

/** Whether a path goes out of the folder that it begins in, as Linux or Windows read it. */
function leadsOut(path: string): boolean {
  if (/^(?:[\\/]|[A-Za-z]:)/.test(path)) return true;
  let depth = 0;
  for (const part of path.split(/[\\/]/)) {
    if (part === '..') depth--;
    else if (part !== '.' && part !== '') depth++;
    if (depth < 0) return true;
  }
  return false;
}

function sourceFaults(source: Static<typeof SourceSchema>, index: number): Fault[] {
  const at = (rest: string): string => `sources.${index}.${rest}`;
  const faults: Fault[] = [];
  if (leadsOut(source.path)) {
    faults.push(fault('BAKE-113', { source: source.key, file: source.path }, at('path')));
  }
  if (!source.crs) {
    const likely = 'EPSG:4490 (CGCS2000), EPSG:4549 (CGCS2000 / 120°E), EPSG:4326 (WGS84), GCJ-02, BD-09';
    faults.push(fault('BAKE-104', { source: source.key, likely }, at('crs')));
  } else if (typeof source.crs === 'string' && !isKnownCrs(source.crs)) {
    const values = { source: source.key, crs: source.crs, nearest: nearestName(source.crs, namedCrs) };
    faults.push(fault('BAKE-105', { ...values, known: [...namedCrs, '+proj=…'].join(', ') }, at('crs')));
  }
  const { needed, known } = fieldsOfRole[source.role];
  for (const [field, words] of Object.entries(source.fields)) {
    faults.push(...fieldFaults(field, words, at(`fields.${field}`)));
    if (known.includes(field)) continue;
    const nearest = known.length > 0 ? nearestName(field, known) : '-';
    faults.push(fault('BAKE-107', { source: source.key, role: source.role, field, nearest }, at(`fields.${field}`)));
  }
  const table = tableFormats.includes(source.format);
  for (const field of [...needed, ...(table ? ['x', 'y'] : [])]) {
    if (Object.hasOwn(source.fields, field)) continue;
    faults.push(fault('BAKE-108', { source: source.key, role: source.role, field }, at(`fields.${field}`)));
  }
  if (source.timeZone !== undefined && !isTimeZone(source.timeZone)) {
    faults.push(fault('BAKE-103', { key: at('timeZone'), expected: 'IANA (Asia/Shanghai)' }, at('timeZone')));
  }
  return faults;
}

/** Faults that only show across keys: double source keys, what nobody gives, unknown zones. */
function meaningFaults(recipe: Static<typeof RecipeSchema>): Fault[] {
  const faults = recipe.sources.flatMap(sourceFaults);
  const expect = (holds: boolean, key: string, expected: string): void => {
    if (!holds) faults.push(fault('BAKE-103', { key, expected }, key));
  };
  const has = (role: SourceRole): boolean => recipe.sources.some((source) => source.role === role);
  const keys = recipe.sources.map((source) => source.key);
  expect(new Set(keys).size === keys.length, 'sources', 'each key once');
  expect(isTimeZone(recipe.timeZone), 'timeZone', 'IANA (Asia/Shanghai)');
  // Without an outline the district is the union of its parts.
  const reaching = ['districtBoundary', 'streetBoundaries', 'communityBoundaries', 'gridBoundaries'] as const;
  if (!reaching.some(has) && !recipe.outline) faults.push(fault('BAKE-109'));
  if (recipe.outline && 'extentOf' in recipe.outline)
    expect(has('buildings'), 'outline', 'a source with role buildings');
  const { generate, official } = recipe;
  const gridsKnown = has('communityBoundaries') || has('gridBoundaries');
  const streetsKnown = has('streetBoundaries') || official.streets !== undefined || gridsKnown;
  expect(streetsKnown || generate.streets !== undefined, 'generate.streets', 'a count, 1 or more');
  expect(
    official.communities !== undefined || generate.communities !== undefined || gridsKnown,
    'generate.communities',
    'a count, 1 or more',
  );
  expect(has('buildings') || generate.buildings !== undefined, 'generate.buildings', 'a count, or a source');
  const invented = !has('videoPoints') && (generate.videoPoints ?? 0) > 0;
  const isCoded = invented && recipe.district.code !== undefined;
  const fits = (generate.videoPoints ?? 0) <= MOST_GB28181_SERIAL;
  expect(
    !isCoded || fits,
    'generate.videoPoints',
    `${MOST_GB28181_SERIAL} at most: GB/T 28181 has six digits for them`,
  );
  expect(!invented || generate.roads, 'generate.roads', 'true: invented video points stand along roads');
  const hasComponents = has('components') || generate.components === true;
  expect(
    !hasComponents || official.componentClasses !== undefined,
    'official.componentClasses',
    'the file of their classes',
  );
  return faults;
}

/** A parsed JSON text → a recipe, or every fault that it has. */
export function parseRecipe(json: unknown): RecipeResult {
  if (!Check(RecipeSchema, json)) return { ok: false, faults: shapeFaults(json) };
  const faults = meaningFaults(json);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, recipe: json as Recipe };
}
