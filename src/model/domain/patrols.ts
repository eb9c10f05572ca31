/** Officers on patrol: where each was last, and the way there. Known by their post's code, never by a name. */
import type { EventOrigin } from './cases.ts';

/** A way is shown this far back, and a position this old no longer says where somebody is. */
export const PATROL_KEPT_MILLIS = 10 * 60_000;
/** Nobody heard of for so long is on patrol any more: the way is forgotten, on the hub and on its screens. */
export const PATROL_FORGOTTEN_MILLIS = 60 * 60_000;
/** Of one officer: more would be no longer way, only a denser one. */
export const MOST_TRAIL_POINTS = 120;

export interface PatrolPoint {
  readonly eastMeters: number;
  readonly northMeters: number;
  readonly eventMillis: number;
  /** What is not live is marked on screens. */
  readonly origin: EventOrigin;
}

/**
 * The way with one more position, oldest first; null where that came too late to be the newest. What is older than it by
 * more than the kept time goes.
 */
export function withPoint<T extends PatrolPoint>(trail: readonly T[], point: T): T[] | null {
  const last = trail.at(-1);
  if (last && point.eventMillis <= last.eventMillis) return null;
  const kept = trail.filter(({ eventMillis }) => eventMillis > point.eventMillis - PATROL_KEPT_MILLIS);
  return [...kept.slice(1 - MOST_TRAIL_POINTS), point];
}

/** Whether a way ended too long ago to tell of anybody. */
export function isForgotten(trail: readonly PatrolPoint[], nowMillis: number): boolean {
  const last = trail.at(-1);
  return !last || last.eventMillis + PATROL_FORGOTTEN_MILLIS < nowMillis;
}
