/** A graphics card takes contexts away: the picture comes back by itself, and a page that it does not help is loaded anew. */
import pixelmatch from 'pixelmatch';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage } from '../support/browser.ts';
import { cityPage } from '../support/cityPage.ts';
import { contrastOf } from '../support/golden.ts';
import { roundsOf } from '../support/longRun.ts';
import { type ScreensServer, startScreens } from '../support/screensServer.ts';
import { untilStill } from '../support/untilStill.ts';

const viewport = { width: 480, height: 270 };
/** Of a lost picture, as the product promises. */
const BACK_WITHIN_MILLIS = 10_000;
const WITHIN = { timeout: BACK_WITHIN_MILLIS, interval: 200 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** Takes the contexts of these canvases of the page away, all at once: 0 is the city, 1 the marks. */
function lose(page: Page, selector: string, canvases: readonly number[]): Promise<void> {
  return page.evaluate(
    ([within, meant]) => {
      const all = [...document.querySelectorAll<HTMLCanvasElement>(within)];
      for (const index of meant) all[index]!.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext();
    },
    [selector, canvases] as const,
  );
}

function differenceOf(one: Buffer, other: Buffer): number {
  const [a, b] = [PNG.sync.read(one), PNG.sync.read(other)];
  return pixelmatch(a.data, b.data, undefined, a.width, a.height, { threshold: 0.04 }) / (a.width * a.height);
}

describe('a city whose context is lost', () => {
  let server: ScreensServer;
  beforeAll(async () => {
    server = await startScreens({ pagesFolder: await cityPage() });
  });
  afterAll(async () => {
    await server?.close();
  });

  it('is the same picture again within ten seconds, whichever canvas it was, and told until then', async () => {
    const url = `${server.url}wall?layers=buildings,roads,boundaries,labels,videoPoints`;
    const { page, problems } = await openPage(browser, url, viewport);
    await page.waitForFunction(() => window.city?.ready, undefined, { timeout: 60_000 });
    await page.evaluate(() => {
      const { view } = window.city;
      view.setLanguage('en');
      view.setLayerVisible('roads', false);
      view.flyTo({ targetEnuMeters: [0, 0], rangeMeters: 900, headingDeg: 20, pitchDeg: -35 }, 0);
      view.setFocus({ buildingIndex: 3 });
    });
    await untilStill(page);
    const before = await page.screenshot();
    expect(contrastOf(before)).toBeGreaterThan(6);

    const cases = [[0], [1], [0, 1]];
    for (let round = 0; round < roundsOf(3, 21); round++) {
      // Each is a first loss: how often is too often stands in tests/picture/contextLosses.test.ts.
      await page.evaluate(() => window.sessionStorage.clear());
      await lose(page, '#city canvas', cases[round % 3]!);
      const gone = () => page.evaluate(() => [window.city.gone.length, window.city.faults.join()]);
      await expect.poll(gone, WITHIN).toEqual([round + 1, expect.stringContaining('PICTURE-005')]);
      await untilStill(page);
      expect(differenceOf(before, await page.screenshot()), `after loss ${round + 1}`).toBeLessThan(0.001);
      expect(await page.evaluate(() => window.city.view.contextLosses())).toBe(round + 1);
    }
    const told = await page.evaluate(() => window.city.faults.map((text) => text.slice(0, 11)));
    expect(new Set(told)).toEqual(new Set(['PICTURE-005']));
    expect(await page.locator('#city canvas').count()).toBe(3);
    expect(problems.filter((text) => !/context/i.test(text))).toEqual([]);
    await page.close();
  });
});

describe('a hall whose context is lost', () => {
  let server: ScreensServer;
  beforeAll(async () => {
    server = await startScreens();
  });
  afterAll(async () => {
    await server?.close();
  });

  it('shows the same ring again; the third loss loads the page anew; three more are told and left at that', async () => {
    const { page } = await openPage(browser, `${server.url}ring/3?still`, { width: 200, height: 200 });
    const ready = '[data-testid=ring][data-ready=true]';
    await page.waitForSelector(ready, { timeout: 80_000 });
    let loads = 0;
    page.on('load', () => loads++);
    const before = await panePixels(page);

    await loseRing(page);
    await expect.poll(() => panePixels(page), WITHIN).toBe(before);
    await expect.poll(() => footOf(page), WITHIN).not.toContain('PICTURE-');
    await loseRing(page);
    await expect.poll(() => footOf(page), WITHIN).not.toContain('PICTURE-');
    expect(loads).toBe(0);

    await loseRing(page);
    await expect.poll(() => loads, { timeout: 30_000 }).toBe(1);
    await page.waitForSelector(ready, { timeout: 80_000 });
    await expect.poll(() => panePixels(page), WITHIN).toBe(before);

    for (let loss = 0; loss < 2; loss++) {
      await loseRing(page);
      await expect.poll(() => footOf(page), WITHIN).not.toContain('PICTURE-');
    }
    await loseRing(page);
    await expect.poll(() => footOf(page), WITHIN).toContain('PICTURE-013');
    await page.waitForTimeout(7_000); // longer than a page waits before it is loaded anew
    expect(loads).toBe(1);
    await page.close();
  });
});

/** Both contexts of the ring; waits until it is told. */
async function loseRing(page: Page): Promise<void> {
  await lose(page, '.ring-pane canvas[style*="hidden"]', [0, 1]);
  await expect.poll(() => footOf(page), WITHIN).toContain('PICTURE-');
}

/** What the foot of the ring says: faults among it. */
function footOf(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector('.ring-foot')?.textContent ?? '');
}

/** What the segment shows, as one text. */
function panePixels(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector<HTMLCanvasElement>('.ring-pane canvas')!.toDataURL());
}
