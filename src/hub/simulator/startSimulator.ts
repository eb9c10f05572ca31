/**
 * The simulator: a day of the district made up, posted through the door like any other source. On an empty journal it
 * first tells the last 24 hours, then lives on at a steady pace. Real records that the package carries are replayed on
 * today's clock, and marked so.
 */
import { randomUUID } from 'node:crypto';
import type { EventEnvelope } from '../../model/contract/event.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import { CaseLives } from './caseLife.ts';
import { type HubAddress, pause, postEvents, readHealth, readOpenCases } from './postEvents.ts';
import { readSimulatedDistrict, type SimulatedDistrict } from './simulatedDistrict.ts';
import { replayedEvent, SimulatedEvents } from './simulatedEvents.ts';

export interface SimulatorOptions extends HubAddress {
  readonly packageFolder: string;
  readonly seed: string;
  readonly casesPerMinute: number;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

export interface Simulator {
  /** Resolves when it has stopped. */
  readonly done: Promise<void>;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const WARM_UP_CASES = 500;
const BATCH_EVENTS = 500;
const BEAT_MILLIS = 1000;
const VIDEO_CHANGES_PER_BEAT = 20;
const HAZARD_READINGS_PER_MINUTE = 6;
const REPLAY_LOOK_MILLIS = MINUTE;

/** Starts at once and ends when the signal says so; what the hub cannot take now is sent again later. */
export function startSimulator(options: SimulatorOptions): Simulator {
  const done = new SimulatorRun(options).run().catch((error: unknown) => {
    if (!options.signal.aborted) throw error;
  });
  return { done };
}

class SimulatorRun {
  readonly #options: SimulatorOptions;
  readonly #district: SimulatedDistrict;
  readonly #random: SeededRandom;
  readonly #events: SimulatedEvents;
  readonly #lives: CaseLives;
  #replayLookedMillis = 0;

  constructor(options: SimulatorOptions) {
    this.#options = options;
    this.#district = readSimulatedDistrict(options.packageFolder);
    // The run's name keeps ids of two runs apart; what happens is the seed's alone.
    this.#random = new SeededRandom(options.seed);
    this.#events = new SimulatedEvents(this.#district, this.#random.fork('events'), `sim-${randomUUID().slice(0, 8)}`);
    this.#lives = new CaseLives(this.#random.fork('lives'));
  }

