import type { Locator } from 'playwright-core';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import type { AreaAnswer, BuildingAnswer, SearchAnswer } from '../../src/model/contract/answers.ts';
import { eventTypes, geoUriFromLonLat } from '../../src/model/contract/event.ts';
import { openPage } from '../support/browser.ts';
import { cityPage } from '../support/cityPage.ts';
import { brightnessOf } from '../support/golden.ts';
import { startScreens } from '../support/screensServer.ts';
import { servedBrowser, untilCityIsWhole, untilStationIsWhole } from '../support/servedBrowser.ts';
import { untilStill } from '../support/untilStill.ts';

/** Hall stations scale by their height; the software renderer is quicker at this one. */
const hallSize = { width: 960, height: 540 };
const deskSize = { width: 1366, height: 1024 };

const served = servedBrowser();

async function answerOf<T>(path: string): Promise<T> {
  const answer = await fetch(`${served.server.url}api/v1/${path}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

/** Polls until two looks in a row see the same; answers with it. */
async function untilSame<T>(look: () => Promise<T>): Promise<T> {
  let before: T | undefined;
  await expect
    .poll(
      async () => {
        const now = await look();
        const rests = JSON.stringify(now) === JSON.stringify(before);
        before = now;
        return rests;
      },
      { interval: 700, timeout: 30_000 },
    )
    .toBe(true);
  return before as T;
}

/** The middle of the leader's case on the screen, CSS pixels from the page's corner. */
async function leaderStart(line: Locator): Promise<[number, number]> {
  return [Number(await line.getAttribute('x1')), Number(await line.getAttribute('y1'))];
}

/** What is no shimmer, and what plainly is another picture: levels of 255. */
const [SHIMMER, OTHER] = [6, 12];

/** Share of pixels of which a channel differs by more levels. */
function changedShare(a: Buffer, b: Buffer, levels: number): number {
  const [before, after] = [PNG.sync.read(a).data, PNG.sync.read(b).data];
  let changed = 0;
  for (let at = 0; at < before.length; at += 4) {
    if ([0, 1, 2].some((channel) => Math.abs(before[at + channel]! - after[at + channel]!) > levels)) changed++;
  }
  return changed / (before.length / 4);
}

/** Reports a matter at a building; answers with the case's id and its grid. */
async function reportAt(buildingId: string, id: string): Promise<{ caseId: string; gridId: string }> {
  const building = await answerOf<BuildingAnswer>(`buildings/${encodeURIComponent(buildingId)}?station=wall`);
  const { receipts } = await served.server.post([
    {
      specversion: '1.0',
      id,
      source: 'urn:test:wall',
      type: eventTypes.matterReported,
      time: new Date().toISOString(),
      place: geoUriFromLonLat(building.lonLatDeg),
      data: { matterCode: '37020309012', origin: 'simulated' },
    },
  ]);
  const receipt = receipts[0]!;
  if (receipt.outcome !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(receipt)}`);
  return { caseId: receipt.caseId!, gridId: building.gridId };
}

async function someBuildings(): Promise<SearchAnswer['hits']> {
  const { hits } = await answerOf<SearchAnswer>(`search?station=wall&q=${encodeURIComponent('楼')}`);
  return hits.filter(({ kind }) => kind === 'building');
}

