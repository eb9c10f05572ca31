/** Long work lets others in between. */
import { expect, it } from 'vitest';
import { gathered } from '../../src/picture/giveWay.ts';

function* slow(count: number, millis: number): Generator<number> {
  for (let item = 0; item < count; item++) {
    const end = performance.now() + millis;
    while (performance.now() < end);
    yield item;
  }
}

it('gives everything in its order, and way to other tasks', async () => {
  let tasks = 0;
  const timer = setInterval(() => tasks++, 0);
  const all = await gathered(slow(12, 10), () => true);
  clearInterval(timer);
  expect(all).toEqual([...Array(12).keys()]);
  expect(tasks).toBeGreaterThan(0);
});

it('ends early where it is no longer wanted', async () => {
  let made = 0;
  const counted = function* (): Generator<number> {
    for (const item of slow(50, 10)) {
      made++;
      yield item;
    }
  };
  expect(await gathered(counted(), () => false)).toBeNull();
  expect(made).toBeLessThan(50);
});
