import { describe, expect, it } from 'vitest';
import { BakeClock, type BakeStep, bakeSteps } from '../../../src/bake/progress.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';

const rates = Object.fromEntries(bakeSteps.map((step) => [step, 1]));

describe('the remaining time', () => {
  it('is right from the start where this machine is as it was', () => {
    let now = 0;
    const clock = new BakeClock(rates, () => now);
    for (const [index, step] of bakeSteps.entries()) {
      clock.at(step, 0, 1);
      expect(clock.remainingSeconds()).toBeCloseTo(bakeSteps.length - index, 9);
      now += 1;
    }
    clock.end();
    expect(clock.learntRates()).toEqual(rates);
  });

  it('is within a fifth from a fifth of the bake on, on machines of any speed', () => {
    const random = new SeededRandom('bake-clock');
    for (let round = 0; round < 200; round++) {
      const speed = 0.25 + random.ratio() * 4;
      const steps = bakeSteps.map((step) => [step, 5 * speed * (0.9 + random.ratio() * 0.2)] as const);
      const total = steps.reduce((sum, [, seconds]) => sum + seconds, 0);
      let now = 0;
      const clock = new BakeClock(Object.fromEntries(bakeSteps.map((step) => [step, 5])), () => now);
      for (const [step, seconds] of steps) {
        clock.at(step, 0, 1);
        const [left, said] = [total - now, clock.remainingSeconds()];
        if (now > total / 5) expect(Math.abs(said - left) / left, `${step} at ${now} of ${total}`).toBeLessThan(0.2);
        now += seconds;
      }
    }
  });

  it('follows a step’s own pace the more, the further along it is, and never falls below nothing', () => {
    let now = 0;
    const clock = new BakeClock({ ...rates, tiles: 10, groundTiles: 0, index: 0, publish: 0 }, () => now);
    clock.at('tiles', 0, 100);
    for (const percent of [25, 50, 75, 95]) {
      now = (percent / 100) * 40; // four times as slow as expected
      clock.at('tiles', percent, 100);
      const left = 40 - now;
      expect(Math.abs(clock.remainingSeconds() - left) / left, `${percent} %`).toBeLessThan(0.2);
    }
    clock.at('tiles', 0, 1);
    expect(clock.remainingSeconds()).toBe(0);
  });

  it('learns nothing from a step that was over at once: start-up is no pace', () => {
    let now = 0;
    const clock = new BakeClock({}, () => now);
    clock.expect({ areas: 10, buildings: 100 });
    clock.at('areas', 0, 1);
    now = 0.2;
    clock.at('buildings', 0, 1);
    now = 2.2;
    clock.end();
    expect(clock.learntRates()).toEqual({ buildings: 0.02 });
  });

  it('counts a kept step as read, not made, and learns nothing from it', () => {
    let now = 0;
    const clock = new BakeClock(rates, () => now);
    clock.expectKept('buildings' satisfies BakeStep);
    clock.at('buildings', 0, 1);
    const later = bakeSteps.length - bakeSteps.indexOf('buildings') - 1;
    expect(clock.remainingSeconds()).toBeLessThan(later + 0.2);
    now = 0.05;
    clock.end();
    expect(clock.learntRates().buildings).toBe(1);
  });
});
