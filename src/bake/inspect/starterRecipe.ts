/**
 * A recipe to begin with: what the file tells is filled in; what only the owner can know is a value that the bake refuses
 * with its tip, so that nothing is baked from a guess.
 */
import path from 'node:path';
import { parseRecipe, RECIPE_SCHEMA } from '../../model/contract/recipe.ts';
import { fieldsOfRole, type SourceRole } from '../../model/contract/recipeSources.ts';
import { type Fault, fault } from '../../model/faults/fault.ts';
import type { Inspection } from './inspection.ts';

/** Refused by every text of a recipe. */
const FOR_THE_OWNER = '';
/** Refused by every count. */
const COUNT_FOR_THE_OWNER = null;

const keyFrom = (file: string): string => {
  const plain = path
    .basename(file)
    .replace(/\..*$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 32);
  return plain || 'source';
};

/** American open data writes months first; everything else is taken as RFC 3339 until the bake says otherwise. */
function timeFormatOf(sample: string | undefined): 'M/D/YYYY H:mm' | 'rfc3339' {
  return /^\d{1,2}\/\d{1,2}\/\d{4}/.test(sample ?? '') ? 'M/D/YYYY H:mm' : 'rfc3339';
}

function fieldsOf({ mapping, fields }: NonNullable<Inspection['records']>, role: SourceRole): Record<string, object> {
  const known = new Set([...fieldsOfRole[role].known, 'x', 'y']);
  return Object.fromEntries(
    Object.entries(mapping)
      .filter(([ours]) => known.has(ours) || fieldsOfRole[role].needed.includes(ours))
      .map(([ours, from]) => {
        const samples = fields.find(({ name }) => name === from)?.samples;
        return [ours, ours === 'time' ? { from, timeFormat: timeFormatOf(samples?.[0]) } : { from }];
      }),
  );
}

function sourceOf(inspection: Inspection): Record<string, unknown> {
  const { records, file, format, encoding, textEncoding } = inspection;
  const isOpen = textEncoding?.from === 'view';
  const role = records?.roles[0] ?? (format === 'geotiff' ? 'elevation' : format === 'gltf' ? 'landmarks' : null);
  const crs = records?.crs;
  return {
    key: keyFrom(file),
    path: path.basename(file),
    format,
    // A guessed system is left out: BAKE-104 then says what to ask the owner.
    ...(crs?.certainty === 'declared' ? { crs: crs.candidates[0] } : {}),
    ...(crs?.axisOrder === 'north-east' ? { axisOrder: 'north-east' } : {}),
    ...(isOpen ? { encoding: FOR_THE_OWNER } : encoding === null ? {} : { encoding }),
    ...(records?.layer ? { layer: records.layer } : {}),
    role: role ?? (format === '3dtiles' ? 'extraTiles' : FOR_THE_OWNER),
    fields: records && role ? fieldsOf(records, role) : {},
  };
}

export interface StarterRecipe {
  readonly recipe: Readonly<Record<string, unknown>>;
  /** What `run` would answer now: the list of what is left to fill in. */
  readonly open: readonly Fault[];
}

export function starterRecipe(inspection: Inspection): StarterRecipe {
  const source = sourceOf(inspection);
  const has = (role: SourceRole): boolean => source.role === role;
  const recipe = {
    schema: RECIPE_SCHEMA,
    district: { key: FOR_THE_OWNER, name: FOR_THE_OWNER, nameEn: FOR_THE_OWNER },
    timeZone: FOR_THE_OWNER,
    standardRef: FOR_THE_OWNER,
    heightDatum: FOR_THE_OWNER,
    attribution: [{ zh: FOR_THE_OWNER, en: FOR_THE_OWNER }],
    ...(has('districtBoundary') || has('streetBoundaries')
      ? {}
      : { outline: has('buildings') ? { extentOf: 'buildings' } : { file: FOR_THE_OWNER } }),
    sources: [source],
    official: { matters: FOR_THE_OWNER, departments: FOR_THE_OWNER },
    generate: {
      seed: keyFrom(inspection.file),
      ...(has('streetBoundaries') ? {} : { streets: COUNT_FOR_THE_OWNER }),
      communities: COUNT_FOR_THE_OWNER,
      communityGrids: COUNT_FOR_THE_OWNER,
      unitGrids: COUNT_FOR_THE_OWNER,
      extensionGrids: COUNT_FOR_THE_OWNER,
      ...(has('buildings') ? {} : { buildings: COUNT_FOR_THE_OWNER }),
      residents: COUNT_FOR_THE_OWNER,
      hazards: COUNT_FOR_THE_OWNER,
      roads: false,
    },
  };
  const likely = inspection.records?.crs.candidates.join(', ') || '-';
  const result = parseRecipe(recipe);
  const open = result.ok ? [] : result.faults;
  if (source.crs !== undefined) return { recipe, open };
  // The bake would say it only once the recipe's shape is right; whoever asks the owner wants to ask once.
  return { recipe, open: [...open, fault('BAKE-104', { source: keyFrom(inspection.file), likely }, 'sources.0.crs')] };
}
