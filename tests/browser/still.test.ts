/** A picture drawn in strips is the picture drawn in one piece: saved ones, and live ones that are larger than any canvas. */
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { servedCity, untilCityIsWhole } from '../support/servedBrowser.ts';
import { untilStill } from '../support/untilStill.ts';

const served = servedCity();

const LAYERS = 'layers=buildings,roads,boundaries,labels,components';
const NEAR = { targetEnuMeters: [0, 0], rangeMeters: 500, headingDeg: 30, pitchDeg: -25 } as const;
const FAR = { targetEnuMeters: [0, 0], rangeMeters: 2600, headingDeg: 30, pitchDeg: -35 } as const;

/** Pixels that are plainly others: dithering of the sky is a level; an edge may fall to the other side of a pixel's middle. */
function different(a: PNG, b: PNG): number {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  expect(new Set(a.data).size).toBeGreaterThan(20);
  let count = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    if ([0, 1, 2].some((channel) => Math.abs(a.data[at + channel]! - b.data[at + channel]!) > 2)) count++;
  }
  return count;
}

async function lookFrom(page: Page, look: typeof NEAR | typeof FAR): Promise<void> {
  await untilCityIsWhole(page);
  await page.evaluate((to) => window.city.view.flyTo({ ...to, targetEnuMeters: [0, 0] }, 0), look);
  await untilStill(page);
}

async function still(page: Page, widthPx: number, heightPx: number, mostStripPx: number): Promise<PNG> {
  const data = await page.evaluate(
    async ({ widthPx, heightPx, mostStripPx }) => {
      const blob = await window.city.view.still(widthPx, heightPx, { mostStripPx });
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    { widthPx, heightPx, mostStripPx },
  );
  return PNG.sync.read(Buffer.from(data));
}

describe('stills', () => {
  it.each([
    ['near by', NEAR],
    ['from afar', FAR],
  ] as const)('show no seams between their strips, with all marks and names, %s', async (_, look) => {
    const { page, problems } = await served.open(`?${LAYERS}`, { width: 320, height: 200 });
    await lookFrom(page, look);
    const [whole, strips] = [await still(page, 480, 300, 1000), await still(page, 480, 300, 240)];
    expect(different(whole, strips)).toBeLessThan((480 * 300) / 2000);
    // As large as the screen, it is what the screen shows; afterwards the screen shows it again.
    const asShown = await still(page, 320, 200, 1000);
    await untilStill(page);
    const shown = PNG.sync.read(await page.screenshot());
    expect(different(asShown, shown)).toBeLessThan((320 * 200) / 500);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('are taken one at a time, can be given up, and end by number with the card that draws them', async () => {
    const { page } = await served.open('?layers=buildings', { width: 320, height: 200 });
    await lookFrom(page, NEAR);
    const told = await page.evaluate(async () => {
      const { view } = window.city;
      const reason = (error: unknown): string => {
        const { fault, name } = error as { fault?: { code: string }; name: string };
        return fault?.code ?? name;
      };
      const end = (taken: Promise<Blob>): Promise<string> => taken.then(({ type }) => type, reason);
      const stop = new AbortController();
      const done: number[] = [];
      const first = end(
        view.still(640, 400, {
          ...{ mostStripPx: 100, signal: stop.signal },
          onProgress(strips) {
            done.push(strips);
            if (strips === 2) stop.abort();
          },
        }),
      );
      const second = await end(view.still(64, 40));
      const ended = [await first, second, done];
      const whole = await end(view.still(64, 40, { lines: ['模拟数据', 'Synthetic'] }));
      const lost = end(view.still(640, 400, { mostStripPx: 100 }));
      document.querySelector('canvas')!.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext();
      return { ended, whole, lost: await lost, after: await end(view.still(64, 40)) };
    });
    expect(told.ended).toEqual(['AbortError', 'PICTURE-015', [0, 1, 2]]);
    expect([told.whole, told.lost, told.after]).toEqual(['image/png', 'PICTURE-016', 'PICTURE-016']);
    await page.close();
  });
});

describe('a live picture', () => {
  const size = { width: 640, height: 400 };
  /** The page as a card with smaller canvases shows it. */
  async function pageWith(lowered: (mostPx: number) => void, mostPx: number): Promise<Page> {
    const page = await served.browser.newPage({ viewport: size });
    await page.addInitScript(lowered, mostPx);
    await page.goto(`${served.server.url}?${LAYERS}`);
    return page;
  }

  it('larger than the card’s canvases is drawn in strips, and is the same picture', async () => {
    const usual = await served.open(`?${LAYERS}`, size);
    const parted = await pageWith((mostPx) => {
      const { prototype } = WebGL2RenderingContext;
      const asked = prototype.getParameter;
      prototype.getParameter = function (name) {
        if (name === this.MAX_VIEWPORT_DIMS) return new Int32Array([mostPx, mostPx]);
        return name === this.MAX_RENDERBUFFER_SIZE ? mostPx : asked.call(this, name);
      };
    }, 300);
    for (const page of [usual.page, parted]) await lookFrom(page, NEAR);
    const shown = async (page: Page): Promise<PNG> => PNG.sync.read(await page.screenshot());
    // Its panes wait for their tiles one after the other.
    await expect
      .poll(async () => different(await shown(usual.page), await shown(parted)), { interval: 500, timeout: 30_000 })
      .toBeLessThan((size.width * size.height) / 2000);
    const panes = await parted.evaluate(() => [...document.querySelectorAll('canvas')].map(({ width }) => width));
    expect(panes.filter((width) => width >= 213 && width <= 214).length).toBeGreaterThanOrEqual(6);
    expect(Math.max(...panes)).toBeLessThanOrEqual(300);
    expect(await parted.evaluate(() => window.city.faults)).toEqual([]);
    expect(usual.problems).toEqual([]);
    await usual.page.close();
    await parted.close();
  });

  it('whose canvas the browser makes smaller than asked says so by number', async () => {
    const page = await pageWith((mostPx) => {
      Object.defineProperty(WebGL2RenderingContext.prototype, 'drawingBufferWidth', {
        get() {
          return Math.min(mostPx, (this as WebGL2RenderingContext).canvas.width);
        },
      });
    }, 96);
    // Until its script has run, `window.city` is nothing, then the element of that name.
    await page.waitForFunction(() => (window.city as Partial<typeof window.city> | undefined)?.faults?.length);
    expect(await page.evaluate(() => window.city.faults[0])).toContain('PICTURE-003');
    await page.close();
  });
});
