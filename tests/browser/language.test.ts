import { describe, expect, it } from 'vitest';
import { servedBrowser } from '../support/servedBrowser.ts';

const served = servedBrowser();

/** Each station at its own size, and a word of it in each language. */
const stations = [
  { path: '', size: [1440, 900], zh: '中枢', en: 'Hub' },
  { path: 'wall', size: [1920, 1080], zh: '需要关注', en: 'Needs attention' },
  { path: 'touch', size: [1920, 1080], zh: '居民数', en: 'Residents' },
  { path: 'plan', size: [1920, 1080], zh: '还没有选择楼宇', en: 'No building is selected' },
  { path: 'desk', size: [1366, 1024], zh: '导播台', en: 'Director desk' },
] as const;

describe.each(stations)('/$path', ({ path, size: [width, height], zh, en }) => {
  it('speaks Chinese first, English at a switch at run time, and marks its data as sample', async () => {
    const { page, problems, elsewhere } = await served.open(`${path}?lang=zh`, { width, height });
    const words = page.locator('#station');
    await expect.poll(() => words.textContent(), { timeout: 30_000 }).toContain(zh);
    expect(await page.locator('.sample-plate').first().textContent()).toBe('示例数据');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');

    if (path === 'wall') await page.keyboard.press('l');
    else await page.locator('.language-switch button', { hasText: 'English' }).click({ timeout: 30_000 });
    await expect.poll(() => words.textContent(), { timeout: 15_000 }).toContain(en);
    expect(await page.locator('.sample-plate').first().textContent()).toBe('Sample data');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');

    // Nothing runs over the edge of a station that is seen whole.
    const over = await page.evaluate(() => [
      document.documentElement.scrollWidth - window.innerWidth,
      document.documentElement.scrollHeight - window.innerHeight,
    ]);
    expect(Math.max(...over)).toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
    expect(elsewhere).toEqual([]);
    await page.close();
  });
});

describe('/ring', () => {
  it('speaks the language of its address, and the desk’s once that is on air', async () => {
    const ring = await served.open('ring/1?lang=en&still', { width: 240, height: 240 });
    const names = ring.page.locator('.ring-name');
    await names.waitFor({ timeout: 30_000 });
    expect(await names.textContent()).toMatch(/[a-z]/);
    const desk = await served.open('desk?lang=zh', { width: 1366, height: 1024 });
    await desk.page.locator('tr[data-station=ring]').waitFor({ timeout: 15_000 });
    await desk.page.keyboard.press('t');
    await desk.page.locator('[data-testid=lease][data-mine=true]').waitFor();
    await desk.page.locator('.desk-acts button', { hasText: '中文' }).click();
    await expect.poll(() => names.textContent(), { timeout: 10_000 }).toMatch(/^\p{Script=Han}+$/u);
    expect(await ring.page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    for (const watched of [ring, desk]) {
      expect(watched.problems).toEqual([]);
      await watched.page.close();
    }
  });
});