describe('the wall', () => {
  it('shows a posted matter as a row and a beacon within three seconds, and its card when chosen', async () => {
    const { page, problems, elsewhere } = await served.open('wall?lang=zh', hallSize);
    await page.waitForSelector('.wall-queue .notice', { timeout: 30_000 });
    await untilStationIsWhole(page);
    await page.keyboard.press('y');
    const cases = page.locator('.layer-panel li', { has: page.getByText('案件', { exact: true }) });
    const beacons = cases.locator('.layer-panel-count');
    await expect.poll(() => beacons.textContent()).toBe('0');

    const { caseId, gridId } = await reportAt((await someBuildings())[0]!.id, 'wall-1');
    const row = page.locator(`[data-case="${caseId}"]`);
    await row.waitFor({ timeout: 3_000 });
    await expect.poll(() => beacons.textContent(), { timeout: 3_000 }).toBe('1');
    expect(await row.textContent()).toContain('模拟');

    await page.keyboard.press('y'); // the layers go, so that Escape means the card
    await page.keyboard.press('ArrowDown');
    const card = page.getByTestId('case-card');
    await card.waitFor();
    const words = await card.textContent();
    for (const said of ['占用消防通道', '消防救援', gridId, '2 紧急小时', caseId, '模拟数据，不是真实事件']) {
      expect(words).toContain(said);
    }
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });

    await page.keyboard.press('?');
    expect(await page.locator('.key-sheet').textContent()).toContain('全区总览');
    expect(problems).toEqual([]);
    expect(elsewhere).toEqual([]);
    await page.close();
  });

  it('flies to a chosen case, lights its grid, and says since when and until when', async () => {
    // 21:9: the card has its own column, so that the map's window stays where it is.
    const { page, problems } = await served.openStation('wall?lang=zh&light=night', {
      width: 1400,
      height: 600,
    });
    const distance = ([east, north]: readonly [number, number]): number => Math.hypot(east, north);
    const farthest = [...(await someBuildings())].sort((a, b) => distance(b.enuMeters) - distance(a.enuMeters))[0]!;
    const { caseId } = await reportAt(farthest.id, 'wall-2');
    await page.locator(`[data-case="${caseId}"]`).click({ timeout: 15_000 });
    const card = page.getByTestId('case-card');
    expect(await card.textContent()).toMatch(/应结.*\d\d:\d\d.*上报\d\d:\d\d历时 0:0\d/s);

    const map = (await page.locator('.wall-window').boundingBox())!;
    const offMiddle = async (): Promise<number> => {
      const [x, y] = await leaderStart(page.locator('.wall-leader line'));
      return Math.max(Math.abs(x - (map.x + map.width / 2)), Math.abs(y - (map.y + map.height / 2)));
    };
    await expect.poll(offMiddle, { timeout: 15_000 }).toBeLessThan(4); // it arrives,
    expect(await untilSame(offMiddle)).toBeLessThan(4); // and stays

    const clip = { x: map.x + map.width / 2 + 4, y: map.y, width: map.width / 2 - 4, height: map.height };
    const lit = await page.screenshot({ clip });
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    await expect
      .poll(async () => brightnessOf(lit) - brightnessOf(await page.screenshot({ clip })), { timeout: 15_000 })
      .toBeGreaterThan(0.3);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('says since when it is offline, and greys its figures', async () => {
    const other = await startScreens();
    const { page } = await openPage(served.browser, `${other.url}wall?lang=zh`, hallSize);
    await page.waitForSelector('[data-figure=open]', { timeout: 30_000 });
    await other.close();
    await page.waitForSelector('.link-banner[data-link=offline]', { timeout: 15_000 });
    expect(await page.locator('.wall-figures').getAttribute('data-stale')).toBe('true');
    expect(await page.locator('.link-banner').textContent()).toMatch(/\d\d:\d\d:\d\d 起与中枢断开/);
    expect(await page.locator('.wall-axis strong').isVisible()).toBe(false);
    await page.close();
  });
});

describe('a hazard', () => {
  it('whose reading warns is a fact of the map at once, and drawn anew', async () => {
    const bare = await startScreens({ pagesFolder: await cityPage() });
    const { page } = await openPage(served.browser, `${bare.url}wall?layers=hazards`, { width: 640, height: 360 });
    await untilCityIsWhole(page);
    const { hazards } = await fetch(`${bare.url}api/v1/hazards?station=wall`).then((answer) => answer.json());
    const hazardId: string = hazards[0].hazardId;
    const levelOf = (id: string): Promise<number | undefined> =>
      page.evaluate((key) => window.city.live.facts.getState().hazards.get(key)?.warningLevel, id);
    await expect.poll(() => levelOf(hazardId)).toBe(0);
    await untilStill(page);
    const quiet = await page.screenshot();
    await bare.post([
      {
        specversion: '1.0',
        id: 'hazard-1',
        source: 'urn:test:hazard',
        type: eventTypes.hazardReading,
        time: new Date().toISOString(),
        subject: hazardId,
        data: { warningLevel: 1, reading: 9, unit: 'm', origin: 'simulated' },
      },
    ]);
    await expect.poll(() => levelOf(hazardId), { timeout: 3_000 }).toBe(1);
    await untilStill(page);
    expect(changedShare(quiet, await page.screenshot(), OTHER)).toBeGreaterThan(0.0005);
    await page.close();
    await bare.close();
  });
});

