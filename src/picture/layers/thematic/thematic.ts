/** The city by one attribute: the class and colour of every building, and the legend that says what they mean. Pure. */
import type { BuildingColumn, ClassName } from '../../../model/contract/buildingColumns.ts';
import { MOST_CLASS } from '../buildings/buildingStates.ts';
import { type BreakMethod, classOf, classStarts, startsFromText } from './breaks.ts';
import { type Ramp, rampColours, UNKNOWN_COLOUR, unorderedColours } from './ramps.ts';

/** Class of the buildings of which the source says nothing: hatched. */
export const UNKNOWN_CLASS = MOST_CLASS;

export interface LegendRow {
  /** A span of values up to but not including `to` (null: open), a named class, or unknown. */
  readonly meaning:
    | { readonly kind: 'span'; readonly from: number; readonly to: number | null }
    | { readonly kind: 'named'; readonly name: ClassName }
    | { readonly kind: 'unknown' };
  readonly colour: string;
  readonly buildings: number;
}

export interface Thematic {
  /** By buildingIndex: 1… in the order of the legend, UNKNOWN_CLASS for unknown. */
  readonly classes: Uint8Array;
  /** `#RRGGBB` of the classes 1… */
  readonly colours: readonly string[];
  readonly legend: readonly LegendRow[];
}

export interface ThematicChoice {
  readonly method: BreakMethod;
  readonly classCount: number;
  readonly ramp: Ramp;
  /** What is written for `manual`. */
  readonly manualText: string;
}

/** Null where the bounds that somebody wrote are none: see startsFromText. */
export function thematicOf(column: BuildingColumn, choice: ThematicChoice): Thematic | null {
  if (column.kind === 'class') {
    const { classes: names, ordered, values } = column;
    const colours = ordered ? rampColours(choice.ramp, names.length) : unorderedColours(names.length);
    const meanings = names.map((name) => ({ kind: 'named', name }) as const);
    return paint(values, (value) => value, meanings, colours);
  }
  const known = column.values.filter((value) => value !== null);
  if (known.length === 0) return paint(column.values, () => 0, [], []);
  const starts =
    choice.method === 'manual'
      ? startsFromText(
          choice.manualText,
          known.reduce((least, value) => Math.min(least, value)),
        )
      : classStarts(choice.method, known, choice.classCount);
  if (!starts) return null;
  const meanings = starts.map((from, row) => ({ kind: 'span', from, to: starts[row + 1] ?? null }) as const);
  return paint(column.values, (value) => classOf(value, starts), meanings, rampColours(choice.ramp, starts.length));
}

/**
 * Another city by the very classes and colours of this one, so that the two compare; a value below the first class belongs
 * to it. Null where the column is not of the same attribute's kind.
 */
export function thematicAlike({ colours, legend }: Thematic, column: BuildingColumn): Thematic | null {
  const meanings = legend.flatMap(({ meaning }) => (meaning.kind === 'unknown' ? [] : [meaning]));
  if (column.kind === 'class') {
    const rows = column.classes.map((name) => meanings.findIndex((one) => one.kind === 'named' && one.name === name));
    return rows.includes(-1) ? null : paint(column.values, (value) => rows[value]!, meanings, colours);
  }
  const starts = meanings.flatMap((meaning) => (meaning.kind === 'span' ? [meaning.from] : []));
  if (starts.length === 0 || starts.length < meanings.length) return null;
  return paint(column.values, (value) => classOf(value, starts), meanings, colours);
}

function paint(
  values: readonly (number | null)[],
  rowOf: (value: number) => number,
  meanings: readonly LegendRow['meaning'][],
  colours: readonly string[],
): Thematic {
  const classes = new Uint8Array(values.length);
  const counts = new Uint32Array(meanings.length);
  let unknown = 0;
  values.forEach((value, building) => {
    if (value === null) {
      classes[building] = UNKNOWN_CLASS;
      unknown++;
    } else {
      const row = rowOf(value);
      classes[building] = row + 1;
      counts[row]!++;
    }
  });
  const legend = meanings.map(
    (meaning, row): LegendRow => ({ meaning, colour: colours[row]!, buildings: counts[row]! }),
  );
  if (unknown > 0) legend.push({ meaning: { kind: 'unknown' }, colour: UNKNOWN_COLOUR, buildings: unknown });
  return { classes, colours, legend };
}
