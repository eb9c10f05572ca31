/** Asks for a part until it is there: a hall has nobody to press a button. */
import { answerFault, type FaultAnswer, fault } from '../model/faults/fault.ts';
import type { Loaded } from './packageFiles.ts';

export const ASK_AGAIN_AFTER_MILLIS = 5_000;

export interface Part<T> {
  /** Named in the fault when the part cannot be used. */
  readonly file: string;
  /** What it rejects with is told as the file's fault, too: nothing may end the asking. */
  ask(): Promise<Loaded<T>>;
  /** Puts the part to use. What it throws is told as the file's fault: the file is not what it should be. */
  take(value: T): void;
  /** What keeps the part away, each time it is asked in vain; null when it came. */
  onState(fault: FaultAnswer | null): void;
}

/** Comes with the first answer, good or bad; asks on behind it, every five seconds, until good or aborted. */
export async function keepAsking<T>(part: Part<T>, signal: AbortSignal): Promise<void> {
  const loaded = await answerOf(part);
  if (signal.aborted) return;
  const problem = loaded.ok ? faultOfTaking(part, loaded.value) : loaded.fault;
  part.onState(problem);
  if (!problem) return;
  const stop = (): void => clearTimeout(timer);
  const timer = setTimeout(() => {
    signal.removeEventListener('abort', stop); // a part may be away for days
    void keepAsking(part, signal);
  }, ASK_AGAIN_AFTER_MILLIS);
  signal.addEventListener('abort', stop, { once: true });
}

async function answerOf<T>({ file, ask }: Part<T>): Promise<Loaded<T>> {
  try {
    return await ask();
  } catch (error) {
    return { ok: false, fault: fileFault(file, error) };
  }
}

function faultOfTaking<T>({ file, take }: Part<T>, value: T): FaultAnswer | null {
  try {
    take(value);
    return null;
  } catch (error) {
    return fileFault(file, error);
  }
}

function fileFault(file: string, error: unknown): FaultAnswer {
  const reason = error instanceof Error ? error.message : String(error);
  return answerFault(fault('PICTURE-001', { file, reason }, file));
}
