/**
 * `GET /api/v1/windows?period=today|7d|30d[&at=<RFC 3339>]`: the matters resolved in a period, as the windows of the city
 * show them. Without `at` the answer is of now, and the facts of `/live` after `seq` go on from it; with `at` it is what
 * the windows showed then, by the time each matter was closed.
 */
import type { EventOrigin } from '../domain/cases.ts';
import type { WindowPeriod } from '../domain/litWindows.ts';
import type { ShownCount } from '../domain/suppression.ts';

interface WindowsOfSpan {
  readonly period: WindowPeriod;
  /** Closed from here on; a local midnight. */
  readonly sinceMillis: number;
  /** The next local midnight after `atMillis`, from which on the period counts from a later day. */
  readonly untilMillis: number;
  readonly atMillis: number;
  /** Entries of the journal up to here are counted. */
  readonly seq: number;
}

export interface DutyWindows extends WindowsOfSpan {
  readonly audience: 'duty';
  /** All matters closed in the span: `closed` adds up to it together with `unplaced`. */
  readonly total: number;
  /** Of them: in no known building, shown in a building of their grid. */
  readonly spread: number;
  /** Of them: in a place that has no window. */
  readonly unplaced: number;
  /** The total by where the closed matters come from in truth. */
  readonly origins: Readonly<Record<EventOrigin, number>>;
  /** Buildings with closed matters, ascending, and how many each has. */
  readonly buildingIndex: readonly number[];
  readonly closed: readonly number[];
}

export interface PublicWindows extends WindowsOfSpan {
  readonly audience: 'public';
  readonly total: ShownCount;
  /** `live` only where every counted matter is real. */
  readonly origin: EventOrigin;
  /** Grids above the lowest band, ascending, and the band of each: index in windowBandStarts. */
  readonly gridIds: readonly string[];
  readonly bands: readonly number[];
}

export type WindowsAnswer = DutyWindows | PublicWindows;

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Hub and pages are one build: what has the shape of an answer is taken at its word. */
export function parseWindowsAnswer(json: unknown): WindowsAnswer | null {
  const answer = json as Partial<DutyWindows & Omit<PublicWindows, 'audience'>> | null;
  if (typeof answer?.seq !== 'number' || typeof answer.sinceMillis !== 'number') return null;
  const [rows, values] =
    answer.audience === 'duty' ? [answer.buildingIndex, answer.closed] : [answer.gridIds, answer.bands];
  return isList(rows) && isList(values) && rows.length === values.length ? (json as WindowsAnswer) : null;
}
