/** What invented people, enterprises and facilities are made from, words and shares: data/synthetic-people.json. */

import file from '../../../data/synthetic-people.json' with { type: 'json' };
import type { EnterpriseKind, FacilityKind } from '../../model/domain/facilities.ts';
import type { AgeCounts } from '../../model/domain/people.ts';
import { invariant } from '../../model/faults/invariant.ts';

/** The same in both languages. */
export interface WordPair {
  readonly zh: string;
  readonly en: string;
}

const pairs = (list: readonly (readonly string[])[]): readonly WordPair[] =>
  list.map(([zh, en]) => ({ zh: zh!, en: en! }));

/** A brand is one of each. */
export const brandFirst = [...file.brands.first];
export const brandSecond = [...file.brands.second];
const trades = Object.fromEntries(Object.entries(file.trades).map(([kind, list]) => [kind, pairs(list)])) as Readonly<
  Record<EnterpriseKind, readonly WordPair[]>
>;
export const tradesOf = (kind: EnterpriseKind): readonly WordPair[] => trades[kind];
export const facilityWords = (kind: FacilityKind): readonly WordPair[] => pairs(file.facilities[kind]);

export const surnames = [...file.surnames];
export const givenFirst = [...file.givenNames.first];
export const givenSecond = [...file.givenNames.second];
/** Digits that no telephone answers: the file says why. */
export const phonePrefix = file.phone.prefix;
/** `YYYY-MM-DD`: posts are filled as on this day. */
export const staffAsOf = file.staffAsOf;

/** How people live in houses of one time. */
export interface Homes {
  /** Floor area for one resident against that of the walk-ups. */
  readonly roominess: number;
  readonly residentsPerHousehold: number;
  /** Shares of all who live there. */
  readonly ages: AgeCounts;
}

/** Of housing built in a year; null where the year is not known. */
export function homesOf(yearBuilt: number | null): Homes {
  const year = yearBuilt ?? file.homes.usualYear;
  const homes = file.homes.byAge.find(({ before }) => before === null || year < before);
  invariant(homes, 'the last of homes is for any later year');
  return homes;
}
