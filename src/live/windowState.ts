/**
 * The resolved matters that the windows show, as pure steps: an answer of the hub, and what came on top of it. Nothing is
 * counted twice: what the answer holds has a sequence up to its own.
 */
import type { Fact } from '../model/contract/live.ts';
import type { DutyWindows, PublicWindows, WindowsAnswer } from '../model/contract/windows.ts';
import { type EventOrigin, eventOrigins } from '../model/domain/cases.ts';
import { windowPeriods } from '../model/domain/litWindows.ts';
import type { ShownCount } from '../model/domain/suppression.ts';

/** What a legend says of the windows. */
export interface WindowSummary {
  readonly audience: WindowsAnswer['audience'];
  readonly sinceMillis: number;
  /** From this midnight on it is another question. */
  readonly untilMillis: number;
  /** As of when it was counted; live closings on top are shown from later. */
  readonly atMillis: number;
  readonly total: ShownCount;
  /** Duty: of them shown in a building of their grid, because none of their own is known; else null. */
  readonly spread: number | null;
  /** Duty: of them where no window is; else null. */
  readonly unplaced: number | null;
  /** `live` only where all of them are. */
  readonly origin: EventOrigin;
}

/** Something that goes on while people look: it rises from `presentAtMillis` on. What is counted holds it whole. */
export type WindowRise =
  | { readonly kind: 'building'; readonly presentAtMillis: number; readonly buildingIndex: number }
  | {
      readonly kind: 'grid';
      readonly presentAtMillis: number;
      readonly gridId: string;
      readonly fromBand: number;
      readonly toBand: number;
    };

/** What the frame loop reads. `version` grows with every change: compare, then read. */
export interface WindowColumns {
  version: number;
  audience: WindowsAnswer['audience'] | null;
  /** Duty: closed matters by buildingIndex, as far as there are any. */
  closed: Uint32Array;
  /** Public: band by grid; grids of the lowest are missing. */
  bands: Map<string, number>;
  /** In order of time; those long over are dropped as others come. */
  rises: WindowRise[];
}

export const noWindows = (): WindowColumns => ({
  version: 0,
  audience: null,
  closed: new Uint32Array(0),
  bands: new Map(),
  rises: [],
});

/** Longer than any rise lasts. */
const RISE_KEPT_MILLIS = 10_000;

function originOf({ origins }: DutyWindows): EventOrigin {
  return eventOrigins.findLast((origin) => origins[origin] > 0) ?? 'live';
}

export function summaryOf(answer: WindowsAnswer): WindowSummary {
  const { audience, sinceMillis, untilMillis, atMillis } = answer;
  const span = { audience, sinceMillis, untilMillis, atMillis };
  return answer.audience === 'duty'
    ? {
        ...span,
        total: { value: answer.total },
        spread: answer.spread,
        unplaced: answer.unplaced,
        origin: originOf(answer),
      }
    : { ...span, total: answer.total, spread: null, unplaced: null, origin: answer.origin };
}

/** Takes an answer instead of all that was there. */
export function takeAnswer(columns: WindowColumns, answer: WindowsAnswer): void {
  columns.version++;
  columns.audience = answer.audience;
  columns.rises = [];
  columns.closed = answer.audience === 'duty' ? closedOf(answer) : new Uint32Array(0);
  columns.bands = answer.audience === 'public' ? bandsOf(answer) : new Map();
}

function closedOf({ buildingIndex, closed }: DutyWindows): Uint32Array {
  const counts = new Uint32Array((buildingIndex.at(-1) ?? -1) + 1);
  buildingIndex.forEach((row, at) => {
    counts[row] = closed[at]!;
  });
  return counts;
}

function bandsOf({ gridIds, bands }: PublicWindows): Map<string, number> {
  return new Map(gridIds.map((gridId, at) => [gridId, bands[at]!]));
}

/** Puts a fact on top of the answer. The summary with it; the same object where it changes nothing. */
export function takeFact(
  columns: WindowColumns,
  answer: WindowsAnswer,
  summary: WindowSummary,
  fact: Fact,
  presentAtMillis: number,
): WindowSummary {
  if (fact.seq <= answer.seq) return summary;
  if (fact.kind === 'windowBand' && answer.audience === 'public') {
    const fromBand = columns.bands.get(fact.gridId) ?? 0;
    const toBand = fact.bands[windowPeriods.indexOf(answer.period)] ?? 0;
    if (fromBand === toBand) return summary;
    columns.bands.set(fact.gridId, toBand);
    rise(columns, { kind: 'grid', presentAtMillis, gridId: fact.gridId, fromBand, toBand });
    return summary;
  }
  if (fact.kind !== 'case' || answer.audience !== 'duty' || fact.case.state !== 'closed') return summary;
  const { closedMillis, lightBuildingIndex, buildingId, origin } = fact.case;
  if (closedMillis === null || closedMillis < answer.sinceMillis) return summary;
  if (lightBuildingIndex !== null) {
    if (lightBuildingIndex >= columns.closed.length) columns.closed = grown(columns.closed, lightBuildingIndex + 1);
    columns.closed[lightBuildingIndex]!++;
    rise(columns, { kind: 'building', presentAtMillis, buildingIndex: lightBuildingIndex });
  }
  const isSpread = lightBuildingIndex !== null && buildingId === null;
  return {
    ...summary,
    total: 'value' in summary.total ? { value: summary.total.value + 1 } : summary.total,
    spread: (summary.spread ?? 0) + (isSpread ? 1 : 0),
    unplaced: (summary.unplaced ?? 0) + (lightBuildingIndex === null ? 1 : 0),
    origin: origin === 'live' ? summary.origin : origin,
  };
}

function rise(columns: WindowColumns, next: WindowRise): void {
  columns.version++;
  const oldest = next.presentAtMillis - RISE_KEPT_MILLIS;
  columns.rises = [...columns.rises.filter(({ presentAtMillis }) => presentAtMillis >= oldest), next];
}

function grown(closed: Uint32Array, rows: number): Uint32Array {
  const next = new Uint32Array(Math.max(rows, closed.length * 2));
  next.set(closed);
  return next;
}
