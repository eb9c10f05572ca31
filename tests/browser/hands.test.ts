/** The city in real hands: fingers as the browser hears them, and the keyboard alone. */
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { BuildingAnswer, SearchAnswer } from '../../src/model/contract/answers.ts';
import { eventTypes, geoUriFromLonLat } from '../../src/model/contract/event.ts';
import type { Look, Pick } from '../../src/picture/cityView.ts';
import { openBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { cityPage } from '../support/cityPage.ts';
import { type ScreensServer, startScreens } from '../support/screensServer.ts';
import { untilStill } from '../support/untilStill.ts';

type Point = readonly [xCssPx: number, yCssPx: number];

const viewport = { width: 640, height: 360 };
const FRAME_SECONDS = 0.016;
const start: Look = { targetEnuMeters: [0, 0], rangeMeters: 700, headingDeg: 20, pitchDeg: -50 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** Fingers on the glass. Their times are told, not measured: a slow machine does not turn a double tap into two. */
class Fingers {
  readonly #page: Page;
  readonly #session: CDPSession;
  #seconds = Date.now() / 1_000;
  #down: Point[] = [];

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async on(page: Page): Promise<Fingers> {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
    return new Fingers(page, session);
  }

  async #send(type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]): Promise<void> {
    this.#seconds += FRAME_SECONDS;
    const touchPoints = points.map(([x, y], id) => ({ x, y, id }));
    await this.#session.send('Input.dispatchTouchEvent', { type, touchPoints, timestamp: this.#seconds });
  }

  async down(...points: readonly Point[]): Promise<void> {
    this.#down = [...points];
    for (let count = 1; count <= points.length; count++) await this.#send('touchStart', points.slice(0, count));
  }

  /** All fingers at once along their ways, in so many steps. */
  async move(steps: number, at: (share: number) => readonly Point[]): Promise<void> {
    for (let step = 1; step <= steps; step++) {
      this.#down = [...at(step / steps)];
      await this.#send('touchMove', this.#down);
    }
    // The browser hands out moves once a frame: the last is heard when another frame was drawn.
    await this.#page.evaluate(
      () => new Promise<void>((heard) => requestAnimationFrame(() => requestAnimationFrame(() => heard()))),
    );
  }

  async up(): Promise<void> {
    for (let count = this.#down.length - 1; count >= 0; count--)
      await this.#send('touchEnd', this.#down.slice(0, count));
  }

  async tap(at: Point): Promise<void> {
    await this.down(at);
    await this.up();
  }

  rest(seconds: number): void {
    this.#seconds += seconds;
  }
}

const wordOf = (pick: Pick | null): string => {
  if (pick?.kind === 'building') return `building ${pick.buildingIndex}`;
  return pick?.kind === 'area' ? `area ${pick.areaId}` : String(pick?.kind);
};
const lookOf = (page: Page): Promise<Look> => page.evaluate(() => window.city.view.look);
const apart = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(ax - bx, ay - by);

async function lookAgain(page: Page): Promise<void> {
  await page.evaluate((look) => window.city.view.flyTo(look, 0), start);
  await untilStill(page);
}

/** Bare ground near a pixel, and where it is then. */
async function groundNear(page: Page, [x, y]: Point): Promise<{ at: Point; enuMeters: [number, number] }> {
  for (let step = 0; step < 60; step++) {
    const at: Point = [x + ((step * 7) % 80) - 40, y + ((step * 11) % 60) - 30];
    const pick = await page.evaluate(([px, py]) => window.city.view.pickAt(px!, py!), at);
    if (pick?.kind === 'area') return { at, enuMeters: [pick.enuMeters[0], pick.enuMeters[1]] };
  }
  throw new Error('no bare ground there');
}

const pixelOf = async (page: Page, enuMeters: readonly [number, number]): Promise<Point> =>
  (await page.evaluate(([x, y]) => window.city.view.cssPxFromEnu([x!, y!, 0]), enuMeters))!;

/** Until the eye stands: no further look, and no further frame for as long as one would see. */
async function untilAtRest(page: Page): Promise<void> {
  await untilStill(page);
  const [look, draws] = [await lookOf(page), await page.evaluate(() => window.city.draws)];
  await page.waitForTimeout(600);
  expect(await lookOf(page)).toEqual(look);
  expect(await page.evaluate(() => window.city.draws)).toBe(draws);
}

describe('the city under fingers', () => {
  let server: ScreensServer;
  let city: WatchedPage;
  let fingers: Fingers;
  beforeAll(async () => {
    server = await startScreens({ pagesFolder: await cityPage() });
    city = await openPage(browser, `${server.url}wall?layers=buildings,roads&clock=live`, viewport);
    await city.page.waitForFunction(() => window.city?.ready, undefined, { timeout: 60_000 });
    fingers = await Fingers.on(city.page);
  });
  afterAll(async () => {
    await city?.page.close();
    await server?.close();
    expect(city?.problems).toEqual([]);
  });

  it('goes with one finger, runs on when let go in full swing, and stops', async () => {
    const { page } = city;
    await lookAgain(page);
    const { at, enuMeters } = await groundNear(page, [320, 200]);
    await fingers.down(at);
    await fingers.move(12, (share) => [[at[0] - 90 * share, at[1] + 40 * share]]);
    const held = await lookOf(page);
    expect(apart(await pixelOf(page, enuMeters), [at[0] - 90, at[1] + 40])).toBeLessThan(2);
    await fingers.up();
    await untilAtRest(page);
    const ran = await lookOf(page);
    const [dx, dy] = [0, 1].map((axis) => ran.targetEnuMeters[axis]! - held.targetEnuMeters[axis]!);
    // The way it had: the ground went left and down, so what is looked at goes right and ahead.
    expect(Math.hypot(dx!, dy!)).toBeGreaterThan(5);
    const [hx, hy] = [held.targetEnuMeters[0], held.targetEnuMeters[1]];
    expect((dx! * hx + dy! * hy) / (Math.hypot(dx!, dy!) * Math.hypot(hx, hy))).toBeGreaterThan(0.95);
    expect([ran.headingDeg, ran.pitchDeg, ran.rangeMeters]).toEqual([held.headingDeg, held.pitchDeg, held.rangeMeters]);

    // A hand that rests before it lifts meant to stop.
    await fingers.down(at);
    await fingers.move(6, (share) => [[at[0] + 60 * share, at[1]]]);
    fingers.rest(0.3);
    const rested = await lookOf(page);
    await fingers.up();
    await untilStill(page);
    expect(await lookOf(page)).toEqual(rested);
  });

  it('scales about the middle of two fingers, its heading the same to the bit though their line trembles', async () => {
    const { page } = city;
    await lookAgain(page);
    const { at, enuMeters } = await groundNear(page, [330, 190]);
    const pair = (half: number, turnDeg: number): readonly Point[] => {
      const rad = (turnDeg * Math.PI) / 180;
      const [x, y] = [Math.cos(rad) * half, Math.sin(rad) * half];
      return [
        [at[0] - x, at[1] - y],
        [at[0] + x, at[1] + y],
      ];
    };
    const before = await lookOf(page);
    await fingers.down(...pair(40, 0));
    await fingers.move(14, (share) => pair(40 + 60 * share, 9 * Math.sin(share * 9)));
    const after = await lookOf(page);
    expect(after.headingDeg).toBe(before.headingDeg);
    expect(after.pitchDeg).toBe(before.pitchDeg);
    expect(after.rangeMeters / before.rangeMeters).toBeCloseTo(0.4, 2);
    expect(apart(await pixelOf(page, enuMeters), at)).toBeLessThan(3);

    await fingers.move(14, (share) => pair(100, 9 * Math.sin(9) - 50 * share));
    const turned = await lookOf(page);
    // Beyond twelve degrees of the first line the city follows; without a jump at the threshold.
    expect(turned.headingDeg - after.headingDeg).toBeGreaterThan(20);
    expect(turned.headingDeg - after.headingDeg).toBeLessThan(50);
    expect(turned.pitchDeg).toBe(before.pitchDeg);
    expect(apart(await pixelOf(page, enuMeters), at)).toBeLessThan(4);
    await fingers.up();
    await untilAtRest(page);
  });

  it('is chosen from by a tap, and comes nearer by exactly one step where it is tapped twice', async () => {
    const { page } = city;
    await lookAgain(page);
    const picks = async (): Promise<string[]> => (await page.evaluate(() => window.city.picks)).map(wordOf);
    const before = (await picks()).length;
    const { at: near, enuMeters } = await groundNear(page, [400, 230]);
    const at = await pixelOf(page, enuMeters);
    expect(apart(at, near)).toBeLessThan(2);
    const [one, other]: [Point, Point] = [at, [at[0] - 60, at[1] - 40]];
    const expected = await page.evaluate(([x, y]) => window.city.view.pickAt(x!, y!), other);
    await fingers.tap(other);
    await expect.poll(async () => (await picks()).slice(before)).toEqual([wordOf(expected)]);
    // Another level may be looked at, as that is under the finger now: the picture is the same.
    expect(apart(await pixelOf(page, enuMeters), at)).toBeLessThan(0.01);
    const level = await lookOf(page);

    fingers.rest(2);
    await fingers.tap(one);
    await fingers.tap(one);
    await untilAtRest(page);
    const after = await lookOf(page);
    expect(after.rangeMeters / level.rangeMeters).toBeGreaterThan(0.48);
    expect(after.rangeMeters / level.rangeMeters).toBeLessThan(0.52);
    expect([after.headingDeg, after.pitchDeg]).toEqual([start.headingDeg, start.pitchDeg]);
    expect(apart(await pixelOf(page, enuMeters), one)).toBeLessThan(3);
    // The first of the two taps chose, the second came nearer.
    expect((await picks()).length).toBe(before + 2);
  });

  it('goes, turns, tilts, comes nearer and goes home by keys alone', async () => {
    const { page } = city;
    const home = await page.evaluate(() => {
      window.city.view.home(0);
      return window.city.view.look;
    });
    await lookAgain(page);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const focused = (): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id);
    // The browser goes on from where the last finger was: once round at most.
    for (let step = 0; step < 4 && (await focused()) !== 'city'; step++) await page.keyboard.press('Tab');
    expect(await focused()).toBe('city');
    const changeBy = async (key: string): Promise<{ right: number; ahead: number; look: Look; before: Look }> => {
      const before = await lookOf(page);
      await page.keyboard.press(key);
      const look = await lookOf(page);
      const [dx, dy] = [0, 1].map((axis) => look.targetEnuMeters[axis]! - before.targetEnuMeters[axis]!);
      const rad = (before.headingDeg * Math.PI) / 180;
      const right = dx! * Math.cos(rad) - dy! * Math.sin(rad);
      return { right, ahead: dx! * Math.sin(rad) + dy! * Math.cos(rad), look, before };
    };
    for (const [key, right, ahead] of [
      ['ArrowUp', 0, 84],
      ['ArrowDown', 0, -84],
      ['ArrowRight', 84, 0],
      ['ArrowLeft', -84, 0],
    ] as const) {
      const change = await changeBy(key);
      expect([Math.round(change.right) + 0, Math.round(change.ahead) + 0]).toEqual([right, ahead]);
    }
    for (const [key, turnDeg, tiltDeg] of [
      ['Shift+ArrowRight', 6, 0],
      ['Shift+ArrowLeft', -6, 0],
      ['Shift+ArrowUp', 0, 4],
      ['Shift+ArrowDown', 0, -4],
    ] as const) {
      const { look, before, right, ahead } = await changeBy(key);
      expect(look.headingDeg - before.headingDeg).toBeCloseTo(turnDeg, 9);
      expect(look.pitchDeg - before.pitchDeg).toBeCloseTo(tiltDeg, 9);
      expect(Math.hypot(right, ahead)).toBe(0);
    }
    const nearer = await changeBy('+');
    expect(nearer.look.rangeMeters / nearer.before.rangeMeters).toBeCloseTo(0.8, 9);
    const farther = await changeBy('-');
    expect(farther.look.rangeMeters).toBeCloseTo(start.rangeMeters, 6);
    await page.keyboard.press('Home');
    await expect.poll(() => lookOf(page), { timeout: 5_000 }).toEqual(home);
    await untilAtRest(page);
  });
});

