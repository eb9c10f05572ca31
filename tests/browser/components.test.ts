/** City components in a real browser: their file is fetched when the layer is shown, they are seen, hidden, picked, read. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ComponentAnswer } from '../../src/model/contract/answers.ts';
import { COMPONENTS_FILE, decodeComponents } from '../../src/model/contract/componentsFile.ts';
import { parseManifest } from '../../src/model/contract/manifest.ts';
import { servedCity, untilCityIsWhole } from '../support/servedBrowser.ts';

const size = { width: 960, height: 540 };
const served = servedCity();

/** East and north of the first lamp of the package, in metres. */
function lampPlace(folder: string): [number, number] {
  const { classes } = parseManifest(JSON.parse(readFileSync(path.join(folder, 'district.json'), 'utf8')))!.components!;
  const bytes = new Uint8Array(readFileSync(path.join(folder, COMPONENTS_FILE)));
  const { classRow, enuCm } = decodeComponents(bytes, classes.length)!;
  const row = classRow.indexOf(classes.findIndex(({ code }) => code === '01037'));
  return [enuCm[row * 2]! / 100, enuCm[row * 2 + 1]! / 100];
}

describe('the layer of city components', () => {
  it('is fetched when shown, thins out to nothing, hides a class, and is picked for its card', async () => {
    const { page, problems } = await served.open('?layers=roads&theme=day', size);
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await untilCityIsWhole(page);
    const stateOf = () =>
      page.evaluate(() => window.city.view.layerStates().find(({ layer }) => layer === 'components')!);

    const lookFrom = (rangeMeters: number): Promise<void> =>
      page.evaluate((look) => window.city.view.flyTo({ ...look, headingDeg: 0, pitchDeg: -50 }, 0), {
        targetEnuMeters: lampPlace(served.server.packageFolder),
        rangeMeters,
      });
    await lookFrom(350);
    await page.evaluate(() => window.city.view.setLayerVisible('components', true));
    await expect.poll(async () => (await stateOf()).count ?? 0, { timeout: 20_000 }).toBeGreaterThan(5);
    expect((await stateOf()).fault).toBeNull();
    const all = (await stateOf()).count!;
    const lamps = (await stateOf()).classes.find(({ code }) => code === '01037')!;
    expect([lamps.name, lamps.nameEn, lamps.visible]).toEqual(['路灯', 'Street lamp', true]);

    // Where a finger on one finds it, and the hub knows what it is.
    const found = await page.evaluate(() => {
      for (let y = 40; y < 500; y += 6) {
        for (let x = 40; x < 920; x += 6) {
          const pick = window.city.view.pickAt(x, y);
          if (pick?.kind === 'component') return { ...pick, named: window.city.view.nameOf(pick) };
        }
      }
      return null;
    });
    const answer = (await (
      await fetch(`${served.server.url}api/v1/components/@${found!.componentIndex}?station=wall`)
    ).json()) as ComponentAnswer;
    expect(answer.className).toBe(found!.named!.name);

    await page.evaluate(() => window.city.view.setLayerClassVisible('components', '01037', false));
    await expect.poll(async () => (await stateOf()).count, { timeout: 10_000 }).toBeLessThan(all);
    await page.evaluate(() => window.city.view.setLayerClassVisible('components', '01037', true));
    await expect.poll(async () => (await stateOf()).count, { timeout: 10_000 }).toBe(all);

    await lookFrom(4_000);
    await expect.poll(async () => (await stateOf()).count, { timeout: 10_000 }).toBe(0);
    expect(fetched.filter((path) => path.endsWith(COMPONENTS_FILE))).toHaveLength(1);
    expect(problems).toEqual([]);
    await page.close();
  });
});
