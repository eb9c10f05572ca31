/** One value of a record, from the file's words and units into ours. */
import type { RecipeField, TimeFormat } from '../../model/contract/recipeSources.ts';
import { millisFromRfc3339, millisFromZoned } from '../../model/frames/instant.ts';

export type SourceValue = string | number | null;
export type FieldResult =
  | { readonly ok: true; readonly value: SourceValue }
  | { readonly ok: false; readonly value: string; readonly expected: string };

/** International foot (1959). */
const METERS_PER_FOOT = 0.3048;

const numberFields: ReadonlySet<string> = new Set([
  'heightGroundMeters',
  'floors',
  'yearBuilt',
  'azimuthDeg',
  'x',
  'y',
]);

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

/**
 * Our field `name` from a file's value. Empty becomes the recipe's default or null; a value that its kind does not allow
 * is refused with what was expected.
 */
export function fieldValue(name: string, field: RecipeField, raw: unknown, timeZone: string): FieldResult {
  const text = raw === null || raw === undefined ? '' : String(raw).trim();
  if (name === 'time') {
    const format = field.timeFormat ?? 'rfc3339';
    const millis = millisOf(text, format, timeZone);
    return millis === null ? { ok: false, value: text.slice(0, 60), expected: format } : { ok: true, value: millis };
  }
  if (field.map) {
    const mapped = field.map[text] ?? field.default ?? null;
    if (mapped === null) return { ok: false, value: text.slice(0, 60), expected: Object.keys(field.map).join(', ') };
    return { ok: true, value: mapped };
  }
  if (text === '') {
    if (name === 'x' || name === 'y') return { ok: false, value: '', expected: 'number' };
    return { ok: true, value: field.default ?? null };
  }
  if (!numberFields.has(name)) return { ok: true, value: text };
  const number = Number(text);
  if (!Number.isFinite(number)) return { ok: false, value: text.slice(0, 60), expected: 'number' };
  return { ok: true, value: field.unit === 'feet' ? number * METERS_PER_FOOT : number };
}
