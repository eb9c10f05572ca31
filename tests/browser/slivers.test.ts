/** A proof that failed, seen: red on the map with its figures, counted and switched in the list, silent to the public. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageHash } from '../../src/hub/state/packageHash.ts';
import { SLIVERS_FILE, type SliversFile } from '../../src/model/contract/sliversFile.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { cityPage } from '../support/cityPage.ts';
import { type ScreensServer, startScreens } from '../support/screensServer.ts';
import { toyDistrict } from '../support/toyDistrict.ts';

const viewport = { width: 640, height: 360 };
const slivers: SliversFile = {
  schema: 'slivers/1',
  slivers: [
    {
      kind: 'gap',
      level: 'unitGrid',
      parentId: 'toy:community:1',
      squareMeters: 90,
      buildings: 1,
      residents: 12,
      areaIds: ['toy:unitGrid:1', 'toy:unitGrid:2'],
      // 300 m long and 30 cm wide, over level ground.
      polygonCm: [[-15_000, -10_000, 15_000, -10_000, 15_000, -9_970, -15_000, -9_970]],
    },
  ],
};

let folder: string;
let server: ScreensServer;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-slivers-'));
  cpSync(await toyDistrict(), folder, { recursive: true });
  writeFileSync(path.join(folder, SLIVERS_FILE), JSON.stringify(slivers));
  const manifest = path.join(folder, 'district.json');
  const said = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(manifest, JSON.stringify({ ...said, filesHash: packageHash(folder, said.publicFiles) }));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Pixels that only an alarm has: red, and neither green nor blue. */
function redPixels(png: Buffer): number {
  const { data } = PNG.sync.read(png);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (data[at]! > 120 && data[at + 1]! < 90 && data[at + 2]! < 90) count++;
  }
  return count;
}

it('draws slivers red, and not at all once they are switched off', async () => {
  server = await startScreens({ packageFolder: folder, pagesFolder: await cityPage() });
  const { page, problems } = await openPage(browser, `${server.url}wall?layers=buildings,roads,slivers`, viewport);
  await page.waitForFunction(() => window.city?.ready, undefined, { timeout: 60_000 });
  await page.waitForFunction(
    () => window.city.view.layerStates().find(({ layer }) => layer === 'slivers')?.count === 1,
    undefined,
    { timeout: 20_000 },
  );
  await page.evaluate(() =>
    window.city.view.flyTo({ targetEnuMeters: [0, -100], rangeMeters: 900, headingDeg: 0, pitchDeg: -50 }, 0),
  );
  await expect.poll(async () => redPixels(await page.screenshot()), { timeout: 20_000 }).toBeGreaterThan(150);
  await page.evaluate(() => window.city.view.setLayerVisible('slivers', false));
  await expect.poll(async () => redPixels(await page.screenshot()), { timeout: 20_000 }).toBeLessThan(5);
  expect(problems).toEqual([]);
  await page.close();
  await server.close();
});

it('counts them in the planner’s list of layers, in both languages, and tells the public nothing', async () => {
  server = await startScreens({ packageFolder: folder });
  const { page } = await openPage(browser, `${server.url}plan`, { width: 1366, height: 768 });
  const row = page.locator('.layer-panel li', { hasText: '覆盖缝隙' });
  await expect.poll(() => row.textContent(), { timeout: 60_000 }).toBe('覆盖缝隙1');
  await page.close();
  const english = await openPage(browser, `${server.url}plan?lang=en`, { width: 1366, height: 768 });
  const englishRow = english.page.locator('.layer-panel li', { hasText: 'Coverage gaps' });
  await expect.poll(() => englishRow.textContent(), { timeout: 60_000 }).toBe('Coverage gaps1');
  await english.page.close();
  expect((await fetch(`${server.url}api/v1/proof?station=touch`)).status).toBe(403);
  expect((await fetch(`${server.url}package/${SLIVERS_FILE}`)).status).toBe(404);
});
