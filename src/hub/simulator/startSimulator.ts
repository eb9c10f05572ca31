/**
 * The simulator: a day of the district made up, posted through the door like any other source. Where the last 24 hours
 * are not told yet it tells them first, then lives on at a steady pace, and tells beside it what was resolved in the month
 * before. Real records that the package carries are replayed on today's clock, and marked so.
 */
import { randomUUID } from 'node:crypto';
import type { EventEnvelope } from '../../model/contract/event.ts';
import { daysBefore } from './daysBefore.ts';
import { firstDay } from './firstDay.ts';
import { pause } from './pause.ts';
import { type HubAddress, type Posted, postEvents } from './postEvents.ts';
import { readPresent } from './readPresent.ts';
import { readSimulatedDistrict } from './simulatedDistrict.ts';
import { SimulatedLife } from './simulatedLife.ts';

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

const BEAT_MILLIS = 1000;

/** Starts at once and ends when the signal says so; what the hub cannot take now is sent again later. */
export function startSimulator(options: SimulatorOptions): Simulator {
  const done = simulate(options).catch((error: unknown) => {
    if (!options.signal.aborted) throw error;
  });
  return { done };
}

async function simulate(options: SimulatorOptions): Promise<void> {
  const { signal, log, seed, casesPerMinute } = options;
  const district = readSimulatedDistrict(options.packageFolder);
  const present = await readPresent(options, signal);
  const readAtMillis = performance.now();
  const run = `sim-${randomUUID().slice(0, 8)}`;
  const life = new SimulatedLife({ district, seed, run, casesPerMinute, present });
  const post = async (events: readonly EventEnvelope[]): Promise<readonly Posted[]> => {
    const posted = await postEvents(options, events);
    life.learn(events, posted);
    return posted;
  };

  /** Tells what was reported, and then all that became of it up to now. */
  const tell = async (events: readonly EventEnvelope[]): Promise<readonly Posted[]> => {
    const told = await post(events);
    for (let steps = life.dueSteps(present.nowMillis); steps.length > 0; steps = life.dueSteps(present.nowMillis)) {
      if (signal.aborted) break;
      await post(steps);
    }
    return told;
  };

  const untold = firstDay(district, seed, present);
  const told = await tell(untold);
  if (untold.length > 0 && !signal.aborted) {
    const cases = told.filter(({ receipt }) => 'caseId' in receipt).length;
    const seconds = ((performance.now() - readAtMillis) / 1000).toFixed(1);
    log(`simulator: the last 24 h told, ${cases} cases (${seconds} s)`);
  }
  // At every start: what is told already is answered so at once, and a telling that was cut short is finished.
  const lots = daysBefore(district, seed, present.nowMillis);
  while (!signal.aborted) {
    const beatStartMillis = performance.now();
    // Hub time: our monotonic clock over the hub's answer.
    await post(life.next(present.nowMillis + (beatStartMillis - readAtMillis)));
    // The district lives on while its past is told.
    while (lots.length > 0 && !signal.aborted && performance.now() - beatStartMillis < BEAT_MILLIS) {
      await tell(lots.shift()!);
    }
    await pause(BEAT_MILLIS - (performance.now() - beatStartMillis), signal);
  }
}