describe('the touch table', () => {
  it('drills from the district to a building, and every level adds up', async () => {
    const { page, problems, elsewhere } = await served.openStation('touch?lang=zh', hallSize);
    const levels: (string | null)[] = [];
    for (let depth = 0; depth < 4; depth++) {
      const card = page.locator('.touch-card[data-area]');
      await card.waitFor();
      levels.push(await card.getAttribute('data-level'));
      expect(await page.locator('.touch-sum').getAttribute('data-agrees')).toBe('true');
      const areaId = (await card.getAttribute('data-area'))!;
      const shown = await answerOf<AreaAnswer>(`areas/${encodeURIComponent(areaId)}?station=touch`);
      expect(await page.locator('.touch-parts li').count()).toBe(shown.children.length + shown.buildings.length);
      expect(shown).not.toHaveProperty('gridHead');
      // The part with the most buildings: the first may be an empty harbour grid.
      const biggest = [...shown.children].sort((a, b) => b.figures.buildings - a.figures.buildings)[0];
      const next = biggest?.id ?? shown.buildings[0]!.buildingId;
      await page.click(`[data-part="${next}"]`);
      await page.waitForSelector(`[data-area="${next}"], [data-building="${next}"]`, { timeout: 15_000 });
    }
    expect(levels.slice(0, 3)).toEqual(['district', 'street', 'community']);
    expect(levels[3]).toMatch(/^(unit|extension)Grid$/);
    const building = page.locator('.touch-card[data-building]');
    expect(await building.textContent()).toMatch(/居民数(\d+–\d+|\d+\+|0)/);

    await page.getByTestId('back').click();
    await page.waitForSelector('.touch-card[data-level$=Grid]');
    await page.getByTestId('home').click();
    await page.waitForSelector('.touch-card[data-level=district]');
    expect(problems).toEqual([]);
    expect(elsewhere).toEqual([]);
    await page.close();
  });

  it('says that it is stale when the hub falls silent, and is live again when it speaks', async () => {
    const { page } = await served.open('touch?lang=zh', { width: 640, height: 360 });
    let silent = false;
    await page.routeWebSocket(/socket/, (screen) => {
      const hub = screen.connectToServer();
      hub.onMessage((message) => {
        if (!silent) screen.send(message);
      });
    });
    await page.reload();
    await page.waitForSelector('.touch-card[data-stale=false]', { timeout: 30_000 });
    silent = true;
    const banner = page.locator('.link-banner[data-link=stale]');
    await banner.waitFor({ timeout: 15_000 });
    expect(await banner.textContent()).toContain('画面为此前数据');
    await page.waitForSelector('.touch-card[data-stale=true]');
    silent = false;
    await page.waitForSelector('.touch-card[data-stale=false]', { timeout: 15_000 });
    await banner.waitFor({ state: 'detached' });
    await page.close();
  });
});

