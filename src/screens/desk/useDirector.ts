/** The desk's acts on the stage, with what came of each: the fault stays beside the button that met it. */
import { useRef, useState } from 'react';
import type { Acknowledged, Focus, Group, Lease, Stage } from '../../model/contract/stage.ts';
import type { FaultAnswer, Language } from '../../model/faults/fault.ts';
import { useStation } from '../station.ts';
import type { Place } from './places.ts';

export const FLIGHT_MILLIS = 1_500;

export type Act = 'go' | 'recall' | 'language' | 'lease';

export interface ActResult {
  readonly act: Act;
  readonly busy: boolean;
  readonly fault: FaultAnswer | null;
  /** When all screens begin; null for the lease. */
  readonly presentAtMillis: number | null;
}

export interface Director {
  readonly result: ActResult | null;
  takeLease(force: boolean): Promise<void>;
  go(place: Place, groups: readonly Group[]): Promise<void>;
  recall(): Promise<void>;
  setLanguage(language: Language, groups: readonly Group[]): Promise<void>;
}

export function useDirector(): Director {
  const { stage } = useStation();
  const [result, setResult] = useState<ActResult | null>(null);
  const focus = useRef<Focus>(null);

  const perform = async (
    act: Act,
    command: () => Promise<Acknowledged<readonly Stage[] | Lease>>,
  ): Promise<boolean> => {
    setResult({ act, busy: true, fault: null, presentAtMillis: null });
    const answer = await command();
    const presentAtMillis =
      answer.ok && Array.isArray(answer.value)
        ? Math.max(...answer.value.map((one: Stage) => one.presentAtMillis))
        : null;
    setResult({ act, busy: false, fault: answer.ok ? null : answer.fault, presentAtMillis });
    return answer.ok;
  };

  return {
    result,
    async takeLease(force) {
      await perform('lease', () => stage.takeLease(force));
    },
    async go(place, groups) {
      const done = await perform('go', () =>
        stage.direct({
          groups: [...groups],
          look: place.look,
          focus: place.focus,
          language: null,
          durationMillis: FLIGHT_MILLIS,
        }),
      );
      if (done) focus.current = place.focus;
    },
    async recall() {
      await perform('recall', () => stage.recall());
    },
    async setLanguage(language, groups) {
      await perform('language', () =>
        stage.direct({ groups: [...groups], look: null, focus: focus.current, language, durationMillis: 0 }),
      );
    },
  };
}
