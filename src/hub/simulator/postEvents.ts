/**
 * Posts like anybody: through the door, over HTTP. While the outcome is unknown (no answer, 5xx) it posts again with the
 * same ids; what is refused for good is reported once and left behind.
 */
import type { EventReceipt, EventsAnswer } from '../../model/contract/answers.ts';
import type { EventEnvelope } from '../../model/contract/event.ts';
import { pause } from './pause.ts';

const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 20_000;
const BATCH_EVENTS = 500;
/** Half of what the door takes: a batch is cut before the door has to refuse it. */
const BATCH_BYTES = 512 * 1024;

export interface HubAddress {
  readonly origin: string;
  readonly base: string;
}

/** An event and what became of it. */
export interface Posted {
  readonly event: EventEnvelope;
  readonly receipt: EventReceipt;
}

export interface Poster extends HubAddress {
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
  /** Waits between two attempts; for tests. */
  readonly wait?: typeof pause;
}

/** Cuts by number and by bytes; an event larger than a batch stands alone, and the door says what it thinks of it. */
export function batchesOf(events: readonly EventEnvelope[]): EventEnvelope[][] {
  const batches: EventEnvelope[][] = [];
  let bytes = 0;
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(event)) + 1;
    const batch = batches.at(-1);
    if (batch && batch.length < BATCH_EVENTS && bytes + size <= BATCH_BYTES) {
      batch.push(event);
      bytes += size;
    } else {
      batches.push([event]);
      bytes = size;
    }
  }
  return batches;
}

interface Answer {
  readonly status: number;
  /** Null where the answer has none. */
  readonly receipts: readonly EventReceipt[] | null;
}

function receiptsOf(text: string): readonly EventReceipt[] | undefined {
  try {
    return (JSON.parse(text) as Partial<EventsAnswer> | null)?.receipts;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // whoever stands in between answers in HTML
    throw error;
  }
}

async function postOnce({ origin, base, signal }: Poster, batch: readonly EventEnvelope[]): Promise<Answer> {
  const response = await fetch(`${origin}${base}api/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(batch),
    signal,
  });
  const receipts = receiptsOf(await response.text());
  return { status: response.status, receipts: receipts?.length === batch.length ? receipts : null };
}

/** 408 and 429 ask to come again; any other answer below 500 would be the same next time. */
const isPassing = (status: number): boolean => status >= 500 || status === 408 || status === 429;

async function postBatch(poster: Poster, batch: readonly EventEnvelope[]): Promise<readonly Posted[]> {
  const { signal, log, wait = pause } = poster;
  for (
    let waitMillis = FIRST_WAIT_MILLIS;
    !signal.aborted;
    waitMillis = Math.min(waitMillis * 2, LONGEST_WAIT_MILLIS)
  ) {
    try {
      const { status, receipts } = await postOnce(poster, batch);
      if (!isPassing(status)) {
        if (receipts) return batch.map((event, index) => ({ event, receipt: receipts[index]! }));
        log(`simulator: the hub answered ${status} to ${batch.length} events, left out (from ${batch[0]!.id})`);
        return [];
      }
      log(`simulator: the hub answered ${status}, sending again`);
    } catch (error) {
      if (signal.aborted) return [];
      log(`simulator: ${error instanceof Error ? error.message : error}, sending again`);
    }
    await wait(waitMillis, signal);
  }
  return [];
}

/** In the order of the events; those without a receipt, because it stopped or the hub would not have them, are missing. */
export async function postEvents(poster: Poster, events: readonly EventEnvelope[]): Promise<Posted[]> {
  const posted: Posted[] = [];
  for (const batch of batchesOf(events)) posted.push(...(await postBatch(poster, batch)));
  return posted;
}
