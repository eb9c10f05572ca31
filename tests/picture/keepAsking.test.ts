import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerFault, type FaultAnswer, fault } from '../../src/model/faults/fault.ts';
import { ASK_AGAIN_AFTER_MILLIS, keepAsking } from '../../src/picture/keepAsking.ts';
import type { Loaded } from '../../src/picture/packageFiles.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const away: Loaded<number> = { ok: false, fault: answerFault(fault('PICTURE-006', { reason: 'HTTP 502' })) };

/** A part that answers in turn, and what came of it. */
function partOf(answers: Loaded<number>[], take: (value: number) => void = () => {}) {
  const states: (string | null)[] = [];
  const taken: number[] = [];
  let asked = 0;
  const part = {
    file: 'part.bin',
    ask: async () => answers[Math.min(asked++, answers.length - 1)]!,
    take: (value: number) => {
      take(value);
      taken.push(value);
    },
    onState: (problem: FaultAnswer | null) => states.push(problem?.code ?? null),
  };
  return { part, states, taken, asked: () => asked };
}

describe('a part of the picture', () => {
  it('is asked for again every five seconds until it comes, and its fault then goes', async () => {
    const { part, states, taken, asked } = partOf([away, away, { ok: true, value: 7 }]);
    await keepAsking(part, new AbortController().signal);
    expect([states, taken]).toEqual([['PICTURE-006'], []]);
    await vi.advanceTimersByTimeAsync(ASK_AGAIN_AFTER_MILLIS);
    await vi.advanceTimersByTimeAsync(ASK_AGAIN_AFTER_MILLIS);
    expect([states, taken]).toEqual([['PICTURE-006', 'PICTURE-006', null], [7]]);
    await vi.advanceTimersByTimeAsync(10 * ASK_AGAIN_AFTER_MILLIS);
    expect(asked()).toBe(3);
  });

  it('that cannot be used is a fault, not an uncaught error', async () => {
    const { part, states } = partOf([{ ok: true, value: 1 }], () => {
      throw new Error('arc 3 is not there');
    });
    await expect(keepAsking(part, new AbortController().signal)).resolves.toBeUndefined();
    expect(states).toEqual(['PICTURE-001']);
  });

  it('whose asking breaks is a fault, and is asked for again', async () => {
    const { part, states, taken } = partOf([]);
    let asked = 0;
    const ask = async (): Promise<Loaded<number>> => {
      if (asked++ === 0) throw new RangeError('start offset is outside the bounds');
      return { ok: true, value: 9 };
    };
    await keepAsking({ ...part, ask }, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(ASK_AGAIN_AFTER_MILLIS);
    expect([states, taken]).toEqual([['PICTURE-001', null], [9]]);
  });

  it('that stays away for hours leaves nothing behind each time', async () => {
    const { signal } = new AbortController();
    let listening = 0;
    vi.spyOn(signal, 'addEventListener').mockImplementation(() => void listening++);
    vi.spyOn(signal, 'removeEventListener').mockImplementation(() => void listening--);
    const { part, asked } = partOf([away]);
    await keepAsking(part, signal);
    await vi.advanceTimersByTimeAsync(500 * ASK_AGAIN_AFTER_MILLIS);
    expect(asked()).toBe(501);
    expect([listening, vi.getTimerCount()]).toEqual([1, 1]);
  });

  it('is no longer asked for once the picture is gone', async () => {
    const abort = new AbortController();
    const { part, asked } = partOf([away]);
    await keepAsking(part, abort.signal);
    abort.abort();
    await vi.advanceTimersByTimeAsync(3 * ASK_AGAIN_AFTER_MILLIS);
    expect(asked()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
