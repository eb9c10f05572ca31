/** On the wall: a hazard is pointed at and picked, a case's camera is opened; what stands there is the hub's. */
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type District, openDistrict } from '../../src/hub/state/districtPackage.ts';
import { ownerResolver } from '../../src/hub/state/ownerOf.ts';
import type { HazardAnswer, PeopleWithin, VideoPointAnswer } from '../../src/model/contract/answers.ts';
import { eventTypes, geoUriFromLonLat } from '../../src/model/contract/event.ts';
import { bytesFromHex, gradeColour, palettes } from '../../src/picture/palette.ts';
import { openBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { chlorine, chlorineDistrict } from '../support/chlorineDistrict.ts';
import { temporaryFolder } from '../support/hub.ts';
import { type ScreensServer, startScreens } from '../support/screensServer.ts';

const copy = temporaryFolder();
let district: District;
let server: ScreensServer;
let browser: Browser;
let wall: WatchedPage;
beforeAll(async () => {
  const packageFolder = await chlorineDistrict(path.join(copy.folder, 'package'));
  district = openDistrict(packageFolder);
  server = await startScreens({ packageFolder });
  browser = await openBrowser();
  wall = await openPage(browser, `${server.url}wall?lang=zh&light=night`, { width: 960, height: 540 });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  district?.close();
  copy.remove();
});

const event = (id: string, type: string, more: object): object => ({
  ...{ specversion: '1.0', id, source: 'urn:test:cards', type, time: new Date().toISOString() },
  ...more,
});
async function answerOf<T>(question: string): Promise<T> {
  return (await (await fetch(`${server.url}api/v1/${question}`)).json()) as T;
}

/** A place on the ground ten metres before a camera, with nothing but street between. */
function cameraWithView(): { videoPointId: string; name: string; place: string } {
  const ownerOf = ownerResolver(district);
  for (const { videoPointId, name, azimuthDeg, enuAboveGroundMeters } of district.videoPoints) {
    if (azimuthDeg === null) continue;
    const turn = (azimuthDeg * Math.PI) / 180;
    const at = (away: number): [number, number, number] => {
      const [east, north] = enuAboveGroundMeters;
      return [east + Math.sin(turn) * away, north + Math.cos(turn) * away, 0];
    };
    const way = Array.from({ length: 20 }, (_, half) => ownerOf(at(1 + half / 2)));
    if (!way.every((owner) => owner.kind === 'grid' && owner.buildingIndex === null)) continue;
    return { videoPointId, name, place: geoUriFromLonLat(district.frame.lonLatFromEnu(at(10)).lonLatDeg) };
  }
  throw new Error('no camera of the toy looks down a street');
}

/** The middle and number of pixels of a colour within the map. */
async function pixelsOf(page: Page, hex: string): Promise<{ at: [number, number]; count: number }> {
  const { data, width } = PNG.sync.read(await page.screenshot());
  const map = (await page.locator('.wall-window').boundingBox())!;
  const colour = bytesFromHex(hex);
  let [count, sumX, sumY] = [0, 0, 0];
  for (let y = Math.ceil(map.y); y < map.y + map.height; y++) {
    for (let x = Math.ceil(map.x); x < map.x + map.width; x++) {
      const at = (y * width + x) * 4;
      if ([0, 1, 2].some((channel) => Math.abs(data[at + channel]! - colour[channel]!) > 3)) continue;
      [count, sumX, sumY] = [count + 1, sumX + x, sumY + y];
    }
  }
  return { at: [sumX / count, sumY / count], count };
}

it('a hazard is ringed when pointed at; picked, its card has the figures of the hub', {
  timeout: 120_000,
}, async () => {
  await server.post([
    event('wind', eventTypes.windObserved, { data: { fromDeg: 20, metersPerSec: 4, origin: 'simulated' } }),
    event('reading', eventTypes.hazardReading, {
      subject: chlorine.hazardId,
      data: { warningLevel: 2, reading: 35, unit: 'ppm', origin: 'simulated' },
    }),
  ]);
  const { page } = wall;
  await page.waitForSelector('[data-testid=city][data-ready=true]', { timeout: 90_000 });
  await expect.poll(async () => (await pixelsOf(page, gradeColour[1])).count, { timeout: 20_000 }).toBeGreaterThan(20);

  const plate = await pixelsOf(page, gradeColour[1]);
  expect((await pixelsOf(page, palettes.night.focusLine)).count).toBe(0);
  await page.mouse.move(...plate.at);
  await expect.poll(() => page.locator('.hover-tag').textContent(), { timeout: 10_000 }).toContain('危险源');
  await expect
    .poll(async () => (await pixelsOf(page, palettes.night.focusLine)).count, { timeout: 10_000 })
    .toBeGreaterThan(8);

  await page.mouse.click(...plate.at);
  const card = page.getByTestId('hazard-card');
  await card.locator('table').waitFor({ timeout: 10_000 });
  const answer = await answerOf<HazardAnswer>(`hazards/${chlorine.hazardId}?station=wall`);
  expect(answer.together!.buildings).toBeGreaterThan(0);
  const shown = (count: PeopleWithin['households']): string =>
    'below' in count ? `<${count.below}` : count.value.toLocaleString('zh-CN');
  for (const zone of ['isolation', 'downwind', 'together'] as const) {
    const { buildings, households, residents } = answer[zone]!;
    const cells = card.locator(`[data-zone="hazard.${zone}"] td`);
    expect(await cells.allTextContents()).toEqual([String(buildings), shown(households), shown(residents)]);
  }
  const text = (await card.textContent())!;
  for (const word of ['氯 (UN 1017)', '二级（橙色）预警', '35', 'ppm', '北风 4.0 m/s', '参考值，不替代专业研判']) {
    expect(text).toContain(word);
  }
  await page.keyboard.press('Escape');
  await expect.poll(() => card.count(), { timeout: 10_000 }).toBe(0);
});

it('a case lists the cameras that see it; a press opens one on the ground, and its card', {
  timeout: 90_000,
}, async () => {
  const { page, problems, elsewhere } = wall;
  const { videoPointId, name, place } = cameraWithView();
  const { receipts } = await server.post([
    event('video', eventTypes.videoPointStatus, { subject: videoPointId, data: { status: 'online' } }),
    event('case', eventTypes.matterReported, { place, data: { matterCode: '37020309012', origin: 'simulated' } }),
  ]);
  const receipt = receipts[1]!;
  if (receipt.outcome !== 'accepted') throw new Error(JSON.stringify(receipt));
  await page.locator(`[data-case="${receipt.caseId}"]`).click({ timeout: 10_000 });
  const list = page.getByTestId('cameras-around').locator('button');
  await expect.poll(() => list.first().textContent(), { timeout: 20_000 }).toContain(`${name}在线 · 10 m`);

  await page.keyboard.press('y');
  const row = page.locator('.layer-panel li', { has: page.getByText('摄像机视域', { exact: true }) });
  const opened = row.locator('.layer-panel-count');
  await expect.poll(() => opened.textContent(), { timeout: 10_000 }).toBe(String(await list.count()));
  await page.keyboard.press('y');

  await list.first().click();
  const card = page.getByTestId('video-point-card');
  await card.locator('dl').waitFor({ timeout: 10_000 });
  const answer = await answerOf<VideoPointAnswer>(`video-points/${encodeURIComponent(videoPointId)}?station=wall`);
  for (const word of [name, '在线', `${answer.enuAboveGroundMeters[2].toFixed(1)} m`, answer.videoPointId]) {
    expect(await card.textContent()).toContain(word);
  }
  expect(await list.first().getAttribute('aria-pressed')).toBe('true');

  // Closing the camera's card leads back to the case, and to all that see it.
  await page.keyboard.press('Escape');
  await expect.poll(() => card.count(), { timeout: 10_000 }).toBe(0);
  expect(await page.getByTestId('case-card').count()).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByTestId('case-card').count(), { timeout: 10_000 }).toBe(0);
  expect(problems).toEqual([]);
  expect(elsewhere).toEqual([]);
});