describe('the wall by keyboard alone', () => {
  it('is walked by Tab to a case, which Enter opens and Escape closes', async () => {
    const server = await startScreens();
    onTestFinished(() => server.close());
    const answerOf = async <T>(question: string): Promise<T> =>
      (await (await fetch(`${server.url}api/v1/${question}`)).json()) as T;
    const { hits } = await answerOf<SearchAnswer>(`search?station=wall&q=${encodeURIComponent('楼')}`);
    const { id } = hits.find(({ kind }) => kind === 'building')!;
    const { lonLatDeg } = await answerOf<BuildingAnswer>(`buildings/${encodeURIComponent(id)}?station=wall`);
    const report = {
      ...{ specversion: '1.0', id: 'by-keys', source: 'urn:test:hands', type: eventTypes.matterReported },
      ...{ time: new Date().toISOString(), place: geoUriFromLonLat(lonLatDeg) },
      data: { matterCode: '37020309012', origin: 'simulated' },
    };
    const { receipts } = await server.post([report]);
    const caseId = receipts[0]!.outcome === 'accepted' ? receipts[0]!.caseId : null;
    const { page, problems } = await openPage(browser, `${server.url}wall?lang=zh&light=night`, viewport);
    onTestFinished(() => page.close());
    await page.waitForSelector('[data-testid=city][data-ready=true]', { timeout: 60_000 });
    await page.locator(`[data-case="${caseId}"]`).waitFor({ timeout: 15_000 });
    const focused = (): Promise<string | null> =>
      page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.case ?? null);
    for (let step = 0; step < 40 && (await focused()) !== caseId; step++) await page.keyboard.press('Tab');
    expect(await focused()).toBe(caseId);
    const card = page.getByTestId('case-card');
    expect(await card.count()).toBe(0);
    await page.keyboard.press('Enter');
    await card.waitFor({ timeout: 10_000 });
    expect(await card.textContent()).toContain(caseId!);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });
});
