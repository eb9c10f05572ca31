/**
 * Life in the district, second by second: what happens next, given what the hub knows. Only changes are told, at a pace
 * that keeps a journal small: by day some eighty events a minute at the usual six cases, forty of them positions of
 * patrols.
 */
import { type EventEnvelope, eventTypes } from '../../model/contract/event.ts';
import type { VideoStatus } from '../../model/domain/videoPoints.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import { CaseLives } from './caseLife.ts';
import { isOfDaysBefore } from './daysBefore.ts';
import type { Posted } from './postEvents.ts';
import type { Present } from './readPresent.ts';
import type { SimulatedDistrict } from './simulatedDistrict.ts';
import { replayedEvent, SimulatedEvents } from './simulatedEvents.ts';
import { isPatrolDue, patrolPlaceAt } from './simulatedPatrols.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const VIDEO_CHANGES_PER_MINUTE = 4;
const HAZARD_READINGS_PER_HOUR = 6;
const WINDS_PER_HOUR = 6;
const OFFLINE_SHARE = 0.02;
const REPLAY_LOOK_MILLIS = MINUTE;

/** A sum of tiny steps falls short of a whole number by less. */
const ROUNDING = 1e-6;

/** So many per stretch of time, whatever the beat. */
class Pace {
  readonly #perMilli: number;
  #due: number;

  /** @param due so many at once when asked first. */
  constructor(count: number, millis: number, due = 0) {
    this.#perMilli = count / millis;
    this.#due = due;
  }

  take(millis: number): number {
    this.#due += this.#perMilli * millis;
    const whole = Math.floor(this.#due + ROUNDING);
    this.#due -= whole;
    return whole;
  }
}

export interface LifeOptions {
  readonly district: SimulatedDistrict;
  readonly seed: string;
  /** Part of every id: two runs never name two things alike. */
  readonly run: string;
  readonly casesPerMinute: number;
  readonly present: Present;
}

export class SimulatedLife {
  readonly #district: SimulatedDistrict;
  readonly #random: SeededRandom;
  readonly #events: SimulatedEvents;
  readonly #lives: CaseLives;
  readonly #cases: Pace;
  readonly #videoChanges = new Pace(VIDEO_CHANGES_PER_MINUTE, MINUTE);
  readonly #readings = new Pace(HAZARD_READINGS_PER_HOUR, HOUR);
  readonly #winds = new Pace(WINDS_PER_HOUR, HOUR, 1);
  readonly #videoStatus: Map<string, VideoStatus>;
  #lastMillis: number;
  #replayLookedMillis = 0;

  constructor({ district, seed, run, casesPerMinute, present }: LifeOptions) {
    this.#district = district;
    this.#random = new SeededRandom(`${seed}/${run}`);
    this.#events = new SimulatedEvents(district, this.#random.fork('events'), run);
    this.#lives = new CaseLives(seed);
    this.#cases = new Pace(casesPerMinute, MINUTE);
    this.#lastMillis = present.nowMillis;
    this.#videoStatus = new Map(
      present.videoStatus.flatMap((status, row) => (status ? [[district.videoPointIds[row]!, status]] : [])),
    );
    // Cases that an earlier run left open: nobody else would go on with them.
    for (const { caseId, state, origin, reportedMillis } of present.openCases) {
      if (origin !== 'live') this.#lives.begin(caseId, reportedMillis, state);
    }
  }

  /** Everything that has happened since the last call. */
  next(nowMillis: number): EventEnvelope[] {
    const fromMillis = this.#lastMillis;
    const millis = nowMillis - fromMillis;
    this.#lastMillis = nowMillis;
    const times = <T>(count: number, make: () => T | null): T[] =>
      Array.from({ length: count }, make).filter((item) => item !== null);
    return [
      ...this.#replayed(nowMillis),
      ...times(this.#cases.take(millis), () => this.#events.matter(nowMillis)),
      ...this.dueSteps(nowMillis),
      ...times(this.#videoChanges.take(millis), () => this.#videoChange(nowMillis)),
      ...times(this.#readings.take(millis), () => this.#reading(nowMillis)),
      ...times(this.#winds.take(millis), () => this.#events.wind(nowMillis, this.#district.timeZone)),
      ...this.#patrolled(fromMillis, nowMillis),
    ];
  }

  /** Steps of cases whose time has come; learn of them before asking again. */
  dueSteps(nowMillis: number): EventEnvelope[] {
    return this.#lives.due(nowMillis).map(({ caseId, to, atMillis }) => this.#events.step(caseId, to, atMillis));
  }

  /** Takes note of what the hub made of them. A step without a receipt is not tried again. */
  learn(events: readonly EventEnvelope[], posted: readonly Posted[]): void {
    const known = new Set<EventEnvelope>();
    for (const { event, receipt } of posted) {
      if (receipt.outcome === 'refused' || receipt.outcome === 'unknown') continue;
      known.add(event);
      if (event.type === eventTypes.videoPointStatus) {
        this.#videoStatus.set(event.subject!, (event.data as { status: VideoStatus }).status);
      } else if (event.type === eventTypes.matterReported && 'caseId' in receipt && receipt.caseId) {
        this.#lives.begin(receipt.caseId, Date.parse(event.time), 'reported', isOfDaysBefore(event));
      }
    }
    for (const event of events) {
      if (event.type !== eventTypes.caseAdvanced) continue;
      if (known.has(event)) this.#lives.took(event.subject!);
      else this.#lives.leave(event.subject!);
    }
  }

  /** One point fails or comes back: the more are down, the likelier one comes back. */
  #videoChange(nowMillis: number): EventEnvelope | null {
    if (this.#videoStatus.size === 0) return null;
    const ids = [...this.#videoStatus.keys()];
    const down = ids.filter((id) => this.#videoStatus.get(id) !== 'online');
    const usual = Math.max(1, OFFLINE_SHARE * ids.length);
    const comesBack = down.length === ids.length || this.#random.chance(down.length / (down.length + usual));
    const id = this.#random.pick(comesBack ? down : ids.filter((each) => this.#videoStatus.get(each) === 'online'));
    const status = comesBack ? 'online' : this.#events.failure();
    this.#videoStatus.set(id, status); // so that a second change of this beat starts from it
    return this.#events.videoStatus(id, status, nowMillis);
  }

  #patrolled(fromMillis: number, nowMillis: number): EventEnvelope[] {
    const { patrols, timeZone } = this.#district;
    return patrols
      .filter(({ staffId }) => isPatrolDue(staffId, fromMillis, nowMillis, timeZone))
      .map((patrol) => this.#events.patrol(patrol.staffId, patrolPlaceAt(patrol, nowMillis), nowMillis));
  }

  #reading(nowMillis: number): EventEnvelope | null {
    const { hazardIds } = this.#district;
    return hazardIds.length === 0 ? null : this.#events.hazardReading(this.#random.pick(hazardIds), nowMillis);
  }

  /** Each record at its latest time of day; the hub knows those it has and answers with their number. */
  #replayed(nowMillis: number): EventEnvelope[] {
    const { replay, timeZone } = this.#district;
    if (replay.length === 0 || nowMillis - this.#replayLookedMillis < REPLAY_LOOK_MILLIS) return [];
    const since = this.#replayLookedMillis;
    this.#replayLookedMillis = nowMillis;
    return replay
      .map((record) => replayedEvent(record, nowMillis, timeZone))
      .filter((event) => Date.parse(event.time) > since);
  }
}
