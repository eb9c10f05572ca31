/** A planner's desk at which nothing moves costs nothing: no frame is drawn, and no call reaches the graphics card. */
import { expect, it } from 'vitest';
import { openPage } from '../support/browser.ts';
import { keepGlAccount } from '../support/glAccount.ts';
import { servedBrowser, untilStationIsWhole } from '../support/servedBrowser.ts';

const STILL_MILLIS = 5_000;

const served = servedBrowser();

it('is at rest when nothing moves, and wakes when something does', async () => {
  const { page } = await openPage(served.browser, 'about:blank', { width: 800, height: 450 });
  await page.addInitScript(keepGlAccount);
  await page.goto(`${served.server.url}plan`);
  await untilStationIsWhole(page);
  const calls = (): Promise<number> => page.evaluate(() => window.gl.calls);
  // Fonts and tiles of the first picture may still come.
  let before = -1;
  await expect
    .poll(
      async () => {
        const now = await calls();
        const isStill = now === before;
        before = now;
        return isStill;
      },
      { interval: 1_000, timeout: 40_000 },
    )
    .toBe(true);

  // The loop goes on all the while, and so does the live link.
  const ticks = await page.evaluate(
    (millis) =>
      new Promise<number>((resolve) => {
        let count = 0;
        const tick = (): void => {
          count++;
          requestAnimationFrame(tick);
        };
        tick();
        setTimeout(() => resolve(count), millis);
      }),
    STILL_MILLIS,
  );
  expect(ticks).toBeGreaterThan(20);
  expect((await calls()) - before).toBe(0);

  await page.locator('.city-canvas').focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(calls, { timeout: 10_000 }).toBeGreaterThan(before);
  await page.close();
});
