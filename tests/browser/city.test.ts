import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AreasFile, parseAreasFile } from '../../src/model/contract/areasFile.ts';
import { decodeFootprints, type Footprints, footprintOf } from '../../src/model/contract/footprintsFile.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import { outlineCentroid, sideOfMultiPolygon } from '../../src/model/geometry/polygon.ts';
import { poseFromLook } from '../../src/picture/camera/look.ts';
import type { Pick } from '../../src/picture/cityView.ts';
import { heightOfAge, heightScale } from '../../src/picture/layers/cases/beacons.ts';
import { AreaPlaces } from '../../src/picture/picking/areaPlaces.ts';
import { BuildingRays } from '../../src/picture/picking/buildingRays.ts';
import type { WatchedPage } from '../support/browser.ts';
import { brightnessOf, contrastOf, differenceBetween } from '../support/golden.ts';
import { servedCity } from '../support/servedBrowser.ts';
import { projectFolder } from '../support/toyDistrict.ts';
import { untilStill } from '../support/untilStill.ts';

const viewport = { width: 640, height: 360 };
/** Of all pixels: a layer that is taken away was seen. */
const SEEN_SHARE = 0.001;

const served = servedCity();
let footprints: Footprints;
let areasFile: AreasFile;
let matterCode: string;

beforeAll(() => {
  const bytes = readFileSync(path.join(served.server.packageFolder, 'buildings/footprints.bin'));
  footprints = decodeFootprints(new Uint8Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)))!;
  areasFile = parseAreasFile(
    JSON.parse(readFileSync(path.join(served.server.packageFolder, 'areas/areas.json'), 'utf8')),
  )!;
  const matters = JSON.parse(readFileSync(path.join(projectFolder, 'data/matters.json'), 'utf8'));
  matterCode = matters.matters[0].code;
});

const openCity = (layers: string): Promise<WatchedPage> => served.openCity(`wall?layers=${layers}`, viewport);

/** Moves the eye at once and waits until its picture is drawn and nothing more comes. */
async function look(page: Page, east: number, north: number, range: number, pitch: number): Promise<void> {
  await page.evaluate(
    ([x, y, rangeMeters, pitchDeg]) =>
      window.city.view.flyTo(
        { targetEnuMeters: [x!, y!], rangeMeters: rangeMeters!, headingDeg: 20, pitchDeg: pitchDeg! },
        0,
      ),
    [east, north, range, pitch] as const,
  );
  await untilStill(page);
}

