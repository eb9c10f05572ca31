/**
 * The one door for events. Posts that arrive together are judged in order and committed in one transaction (group
 * commit), so that durability costs one fsync per handful of requests; each event gets its own receipt.
 */
import type { EventReceipt } from '../../model/contract/answers.ts';
import type { CaseRecord } from '../../model/domain/cases.ts';
import { answerFault, describeFault, type Fault, fault } from '../../model/faults/fault.ts';
import { CommitUnknownError, type EventLog, type NewEntry, type RejectedEvent } from '../journal/eventLog.ts';
import { type AcceptedEvent, caseIdOfSeq } from '../state/acceptedEvent.ts';
import type { District } from '../state/districtPackage.ts';
import type { DistrictState } from '../state/districtState.ts';
import type { OwnerOf } from '../state/ownerOf.ts';
import { judgeEvent, type Present, readEnvelope } from './judgeEvent.ts';

export interface EventDoorParts {
  readonly log: EventLog;
  readonly state: DistrictState;
  readonly district: District;
  readonly ownerOf: OwnerOf;
  readonly nowMillis: () => number;
  readonly tell: (line: string) => void;
  /** Called once, when an append has no known outcome: from then on the door takes nothing more. */
  readonly onBroken: (why: Fault) => void;
}

interface Waiting {
  readonly events: readonly unknown[];
  readonly done: (receipts: EventReceipt[]) => void;
}

/** A receipt that is known now, or the place in the batch that will tell. */
type Pending =
  | EventReceipt
  | { readonly id: string; readonly batchIndex: number; readonly event: AcceptedEvent | null };

/** JSON text of what was refused, for the reject log. */
function textOfRefused(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return '(nested too deeply to be written down)';
    throw error;
  }
}

export class EventDoor {
  readonly #parts: EventDoorParts;
  readonly #buildingIdAt;
  #waiting: Waiting[] = [];
  #broken: Fault | null = null;
  #refused: number;

  constructor(parts: EventDoorParts) {
    this.#parts = parts;
    this.#buildingIdAt = parts.district.index.prepare('SELECT buildingId FROM buildings WHERE buildingIndex = ?');
    this.#refused = [...parts.log.rejectedCounts().values()].reduce((sum, count) => sum + count, 0);
  }

  /** Why the door takes nothing more, or null. */
  get broken(): Fault | null {
    return this.#broken;
  }

  /** Events refused since this history began. */
  get refusedEvents(): number {
    return this.#refused;
  }

  /** Receipts in the order of the events. Never rejects: a failed commit is a receipt too. */
  accept(events: readonly unknown[]): Promise<EventReceipt[]> {
    return new Promise((done) => {
      this.#waiting.push({ events, done });
      // What else arrives in this turn of the event loop shares the commit.
      if (this.#waiting.length === 1) setImmediate(() => this.#commitWaiting());
    });
  }

  #commitWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    const batch: NewEntry[] = [];
    const rejected: RejectedEvent[] = [];
    const judge = this.#judgeInto(batch, rejected);
    const pending = waiting.map(({ events }) => events.map(judge));
    const outcome = this.#append(batch, rejected);
    waiting.forEach(({ done }, index) => {
      done(pending[index]!.map((item) => ('outcome' in item ? item : outcome(item))));
    });
  }

  /** Judges one event after the other, each knowing what those before it will have changed. */
  #judgeInto(batch: NewEntry[], rejected: RejectedEvent[]): (value: unknown) => Pending {
    const { log, state, district, ownerOf, nowMillis } = this.#parts;
    const acceptedMillis = nowMillis();
    const indexByKey = new Map<string, number>();
    const changedCases = new Map<string, Pick<CaseRecord, 'state' | 'reportedMillis'>>();
    const present: Present = {
      nowMillis: acceptedMillis,
      district,
      ownerOf,
      buildingIdOf: (row) => (this.#buildingIdAt.get(row) as { buildingId: string }).buildingId,
      caseOf: (caseId) => changedCases.get(caseId) ?? state.cases.get(caseId),
      caseIds: () => state.cases.keys(),
    };
    const refuse = (value: unknown, id: string | null, item: Fault): EventReceipt => {
      this.#refused++;
      rejected.push({ receivedMillis: acceptedMillis, fault: item, body: textOfRefused(value) });
      return { id, outcome: 'refused', fault: answerFault(item) };
    };
    const judge = (value: unknown): Pending => {
      const read = readEnvelope(value);
      if (!read.ok) return refuse(value, null, read.fault);
      const { id, source } = read.envelope;
      const knownSeq = log.seqOf(source, id);
      if (knownSeq !== null) return { id, outcome: 'duplicate', seq: knownSeq };
      const key = JSON.stringify([source, id]);
      const knownIndex = indexByKey.get(key);
      if (knownIndex !== undefined) return { id, batchIndex: knownIndex, event: null };
      const judged = judgeEvent(read.envelope, present);
      if (!judged.ok) return refuse(value, id, judged.fault);
      const { event } = judged;
      if (event.kind === 'caseStep') {
        changedCases.set(event.caseId, { ...present.caseOf(event.caseId)!, state: event.to });
      }
      const batchIndex = batch.push({ source, id, acceptedMillis, body: JSON.stringify(event) }) - 1;
      indexByKey.set(key, batchIndex);
      return { id, batchIndex, event };
    };
    return (value) => {
      try {
        return judge(value);
      } catch (error) {
        // Judging is ours to get right; one event that finds a mistake in it must not take the others down.
        this.#parts.tell(`HUB-406 ${error instanceof Error ? error.stack : error}`);
        const read = readEnvelope(value);
        return refuse(value, read.ok ? read.envelope.id : null, fault('HUB-406'));
      }
    };
  }

  #append(
    batch: readonly NewEntry[],
    rejected: readonly RejectedEvent[],
  ): (item: Exclude<Pending, EventReceipt>) => EventReceipt {
    try {
      if (this.#broken === null) {
        const results = batch.length > 0 ? this.#parts.log.append(batch) : [];
        this.#keepRejected(rejected);
        return ({ id, batchIndex, event }) => {
          const { seq } = results[batchIndex]!;
          if (event === null) return { id, outcome: 'duplicate', seq };
          if (event.kind !== 'matter') return { id, outcome: 'accepted', seq };
          const { gridId, buildingId } = event;
          return { id, outcome: 'accepted', seq, caseId: caseIdOfSeq(seq), gridId, buildingId };
        };
      }
    } catch (error) {
      if (!(error instanceof CommitUnknownError)) throw error;
      this.#broken = fault('HUB-106', { reason: error.message });
      this.#parts.tell(`HUB-106 ${error.message}`);
      this.#parts.onBroken(this.#broken);
    }
    const unknown = answerFault(this.#broken!);
    return ({ id }) => ({ id, outcome: 'unknown', fault: unknown });
  }

  /** What was refused is kept for whoever looks into it later; that it could not be is told, and stops nothing. */
  #keepRejected(rejected: readonly RejectedEvent[]): void {
    const problem = this.#parts.log.reject(rejected);
    if (problem === null) return;
    const { code, message } = describeFault(fault('HUB-108', { count: rejected.length, reason: problem }), 'en');
    this.#parts.tell(`${code} ${message}`);
  }
}
