import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { geoUriFromLonLat } from '../../src/model/contract/event.ts';
import { decodeFootprints, footprintOf, windowCountOf } from '../../src/model/contract/footprintsFile.ts';
import { parseManifest } from '../../src/model/contract/manifest.ts';
import { EnuFrame } from '../../src/model/frames/enu.ts';
import { outlineCentroid, sideOfMultiPolygon } from '../../src/model/geometry/polygon.ts';
import { warmPixelsOf } from '../support/golden.ts';
import { servedCity } from '../support/servedBrowser.ts';
import { projectFolder } from '../support/toyDistrict.ts';
import { untilStill } from '../support/untilStill.ts';

/** A building that is seen from all sides, and a place in it. */
interface Tower {
  readonly buildingIndex: number;
  readonly enuMeters: readonly [number, number];
  readonly windowCount: number;
  readonly heightMeters: number;
}

const served = servedCity();
let tower: Tower;
let place: string;
let matterCode: string;

beforeAll(async () => {
  const manifest = parseManifest(
    JSON.parse(readFileSync(path.join(served.server.packageFolder, 'district.json'), 'utf8')),
  )!;
  tower = highestOf(readFileSync(path.join(served.server.packageFolder, 'buildings/footprints.bin')));
  place = geoUriFromLonLat(new EnuFrame(manifest.enuOrigin).lonLatFromEnu([...tower.enuMeters, 0]).lonLatDeg);
  matterCode = JSON.parse(readFileSync(path.join(projectFolder, 'data/matters.json'), 'utf8')).matters[0].code;
});

function highestOf(bytes: Buffer): Tower {
  const footprints = decodeFootprints(
    new Uint8Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)),
  )!;
  const rows = Array.from({ length: footprints.count }, (_, row) => row).sort(
    (a, b) => footprints.heightGroundMeters[b]! - footprints.heightGroundMeters[a]!,
  );
  for (const buildingIndex of rows) {
    const polygons = footprintOf(footprints, buildingIndex);
    const [x, y] = outlineCentroid(polygons[0]![0]!);
    if (sideOfMultiPolygon(polygons, x, y) !== 'inside') continue;
    return {
      buildingIndex,
      enuMeters: [x / 100, y / 100],
      windowCount: windowCountOf(footprints, buildingIndex),
      heightMeters: footprints.heightGroundMeters[buildingIndex]!,
    };
  }
  throw new Error('the toy district has houses');
}

/** Reports matters in the tower and leads them to their close. */
async function resolve(prefix: string, count: number): Promise<void> {
  const event = (id: string, type: string, more: object): object => ({
    ...{ specversion: '1.0', id: `${prefix}-${id}`, source: 'urn:test', type, time: new Date().toISOString() },
    ...more,
  });
  const numbers = Array.from({ length: count }, (_, at) => at);
  const { receipts } = await served.server.post(
    numbers.map((at) => event(`${at}`, 'cn.beiyang.matter.reported.v1', { place, data: { matterCode } })),
  );
  for (const to of ['filed', 'dispatched', 'handling', 'handled', 'closed']) {
    const steps = await served.server.post(
      numbers.map((at) =>
        event(`${at}-${to}`, 'cn.beiyang.case.advanced.v1', {
          subject: (receipts[at] as { caseId: string }).caseId,
          data: { to },
        }),
      ),
    );
    expect(steps.receipts.every(({ outcome }) => outcome === 'accepted')).toBe(true);
  }
}

/** Warm pixels of the tower seen from three sides: each wall faces one of them. */
async function warmAllAround(page: Page): Promise<number> {
  let warm = 0;
  for (const headingDeg of [0, 120, 240]) {
    await page.evaluate(
      ([x, y, range, heading]) =>
        window.city.view.flyTo(
          { targetEnuMeters: [x!, y!], rangeMeters: range!, headingDeg: heading!, pitchDeg: -35 },
          0,
        ),
      [...tower.enuMeters, 110 + 2 * tower.heightMeters, headingDeg] as const,
    );
    await untilStill(page);
    warm += warmPixelsOf(await page.screenshot());
  }
  return warm;
}

/** Warm pixels of the whole district from where a pixel is several metres wide, seen from both sides of the tower. */
async function warmFromAfar(page: Page): Promise<readonly number[]> {
  const seen: number[] = [];
  for (const headingDeg of [0, 180]) {
    await page.evaluate(
      ([x, y, heading]) =>
        window.city.view.flyTo(
          { targetEnuMeters: [x!, y!], rangeMeters: 2_400, headingDeg: heading!, pitchDeg: -50 },
          0,
        ),
      [...tower.enuMeters, headingDeg] as const,
    );
    await untilStill(page);
    seen.push(warmPixelsOf(await page.screenshot()));
  }
  return seen;
}

it('a matter that is resolved lights a window of its building, in the open picture and in one that comes later', async () => {
  const path = 'wall?layers=buildings&clock=live';
  const { page, problems } = await served.openCity(path, { width: 480, height: 360 });
  expect(await warmAllAround(page)).toBe(0);
  expect(await warmFromAfar(page)).toEqual([0, 0]);

  await resolve('first', 1);
  await page.waitForFunction((row) => window.city.live.windows.columns.closed[row] === 1, tower.buildingIndex);
  await expect.poll(() => warmAllAround(page), { timeout: 40_000 }).toBeGreaterThan(0);
  const one = await warmAllAround(page);
  // From afar a single one is found from every side, on whichever wall its window is: a light of several pixels.
  for (const pixels of await warmFromAfar(page)) {
    expect(pixels).toBeGreaterThanOrEqual(9);
    expect(pixels).toBeLessThan(80);
  }

  const more = Math.min(39, Math.floor(tower.windowCount / 3));
  await resolve('more', more);
  await page.waitForFunction(([row, count]) => window.city.live.windows.columns.closed[row!] === count, [
    tower.buildingIndex,
    1 + more,
  ] as const);
  await page.waitForTimeout(2_000); // they come on in a second and a half
  const many = await warmAllAround(page);
  expect(many).toBeGreaterThan(3 * one);

  const later = await served.openCity(path, { width: 480, height: 360 });
  // What was counted comes by a question of its own, which a busy page may have answered after its first picture.
  await later.page.waitForFunction(([row, count]) => window.city.live.windows.columns.closed[row!] === count, [
    tower.buildingIndex,
    1 + more,
  ] as const);
  const all = await warmAllAround(later.page);
  expect(Math.abs(all - many), `${all} of ${many}`).toBeLessThan(0.05 * many);

  await later.page.evaluate((at) => window.city.live.windows.show('7d', at), Date.now() - 3_600_000);
  await later.page.waitForFunction(() => window.city.live.windows.columns.closed.length === 0);
  expect(await warmAllAround(later.page)).toBe(0);
  expect([...problems, ...later.problems]).toEqual([]);
});
