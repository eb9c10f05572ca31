import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FaultAnswer } from '../../src/model/faults/fault.ts';
import { startFrameLoop } from '../../src/picture/frameLoop.ts';
import { FakeFrames } from '../support/fakeFrames.ts';

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

describe('the frame loop', () => {
  it('draws once per frame until stopped', () => {
    const frames = new FakeFrames();
    let drawn = 0;
    const loop = startFrameLoop(
      () => drawn++,
      () => expect.unreachable(),
      frames,
    );
    frames.run(3);
    expect(drawn).toBe(3);
    loop.stop();
    frames.run(3);
    expect(drawn).toBe(3);
  });

  it('ends at the first frame that throws, and tells the fault once', () => {
    const frames = new FakeFrames();
    const faults: FaultAnswer[] = [];
    let drawn = 0;
    startFrameLoop(
      () => {
        if (++drawn === 2) throw new Error('shader lost');
      },
      (fault) => faults.push(fault),
      frames,
    );
    frames.run(10);
    expect(drawn).toBe(2);
    expect(faults.map(({ code }) => code)).toEqual(['PICTURE-009']);
    expect(faults[0]!.en.message).toContain('shader lost');
    expect(console.error).toHaveBeenCalledOnce();
  });
});
