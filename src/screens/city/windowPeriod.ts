/** The period whose resolved matters light the windows of this screen. */
import { useCallback, useEffect } from 'react';
import { useStore } from 'zustand';
import { USUAL_WINDOW_PERIOD, type WindowPeriod, windowPeriods } from '../../model/domain/litWindows.ts';
import { useStation } from '../station.ts';

const STORAGE_KEY = 'beiyang.windowPeriod';

/** The period a screen begins with. Pure: `kept` is what the browser remembers. */
export function startPeriod(kept: string | null): WindowPeriod {
  return windowPeriods.find((period) => period === kept) ?? USUAL_WINDOW_PERIOD;
}

export function periodAfter(period: WindowPeriod): WindowPeriod {
  return windowPeriods[(windowPeriods.indexOf(period) + 1) % windowPeriods.length]!;
}

export interface PeriodChoice {
  readonly period: WindowPeriod;
  choose(period: WindowPeriod): void;
  /** Chooses the one after, round and round: for a key. */
  next(): void;
}

/** `forGuest`: the choice lasts until `choose` is called again, and this browser does not keep it. */
export function useWindowPeriod(forGuest = false): PeriodChoice {
  const { windows } = useStation().live;
  const period = useStore(windows.facts, (facts) => facts.period);
  const choose = useCallback(
    (chosen: WindowPeriod): void => {
      if (!forGuest) window.localStorage.setItem(STORAGE_KEY, chosen);
      windows.show(chosen, windows.facts.getState().atMillis);
    },
    [windows, forGuest],
  );
  useEffect(() => {
    if (!forGuest) windows.show(startPeriod(window.localStorage.getItem(STORAGE_KEY)), null);
  }, [windows, forGuest]);
  return { period, choose, next: () => choose(periodAfter(period)) };
}
