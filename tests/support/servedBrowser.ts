/** What nearly every test with a browser begins with: a hub and a browser for one file, and pages with a whole picture. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openBrowser, openPage, type WatchedPage } from './browser.ts';
import { cityPage } from './cityPage.ts';
import { type ScreensServer, type ScreensServerOptions, startScreens } from './screensServer.ts';

const PICTURE_WITHIN_MILLIS = 60_000;

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

/** Both are there from the file's (or the group's) first test to its last. */
export interface ServedBrowser {
  readonly server: ScreensServer;
  readonly browser: Browser;
  /** A page of the server, at once. @param path without a leading slash. */
  open(path: string, viewport: Viewport): Promise<WatchedPage>;
  /** The test's city page, once its first picture is whole. */
  openCity(path: string, viewport: Viewport): Promise<WatchedPage>;
  /** A station with a map, once that is whole. */
  openStation(path: string, viewport: Viewport): Promise<WatchedPage>;
}

/** Serves the product's own screens, or what the options say. Called where hooks may be registered. */
export function servedBrowser(optionsOf: () => Promise<ScreensServerOptions> = async () => ({})): ServedBrowser {
  let server: ScreensServer | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    server = await startScreens(await optionsOf());
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  const open = (path: string, viewport: Viewport) => openPage(browser!, `${server!.url}${path}`, viewport);
  return {
    get server() {
      return server!;
    },
    get browser() {
      return browser!;
    },
    open,
    async openCity(path, viewport) {
      const opened = await open(path, viewport);
      await untilCityIsWhole(opened.page);
      return opened;
    },
    async openStation(path, viewport) {
      const opened = await open(path, viewport);
      await untilStationIsWhole(opened.page);
      return opened;
    },
  };
}

/** The same for the pages of `cityPage/`. */
export const servedCity = (options: Omit<ScreensServerOptions, 'pagesFolder'> = {}): ServedBrowser =>
  servedBrowser(async () => ({ ...options, pagesFolder: await cityPage() }));

export async function untilCityIsWhole(page: Page): Promise<void> {
  await page.waitForFunction(() => window.city?.ready, undefined, { timeout: PICTURE_WITHIN_MILLIS });
}

/** Before that the software renderer keeps the page too busy to be tapped. */
export async function untilStationIsWhole(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid=city][data-ready=true]', { timeout: PICTURE_WITHIN_MILLIS });
}
