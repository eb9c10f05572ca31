/**
 * The state of the district: a pure fold of the journal. Time comes in as a number, nothing goes out; the same entries
 * give the same state, whether they arrive one by one or are read back after a restart.
 */
import { type CaseRecord, type EventOrigin, isOpen } from '../../model/domain/cases.ts';
import { isForgotten, type PatrolPoint, withPoint } from '../../model/domain/patrols.ts';
import { type VideoStatus, videoStatuses } from '../../model/domain/videoPoints.ts';
import type { LogEntry } from '../journal/eventLog.ts';
import {
  type AcceptedEvent,
  type CaseStepAccepted,
  caseIdOfSeq,
  type HazardReadingAccepted,
  type MatterAccepted,
  type PatrolAccepted,
  type VideoStatusAccepted,
  type WindAccepted,
} from './acceptedEvent.ts';
import { Closures } from './closures.ts';

const HOUR = 3_600_000;
/**
 * Closed cases stay in memory longer than they are shown, until no figure of today counts them: a local day has up to
 * 25 hours.
 */
const CLOSED_KEPT_MILLIS = 26 * HOUR;
/** Sources are named by whoever posts: bounded, the longest silent goes first. */
const KEPT_SOURCES = 64;

export interface HazardState {
  readonly warningLevel: 0 | 1 | 2 | 3 | 4;
  readonly reading: number | null;
  readonly unit: string | null;
  readonly changedMillis: number;
  /** Since when the level holds. */
  readonly levelSinceMillis: number;
  readonly origin: EventOrigin;
  readonly changedSeq: number;
}

export interface WindState {
  readonly fromDeg: number;
  readonly metersPerSec: number;
  readonly observedMillis: number;
  readonly origin: EventOrigin;
  readonly changedSeq: number;
}

export interface SourceState {
  readonly lastEventMillis: number;
  readonly origin: EventOrigin;
}

/** What one entry changed: what the stream must tell. */
export type Change =
  | { readonly kind: 'case'; readonly seq: number; readonly caseId: string }
  | { readonly kind: 'videoPoint'; readonly seq: number; readonly row: number }
  | { readonly kind: 'hazard'; readonly seq: number; readonly hazardId: string }
  | { readonly kind: 'wind'; readonly seq: number }
  | { readonly kind: 'patrol'; readonly seq: number; readonly row: number };

/** A position, and the entry that told it. */
export interface ToldPatrolPoint extends PatrolPoint {
  readonly seq: number;
}

/** What entries name by id and columns by row. */
export interface DistrictRows {
  readonly videoPointById: ReadonlyMap<string, { readonly videoPointIndex: number }>;
  readonly staffById: ReadonlyMap<string, { readonly row: number }>;
}

/** Number of each status on the wire: its place in `videoStatuses`. */
const statusCode = new Map<VideoStatus, number>(videoStatuses.map((status, code) => [status, code]));

export class DistrictState {
  /** In order of last change: the newest last. Map keeps insertion order, so a change is delete and set. */
  readonly cases = new Map<string, CaseRecord>();
  readonly hazards = new Map<string, HazardState>();
  readonly sources = new Map<string, SourceState>();
  /** As last observed, by event time; null until somebody says. */
  wind: WindState | null = null;
  /** All closings of the journal, also of cases that are forgotten. */
  readonly closures = new Closures();
  /** By videoPointIndex. Until the first report: no signal, `videoSeq` 0. */
  readonly videoStatus: Uint8Array;
  readonly videoEventMillis: Float64Array;
  /** Since when the status holds. */
  readonly videoSinceMillis: Float64Array;
  readonly videoSeq: Float64Array;
  /** Of officers heard of, by row of the staff: oldest first, the last is where they are. */
  readonly patrols = new Map<number, readonly ToldPatrolPoint[]>();
  /** Entries up to here are folded. */
  seq = 0;
  /** Changes up to here may concern cases that were forgotten since: who knows no later ones must start afresh. */
  forgottenSeq = 0;
  readonly #rows: DistrictRows;

  constructor(rows: DistrictRows) {
    const { videoPointById } = rows;
    this.#rows = rows;
    this.videoStatus = new Uint8Array(videoPointById.size).fill(statusCode.get('noSignal')!);
    this.videoEventMillis = new Float64Array(videoPointById.size);
    this.videoSinceMillis = new Float64Array(videoPointById.size);
    this.videoSeq = new Float64Array(videoPointById.size);
  }

