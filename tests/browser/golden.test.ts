/**
 * Every scene of `tests/golden` through the product's own view, on one page: as it was, and another picture without each
 * thing that it is about. And the gallery, which shows them to people.
 */
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { galleryDistrict } from '../../src/app/gallery/galleryDistrict.ts';
import { type Gallery, startGallery } from '../../src/app/gallery/startGallery.ts';
import type { TakenScene } from '../gallery/take.ts';
import { TOLERATED_SHARE } from '../gallery/tolerance.ts';
import { openBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { differenceBetween, differenceFromGolden, goldenNames } from '../support/golden.ts';
import { projectFolder } from '../support/toyDistrict.ts';

const folder = path.join(projectFolder, '.beiyang/test/gallery');
const names = goldenNames();

let gallery: Gallery;
let browser: Browser;

beforeAll(async () => {
  const packageFolder = await galleryDistrict(folder, () => {});
  gallery = await startGallery({ packageFolder, cacheFolder: path.join(folder, 'vite'), port: 0, watches: false });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await gallery?.close();
});

const png = (base64: string): Buffer => Buffer.from(base64, 'base64');

describe('the golden scenes', () => {
  let opened: WatchedPage;

  beforeAll(async () => {
    opened = await openPage(browser, `${gallery.url}take.html`, { width: 640, height: 360 });
    await opened.page.waitForFunction(() => window.goldens, undefined, { timeout: 60_000 });
  });
  afterAll(() => opened?.page.close());

  it('are a dozen at least, each with its case', async () => {
    expect(names.length).toBeGreaterThanOrEqual(12);
    expect(await opened.page.evaluate(() => window.goldens.names)).toEqual(names);
  });

  it.each(names)('%s is as it was, and not without what it is about', async (name) => {
    const taken: TakenScene = await opened.page.evaluate((asked) => window.goldens.take(asked), name);
    const picture = png(taken.picture);
    expect(differenceFromGolden(name, picture)).toBeLessThanOrEqual(TOLERATED_SHARE);
    for (const { control, picture: bare } of taken.without) {
      expect(differenceBetween(picture, png(bare)), `without ${control}`).toBeGreaterThan(TOLERATED_SHARE);
    }
  });

  it('are what the screen shows, and nothing went wrong', async () => {
    const { page, problems, elsewhere } = opened;
    const taken = await page.evaluate(() => window.goldens.take('buildings-ground'));
    await expect.poll(async () => differenceBetween(png(taken.picture), await page.screenshot())).toBeLessThan(0.01);
    expect(problems).toEqual([]);
    expect(elsewhere).toEqual([]);
  });
});

describe('the gallery', () => {
  let opened: WatchedPage;
  const mode = (page: Page): Promise<string | undefined> =>
    page.evaluate(() => document.querySelector<HTMLElement>('.stage')?.dataset.mode);
  const current = (page: Page): Promise<string | undefined> =>
    page.evaluate(() => document.querySelector<HTMLElement>('.scene[aria-current]')?.dataset.scene);

  beforeAll(async () => {
    opened = await openPage(browser, `${gallery.url}?scene=buildings-ground`, { width: 1280, height: 720 });
  });
  afterAll(() => opened?.page.close());

  it('lists all scenes, shows one live, and says whether it is as expected', async () => {
    const { page } = opened;
    await expect.poll(() => page.locator('.scene').count(), { timeout: 60_000 }).toBe(names.length);
    expect(await current(page)).toBe('buildings-ground');
    await page.locator('.notice').waitFor({ state: 'hidden', timeout: 60_000 });
    const { data } = PNG.sync.read(await page.locator('.live').screenshot());
    expect(new Set(Array.from({ length: data.length / 4 }, (_, at) => data.readUInt32BE(at * 4))).size).toBeGreaterThan(
      500,
    );
    await page.locator('.verdict[data-check=same]').waitFor({ timeout: 90_000 });
  }, 200_000); // a page by Vite, a live view and one that is checked, all in software

  it('is led by keys alone, in both languages', async () => {
    const { page, problems, elsewhere } = opened;
    await page.keyboard.press('3');
    expect(await mode(page)).toBe('difference');
    const line = (): Promise<number> => page.locator('.line').evaluate((one) => one.getBoundingClientRect().left);
    const before = await line();
    await page.keyboard.press('ArrowRight');
    expect(await line()).toBeGreaterThan(before);
    await page.keyboard.press('2');
    expect(await mode(page)).toBe('expected');
    expect(
      await page
        .locator('.stage > img.picture')
        .first()
        .evaluate((one) => (one as HTMLImageElement).naturalWidth),
    ).toBe(640);
    await page.keyboard.press('l');
    await page.getByText('Buildings and ground', { exact: false }).first().waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await current(page)).not.toBe('buildings-ground');
    await page.keyboard.press('ArrowUp');
    expect(await current(page)).toBe('buildings-ground');
    expect(problems).toEqual([]);
    expect(elsewhere).toEqual([]);
  });
});
