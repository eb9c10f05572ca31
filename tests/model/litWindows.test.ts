import { describe, expect, it } from 'vitest';
import { lightHashOf, periodSpan, spreadRow } from '../../src/model/domain/litWindows.ts';

const utc = (text: string): number => Date.parse(text);

describe('the span of a period', () => {
  it('is whole local days, the running one included', () => {
    const at = utc('2026-11-24T07:00:00Z'); // 15:00 in Shanghai
    expect(periodSpan('today', at, 'Asia/Shanghai')).toEqual({
      sinceMillis: utc('2026-11-23T16:00:00Z'),
      untilMillis: utc('2026-11-24T16:00:00Z'),
    });
    expect(periodSpan('7d', at, 'Asia/Shanghai').sinceMillis).toBe(utc('2026-11-17T16:00:00Z'));
    expect(periodSpan('30d', at, 'Asia/Shanghai').sinceMillis).toBe(utc('2026-10-25T16:00:00Z'));
  });

  it('holds its first instant and not its end', () => {
    const midnight = utc('2026-11-23T16:00:00Z');
    expect(periodSpan('today', midnight, 'Asia/Shanghai').sinceMillis).toBe(midnight);
    expect(periodSpan('today', midnight - 1, 'Asia/Shanghai').untilMillis).toBe(midnight);
  });

  it('begins at midnight also beyond a change to or from summer time', () => {
    const span = periodSpan('7d', utc('2026-11-03T17:00:00Z'), 'America/New_York');
    expect(span.sinceMillis).toBe(utc('2026-10-28T04:00:00Z')); // still summer time
    expect(span.untilMillis).toBe(utc('2026-11-04T05:00:00Z'));
    expect(periodSpan('today', utc('2026-11-01T12:00:00Z'), 'America/New_York')).toEqual({
      sinceMillis: utc('2026-11-01T04:00:00Z'),
      untilMillis: utc('2026-11-02T05:00:00Z'),
    });
  });
});

describe('spreading over a grid', () => {
  it('chooses in proportion to windows, never a building without any, and always the same', () => {
    const windows = [0, 300, 0, 100, 600];
    const chosen = windows.map(() => 0);
    for (let seq = 1; seq <= 20_000; seq++) {
      const hash = lightHashOf(`C${String(seq).padStart(8, '0')}`);
      const row = spreadRow(hash, windows)!;
      expect(spreadRow(hash, windows)).toBe(row);
      chosen[row]!++;
    }
    const shares = chosen.map((count) => count / 20_000);
    expect([shares[0], shares[2]]).toEqual([0, 0]);
    for (const [row, share] of [
      [1, 0.3],
      [3, 0.1],
      [4, 0.6],
    ] as const) {
      expect(Math.abs(shares[row]! - share)).toBeLessThan(0.02);
    }
  });

  it('finds none where there is no window', () => {
    expect(spreadRow(7, [])).toBeNull();
    expect(spreadRow(7, [0, 0])).toBeNull();
  });
});
