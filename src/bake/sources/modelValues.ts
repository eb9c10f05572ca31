/** A building's attributes under flat names, and what is made from its body. */
import type { BuildingShape } from './cityBuilding.ts';

/** National models write 9999 or −9999 where a number is not known. */
const MOST_STOREYS = 300;

/** Objects become `outer.inner`, lists their JSON text; names keep what the file calls them. */
export function flatValues(attributes: unknown, prefix = ''): Record<string, unknown> {
  const values: [string, unknown][] = [];
  for (const [name, value] of Object.entries((attributes ?? {}) as Record<string, unknown>)) {
    if (value === null || typeof value !== 'object') values.push([prefix + name, value]);
    else if (Array.isArray(value)) values.push([prefix + name, JSON.stringify(value)]);
    else values.push(...Object.entries(flatValues(value, `${prefix}${name}.`)));
  }
  return Object.fromEntries(values);
}

const positive = (value: unknown, most: number): number | null => {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && number > 0 && number < most ? number : null;
};

/** Taller than any building; as unknown as −9999. */
const TALLEST_METERS = 1500;

/**
 * The file's attributes (a part's where the building has none of that name), `@id`, `@parts` (ids of its parts, joined by
 * blanks), `@lod`, `@baseMeters` in the file's height system, `@heightMeters` with `@heightFrom` (`body`, or
 * `measuredHeight` where the model is flat), `@storeys`.
 */
export function modelValues(
  id: string,
  attributes: unknown,
  parts: readonly { readonly id: string; readonly attributes: unknown }[],
  shape: BuildingShape | null,
): Record<string, unknown> {
  const own = Object.assign({}, ...[...parts].reverse().map((part) => flatValues(part.attributes))) as Record<
    string,
    unknown
  >;
  const values: Record<string, unknown> = { ...own, ...flatValues(attributes), '@id': id };
  if (parts.length > 0) values['@parts'] = parts.map((part) => part.id).join(' ');
  if (shape) {
    values['@lod'] = shape.lod;
    if (shape.baseMeters !== null) values['@baseMeters'] = shape.baseMeters;
  }
  const given = values.measuredHeight;
  // With a unit behind it (40 ft) it is for the field's reading to convert, or to refuse and count.
  const inOtherUnit = typeof given === 'string' && given.includes(' ') ? given : null;
  const measured = positive(given, TALLEST_METERS) ?? inOtherUnit;
  const height = shape?.heightMeters ?? measured;
  if (height !== null) {
    values['@heightMeters'] = height;
    values['@heightFrom'] = shape?.heightMeters ? 'body' : 'measuredHeight';
  }
  const storeys = positive(values.storeysAboveGround, MOST_STOREYS);
  if (storeys !== null) values['@storeys'] = storeys;
  return values;
}
