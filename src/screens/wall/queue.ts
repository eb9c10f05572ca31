/** The queue "needs attention": open cases in the order in which they need eyes. Pure. */
import type { CaseView } from '../../model/contract/answers.ts';
import { lampAt } from '../../model/contract/live.ts';
import { isOpen } from '../../model/domain/cases.ts';
import type { Lamp } from '../../model/domain/deadlines.ts';

export interface QueueRow {
  readonly item: CaseView;
  readonly lamp: Lamp;
  /** Time to the deadline on the wall clock; negative when overdue. */
  readonly leftMillis: number;
}

/** By deadline: the longest overdue first, then whatever runs out next. Ties by id, so that rows do not dance. */
export function queueOf(cases: Iterable<CaseView>, nowMillis: number): QueueRow[] {
  return [...cases]
    .filter((item) => isOpen(item.state))
    .sort((a, b) => a.deadlineMillis - b.deadlineMillis || (a.caseId < b.caseId ? -1 : 1))
    .map((item) => ({
      item,
      lamp: lampAt(item, nowMillis),
      leftMillis: item.deadlineMillis - nowMillis,
    }));
}

/** What the queue does not show: how many, and how many of those are overdue. */
export function restOf(rows: readonly QueueRow[], shown: number): { count: number; overdue: number } {
  const rest = rows.slice(shown);
  return { count: rest.length, overdue: rest.filter(({ lamp }) => lamp === 'red').length };
}

/** The case after (or before) the chosen one; from nowhere the first (or last). Null where the queue is empty. */
export function neighbourOf(rows: readonly QueueRow[], caseId: string | null, step: 1 | -1): string | null {
  if (rows.length === 0) return null;
  const at = rows.findIndex(({ item }) => item.caseId === caseId);
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step));
  return rows[next]!.item.caseId;
}

/**
 * The rows on screen: a window of the queue that holds the chosen case. It starts at the top and moves only as far as
 * it must.
 */
export function windowOf(rows: readonly QueueRow[], caseId: string | null, size: number): readonly QueueRow[] {
  const at = rows.findIndex(({ item }) => item.caseId === caseId);
  const from = at < size ? 0 : at - size + 1;
  return rows.slice(from, from + size);
}

export interface DepartmentLoad {
  readonly key: string;
  readonly name: string;
  readonly nameEn: string;
  readonly open: number;
  readonly overdue: number;
}

/** Open and overdue cases per department, the heaviest first: the same cases as the queue's. */
export function departmentLoads(rows: readonly QueueRow[]): DepartmentLoad[] {
  const byKey = new Map<string, DepartmentLoad>();
  for (const { item, lamp } of rows) {
    const before = byKey.get(item.departmentKey);
    byKey.set(item.departmentKey, {
      key: item.departmentKey,
      name: item.departmentName,
      nameEn: item.departmentNameEn,
      open: (before?.open ?? 0) + 1,
      overdue: (before?.overdue ?? 0) + (lamp === 'red' ? 1 : 0),
    });
  }
  return [...byKey.values()].sort((a, b) => b.overdue - a.overdue || b.open - a.open || (a.key < b.key ? -1 : 1));
}
