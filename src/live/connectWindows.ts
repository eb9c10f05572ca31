/**
 * Asks the hub for the resolved matters of a period, keeps them up with the facts that follow, and asks anew where the
 * facts cannot carry on: after a welcome, at midnight, for another period or another instant.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Fact } from '../model/contract/live.ts';
import { parseWindowsAnswer, type WindowsAnswer } from '../model/contract/windows.ts';
import type { Station } from '../model/domain/audiences.ts';
import { USUAL_WINDOW_PERIOD, type WindowPeriod } from '../model/domain/litWindows.ts';
import { answerFault, type FaultAnswer, fault } from '../model/faults/fault.ts';
import { noWindows, summaryOf, takeAnswer, takeFact, type WindowColumns, type WindowSummary } from './windowState.ts';

/** A hall has nobody to press a button. */
const ASK_AGAIN_MILLIS = 5_000;
/** No fact carries a total in public: it is asked for this often. */
const PUBLIC_TOTAL_MILLIS = 60_000;

export interface WindowFacts {
  readonly period: WindowPeriod;
  /** The past instant whose windows are shown; null: now. */
  readonly atMillis: number | null;
  /** Null until the first answer. While another is on its way, the one before. */
  readonly summary: WindowSummary | null;
  /** Why the newest question has no answer yet. */
  readonly fault: FaultAnswer | null;
}

export interface WindowsLink {
  readonly facts: StoreApi<WindowFacts>;
  readonly columns: WindowColumns;
  /** Whoever draws or tells of the windows calls this once: until then nothing is asked. */
  open(): void;
  /** Another period, or the windows of a past instant; null goes back to now. */
  show(period: WindowPeriod, atMillis: number | null): void;
}

/** What the live link tells its windows. */
export interface WindowsFeed extends WindowsLink {
  welcomed(): void;
  pulsed(serverTimeMillis: number): void;
  take(facts: readonly Fact[], presentAtMillis: number): void;
  close(): void;
}

export interface ConnectWindowsOptions {
  readonly base: string;
  readonly station: Station;
  /** `fetch` where nothing else is said. */
  readonly ask?: (url: string, signal: AbortSignal) => Promise<unknown>;
}

async function askHub(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

interface Told {
  readonly fact: Fact;
  readonly presentAtMillis: number;
}

export function connectWindows({ base, station, ask = askHub }: ConnectWindowsOptions): WindowsFeed {
  const facts = createStore<WindowFacts>(() => ({
    period: USUAL_WINDOW_PERIOD,
    atMillis: null,
    summary: null,
    fault: null,
  }));
  const columns = noWindows();
  let opened = false;
  let answer: WindowsAnswer | null = null;
  let asking: AbortController | null = null;
  /** Told while a question is on its way: the answer may be older. */
  let meanwhile: Told[] = [];
  /** Set while a question that failed waits to be asked again. */
  let timer: ReturnType<typeof setTimeout> | undefined;

  const put = (told: readonly Told[]): void => {
    const { summary, atMillis } = facts.getState();
    if (!answer || !summary || atMillis !== null) return; // the past stays as it was
    let next = summary;
    for (const { fact, presentAtMillis } of told) next = takeFact(columns, answer, next, fact, presentAtMillis);
    if (next !== summary) facts.setState({ summary: next });
  };
  const taken = (next: WindowsAnswer): void => {
    answer = next;
    takeAnswer(columns, next);
    facts.setState({ summary: summaryOf(next), fault: null });
    put(meanwhile);
    meanwhile = [];
  };
  /** Another total on the windows that are shown: they go on by facts, which all screens show at the same time. */
  const totalTaken = (next: WindowsAnswer): void => {
    if (answer?.sinceMillis === next.sinceMillis) {
      answer = { ...answer, atMillis: next.atMillis };
      facts.setState({ summary: summaryOf(next), fault: null });
    } else taken(next); // it is past midnight
  };
  const question = (onAnswer: (next: WindowsAnswer) => void = taken): void => {
    if (!opened) return;
    clearTimeout(timer);
    timer = undefined;
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    meanwhile = [];
    const { period, atMillis } = facts.getState();
    const at = atMillis === null ? '' : `&at=${encodeURIComponent(new Date(atMillis).toISOString())}`;
    ask(`${base}api/v1/windows?station=${station}&period=${period}${at}`, mine.signal)
      .then((body) => {
        if (mine.signal.aborted) return;
        const parsed = parseWindowsAnswer(body);
        if (!parsed) throw new Error('format');
        asking = null;
        onAnswer(parsed);
      })
      .catch((error: unknown) => {
        if (mine.signal.aborted) return;
        asking = null;
        const reason = error instanceof Error ? error.message : String(error);
        facts.setState({ fault: answerFault(fault('LIVE-004', { reason })) });
        timer = setTimeout(() => question(onAnswer), ASK_AGAIN_MILLIS);
      });
  };

  return {
    facts,
    columns,
    open() {
      if (opened) return;
      opened = true;
      question();
    },
    show(period, atMillis) {
      const before = facts.getState();
      if (before.period === period && before.atMillis === atMillis) return;
      facts.setState({ period, atMillis });
      question();
    },
    welcomed: () => question(),
    pulsed(serverTimeMillis) {
      if (!answer || asking || timer !== undefined || facts.getState().atMillis !== null) return;
      const isOld = answer.audience === 'public' && serverTimeMillis >= answer.atMillis + PUBLIC_TOTAL_MILLIS;
      if (serverTimeMillis >= answer.untilMillis) question();
      else if (isOld) question(totalTaken);
    },
    take(newFacts, presentAtMillis) {
      if (!opened) return;
      const told = newFacts.map((fact) => ({ fact, presentAtMillis }));
      if (asking) meanwhile.push(...told);
      put(told);
    },
    close() {
      opened = false;
      clearTimeout(timer);
      asking?.abort();
    },
  };
}
