/** Before and after on the planner's desk: two packages through one view, parted by a line that a hand moves. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, expect, it } from 'vitest';
import { bakeDistrict } from '../../src/bake/bake.ts';
import { comparePackages } from '../../src/bake/check/comparePackages.ts';
import { servedBrowser } from '../support/servedBrowser.ts';
import { toyDistrict, toyRecipe, writeToyRecipe } from '../support/toyDistrict.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-swipe-'));
let changedBuildings: readonly string[];

afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const served = servedBrowser(async () => {
  const folder = path.join(scratch, 'before');
  const recipe = toyRecipe();
  const recipePath = writeToyRecipe(scratch, { ...recipe, generate: { ...recipe.generate, seed: 'toy-before' } });
  await bakeDistrict({ recipePath, dataFolder: null, outFolder: folder, onProgress: () => {} });
  const now = await toyDistrict();
  const { added, removed, changed } = comparePackages(folder, now).things.buildings;
  changedBuildings = changed.map(({ id }) => id);
  return { compare: { folder, buildings: { added, removed, changed: changedBuildings } } };
});

const picture = async (page: Page): Promise<PNG> => PNG.sync.read(await page.locator('.plan-map').screenshot());

/** Share of plainly other pixels in the part between two shares of the width. */
function changed(a: PNG, b: PNG, from: number, to: number): number {
  let [count, seen] = [0, 0];
  for (let y = 0; y < a.height; y++) {
    for (let x = Math.ceil(from * a.width); x < to * a.width; x++) {
      const at = 4 * (y * a.width + x);
      const apart = [0, 1, 2].reduce(
        (sum, channel) => sum + Math.abs(a.data[at + channel]! - b.data[at + channel]!),
        0,
      );
      if (apart > 60) count++;
      seen++;
    }
  }
  return count / seen;
}

/** Share of pixels between two shares of the width that are as dark as panes of windows are by day: ground never is. */
function panes({ data, width, height }: PNG, from: number, to: number): number {
  let [count, seen] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = Math.ceil(from * width); x < to * width; x++) {
      const at = 4 * (y * width + x);
      if (data[at]! + data[at + 1]! + data[at + 2]! < 360) count++;
      seen++;
    }
  }
  return count / seen;
}

async function drag(page: Page, toShare: number): Promise<void> {
  const map = (await page.locator('.plan-map').boundingBox())!;
  const line = (await page.locator('.swipe-line').boundingBox())!;
  await page.mouse.move(line.x + line.width / 2, line.y + line.height / 2);
  await page.mouse.down();
  await page.mouse.move(map.x + map.width * toShare, line.y + line.height / 2, { steps: 4 });
  await page.mouse.up();
}

it('left of the line is before, right of it is now, wherever a hand puts it', async () => {
  const { page, problems } = await served.openStation('plan?lang=zh', { width: 1100, height: 700 });
  const panel = page.getByTestId('before-after');
  await panel.waitFor();
  expect(await panel.textContent()).toContain(`改变 ${changedBuildings.length}`);
  // Other buildings stand in other places: seen from near by, that is most of the picture.
  await page.getByTestId('city').locator('.city-canvas').focus();
  for (let step = 0; step < 6; step++) await page.keyboard.press('+');
  await page.waitForTimeout(2000);
  const now = await picture(page);
  await panel.getByRole('checkbox').check();
  const line = page.locator('.swipe-line');
  await line.waitFor();
  const halves = async (): Promise<[number, number]> => {
    const taken = await picture(page);
    return [changed(now, taken, 0.05, 0.4), changed(now, taken, 0.6, 0.95)];
  };
  await expect.poll(async () => (await halves())[0], { timeout: 60_000 }).toBeGreaterThan(0.05);
  expect((await halves())[1]).toBeLessThan(0.02);
  // Not the roads alone: its buildings come too, as many as those of now.
  const panesNow = panes(now, 0.05, 0.4);
  expect(panesNow).toBeGreaterThan(0.005);
  await expect
    .poll(async () => panes(await picture(page), 0.05, 0.4), { timeout: 60_000 })
    .toBeGreaterThan(0.4 * panesNow);
  await drag(page, 0.95);
  await expect.poll(async () => (await halves())[1], { timeout: 15_000 }).toBeGreaterThan(0.05);
  expect(Number(await line.getAttribute('aria-valuenow'))).toBeGreaterThan(90);
  // Colours of an attribute lie on the buildings of before, too.
  const plain = await picture(page);
  const recoloured = async (): Promise<number> => changed(plain, await picture(page), 0.05, 0.4);
  const by = page.getByTestId('thematic').locator('select').first();
  await by.selectOption('floors');
  await expect.poll(recoloured, { timeout: 30_000 }).toBeGreaterThan(0.05);
  await by.selectOption('');
  await expect.poll(recoloured, { timeout: 30_000 }).toBeLessThan(0.02);
  await panel.getByRole('checkbox').uncheck();
  await expect.poll(halves, { timeout: 15_000 }).toEqual([expect.closeTo(0, 1), expect.closeTo(0, 1)]);
  expect(await line.count()).toBe(0);
  expect(problems).toEqual([]);
});
