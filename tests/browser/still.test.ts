/** A still drawn in strips is the picture drawn in one piece. */

import type { Browser } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage } from '../support/browser.ts';
import { cityPage } from '../support/cityPage.ts';
import { type ScreensServer, startScreens } from '../support/screensServer.ts';

let server: ScreensServer;
let browser: Browser;
beforeAll(async () => {
  server = await startScreens({ pagesFolder: await cityPage() });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe('stills', () => {
  it.each([
    ['near by', { targetEnuMeters: [0, 0], rangeMeters: 500, headingDeg: 30, pitchDeg: -25 }],
    ['from afar', { targetEnuMeters: [0, 0], rangeMeters: 2600, headingDeg: 30, pitchDeg: -35 }],
  ] as const)('show no seams between their strips, %s', async (_, look) => {
    const { page, problems } = await openPage(browser, `${server.url}?layers=buildings,roads,boundaries`, {
      width: 320,
      height: 200,
    });
    await page.waitForFunction(() => window.city?.ready);
    await page.evaluate((to) => window.city.view.flyTo({ ...to, targetEnuMeters: [0, 0] }, 0), look);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const still = async (mostStripPx: number): Promise<PNG> => {
      const data = await page.evaluate(async (most) => {
        const blob = await window.city.view.still(480, 300, most);
        return [...new Uint8Array(await blob.arrayBuffer())];
      }, mostStripPx);
      return PNG.sync.read(Buffer.from(data));
    };
    const [whole, strips] = [await still(1000), await still(240)];
    expect([whole.width, whole.height]).toEqual([480, 300]);
    expect([strips.width, strips.height]).toEqual([480, 300]);
    // Dithering of the sky is a level; an edge may fall to the other side of a pixel's middle.
    let different = 0;
    for (let at = 0; at < whole.data.length; at += 4) {
      const most = Math.max(
        ...[0, 1, 2].map((channel) => Math.abs(whole.data[at + channel]! - strips.data[at + channel]!)),
      );
      if (most > 2) different++;
    }
    expect(new Set(whole.data).size).toBeGreaterThan(20);
    expect(different).toBeLessThan((480 * 300) / 2000);
    expect(problems).toEqual([]);
    await page.close();
  });
});
