import { describe, expect, it } from 'vitest';
import { ContextLosses } from '../../src/picture/recovery/contextLosses.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 24);

/** What a tab remembers: over reloads too. */
function tab(start: string | null = null) {
  let kept = start;
  return {
    getItem: () => kept,
    setItem: (_key: string, value: string) => {
      kept = value;
    },
  };
}

describe('losses of a context', () => {
  it('are repaired, until the third in ten minutes asks for another page', () => {
    const losses = new ContextLosses(tab());
    expect([0, 4, 9].map((minute) => losses.note(START + minute * MINUTE))).toEqual(['rebuild', 'rebuild', 'reload']);
  });

  it('of two pictures in one moment are one', () => {
    const losses = new ContextLosses(tab());
    const nexts = [0, 3, 1_000, 1_002].map((millis) => losses.note(START + millis));
    expect(nexts).toEqual(['rebuild', 'rebuild', 'rebuild', 'rebuild']);
    expect(losses.note(START + 2_000)).toBe('reload');
  });

  it('that lie further apart never do', () => {
    const losses = new ContextLosses(tab());
    const nexts = Array.from({ length: 60 }, (_, count) => losses.note(START + count * 6 * MINUTE));
    expect(new Set(nexts)).toEqual(new Set(['rebuild']));
  });

  it('are remembered over the reload: three more come to rest, and never to a circle of reloads', () => {
    const memory = tab();
    const nexts = Array.from({ length: 30 }, (_, count) => new ContextLosses(memory).note(START + count * 3_000));
    expect(nexts.slice(0, 6)).toEqual(['rebuild', 'rebuild', 'reload', 'rebuild', 'rebuild', 'rest']);
    expect(nexts.filter((next) => next === 'reload').length).toBe(1);
  });

  it('may reload again when the last time was long ago', () => {
    const memory = tab();
    const three = (atMillis: number) =>
      [0, 1, 2].map((second) => new ContextLosses(memory).note(atMillis + second * 1_000))[2];
    expect(three(START)).toBe('reload');
    expect(three(START + 5 * MINUTE)).toBe('rest');
    expect(three(START + 31 * MINUTE)).toBe('reload');
  });

  it('take a memory that somebody else wrote for none', () => {
    for (const junk of ['', 'x', '1 2 -3', '9'.repeat(40), '1 '.repeat(5_000), '{"a":1}']) {
      expect(new ContextLosses(tab(junk)).note(START)).toBe('rebuild');
    }
  });
});
