/**
 * The sign of the product: a window lights up for every matter resolved. Which matters a period counts, which building
 * shows one whose building nobody knows, and what the public may see of a grid's count.
 */
import { millisFromZoned, zonedFromMillis } from '../frames/instant.ts';
import { fnv1a32 } from '../geometry/seededRandom.ts';
import { PUBLIC_THRESHOLD, type ShownCount } from './suppression.ts';

/** Whole local days, the running one included: what is counted changes with a closing or at midnight, never by itself. */
export const windowPeriods = ['today', '7d', '30d'] as const;
export type WindowPeriod = (typeof windowPeriods)[number];
export const USUAL_WINDOW_PERIOD: WindowPeriod = '7d';

const daysOfPeriod: Readonly<Record<WindowPeriod, number>> = { today: 1, '7d': 7, '30d': 30 };
const DAY = 86_400_000;

export interface PeriodSpan {
  /** Local midnight from which closings count, that instant included. */
  readonly sinceMillis: number;
  /** The next local midnight: from then on it is another span. */
  readonly untilMillis: number;
}

/** The span of a period as of an instant. `timeZone` is an IANA name. Local days have 23 to 25 hours. */
export function periodSpan(period: WindowPeriod, atMillis: number, timeZone: string): PeriodSpan {
  const localDay = Math.floor(zonedFromMillis(atMillis, timeZone) / DAY);
  return {
    sinceMillis: millisFromZoned((localDay - daysOfPeriod[period] + 1) * DAY, timeZone),
    untilMillis: millisFromZoned((localDay + 1) * DAY, timeZone),
  };
}

/** Stable number of a case for spreading: the same on every machine and after every restart. */
export function lightHashOf(caseId: string): number {
  return fnv1a32(caseId);
}

/**
 * Which of a grid's buildings shows a matter closed in no known building: row in `windowCounts`, drawn by the case's hash
 * in proportion to windows. Null where the grid has no window.
 */
export function spreadRow(lightHash: number, windowCounts: readonly number[]): number | null {
  const total = windowCounts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let rest = lightHash % total;
  for (let row = 0; row < windowCounts.length; row++) {
    rest -= windowCounts[row]!;
    if (rest < 0) return row;
  }
  return null;
}

/**
 * Bands of closed matters of a grid in public: lower bounds. Each is at least ten wide and none parts zero from a few: who
 * sees a façade cannot tell a small count.
 */
export const windowBandStarts = [0, PUBLIC_THRESHOLD, 20, 40, 80, 160] as const;

/** How a grid's count is rounded down before it is banded: so far that an edge tells five counts apart, not one. */
export const BAND_BLUR = 5;

/**
 * The band of a count. `blur` is a whole number from 0 to BAND_BLUR − 1 of the grid and the period, kept secret and never
 * changing, so that asking again tells nothing more. What a band says is always true: at least its lower bound was closed.
 */
export function windowBandOf(count: number, blur: number): number {
  return windowBandStarts.findLastIndex((start) => start === 0 || count - blur >= start);
}

/** A district's total in public: whole tens, or only that it is small. */
export function publicWindowTotal(count: number): ShownCount {
  if (count < PUBLIC_THRESHOLD) return count === 0 ? { value: 0 } : { below: PUBLIC_THRESHOLD };
  return { value: Math.floor(count / PUBLIC_THRESHOLD) * PUBLIC_THRESHOLD };
}
