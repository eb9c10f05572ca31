/** How much of its limit a case has used. Pure. */
import type { CaseView } from '../../model/contract/answers.ts';

export type LimitUsed =
  | { readonly kind: 'ratio'; readonly ratio: number }
  /** Work units pause at night: without the calendar only the hub's 80 % instant is known, so that is what is said. */
  | { readonly kind: 'yellow'; readonly passed: boolean };

export function limitUsed(
  item: Pick<CaseView, 'limit' | 'reportedMillis' | 'yellowMillis' | 'deadlineMillis' | 'closedMillis'>,
  nowMillis: number,
): LimitUsed {
  const atMillis = item.closedMillis ?? nowMillis;
  const { unit } = item.limit;
  if (unit === 'urgentHour' || unit === 'naturalDay') {
    const spanMillis = item.deadlineMillis - item.reportedMillis;
    return { kind: 'ratio', ratio: spanMillis > 0 ? Math.max(0, atMillis - item.reportedMillis) / spanMillis : 1 };
  }
  return { kind: 'yellow', passed: atMillis > item.yellowMillis };
}
