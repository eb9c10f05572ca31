/** What layers ask to have written on the picture; who gets room is decided in cityTexts.ts. */
import type { AreaLabel } from '../layers/labels/labels.ts';
import type { NamedCourse } from '../layers/labels/roadNames.ts';

/** Two lines beside a mark: what it is, and what matters most about it. */
export interface Callout {
  readonly id: string;
  /** Higher goes first. */
  readonly priority: number;
  readonly enuMeters: readonly [number, number, number];
  /** Side of the mark at text scale 1: no text covers it. */
  readonly markCssPx: number;
  /** Null: the mark stands in the way of texts, and has none. */
  readonly text: { readonly title: string; readonly detail: string; readonly detailColour: string } | null;
}

/** A plate with a numeral on it. */
export interface PlateNumeral {
  readonly enuMeters: readonly [number, number, number];
  readonly plateCssPx: number;
  readonly text: string;
  readonly colour: string;
}

export interface TextWishes {
  readonly names?: readonly AreaLabel[];
  readonly streets?: readonly NamedCourse[];
  readonly callouts?: readonly Callout[];
  readonly numerals?: readonly PlateNumeral[];
}

export const noTexts: TextWishes = {};
