import { describe, expect, it } from 'vitest';
import { ClockEstimate } from '../../src/live/clockEstimate.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';

/** Pings over a link with uneven random delays; hub time = local + offset. */
function ping(clock: ClockEstimate, localMillis: number, offsetMillis: number, there: number, back: number): void {
  const received = localMillis + there + offsetMillis;
  clock.add(localMillis, localMillis + there + back, received, received);
}

describe('the shared clock', () => {
  it('finds the offset to within half the best round trip, over a jittery link', () => {
    const random = new SeededRandom('clock');
    const clock = new ClockEstimate(0, 0);
    for (let round = 0; round < 40; round++) {
      ping(clock, round * 50, 1_700_000_000_000, random.between(0.5, 240), random.between(0.5, 240));
    }
    let shown = 0;
    for (let at = 2_000; at < 60_000; at += 16) shown = clock.nowMillis(at) - at;
    expect(Math.abs(shown - 1_700_000_000_000)).toBeLessThanOrEqual(clock.errorMillis()! + 1e-3);
    expect(clock.errorMillis()!).toBeLessThan(60);
  });

  it('takes the first answer at once, later ones at 5 ms per second, and never runs back', () => {
    const clock = new ClockEstimate(0, 0);
    ping(clock, 0, 500, 10, 10);
    expect(clock.nowMillis(20)).toBeCloseTo(520, 6);
    for (let round = 0; round < 40; round++) ping(clock, 30 + round, 440, 1, 1); // 60 ms less than believed
    let previous = clock.nowMillis(100);
    for (let at = 100; at <= 1_100; at += 10) {
      const now = clock.nowMillis(at);
      expect(now).toBeGreaterThanOrEqual(previous);
      previous = now;
    }
    expect(previous - 1_100).toBeCloseTo(500 - 5 * 1.08, 0);
  });

  it('forgets the best round after 32 newer ones', () => {
    const clock = new ClockEstimate(0, 0);
    ping(clock, 0, 0, 1, 1);
    for (let round = 1; round <= 32; round++) ping(clock, round, 0, 20, 20);
    expect(clock.roundTripMillis()).toBe(40);
  });

  it('runs on from the first answer, also where this machine was asked before and is an hour ahead', () => {
    const clock = new ClockEstimate(3_600_000, 0);
    expect(clock.nowMillis(10)).toBe(3_600_010);
    ping(clock, 20, 0, 1, 1);
    expect(clock.nowMillis(30)).toBe(30);
    expect(clock.nowMillis(1_030)).toBe(1_030);
  });

  it('takes another hub’s time at once, also two seconds back, and from there never runs back', () => {
    const clock = new ClockEstimate(0, 0);
    for (let round = 0; round < 40; round++) ping(clock, round, 5_000, 1, 1);
    expect(clock.nowMillis(100)).toBe(5_100);
    clock.startAnew();
    expect(clock.errorMillis()).toBeNull();
    expect(clock.nowMillis(200)).toBe(5_200);
    ping(clock, 300, 3_000, 20, 20);
    expect(clock.nowMillis(340)).toBe(3_340);
    ping(clock, 400, 2_900, 1, 1);
    expect(clock.nowMillis(402)).toBeGreaterThan(3_340);
  });
});
