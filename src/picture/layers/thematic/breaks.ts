/** Where classes of a number begin: by equal counts, by its natural gaps, or as somebody wrote them. Pure. */
import { ckmeans } from 'simple-statistics';

export const breakMethods = ['quantile', 'natural', 'manual'] as const;
export type BreakMethod = (typeof breakMethods)[number];

export const LEAST_CLASSES = 3;
export const MOST_CLASSES = 9;

/**
 * Lower bounds of the classes, ascending, the first one the least value: a class holds what is not less than its bound
 * and less than the next. Fewer than asked for where there are not so many different values.
 * @param values not empty, without nulls, in any order
 */
export function classStarts(
  method: Exclude<BreakMethod, 'manual'>,
  values: readonly number[],
  classes: number,
): number[] {
  const sorted = Float64Array.from(values).sort();
  const starts = method === 'quantile' ? quantileStarts(sorted, classes) : naturalStarts(sorted, classes);
  return [...new Set(starts)];
}

/** Each bound is somebody's value, so that no class is empty. */
function quantileStarts(sorted: Float64Array, classes: number): number[] {
  return Array.from({ length: classes }, (_, row) => sorted[Math.floor((row * sorted.length) / classes)]!);
}

/** Of more values than this every n-th in order is looked at: whoever turns a knob waits for no city. */
const MOST_LOOKED_AT = 5000;

/** Jenks' natural breaks by the optimal ckmeans of Wang and Song (2011). */
function naturalStarts(sorted: Float64Array, classes: number): number[] {
  const stride = Math.max(1, sorted.length / MOST_LOOKED_AT);
  const looked = Array.from({ length: Math.ceil(sorted.length / stride) }, (_, at) => sorted[Math.floor(at * stride)]!);
  return ckmeans(looked, Math.min(classes, new Set(looked).size)).map((cluster) => cluster[0]!);
}

/**
 * What somebody wrote as bounds between classes: numbers parted by commas, semicolons or blanks, in any order. The least
 * value is put before them. Null where one is no number, none is there, or they make more classes than can be told apart.
 */
export function startsFromText(text: string, leastValue: number): number[] | null {
  const words = text.split(/[\s,;，；、]+/).filter((word) => word !== '');
  const bounds = words.map(Number);
  if (words.length === 0 || bounds.some((bound) => !Number.isFinite(bound))) return null;
  const starts = [...new Set([leastValue, ...bounds.filter((bound) => bound > leastValue)])].sort((a, b) => a - b);
  return starts.length > MOST_CLASSES ? null : starts;
}

/** Row of the class that holds a value; values below the first bound belong to the first class. */
export function classOf(value: number, starts: readonly number[]): number {
  let row = 0;
  while (row + 1 < starts.length && value >= starts[row + 1]!) row++;
  return row;
}
