import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AreaAnswer, SearchAnswer } from '../../src/model/contract/answers.ts';
import { eventTypes, geoUriFromLonLat } from '../../src/model/contract/event.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { type ScreensServer, startScreens } from '../support/screensServer.ts';

/** Hall stations scale by their height; the software renderer is quicker at this one. */
const hallSize = { width: 1280, height: 720 };
const deskSize = { width: 1366, height: 1024 };

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

async function answerOf<T>(path: string): Promise<T> {
  const answer = await fetch(`${server.url}api/v1/${path}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

/** The map's first picture: without it the software renderer keeps the page too busy to be tapped. */
async function mapIsThere(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid=city][data-ready=true]', { timeout: 60_000 });
}

describe('the wall', () => {
  it('shows a posted matter as a row and a beacon within three seconds, and its card when chosen', async () => {
    const { page, problems, elsewhere } = await openPage(browser, `${server.url}wall?lang=zh`, hallSize);
    await page.waitForSelector('.wall-queue .notice', { timeout: 30_000 });
    await mapIsThere(page);
    await page.keyboard.press('y');
    const beacons = page.locator('.layer-panel li', { hasText: '案件' }).locator('.layer-panel-count');
    await expect.poll(() => beacons.textContent()).toBe('0');

    const { hits } = await answerOf<SearchAnswer>(`search?station=wall&q=${encodeURIComponent('楼')}`);
    const place = hits.find(({ kind }) => kind === 'building')!;
    const building = await answerOf<{ lonLatDeg: [number, number]; gridId: string }>(
      `buildings/${encodeURIComponent(place.id)}?station=wall`,
    );
    const { receipts } = await server.post([
      {
        specversion: '1.0',
        id: 'wall-1',
        source: 'urn:test:wall',
        type: eventTypes.matterReported,
        time: new Date().toISOString(),
        place: geoUriFromLonLat(building.lonLatDeg),
        data: { matterCode: '37020309012', origin: 'simulated' },
      },
    ]);
    const receipt = receipts[0]!;
    expect(receipt.outcome).toBe('accepted');
    const caseId = receipt.outcome === 'accepted' ? receipt.caseId! : '';
    const row = page.locator(`[data-case="${caseId}"]`);
    await row.waitFor({ timeout: 3_000 });
    await expect.poll(() => beacons.textContent(), { timeout: 3_000 }).toBe('1');
    expect(await row.textContent()).toContain('模拟');

    await page.keyboard.press('y'); // the layers go, so that Escape means the card
    await page.keyboard.press('ArrowDown');
    const card = page.getByTestId('case-card');
    await card.waitFor();
    const words = await card.textContent();
    for (const said of ['占用消防通道', '消防救援', building.gridId, '2 紧急小时', caseId, '模拟数据，不是真实事件']) {
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

  it('says since when it is offline, and greys its figures', async () => {
    const other = await startScreens();
    const { page } = await openPage(browser, `${other.url}wall?lang=zh`, hallSize);
    await page.waitForSelector('[data-figure=open]', { timeout: 30_000 });
    await other.close();
    await page.waitForSelector('.link-banner[data-link=offline]', { timeout: 15_000 });
    expect(await page.locator('.wall-figures').getAttribute('data-stale')).toBe('true');
    expect(await page.locator('.link-banner').textContent()).toMatch(/\d\d:\d\d:\d\d 起与中枢断开/);
    expect(await page.locator('.wall-axis strong').isVisible()).toBe(false);
    await page.close();
  });
});

describe('the touch table', () => {
  it('drills from the district to a building, and every level adds up', async () => {
    const { page, problems, elsewhere } = await openPage(browser, `${server.url}touch?lang=zh`, hallSize);
    await mapIsThere(page);
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
});

describe('the plan and the desk', () => {
  it('opens a building by its code, goes back by Ctrl+Z, and follows the desk to a place', async () => {
    const plan = await openPage(browser, `${server.url}plan?lang=zh`, hallSize);
    await mapIsThere(plan.page);
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
    const centre = plan.page.locator('.plan-readout');
    await plan.page.mouse.move(10, 10); // off the map: the read-out tells the centre
    await plan.page.keyboard.press('Home');
    const readCentre = async (): Promise<string> =>
      /中心 [\d.]+°, [\d.]+°/.exec((await centre.textContent()) ?? '')?.[0] ?? '';
    await expect.poll(readCentre, { timeout: 10_000 }).not.toBe('');
    let before = '';
    await expect
      .poll(
        async () => {
          const now = await readCentre();
          const rests = now === before;
          before = now;
          return rests;
        },
        { interval: 1_000, timeout: 20_000 },
      )
      .toBe(true);

    const desk = await openPage(browser, `${server.url}desk?lang=zh`, deskSize);
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
});

describe('an address that names no page', () => {
  it('is a page that says so, with the way back', async () => {
    const { page } = await openPage(browser, `${server.url}ring/9?lang=en`, { width: 800, height: 600 });
    await page.waitForSelector('.full-page .notice', { timeout: 15_000 });
    expect(await page.textContent('.full-page')).toContain('SCREEN-005');
    expect(await page.locator('.full-page a').getAttribute('href')).toBe('/');
    await page.close();
  });
});
