/** Invented people: a name, a telephone number that reaches nobody, and the days on which a post is theirs. */
import { maskedName, type Person } from '../../model/domain/people.ts';
import { invariant } from '../../model/faults/invariant.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import { givenFirst, givenSecond, phonePrefix, staffAsOf, surnames } from './words.ts';

const DAY_MILLIS = 86_400_000;
const PHONE_DIGITS = 11;
const asOfMillis = Date.parse(`${staffAsOf}T00:00:00Z`);

/** Posts change hands at most this long ago … */
const LAST_YEAR_DAYS = 365;
/** … and nobody here has held one for longer. */
const LONGEST_DAYS = 2_200;

const knownDates = new Map<number, string>();

/** `YYYY-MM-DD` of a day so many days before the day that staff stand as on. Posts are many, days are few. */
function dateBefore(days: number): string {
  let date = knownDates.get(days);
  if (date === undefined) {
    date = new Date(asOfMillis - days * DAY_MILLIS).toISOString().slice(0, 10);
    knownDates.set(days, date);
  }
  return date;
}

/** One holder of a post; the last in a list is in it still. */
export interface Holder {
  readonly personId: string;
  readonly nameMasked: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Makes people one after the other: the same seed and order, the same people. */
export class PeopleInventor {
  readonly persons: Person[] = [];
  readonly #random: SeededRandom;
  /** Numbers step through all of their range before one comes twice; the step shares no factor with it. */
  #phone: number;
  readonly #phones = 10 ** (PHONE_DIGITS - phonePrefix.length);

  constructor(seed: string) {
    this.#random = new SeededRandom(seed);
    this.#phone = this.#random.whole(0, this.#phones - 1);
  }

  /**
   * Who holds a post, by time: one, or two where it changed hands within the last year.
   * @param base the post's own id; holders are numbered from 1.
   * @param known the full name of who holds it now, where an owner's file gives it, or the surname where only that stands.
   * @param changed chance of a change of hands.
   */
  holders(base: string, changed: number, known: { name: string } | { surname: string } | null = null): Holder[] {
    const random = this.#random;
    const hasPredecessor = random.chance(changed);
    const handoverDays = random.whole(3, LAST_YEAR_DAYS);
    const sinceDays = hasPredecessor ? handoverDays : random.whole(20, LONGEST_DAYS);
    const current = this.#person(`${base}/${hasPredecessor ? 2 : 1}`, known);
    const now: Holder = { ...current, validFrom: dateBefore(sinceDays), validTo: null };
    if (!hasPredecessor) return [now];
    const before = this.#person(`${base}/1`, null);
    const from = dateBefore(handoverDays + 1 + random.whole(200, LONGEST_DAYS));
    return [{ ...before, validFrom: from, validTo: dateBefore(handoverDays + 1) }, now];
  }

  #person(
    personId: string,
    known: { name: string } | { surname: string } | null,
  ): Pick<Holder, 'personId' | 'nameMasked'> {
    const random = this.#random;
    const surname = known && 'surname' in known ? known.surname : random.pick(surnames);
    const invented = surname + random.pick(givenFirst) + random.pick(givenSecond);
    const isGiven = known !== null && 'name' in known;
    const name = isGiven ? known.name : invented;
    // A number of ours beside a real name would be a lie.
    this.persons.push({ personId, name, phone: isGiven ? null : this.#nextPhone() });
    return { personId, nameMasked: maskedName(name) };
  }

  #nextPhone(): string {
    invariant(this.persons.length < this.#phones, 'there is a number for everybody');
    this.#phone = (this.#phone + 7_654_321) % this.#phones;
    return phonePrefix + String(this.#phone).padStart(PHONE_DIGITS - phonePrefix.length, '0');
  }
}
