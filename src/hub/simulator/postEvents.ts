/** Posts like anybody: through the door, over HTTP, again with the same ids until the outcome is known. */
import type { CasesAnswer, EventReceipt, EventsAnswer, HealthAnswer } from '../../model/contract/answers.ts';
import type { EventEnvelope } from '../../model/contract/event.ts';

const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 20_000;

export interface HubAddress {
  readonly origin: string;
  readonly base: string;
}

/** Resolves early when told to stop. */
export function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, millis);
    signal.addEventListener('abort', done);
  });
}

/** Receipts in order; null when told to stop before the outcome was known. */
export async function postEvents(
  { origin, base }: HubAddress,
  events: readonly EventEnvelope[],
  signal: AbortSignal,
  log: (line: string) => void,
): Promise<readonly EventReceipt[] | null> {
  for (
    let waitMillis = FIRST_WAIT_MILLIS;
    !signal.aborted;
    waitMillis = Math.min(waitMillis * 2, LONGEST_WAIT_MILLIS)
  ) {
    try {
      const response = await fetch(`${origin}${base}api/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/cloudevents-batch+json' },
        body: JSON.stringify(events),
        signal,
      });
      const answer = (await response.json()) as Partial<EventsAnswer>;
      if (answer.receipts && response.status !== 503) return answer.receipts;
      log(`simulator: the hub answered ${response.status}, sending again`);
    } catch (error) {
      if (signal.aborted) return null;
      log(`simulator: ${error instanceof Error ? error.message : error}, sending again`);
    }
    await pause(waitMillis, signal);
  }
  return null;
}

export async function readHealth({ origin, base }: HubAddress, signal: AbortSignal): Promise<HealthAnswer> {
  const response = await fetch(`${origin}${base}api/v1/health`, { signal });
  return (await response.json()) as HealthAnswer;
}

export async function readOpenCases({ origin, base }: HubAddress, signal: AbortSignal): Promise<CasesAnswer['cases']> {
  const response = await fetch(`${origin}${base}api/v1/cases?station=desk`, { signal });
  return ((await response.json()) as CasesAnswer).cases;
}