  /** Folds one entry. Null: it came too late to change anything (a newer status is known). */
  fold(entry: LogEntry): Change | null {
    this.seq = entry.seq;
    const event = JSON.parse(entry.body) as AcceptedEvent;
    this.#noteSource(entry.source, event);
    switch (event.kind) {
      case 'matter':
        return this.#openCase(entry, event);
      case 'caseStep':
        return this.#stepCase(entry.seq, event);
      case 'videoStatus':
        return this.#setVideoStatus(entry.seq, event);
      case 'hazardReading':
        return this.#setHazard(entry.seq, event);
      case 'wind':
        return this.#setWind(entry.seq, event);
      case 'patrol':
        return this.#addPatrol(entry.seq, event);
    }
  }

  #noteSource(source: string, { timeMillis, origin }: AcceptedEvent): void {
    const known = this.sources.get(source);
    this.sources.delete(source);
    this.sources.set(source, { lastEventMillis: Math.max(known?.lastEventMillis ?? 0, timeMillis), origin });
    if (this.sources.size > KEPT_SOURCES) this.sources.delete(this.sources.keys().next().value!);
  }

  #openCase(entry: LogEntry, event: MatterAccepted): Change {
    const caseId = caseIdOfSeq(entry.seq);
    const { kind: _, timeMillis, ...facts } = event;
    this.cases.set(caseId, {
      ...facts,
      caseId,
      openedSeq: entry.seq,
      changedSeq: entry.seq,
      state: 'reported',
      source: entry.source,
      reportedMillis: timeMillis,
      closedMillis: null,
    });
    return { kind: 'case', seq: entry.seq, caseId };
  }

  #stepCase(seq: number, event: CaseStepAccepted): Change | null {
    const known = this.cases.get(event.caseId);
    if (!known) return null; // forgotten since: only on reading back a journal of more than a day
    if (event.to === 'closed') this.closures.add({ ...known, closedMillis: event.timeMillis });
    this.cases.delete(event.caseId);
    this.cases.set(event.caseId, {
      ...known,
      state: event.to,
      changedSeq: seq,
      closedMillis: isOpen(event.to) ? null : event.timeMillis,
    });
    return { kind: 'case', seq, caseId: event.caseId };
  }

  #setVideoStatus(seq: number, event: VideoStatusAccepted): Change | null {
    const row = this.#rows.videoPointById.get(event.videoPointId)?.videoPointIndex;
    if (row === undefined || event.timeMillis < this.videoEventMillis[row]!) return null;
    const status = statusCode.get(event.status)!;
    const isOther = this.videoSeq[row] === 0 || status !== this.videoStatus[row];
    if (isOther) this.videoSinceMillis[row] = event.timeMillis;
    this.videoStatus[row] = status;
    this.videoEventMillis[row] = event.timeMillis;
    this.videoSeq[row] = seq;
    return { kind: 'videoPoint', seq, row };
  }

  #setHazard(seq: number, event: HazardReadingAccepted): Change | null {
    const known = this.hazards.get(event.hazardId);
    if (known && event.timeMillis < known.changedMillis) return null;
    const { warningLevel, reading, unit, timeMillis, origin } = event;
    this.hazards.delete(event.hazardId);
    this.hazards.set(event.hazardId, {
      warningLevel,
      reading,
      unit,
      changedMillis: timeMillis,
      levelSinceMillis: known?.warningLevel === warningLevel ? known.levelSinceMillis : timeMillis,
      origin,
      changedSeq: seq,
    });
    return { kind: 'hazard', seq, hazardId: event.hazardId };
  }

  #setWind(seq: number, { fromDeg, metersPerSec, timeMillis, origin }: WindAccepted): Change | null {
    if (this.wind && timeMillis < this.wind.observedMillis) return null;
    this.wind = { fromDeg, metersPerSec, observedMillis: timeMillis, origin, changedSeq: seq };
    return { kind: 'wind', seq };
  }

  #addPatrol(seq: number, { staffId, enuMeters, timeMillis, origin }: PatrolAccepted): Change | null {
    const row = this.#rows.staffById.get(staffId)?.row;
    if (row === undefined) return null;
    const [eastMeters, northMeters] = enuMeters;
    const trail = withPoint(this.patrols.get(row) ?? [], {
      eastMeters,
      northMeters,
      eventMillis: timeMillis,
      origin,
      seq,
    });
    if (!trail) return null;
    this.patrols.set(row, trail);
    return { kind: 'patrol', seq, row };
  }

  /** Forgets closed cases that no figure of today counts any more, and officers not heard of for long. */
  forget(nowMillis: number): void {
    for (const [row, way] of this.patrols) if (isForgotten(way, nowMillis)) this.patrols.delete(row);
    for (const [caseId, item] of this.cases) {
      if (item.closedMillis === null) continue;
      if (Math.max(item.closedMillis, item.deadlineMillis) + CLOSED_KEPT_MILLIS >= nowMillis) continue;
      this.cases.delete(caseId);
      this.forgottenSeq = Math.max(this.forgottenSeq, item.changedSeq);
    }
  }
}
