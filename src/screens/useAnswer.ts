import { useCallback, useEffect, useState } from 'react';
import type { FaultAnswer } from '../model/faults/fault.ts';
import type { Asked } from './ask.ts';

export interface Answer<T> {
  /** The newest good answer to this very question; null while none came. */
  readonly value: T | null;
  readonly fault: FaultAnswer | null;
  readonly asking: boolean;
  retry(): void;
}

/** Where a question failed it is asked again after this long: a hall has nobody to press a button. */
const RETRY_MILLIS = 5_000;

/**
 * Asks when `key` changes and forgets the answer before; null asks nothing. `refreshMillis` asks again after each
 * answer. A late answer to an old question is dropped.
 */
export function useAnswer<T>(
  key: string | null,
  question: (signal: AbortSignal) => Promise<Asked<T>>,
  refreshMillis: number | null = null,
): Answer<T> {
  const [state, setState] = useState<{ key: string | null; value: T | null; fault: FaultAnswer | null }>({
    key: null,
    value: null,
    fault: null,
  });
  const [turn, setTurn] = useState(0);
  const retry = useCallback(() => setTurn((value) => value + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the question; `turn` asks again
  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    let timer = 0;
    question(abort.signal).then((asked) => {
      if (abort.signal.aborted) return;
      setState((before) =>
        asked.ok
          ? { key, value: asked.value, fault: null }
          : { key, value: before.key === key ? before.value : null, fault: asked.fault },
      );
      const again = asked.ok ? refreshMillis : RETRY_MILLIS;
      if (again !== null) timer = window.setTimeout(retry, again);
    });
    return () => {
      abort.abort();
      window.clearTimeout(timer);
    };
  }, [key, turn]);

  const current = state.key === key;
  return {
    value: current ? state.value : null,
    fault: current ? state.fault : null,
    asking: key !== null && (!current || (state.value === null && state.fault === null)),
    retry,
  };
}
