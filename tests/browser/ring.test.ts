import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { WatchedPage } from '../support/browser.ts';
import { servedBrowser } from '../support/servedBrowser.ts';

const SIDE = 200;

const served = servedBrowser();

async function openRing(page: string, width: number): Promise<WatchedPage> {
  const opened = await served.open(`ring/${page}?still`, { width, height: SIDE });
  await opened.page.waitForSelector('[data-testid=ring][data-ready=true]', { timeout: 80_000 });
  return opened;
}

/** RGB of every segment's own canvas, row by row. */
function segmentPixels(page: Page): Promise<{ width: number; height: number; rgba: number[] }[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.ring-pane')].map((pane) => {
      const canvas = pane.querySelector('canvas')!;
      const { width, height } = canvas;
      return { width, height, rgba: [...canvas.getContext('2d')!.getImageData(0, 0, width, height).data] };
    }),
  );
}

type Segment = Awaited<ReturnType<typeof segmentPixels>>[number];

/** Mean difference of two columns, 0…255. */
function columnDifference(a: Segment, columnA: number, b: Segment, columnB: number): number {
  let sum = 0;
  for (let row = 0; row < a.height; row++) {
    for (let channel = 0; channel < 3; channel++) {
      const at = (segment: Segment, column: number) => segment.rgba[(row * segment.width + column) * 4 + channel]!;
      sum += Math.abs(at(a, columnA) - at(b, columnB));
    }
  }
  return sum / (a.height * 3);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the ring', () => {
  it('meets at every seam, and shows the same on one page as among seven', async () => {
    const all = await openRing('all', 7 * SIDE);
    const segments = await segmentPixels(all.page);
    expect(segments.map(({ width, height }) => [width, height])).toEqual(Array(7).fill([SIDE, SIDE]));
    const seams: number[] = [];
    const inside: number[] = [];
    const shifted: number[] = [];
    for (let segment = 0; segment + 1 < 7; segment++) {
      const [left, right] = [segments[segment]!, segments[segment + 1]!];
      seams.push(columnDifference(left, SIDE - 1, right, 0));
      inside.push(columnDifference(left, SIDE - 2, left, SIDE - 1));
      shifted.push(mean([20, 30, 40].map((away) => columnDifference(left, SIDE - 1 - away, right, away))));
    }
    // A seam is no rougher than two neighbouring columns of one picture; what stands 40 to 80 columns apart is.
    expect(mean(seams)).toBeLessThan(mean(inside) * 1.6 + 0.5);
    expect(mean(seams)).toBeLessThan(mean(shifted) * 0.6);

    const names = await all.page.locator('.ring-name').allTextContents();
    expect(new Set(names).size).toBe(7);
    // The legend of windows stands three times around the hall, whole within its segment: no seam cuts it.
    const legends = await all.page.locator('.ring-segment:has(.window-legend)').all();
    expect(await Promise.all(legends.map((one) => one.getAttribute('data-segment')))).toEqual(['1', '4', '7']);
    for (const one of legends) {
      const [outer, inner] = await Promise.all([one.boundingBox(), one.locator('.window-legend').boundingBox()]);
      expect(inner!.x).toBeGreaterThan(outer!.x);
      expect(inner!.x + inner!.width).toBeLessThan(outer!.x + outer!.width);
      expect(inner!.y + inner!.height).toBeLessThan(SIDE);
    }
    expect(all.problems).toEqual([]);
    expect(all.elsewhere).toEqual([]);
    await all.page.close();

    const one = await openRing('3', SIDE);
    expect(await one.page.locator('.window-legend').count()).toBe(0);
    const [alone] = await segmentPixels(one.page);
    const differences = Array.from({ length: SIDE }, (_, column) =>
      columnDifference(alone!, column, segments[2]!, column),
    );
    expect(mean(differences)).toBeLessThan(1);

    // Who sets the hall up sees what draws it, and cannot part one page from its neighbours by hand.
    await one.page.keyboard.press('y');
    const quality = one.page.locator('[data-testid=quality][data-tier=ring]');
    await expect.poll(() => quality.textContent()).toContain('SwiftShader');
    expect(await quality.locator('select, button').count()).toBe(0);
    await one.page.close();
  });
});
