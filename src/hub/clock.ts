/** Time as the hub sees it: a port, so that tests and simulations can own it. */
export interface Clock {
  /** The machine's wall clock, UTC epoch milliseconds; may jump. Read once at start. */
  wallMillis(): number;
  /** Never goes back; its zero means nothing. */
  monotonicMillis(): number;
  /** Calls `run` once after `millis`. Returns how to call it off. */
  setTimer(run: () => void, millis: number): () => void;
  /** Calls `run` every `millis`. Returns how to stop it. */
  setRepeating(run: () => void, millis: number): () => void;
}

export const systemClock: Clock = {
  wallMillis: () => Date.now(),
  monotonicMillis: () => performance.now(),
  setTimer(run, millis) {
    const timer = setTimeout(run, millis);
    return () => clearTimeout(timer);
  },
  setRepeating(run, millis) {
    const timer = setInterval(run, millis);
    return () => clearInterval(timer);
  },
};

/**
 * Shared time: epoch at start plus monotonic, never back, even when the wall clock is set. `floorMillis` is the last
 * instant the journal knows: a machine whose clock was set back between two runs does not rewrite the order of history.
 */
export function sharedTime(clock: Clock, floorMillis: number): () => number {
  const startMillis = Math.max(clock.wallMillis(), floorMillis);
  const startMonotonicMillis = clock.monotonicMillis();
  return () => startMillis + (clock.monotonicMillis() - startMonotonicMillis);
}
