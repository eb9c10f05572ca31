/** On the planner's desk: pointing, choosing several, and colouring the city by an attribute. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseManifest } from '../../src/model/contract/manifest.ts';
import { openBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type ScreensServer, startScreens } from '../support/screensServer.ts';

let server: ScreensServer;
let browser: Browser;
let plan: WatchedPage;
let buildings: number;

beforeAll(async () => {
  server = await startScreens();
  const manifest = readFileSync(path.join(server.packageFolder, 'district.json'), 'utf8');
  buildings = parseManifest(JSON.parse(manifest))!.counts.buildings;
  browser = await openBrowser();
  plan = await openPage(browser, `${server.url}plan?lang=zh`, { width: 960, height: 600 });
  await plan.page.waitForSelector('[data-testid=city][data-ready=true]', { timeout: 90_000 });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Middle of the map and half its size. */
async function mapBox(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  return (await page.locator('.plan-map').boundingBox())!;
}

/** What the map names there, once the pointer has rested. */
async function nameAt(page: Page, x: number, y: number): Promise<string | null> {
  await page.mouse.move(x, y);
  await page.waitForTimeout(250);
  const tag = page.locator('.hover-tag');
  return tag.textContent({ timeout: 50 }).catch(() => null);
}

/** Moves the pointer over the map until it names a building, there and a pixel beside; two places of two buildings. */
async function twoBuildings(page: Page): Promise<[number, number][]> {
  const { x, y, width, height } = await mapBox(page);
  const found = new Map<string, [number, number]>();
  for (let step = 0; step < 60 && found.size < 2; step++) {
    const at: [number, number] = [
      x + width * (0.3 + ((step * 0.137) % 0.4)),
      y + height * (0.35 + ((step * 0.061) % 0.35)),
    ];
    const text = await nameAt(page, ...at);
    if (!text?.includes('层')) continue;
    // On a busy machine it may be the name of the place before; a pixel on may be another house.
    const beside = await nameAt(page, at[0] + 1, at[1]);
    if (beside === text && (await nameAt(page, ...at)) === text) found.set(text, at);
  }
  return [...found.values()];
}

const picture = async (page: Page): Promise<PNG> => PNG.sync.read(await page.locator('.plan-map').screenshot());

/** Share of pixels that are plainly of another colour. */
function changed(a: PNG, b: PNG): number {
  let count = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    const apart = [0, 1, 2].reduce((sum, channel) => sum + Math.abs(a.data[at + channel]! - b.data[at + channel]!), 0);
    if (apart > 60) count++;
  }
  return count / (a.data.length / 4);
}

it('the name of what is pointed at moves with the pointer, and nothing is rendered for it', async () => {
  const { page } = plan;
  const [first] = await twoBuildings(page);
  expect(first).toBeDefined();
  await page.mouse.move(...first!);
  await page.locator('.hover-tag').waitFor();
  const seen = await page.evaluate(async ([x, y]) => {
    const city = document.querySelector('.city')!;
    const tag = document.querySelector<HTMLElement>('.hover-tag')!;
    let renders = 0;
    const watch = new MutationObserver((changes) => {
      renders += changes.filter(({ type }) => type !== 'attributes').length;
    });
    watch.observe(city, { subtree: true, childList: true, characterData: true });
    const places = new Set<string>();
    for (let move = 0; move < 20; move++) {
      const target = document.elementFromPoint(x!, y!)!;
      const place = { clientX: x! + (move % 2), clientY: y!, pointerType: 'mouse', bubbles: true };
      target.dispatchEvent(new PointerEvent('pointermove', place));
      places.add(tag.style.transform);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    watch.disconnect();
    return { renders, places: places.size };
  }, first!);
  expect(seen).toEqual({ renders: 0, places: 2 });
});

it('Ctrl adds to what is chosen, Escape clears it', async () => {
  const { page } = plan;
  const [first, second] = await twoBuildings(page);
  expect(second).toBeDefined();
  await page.mouse.click(...first!);
  await page.locator('.plan-card').waitFor();
  const alone = await picture(page);
  await page.keyboard.down('Control');
  await page.mouse.click(...second!);
  await page.keyboard.up('Control');
  await expect.poll(() => page.locator('.plan-set li').count()).toBe(2);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.plan-set li').count()).toBe(0);
  await page.mouse.move(10, 10);
  await expect.poll(async () => changed(alone, await picture(page)), { timeout: 15_000 }).toBeGreaterThan(0.05);
});

it('the city is coloured by an attribute; the legend counts every building; none takes the colours away', async () => {
  const { page } = plan;
  const plain = await picture(page);
  const panel = page.getByTestId('thematic');
  const by = panel.locator('select').first();
  const counted = async (): Promise<number> => {
    const texts = await panel.locator('.thematic-legend li span:last-child').allTextContents();
    return texts.reduce((sum, text) => sum + Number(text.replaceAll(',', '')), 0);
  };
  await by.selectOption('use');
  await expect.poll(counted).toBe(buildings);
  await expect.poll(async () => changed(plain, await picture(page)), { timeout: 15_000 }).toBeGreaterThan(0.05);
  const byUse = await picture(page);
  // By mouse the list keeps no focus, by keyboard it does.
  const focusIsOn = (): Promise<string | undefined> => page.evaluate(() => document.activeElement?.tagName);
  await by.focus();
  await by.dispatchEvent('pointerdown');
  await by.selectOption('year');
  expect(await focusIsOn()).toBe('BODY');
  await by.focus();
  await page.keyboard.press('Shift');
  await by.selectOption('floors');
  expect(await focusIsOn()).toBe('SELECT');
  await panel.getByLabel('分级').selectOption('natural');
  await expect.poll(async () => changed(byUse, await picture(page)), { timeout: 15_000 }).toBeGreaterThan(0.05);
  expect(await counted()).toBe(buildings);
  await panel.getByLabel('分级').selectOption('manual');
  await panel.getByLabel('界值').fill('drei');
  await panel.getByText('PICTURE-020').waitFor();
  await panel.getByLabel('界值').fill('4 10');
  // Whole things are counted: a class is named by the first and the last that it holds.
  const classNames = panel.locator('.thematic-legend li > span:first-of-type');
  await expect.poll(async () => (await classNames.allTextContents()).join(' ')).toMatch(/^(\d–)?3 4–9 10 及以上$/);
  await by.selectOption('');
  await expect.poll(async () => changed(plain, await picture(page)), { timeout: 15_000 }).toBeLessThan(0.01);
  expect(plan.problems).toEqual([]);
  expect(plan.elsewhere).toEqual([]);
});