describe('the city', () => {
  it('draws buildings and ground, asks no other host, and rests when nothing moves', async () => {
    const { page, problems, elsewhere } = await openCity('buildings,roads');
    await look(page, 0, 0, 900, -35);
    const png = await page.screenshot();
    expect(contrastOf(png)).toBeGreaterThan(6);

    const draws = await page.evaluate(() => window.city.draws);
    await page.waitForTimeout(1_000);
    expect(await page.evaluate(() => window.city.draws)).toBe(draws);

    // Around a building that is chosen all others are darker.
    await page.evaluate(() => window.city.view.setFocus({ buildingIndex: 0 }));
    await page.waitForFunction((count) => window.city.draws > count, draws);
    expect(brightnessOf(await page.screenshot())).toBeLessThan(brightnessOf(png) - 0.5);
    expect(await page.evaluate(() => window.city.faults)).toEqual([]);
    expect(problems).toEqual([]);
    expect(elsewhere).toEqual([]);
    await page.close();
  });

  it('draws boundaries, and video points as they are told', async () => {
    const ids = await fetch(`${served.server.url}api/v1/video-points?station=wall`).then((answer) => answer.json());
    const status = (id: string, index: number) => ({
      specversion: '1.0',
      id: `status-${id}`,
      source: 'test',
      type: 'cn.beiyang.videopoint.status.v1',
      time: new Date().toISOString(),
      subject: id,
      data: { status: index % 5 === 0 ? 'offline' : 'online', origin: 'simulated' },
    });
    const { receipts } = await served.server.post((ids.ids as string[]).map(status));
    expect(receipts.every((receipt) => receipt.outcome === 'accepted')).toBe(true);
    const { page, problems } = await openCity('boundaries,videoPoints');
    await page.waitForFunction(() => window.city.live.videoPoints.version > 0);
    await look(page, 0, 0, 1_300, -50);
    const shown = await page.evaluate(
      () => window.city.view.layerStates().find(({ layer }) => layer === 'videoPoints')!.count,
    );
    expect(shown).toBeGreaterThan(10);
    const whole = await page.screenshot();
    for (const layer of ['videoPoints', 'boundaries'] as const) {
      await page.evaluate((name) => window.city.view.setLayerVisible(name, false), layer);
      await untilStill(page);
      const difference = differenceBetween(whole, await page.screenshot());
      expect(difference, `without ${layer}`).toBeGreaterThan(SEEN_SHARE);
      await page.evaluate((name) => window.city.view.setLayerVisible(name, true), layer);
    }
    expect(problems).toEqual([]);
    await page.close();
  });

  it('letters nothing beneath what stands over the map', async () => {
    const { page, problems } = await openCity('boundaries,labels');
    await look(page, 0, 0, 1_300, -50);
    const half = { ...viewport, width: viewport.width / 2 };
    const halves = async () => [
      await page.screenshot({ clip: { x: 0, y: 0, ...half } }),
      await page.screenshot({ clip: { x: half.width, y: 0, ...half } }),
    ];
    const free = await halves();
    await page.evaluate(
      ({ width, height }) => window.city.view.setOver([{ minX: 0, minY: 0, maxX: width, maxY: height }]),
      half,
    );
    await untilStill(page);
    const covered = await halves();
    await page.evaluate(() => window.city.view.setLayerVisible('labels', false));
    await untilStill(page);
    const bare = await halves();
    const lettered = (pictures: readonly Buffer[]) => pictures.map((png, side) => differenceBetween(png, bare[side]!));
    expect(Math.min(...lettered(free))).toBeGreaterThan(SEEN_SHARE);
    const [beneath, beside] = lettered(covered);
    expect(beneath).toBe(0);
    expect(beside).toBeGreaterThan(SEEN_SHARE);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('finds the building, the ground and the case under a finger', async () => {
    const { page } = await openCity('buildings,cases');
    const near = { targetEnuMeters: [0, 0] as [number, number], rangeMeters: 700, headingDeg: 0, pitchDeg: -89 };
    const pickAt = (enuMeters: readonly [number, number, number]): Promise<Pick | null> =>
      page.evaluate(
        ([east, north, up]) => {
          const { view } = window.city;
          view.flyTo({ targetEnuMeters: [east!, north!], rangeMeters: 700, headingDeg: 0, pitchDeg: -89 }, 0);
          return new Promise<Pick | null>((resolve) => {
            // Two frames: one to move, one to stand.
            requestAnimationFrame(() =>
              requestAnimationFrame(() => {
                const at = view.cssPxFromEnu([east!, north!, up!])!;
                resolve(view.pickAt(at[0], at[1]));
              }),
            );
          });
        },
        [...enuMeters],
      );
    for (let building = 0; building < footprints.count; building += Math.ceil(footprints.count / 8)) {
      const outlines = footprintOf(footprints, building);
      const [x, y] = outlineCentroid(outlines[0]![0]!);
      if (sideOfMultiPolygon(outlines, x, y) !== 'inside') continue;
      const picked = await pickAt([x / 100, y / 100, footprints.heightGroundMeters[building]!]);
      expect(picked).toMatchObject({ kind: 'building', buildingIndex: building });
    }

    // Streets and yards of the middle: whatever is no building is ground, and lies in the grid that the map names.
    const places = new AreaPlaces(areasFile);
    const rays = new BuildingRays(footprints, flatHeightField());
    let grounds = 0;
    for (const [x, y] of [
      [-150, -150],
      [-60, 90],
      [0, 0],
      [80, -120],
      [160, 60],
    ] as const) {
      if (rays.nearest([x, y, 500], [0, 0, -1], 1_000)) continue;
      grounds++;
      expect(await pickAt([x, y, 0])).toMatchObject({ kind: 'area', areaId: places.areaAt(x, y)!.id });
    }
    expect(grounds).toBeGreaterThan(0);

    const { receipts } = await served.server.post([
      {
        specversion: '1.0',
        id: 'pick-1',
        source: 'test',
        type: 'cn.beiyang.matter.reported.v1',
        time: new Date().toISOString(),
        place: 'geo:36.0995,120.3660',
        data: { matterCode, origin: 'simulated' },
      },
    ]);
    expect(receipts[0]).toMatchObject({ outcome: 'accepted' });
    await page.waitForFunction(() => window.city.live.facts.getState().cases.size > 0);
    const reported = await page.evaluate(() => {
      const [item] = [...window.city.live.facts.getState().cases.values()];
      return { caseId: item!.caseId, enuMeters: item!.enuMeters, reportedMillis: item!.reportedMillis };
    });
    // The page's fixed clock; and stems shrink as the eye comes near, here to 700 m.
    const up =
      heightOfAge(Date.UTC(2026, 10, 24, 6, 32, 8) - reported.reportedMillis) * heightScale(poseFromLook(near), 0);
    expect(await pickAt([reported.enuMeters[0], reported.enuMeters[1], up])).toEqual({
      kind: 'case',
      caseId: reported.caseId,
    });
    await page.close();
  });
});
