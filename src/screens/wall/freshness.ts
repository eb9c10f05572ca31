/**
 * How fresh the sources are. Pure. A source is stale beyond twice its promise, and never heard of means not fresh.
 * Replayed records come from the past and promise nothing.
 */
import type { SourceFreshness } from '../../model/contract/live.ts';

export interface FreshnessSum {
  readonly fresh: number;
  readonly all: number;
  /** The source furthest beyond its promise; null where all are fresh. */
  readonly worst: { readonly source: SourceFreshness; readonly ageMillis: number | null } | null;
}

const STALE_AT_PROMISES = 2;

function promisesMissed({ lastEventMillis, promiseSec }: SourceFreshness, nowMillis: number): number {
  return lastEventMillis === null ? Number.POSITIVE_INFINITY : (nowMillis - lastEventMillis) / (promiseSec * 1000);
}

export function sumFreshness(heard: readonly SourceFreshness[], nowMillis: number): FreshnessSum {
  const sources = heard.filter(({ origin }) => origin !== 'replayed');
  const stale = sources
    .map((source) => ({ source, missed: promisesMissed(source, nowMillis) }))
    .filter(({ missed }) => missed > STALE_AT_PROMISES)
    .sort((a, b) => b.missed - a.missed || (a.source.source < b.source.source ? -1 : 1));
  const worst = stale[0]?.source;
  return {
    fresh: sources.length - stale.length,
    all: sources.length,
    worst: worst
      ? { source: worst, ageMillis: worst.lastEventMillis === null ? null : nowMillis - worst.lastEventMillis }
      : null,
  };
}
