import { expect, it } from 'vitest';
import { PartialFrames } from '../../src/picture/partialFrames.ts';

it('frames before all parts are there are held for a while after each, but not where one is due or a hand moves the view', () => {
  let now = 5;
  const partial = new PartialFrames(() => now);
  expect(partial.isHeld(false)).toBe(false);
  partial.drawn();
  now += 200;
  expect(partial.isHeld(false)).toBe(true);
  expect(partial.isHeld(true)).toBe(false);
  now += 200;
  expect(partial.isHeld(false)).toBe(false);
  partial.drawn();
  expect(partial.isHeld(false)).toBe(true);
  partial.end();
  expect(partial.isHeld(false)).toBe(false);
});
