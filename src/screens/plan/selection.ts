/** What the planner selected, and the way back. Pure. */

export interface Selected {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
}

export interface SelectionHistory {
  readonly current: Selected | null;
  /** Earlier selections, the oldest first; a cleared selection is a step too. */
  readonly past: readonly (Selected | null)[];
  /** Each building once, the newest first. */
  readonly recent: readonly Selected[];
}

export const emptyHistory: SelectionHistory = { current: null, past: [], recent: [] };

const KEPT_STEPS = 100;
const KEPT_RECENT = 8;

/** Selects a building, or clears with null. Selecting the current one again changes nothing. */
export function select(history: SelectionHistory, next: Selected | null): SelectionHistory {
  if (next?.id === history.current?.id) return history;
  return {
    current: next,
    past: [...history.past, history.current].slice(-KEPT_STEPS),
    recent:
      next === null
        ? history.recent
        : [next, ...history.recent.filter(({ id }) => id !== next.id)].slice(0, KEPT_RECENT),
  };
}

/** Back to the selection before this one. */
export function undo(history: SelectionHistory): SelectionHistory {
  if (history.past.length === 0) return history;
  return { ...history, current: history.past.at(-1) ?? null, past: history.past.slice(0, -1) };
}
