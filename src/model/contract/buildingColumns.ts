/**
 * `GET /api/v1/buildings/columns?attribute=…`: one value for each building by buildingIndex, as the asker's audience may
 * know it. For colouring the city; whoever wants one building's facts asks for that building.
 */
import { type BuildingUse, buildingUses } from '../domain/buildings.ts';
import { windowBandStarts } from '../domain/litWindows.ts';
import { householdsBands } from './tileAttributes.ts';

/**
 * `open`: matters open in the building's grid (duty only). `resolved`: matters resolved in the last seven days, of the
 * building as its windows show them on duty, in public a band of its grid's.
 */
export const buildingAttributes = ['use', 'floors', 'height', 'year', 'households', 'open', 'resolved'] as const;
export type BuildingAttribute = (typeof buildingAttributes)[number];

/** What the package itself says of a building: an earlier package says it, too (`&package=before`, duty only). */
export const packagedAttributes = ['use', 'floors', 'height', 'year', 'households'] as const;
export type PackagedAttribute = (typeof packagedAttributes)[number];

/** A band of counts, as the bands of households are named too. */
export type CountClass = `under${number}` | `from${number}` | `from${number}to${number}`;

/** `windowBandStarts` as names of classes. */
export const resolvedBands = windowBandStarts.map((start, band): CountClass => {
  const next = windowBandStarts[band + 1];
  return next === undefined ? `from${start}` : `from${start}to${next - 1}`;
});

export type ClassName = BuildingUse | CountClass;

interface ColumnOf {
  readonly attribute: BuildingAttribute;
  /** As of when it was counted. */
  readonly atMillis: number;
}

/** Values are rows of `classes`; null where the source does not say. */
export interface ClassColumn extends ColumnOf {
  readonly kind: 'class';
  readonly classes: readonly ClassName[];
  /** Each class is more than the one before. */
  readonly ordered: boolean;
  readonly values: readonly (number | null)[];
}

export interface NumberColumn extends ColumnOf {
  readonly kind: 'number';
  readonly values: readonly (number | null)[];
}

export type BuildingColumn = ClassColumn | NumberColumn;

const classNames: ReadonlySet<string> = new Set([...buildingUses, ...householdsBands, ...resolvedBands]);

const isListOf = <T>(value: unknown, isOne: (item: unknown) => item is T): value is readonly T[] =>
  Array.isArray(value) && value.every(isOne);
const isClassName = (value: unknown): value is ClassName => typeof value === 'string' && classNames.has(value);
const isValue = (value: unknown): value is number | null =>
  value === null || (typeof value === 'number' && Number.isFinite(value));

/** Null where it is no column, or has values beyond its classes. */
export function parseBuildingColumn(json: unknown): BuildingColumn | null {
  if (typeof json !== 'object' || json === null) return null;
  const { attribute, atMillis, kind, classes, ordered, values } = json as Readonly<Record<string, unknown>>;
  if (!buildingAttributes.some((known) => known === attribute) || typeof atMillis !== 'number') return null;
  if (!isListOf(values, isValue)) return null;
  if (kind === 'number') return json as NumberColumn;
  if (kind !== 'class' || typeof ordered !== 'boolean' || !isListOf(classes, isClassName)) return null;
  const isRow = (value: number | null): boolean =>
    value === null || (Number.isInteger(value) && value >= 0 && value < classes.length);
  return values.every(isRow) ? (json as ClassColumn) : null;
}