describe('the plan and the desk', () => {
  it('opens a building by its code, goes back by Ctrl+Z, and follows the desk to a place', async () => {
    const plan = await served.openStation('plan?lang=zh', hallSize);
    const { hits } = await answerOf<SearchAnswer>(`search?station=plan&q=${encodeURIComponent('楼')}`);
    const [first, second] = hits.filter(({ kind }) => kind === 'building');
    for (const hit of [first!, second!]) {
      await plan.page.keyboard.press('/');
      await plan.page.locator('.search-box input').fill(hit.id);
      await plan.page.locator('[role=option]', { hasText: hit.name }).waitFor();
      await plan.page.keyboard.press('Enter');
      await plan.page.waitForSelector(`[data-building="${hit.id}"]`);
    }
    const card = plan.page.locator('.plan-card');
    for (const label of ['编号', '用途', '层数', '建成', '高度', '占地', '户数', '居民数', '网格编码', '在途案件']) {
      expect(await card.textContent()).toContain(label);
    }
    await plan.page.keyboard.press('Control+z');
    await plan.page.waitForSelector(`[data-building="${first!.id}"]`);
    await plan.page.keyboard.press('Escape');
    await plan.page.locator('.plan-card').waitFor({ state: 'detached' });

    // The eye stands over the last one found; a click on it opens the card again.
    const map = (await plan.page.locator('.plan-map').boundingBox())!;
    await untilSame(() => plan.page.screenshot({ clip: map }).then((png) => png.toString('base64')));
    await plan.page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
    await plan.page.waitForSelector('.plan-card[data-building]', { timeout: 10_000 });
    await plan.page.keyboard.press('Escape');
    await plan.page.locator('.plan-card').waitFor({ state: 'detached' });
    const centre = plan.page.locator('.plan-readout');
    await plan.page.mouse.move(10, 10); // off the map: the read-out tells the centre
    await plan.page.keyboard.press('Home');
    const readCentre = async (): Promise<string> =>
      /中心 [\d.]+°, [\d.]+°/.exec((await centre.textContent()) ?? '')?.[0] ?? '';
    await expect.poll(readCentre, { timeout: 10_000 }).not.toBe('');
    const before = await untilSame(readCentre);

    const desk = await served.open('desk?lang=zh', deskSize);
    const planRow = desk.page.locator('tr[data-station=plan]');
    await planRow.waitFor({ timeout: 15_000 });
    expect(await desk.page.getByTestId('go').isDisabled()).toBe(true);
    await desk.page.keyboard.press('t');
    await desk.page.locator('[data-testid=lease][data-mine=true]').waitFor();
    for (const group of ['墙', '环幕', '规划']) {
      await desk.page.locator('.desk-groups button', { hasText: group }).click();
    }
    await desk.page.keyboard.press('2');
    expect(await desk.page.locator('.desk-change').textContent()).toContain('规划：1.5 秒飞到');
    await desk.page.keyboard.press('Enter');
    await desk.page.getByTestId('outcome').waitFor();
    expect(await desk.page.getByTestId('outcome').textContent()).toMatch(/各屏于 \d\d:\d\d:\d\d\.\d 同时开始/);
    await expect.poll(readCentre, { timeout: 15_000 }).not.toBe(before);
    await expect.poll(() => planRow.locator('td').nth(4).textContent(), { timeout: 10_000 }).toBe('1');

    for (const watched of [plan, desk]) {
      expect(watched.problems).toEqual([]);
      expect(watched.elsewhere).toEqual([]);
      await watched.page.close();
    }
  });

  it('move wall and ring at one GO', async () => {
    const wall = await served.openStation('wall?lang=zh', { width: 640, height: 360 });
    const ring = await served.open('ring/4?lang=zh&still', { width: 240, height: 240 });
    await ring.page.waitForSelector('[data-testid=ring][data-ready=true]', { timeout: 80_000 });
    const desk = await served.open('desk?lang=zh', deskSize);
    await desk.page.locator('tr[data-station=ring]').waitFor({ timeout: 15_000 });
    await desk.page.keyboard.press('t');
    await desk.page.locator('[data-testid=lease][data-mine=true]').waitFor();
    await desk.page.keyboard.press('3');
    const pictures = [
      { shot: () => wall.page.locator('.city-canvas').screenshot() },
      // So small a ring is mostly its words, and they stay.
      { shot: () => ring.page.locator('.ring-pane').screenshot({ style: '.window-legend { visibility: hidden }' }) },
    ];
    const before = await Promise.all(pictures.map(({ shot }) => shot()));
    for (const [index, { shot }] of pictures.entries())
      expect(changedShare(before[index]!, await shot(), SHIMMER)).toBeLessThan(0.01);
    await desk.page.keyboard.press('Enter');
    await desk.page.getByTestId('outcome').waitFor();
    for (const [index, { shot }] of pictures.entries()) {
      await expect
        .poll(async () => changedShare(before[index]!, await shot(), OTHER), { timeout: 20_000 })
        .toBeGreaterThan(0.03);
    }
    const versionOf = (station: string) => desk.page.locator(`tr[data-station=${station}] td`).nth(4).textContent();
    await expect
      .poll(async () => [await versionOf('wall'), await versionOf('ring')], { timeout: 10_000 })
      .toEqual(['1', '1']);
    for (const watched of [wall, ring, desk]) {
      expect(watched.problems).toEqual([]);
      await watched.page.close();
    }
  });
});

describe('an address that names no page', () => {
  it('is a page that says so, with the way back', async () => {
    const { page } = await served.open('ring/9?lang=en', { width: 800, height: 600 });
    await page.waitForSelector('.full-page .notice', { timeout: 15_000 });
    expect(await page.textContent('.full-page')).toContain('SCREEN-005');
    expect(await page.locator('.full-page a').getAttribute('href')).toBe('/');
    await page.close();
  });
});
