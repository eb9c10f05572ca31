/**
 * An accepted event as the journal keeps it: what was posted, and everything the hub decided about it at that moment
 * (owner, building, limit, deadlines). Folding it again needs no package and no calendar, so history stays what it was.
 */
import type { CaseState, EventOrigin } from '../../model/domain/cases.ts';
import type { TimeLimit } from '../../model/domain/deadlines.ts';
import type { VideoStatus } from '../../model/domain/videoPoints.ts';

interface Accepted {
  /** Event time: when it happened, as the source says. */
  readonly timeMillis: number;
  readonly origin: EventOrigin;
}

export interface MatterAccepted extends Accepted {
  readonly kind: 'matter';
  readonly matterCode: string;
  readonly title: string;
  readonly titleEn: string;
  readonly description: string;
  readonly departmentKey: string;
  readonly lonLatDeg: readonly [number, number];
  readonly enuMeters: readonly [number, number];
  readonly gridId: string;
  readonly buildingId: string | null;
  readonly originalMillis: number | null;
  readonly yellowMillis: number;
  readonly deadlineMillis: number;
  readonly limit: TimeLimit;
}

export interface CaseStepAccepted extends Accepted {
  readonly kind: 'caseStep';
  readonly caseId: string;
  readonly to: CaseState;
  readonly opinion: string;
}

export interface VideoStatusAccepted extends Accepted {
  readonly kind: 'videoStatus';
  readonly videoPointId: string;
  readonly status: VideoStatus;
}

export interface HazardReadingAccepted extends Accepted {
  readonly kind: 'hazardReading';
  readonly hazardId: string;
  readonly warningLevel: 0 | 1 | 2 | 3 | 4;
  readonly reading: number | null;
  readonly unit: string | null;
}

export interface WindAccepted extends Accepted {
  readonly kind: 'wind';
  readonly fromDeg: number;
  readonly metersPerSec: number;
}

export interface PatrolAccepted extends Accepted {
  readonly kind: 'patrol';
  readonly staffId: string;
  readonly enuMeters: readonly [number, number];
}

export type AcceptedEvent =
  | MatterAccepted
  | CaseStepAccepted
  | VideoStatusAccepted
  | HazardReadingAccepted
  | WindAccepted
  | PatrolAccepted;

/** Case ids are ours: the journal's number of the event that opened it. */
export function caseIdOfSeq(seq: number): string {
  return `C${String(seq).padStart(8, '0')}`;
}
