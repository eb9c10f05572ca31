import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { MOST_A_MINUTE, RetryTimes } from '../../src/picture/recovery/retryTimes.ts';

describe('asking again', () => {
  it('waits twice as long each time, up to a minute', () => {
    const times = new RetryTimes();
    const waits: number[] = [];
    let nowMillis = 0;
    for (let failure = 0; failure < 8; failure++) {
      times.failed('a', nowMillis);
      const next = times.nextMillis(nowMillis)!;
      waits.push(next - nowMillis);
      expect(times.due(next - 1)).toEqual([]);
      expect(times.due(next)).toEqual(['a']);
      expect(times.isAsked('a')).toBe(true);
      nowMillis = next;
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('forgets what came: its next failure is a first one', () => {
    const times = new RetryTimes();
    times.failed('a', 0);
    times.due(2_000);
    times.failed('a', 2_000);
    times.drop('a');
    expect([times.missing, times.nextMillis(2_000)]).toEqual([[], null]);
    times.failed('a', 10_000);
    expect(times.nextMillis(10_000)).toBe(12_000);
  });

  it('asks for no more than so many a minute, and for each in the end', () => {
    const random = new SeededRandom(7);
    const times = new RetryTimes();
    for (let tile = 0; tile < 500; tile++) times.failed(`tile ${tile}`, 0);
    const asks: number[] = [];
    const came = new Set<string>();
    for (let nowMillis = 0; times.missing.length > 0; nowMillis = times.nextMillis(nowMillis) ?? nowMillis + 1) {
      expect(nowMillis).toBeLessThan(3_600_000);
      for (const tile of times.due(nowMillis)) {
        asks.push(nowMillis);
        if (random.ratio() < 0.3) times.failed(tile, nowMillis);
        else times.drop(tile);
        if (!times.missing.includes(tile)) came.add(tile);
      }
    }
    expect(came.size).toBe(500);
    asks.forEach((atMillis, first) => {
      const beyond = asks[first + MOST_A_MINUTE];
      if (beyond !== undefined) expect(beyond - atMillis).toBeGreaterThanOrEqual(60_000);
    });
  });
});
