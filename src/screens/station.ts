/** What every station gets from the shell: where it is served, what district it shows, and its two links to the hub. */
import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { LiveFacts, LiveLink, SharedClock, StageFacts, StageLink } from '../live/links.ts';
import type { Manifest } from '../model/contract/manifest.ts';
import type { Station } from '../model/domain/audiences.ts';
import type { Questions } from './ask.ts';
import { createFormat, type Format } from './i18n/format.ts';
import { setLanguage, useWords } from './i18n/language.ts';
import type { PictureState } from './screenBeat.ts';

export interface StationProps {
  /** Served base path with its closing slash. */
  readonly base: string;
  readonly station: Station;
  /** Part of the path after the station (the ring's page), else null. */
  readonly page: string | null;
  /** What the desk's list and lease call this screen; unique per tab. */
  readonly screenName: string;
  readonly manifest: Manifest;
  readonly live: LiveLink;
  readonly stage: StageLink;
  readonly questions: Questions;
  /** How far this station's picture is, for the desk's list. Stations without one say nothing. */
  readonly reportPicture: (picture: PictureState) => void;
}

export const StationContext = createContext<StationProps | null>(null);

export function useStation(): StationProps {
  const station = useContext(StationContext);
  if (!station) throw new Error('useStation outside a station');
  return station;
}

export function useLive<T>(select: (facts: LiveFacts) => T): T {
  return useStore(useStation().live.facts, select);
}

export function useStage<T>(select: (facts: StageFacts) => T): T {
  return useStore(useStation().stage.facts, select);
}

export function useFormat(): Format {
  const { language } = useWords();
  const { timeZone } = useStation().manifest;
  return useMemo(() => createFormat(language, timeZone), [language, timeZone]);
}

/** Shared time, renewed on each whole `stepMillis` of it: all screens tick together. */
export function useNow(stepMillis = 1000): number {
  const { clock } = useStation().stage;
  const [now, setNow] = useState(() => clock.nowMillis());
  useEffect(() => followClock(clock, stepMillis, setNow), [clock, stepMillis]);
  return now;
}

function followClock(clock: SharedClock, stepMillis: number, onTick: (nowMillis: number) => void): () => void {
  let timer = 0;
  const wait = (): void => {
    const now = clock.nowMillis();
    timer = window.setTimeout(
      () => {
        onTick(clock.nowMillis());
        wait();
      },
      stepMillis - (now % stepMillis) + 1,
    );
  };
  wait();
  return () => window.clearTimeout(timer);
}

/**
 * The desk may set this screen's language: once per stage that names one. A page opened with ?lang= keeps its own until
 * the desk speaks again: what was directed before it opened was not meant for it.
 */
export function useStageLanguage(): void {
  const stage = useStage((facts) => facts.stage);
  const joinedMillis = useStage((facts) => facts.joinedMillis);
  useEffect(() => {
    if (!stage?.language) return;
    const fixed = new URLSearchParams(window.location.search).has('lang');
    if (!fixed || stage.presentAtMillis > (joinedMillis ?? 0)) setLanguage(stage.language);
  }, [stage, joinedMillis]);
}
