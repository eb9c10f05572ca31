/** One value of a record, from the file's words and units into ours. */
import { numberFromDecimal } from '../../model/contract/decimalNumber.ts';
import { numberFields, type RecipeField, type TimeFormat } from '../../model/contract/recipeSources.ts';
import { millisFromRfc3339, millisFromZoned } from '../../model/frames/instant.ts';

export type SourceValue = string | number | null;
export type FieldResult =
  | { readonly ok: true; readonly value: SourceValue }
  | { readonly ok: false; readonly value: string; readonly expected: string };

/** International foot (1959). */
const METERS_PER_FOOT = 0.3048;

type UnitWords = readonly (readonly [words: RegExp, unit: 'meters' | 'feet' | null])[];
const lengthWords: UnitWords = [
  [/^(?:m|meters?|metres?|米|公尺)$/i, 'meters'],
  [/^(?:ft|foot|feet|'|英尺)$/i, 'feet'],
];
/** Words that may stand behind a number of that field, and its unit where they say one: 12 m, 40 ft, 6层, 1998年. */
const unitWords: Readonly<Record<string, UnitWords>> = {
  heightGroundMeters: lengthWords,
  widthMeters: lengthWords,
  floors: [[/^(?:f|fl|floors?|stor(?:e?ys?|ies)|levels?|层|层楼|楼)$/i, null]],
  yearBuilt: [[/^年(?:建)?$/, null]],
  households: [[/^(?:户|households?)$/i, null]],
  residents: [[/^(?:人|口|residents?|people|persons?)$/i, null]],
  azimuthDeg: [[/^(?:°|度|deg|degrees?)$/i, null]],
};
const NUMBER_AND_WORD = /^([+-]?[\d.]+)\s*([^\d\s.].*)$/;

const US_TIME = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})$/;

/** A time in the declared format → UTC milliseconds, or null. */
function millisOf(text: string, format: TimeFormat, timeZone: string): number | null {
  if (format === 'rfc3339') {
    const result = millisFromRfc3339(text, timeZone);
    return result.ok ? result.millis : null;
  }
  const match = US_TIME.exec(text);
  if (!match) return null;
  const [month, day, year, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  const localMillis = Date.UTC(year, month - 1, day, hour, minute);
  const back = new Date(localMillis);
  // Date.UTC rolls 2/31 over into March: a date that does not come back as it went in does not exist.
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day || hour > 23 || minute > 59) return null;
  return millisFromZoned(localMillis, timeZone);
}

/** A number of the file in our unit; null where it is none, or in another unit than the recipe declares. */
function numberOf(name: string, field: RecipeField, raw: unknown, text: string): number | null {
  const plain = typeof raw === 'number' ? raw : numberFromDecimal(text);
  if (plain !== null) return Number.isFinite(plain) ? plain * (field.unit === 'feet' ? METERS_PER_FOOT : 1) : null;
  const [, digits, word] = NUMBER_AND_WORD.exec(text) ?? [];
  const number = digits === undefined ? null : numberFromDecimal(digits);
  const unit = unitWords[name]?.find(([words]) => words.test(word ?? ''))?.[1];
  if (number === null || unit === undefined || (unit !== null && unit !== (field.unit ?? unit))) return null;
  return unit === 'feet' ? number * METERS_PER_FOOT : number;
}

/** Half of a surrogate pair becomes U+FFFD: no file that we write can hold it, and what was hashed would not be what is read. */
export const textOf = (raw: unknown): string => String(raw).trim().toWellFormed();

/** Whether `textOf` changes more than the space around it. */
export const isMended = (raw: unknown): boolean => typeof raw === 'string' && !raw.isWellFormed();

/**
 * Our field `name` from a file's value. Empty becomes the recipe's default or null; a value that its kind does not allow
 * is refused with what was expected. Numbers are plain decimals, alone or before a word of their unit. `parseRecipe` has
 * seen to it that what `map` and `default` give for a number field is one; it is in our unit already.
 */
export function fieldValue(name: string, field: RecipeField, raw: unknown, timeZone: string): FieldResult {
  const text = raw === null || raw === undefined ? '' : textOf(raw);
  const refuse = (expected: string): FieldResult => ({ ok: false, value: text.slice(0, 60), expected });
  if (name === 'time') {
    const format = field.timeFormat ?? 'rfc3339';
    const millis = millisOf(text, format, timeZone);
    return millis === null ? refuse(format) : { ok: true, value: millis };
  }
  const isNumber = numberFields.includes(name);
  const ours = (value: string | number | null): FieldResult => ({
    ok: true,
    value: isNumber && value !== null ? numberFromDecimal(String(value)) : value,
  });
  if (field.map && Object.hasOwn(field.map, text)) return ours(field.map[text]!);
  if (text === '') return name === 'x' || name === 'y' ? refuse('number') : ours(field.default ?? null);
  if (field.map) return field.default === undefined ? refuse(Object.keys(field.map).join(', ')) : ours(field.default);
  if (!isNumber) return { ok: true, value: text };
  const number = numberOf(name, field, raw, text);
  return number === null ? refuse('number') : { ok: true, value: number };
}
