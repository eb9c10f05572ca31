/**
 * Whether an area's code is one: 6 digits county, 9 street, 12 community (statistical codes), then a grid's sequence of
 * three places (GB/T 47678, 15 places of digits and capitals) or two (GB/T 30428, 14 digits).
 */
import type { AreaLevel, StandardRef } from './areas.ts';
import { isResponsibilityGrid } from './areas.ts';

export const codeProblems = ['malformed', 'duplicate', 'wrongPrefix'] as const;
export type CodeProblem = (typeof codeProblems)[number];

const patterns: Readonly<Record<Exclude<AreaLevel, 'unitGrid' | 'extensionGrid'>, RegExp>> = {
  district: /^\d{6}$/,
  street: /^\d{9}$/,
  community: /^\d{12}$/,
  communityGrid: /^\d{12}G$/,
};
const gridPatterns: Readonly<Record<Exclude<StandardRef, 'none'>, RegExp>> = {
  'GB/T 47678': /^[0-9A-Z]{15}$/,
  'GB/T 30428': /^\d{14}$/,
};

/** Digits of a code that name its parent. */
const prefixLength: Readonly<Record<AreaLevel, number>> = {
  district: 0,
  street: 6,
  community: 9,
  communityGrid: 9,
  unitGrid: 12,
  extensionGrid: 12,
};

/** Ids of districts that have no codes: `<key>:<level>:<n>`. */
export function isCoded(areaId: string): boolean {
  return !areaId.includes(':');
}

/** The pattern that a code of this level follows, in the notation of regular expressions. */
export function codePattern(level: AreaLevel, standardRef: StandardRef): RegExp | null {
  if (standardRef === 'none') return null;
  if (level === 'unitGrid' || level === 'extensionGrid') return gridPatterns[standardRef];
  return patterns[level];
}

export function isMalformed(code: string, level: AreaLevel, standardRef: StandardRef): boolean {
  return codePattern(level, standardRef)?.test(code) === false;
}

/** The beginning that a code shares with its parent's. */
export function parentPrefix(code: string, level: AreaLevel): string {
  return code.slice(0, prefixLength[level]);
}

/**
 * Does a well-formed code begin as its parent's does? Of a grid under a street, or a community under a district, only
 * as many places are compared as the parent has.
 */
export function hasParentPrefix(code: string, level: AreaLevel, parentCode: string): boolean {
  const digits = parentCode.replace(/G$/, '');
  const prefix = parentPrefix(code, level);
  return prefix.startsWith(digits.slice(0, prefix.length));
}

/** Sequence of a grid inside its community; null where it is not a number. */
export function sequenceOf(code: string, level: AreaLevel): number | null {
  if (!isResponsibilityGrid(level)) return null;
  const sequence = code.slice(prefixLength[level]);
  return /^\d+$/.test(sequence) ? Number(sequence) : null;
}