  async run(): Promise<void> {
    const { signal, log } = this.#options;
    const health = await readHealth(this.#options, signal);
    if (health.headSeq === 0) {
      const startedMillis = performance.now();
      const told = await this.#warmUp(health.serverTimeMillis);
      log(
        `simulator: the last 24 h told, ${told} cases (${((performance.now() - startedMillis) / 1000).toFixed(1)} s)`,
      );
    } else await this.#pickUp(health.serverTimeMillis);
    // Hub time from here on: its own monotonic clock over the hub's answer.
    const offsetMillis = health.serverTimeMillis - performance.now();
    let dueCases = 0;
    let dueReadings = 0;
    while (!signal.aborted) {
      const beatStartMillis = performance.now();
      const nowMillis = beatStartMillis + offsetMillis;
      dueCases += (this.#options.casesPerMinute * BEAT_MILLIS) / MINUTE;
      dueReadings += (HAZARD_READINGS_PER_MINUTE * BEAT_MILLIS) / MINUTE;
      const whole = { cases: Math.floor(dueCases), readings: Math.floor(dueReadings) };
      dueCases -= whole.cases;
      dueReadings -= whole.readings;
      await this.#replay(nowMillis);
      await this.#report(Array.from({ length: whole.cases }, () => nowMillis));
      await this.#takeSteps(nowMillis);
      await this.#post([...this.#videoChanges(nowMillis), ...this.#readings(whole.readings, nowMillis)]);
      await pause(BEAT_MILLIS - (performance.now() - beatStartMillis), signal);
    }
  }

  /** Goes on with the cases that an earlier run left open: nobody else would. */
  async #pickUp(nowMillis: number): Promise<void> {
    const cases = await readOpenCases(this.#options, this.#options.signal);
    for (const { caseId, state, origin } of cases) if (origin !== 'live') this.#lives.begin(caseId, nowMillis, state);
  }

  /** Tells the last 24 hours in order of time. Returns the number of cases. */
  async #warmUp(nowMillis: number): Promise<number> {
    const { videoPointIds, hazardIds } = this.#district;
    await this.#post(
      videoPointIds.map((id) => this.#events.videoStatus(id, this.#events.anyVideoStatus(), nowMillis - DAY)),
    );
    await this.#post(hazardIds.map((id) => this.#events.hazardReading(id, nowMillis - this.#random.between(0, DAY))));
    const reportTimes = Array.from({ length: WARM_UP_CASES }, () => nowMillis - this.#random.between(MINUTE, DAY));
    const told = await this.#report(reportTimes.sort((a, b) => a - b));
    while ((await this.#takeSteps(nowMillis)) > 0);
    return told;
  }

  /** Posts in batches; receipts in order, or fewer when stopped. */
  async #post(
    events: readonly EventEnvelope[],
  ): Promise<{ event: EventEnvelope; caseId: string | null; isKnown: boolean }[]> {
    const { signal, log } = this.#options;
    const results = [];
    for (let from = 0; from < events.length && !signal.aborted; from += BATCH_EVENTS) {
      const batch = events.slice(from, from + BATCH_EVENTS);
      const receipts = await postEvents(this.#options, batch, signal, log);
      for (const [index, receipt] of (receipts ?? []).entries()) {
        const caseId = receipt.outcome === 'accepted' ? (receipt.caseId ?? null) : null;
        results.push({ event: batch[index]!, caseId, isKnown: receipt.outcome !== 'refused' });
      }
    }
    return results;
  }

  /** Reports a matter at each instant. A few stand in the water or over the boundary: refused, as they should be. */
  async #report(timesMillis: readonly number[]): Promise<number> {
    const matters = timesMillis.flatMap((timeMillis) => this.#events.matter(timeMillis) ?? []);
    const posted = await this.#post(matters);
    for (const { event, caseId } of posted) if (caseId) this.#lives.begin(caseId, Date.parse(event.time));
    return posted.filter(({ caseId }) => caseId).length;
  }

  async #takeSteps(nowMillis: number): Promise<number> {
    const steps = this.#lives.due(nowMillis);
    await this.#post(steps.map(({ caseId, to, atMillis }) => this.#events.step(caseId, to, atMillis)));
    this.#lives.taken(steps);
    return steps.length;
  }

  #videoChanges(nowMillis: number): EventEnvelope[] {
    const { videoPointIds } = this.#district;
    const count = Math.min(VIDEO_CHANGES_PER_BEAT, videoPointIds.length);
    return Array.from({ length: count }, () =>
      this.#events.videoStatus(this.#random.pick(videoPointIds), this.#events.anyVideoStatus(), nowMillis),
    );
  }

  #readings(count: number, nowMillis: number): EventEnvelope[] {
    const { hazardIds } = this.#district;
    if (hazardIds.length === 0) return [];
    return Array.from({ length: count }, () => this.#events.hazardReading(this.#random.pick(hazardIds), nowMillis));
  }

  /** Each record at its latest time of day; the hub knows those it has and answers with their number. */
  async #replay(nowMillis: number): Promise<void> {
    const { replay, timeZone } = this.#district;
    if (replay.length === 0 || nowMillis - this.#replayLookedMillis < REPLAY_LOOK_MILLIS) return;
    const since = this.#replayLookedMillis;
    this.#replayLookedMillis = nowMillis;
    const events = replay
      .map((record) => replayedEvent(record, nowMillis, timeZone))
      .filter((event) => Date.parse(event.time) > since);
    for (const { event, caseId } of await this.#post(events)) {
      if (caseId) this.#lives.begin(caseId, Date.parse(event.time));
    }
  }
}
