/**
 * A case (案件): one reported matter, its place, its one owner and its time limit. The state is the fold of its events.
 * This slice has the main line of the workflow; returns, delays, suspension and rework belong to the full workflow.
 */
import type { TimeLimit } from './deadlines.ts';

export const caseStates = ['reported', 'filed', 'dispatched', 'handling', 'handled', 'closed', 'voided'] as const;
export type CaseState = (typeof caseStates)[number];

/** From → allowed next states. Anything else is refused with a fault, never silently ignored. */
export const caseTransitions: Readonly<Record<CaseState, readonly CaseState[]>> = {
  reported: ['filed', 'voided'],
  filed: ['dispatched', 'voided'],
  dispatched: ['handling'],
  handling: ['handled'],
  handled: ['closed', 'handling'],
  closed: [],
  voided: [],
};

export function isOpen(state: CaseState): boolean {
  return state !== 'closed' && state !== 'voided';
}

/** Where an event comes from in truth; anything but `live` is marked on screen. */
export const eventOrigins = ['live', 'simulated', 'replayed'] as const;
export type EventOrigin = (typeof eventOrigins)[number];

/** A kind of matter (事项) with its limit and the department that handles it; rows of `data/matters.json`. */
export interface MatterType {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly departmentKey: string;
  readonly limit: TimeLimit;
  /** Closing condition in words. */
  readonly closing: string;
  readonly closingEn: string;
}

export interface Department {
  readonly key: string;
  readonly name: string;
  readonly nameEn: string;
}

export interface CaseRecord {
  readonly caseId: string;
  /** Journal sequence of the event that opened it and of the last one that changed it. */
  readonly openedSeq: number;
  readonly changedSeq: number;
  readonly state: CaseState;
  readonly matterCode: string;
  readonly title: string;
  readonly titleEn: string;
  readonly description: string;
  readonly departmentKey: string;
  readonly lonLatDeg: readonly [number, number];
  readonly enuMeters: readonly [number, number];
  readonly gridId: string;
  readonly buildingId: string | null;
  readonly source: string;
  readonly origin: EventOrigin;
  /** For replayed records: when it really happened. */
  readonly originalMillis: number | null;
  readonly reportedMillis: number;
  readonly yellowMillis: number;
  readonly deadlineMillis: number;
  readonly closedMillis: number | null;
  readonly limit: TimeLimit;
}
