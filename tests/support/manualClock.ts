import { type Clock, systemClock } from '../../src/hub/clock.ts';

/** The hub's clock with its repeating work in the test's hands: `run(1000)` does what is due every second, once. */
export interface ManualClock extends Clock {
  run(everyMillis: number): void;
}

export function manualClock(): ManualClock {
  const repeating = new Map<() => void, number>();
  return {
    ...systemClock,
    setRepeating(run, millis) {
      repeating.set(run, millis);
      return () => repeating.delete(run);
    },
    run(everyMillis) {
      for (const [run, millis] of [...repeating]) if (millis === everyMillis) run();
    },
  };
}
