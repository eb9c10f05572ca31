import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * Until the test's city page has nothing of its picture on its way, names and their sight lines included, and drew no
 * further frame between two looks at its counter.
 */
export async function untilStill(page: Page): Promise<void> {
  let before = -1;
  await expect
    .poll(
      async () => {
        const now = await page.evaluate(() => window.city.view.whenStill().then(() => window.city.draws));
        const same = now === before;
        before = now;
        return same;
      },
      { interval: 400, timeout: 30_000 },
    )
    .toBe(true);
}
