/** Facts go to React, frames do not: what the wall renders while its camera moves and columns stream. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage } from '../support/browser.ts';
import { countRenders, type RenderCount } from '../support/renderCount.ts';
import { type ScreensServer, startScreens } from '../support/screensServer.ts';

const ROUNDS = 30;
/** A frame of columns begins with it, within whatever message carries it. */
const COLUMN_FRAME = 'BYCF';

let server: ScreensServer;
let browser: Browser;
beforeAll(async () => {
  server = await startScreens();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const reset = (page: Page): Promise<unknown> =>
  page.evaluate(() => Object.assign(window.rendered, { commits: 0, renders: {} } satisfies RenderCount));

/** Of a part and of all within it. */
const rendersOf = (renders: RenderCount['renders'], part: string): number =>
  Object.entries(renders).reduce((sum, [name, count]) => sum + (name.split(' > ').includes(part) ? count : 0), 0);

const status = (subject: string, round: number) => ({
  specversion: '1.0',
  id: `two-speeds-${subject}-${round}`,
  source: 'test',
  type: 'cn.beiyang.videopoint.status.v1',
  time: new Date().toISOString(),
  subject,
  data: { status: round % 2 === 0 ? 'online' : 'offline', origin: 'simulated' },
});

it('renders neither the city nor a panel without a clock while the camera moves and columns stream', async () => {
  const { page, problems } = await openPage(browser, 'about:blank', { width: 1280, height: 720 });
  const received: string[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => received.push(String(payload))));
  await page.addInitScript(countRenders);
  await page.goto(`${server.url}wall?light=night`);
  await page.waitForSelector('[data-testid=city][data-ready=true]', { timeout: 80_000 });
  const { ids } = (await (await fetch(`${server.url}api/v1/video-points?station=wall`)).json()) as { ids: string[] };
  await page.keyboard.press('y'); // the layer panel is open, too
  await page.waitForSelector('.layer-panel');
  await page.waitForTimeout(1_500);
  const canvas = page.locator('.city-canvas');
  await canvas.focus();
  const city = (): Promise<Buffer> => canvas.screenshot();

  await reset(page);
  const before = await city();
  received.length = 0;
  const startMillis = performance.now();
  for (let round = 0; round < ROUNDS; round++) {
    const { receipts } = await server.post(ids.slice(0, 20).map((id) => status(id, round)));
    expect(receipts.every(({ outcome }) => outcome === 'accepted')).toBe(true);
    await page.keyboard.press(round % 2 === 0 ? 'ArrowLeft' : 'ArrowUp');
    await page.waitForTimeout(150);
  }
  const { commits, renders } = await page.evaluate(() => window.rendered);
  const seconds = (performance.now() - startMillis) / 1_000;
  console.info(`${ROUNDS} steps of the camera and of the columns in ${seconds} s: ${commits} commits`, renders);
  expect((await city()).equals(before)).toBe(false);
  expect(received.some((frame) => frame.includes(COLUMN_FRAME))).toBe(true);
  expect(rendersOf(renders, 'city')).toBe(0);
  // It looks once a minute at what it was counted from.
  expect(renders['station wall > wall-over > thematic'] ?? 0).toBeLessThanOrEqual(1);
  expect(rendersOf(renders, 'wall-departments')).toBe(0);
  // What shows the time renders with it, and with the hub's sign of life: once a second each, however many frames there are.
  const clocks = renders['station wall > wall-title'] ?? 0;
  expect(clocks).toBeGreaterThan(seconds / 2);
  expect(clocks).toBeLessThan(seconds * 3);

  // The counter does count: a language is a fact, and all of it is rendered anew.
  await reset(page);
  await page.keyboard.press('l');
  await page.waitForSelector('html[lang=en]');
  const after = await page.evaluate(() => window.rendered);
  for (const part of ['city', 'thematic', 'wall-departments'])
    expect(rendersOf(after.renders, part), part).toBeGreaterThan(0);
  expect(problems).toEqual([]);
  await page.close();
});
