/** From the street a house hides the camera behind it, on the canvas and from a finger; a case behind it still burns. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import { geoUriFromLonLat } from '../../src/model/contract/event.ts';
import { decodeFootprints, footprintOf } from '../../src/model/contract/footprintsFile.ts';
import { parseManifest } from '../../src/model/contract/manifest.ts';
import { FOOTPRINTS_FILE, INDEX_FILE } from '../../src/model/contract/packageFiles.ts';
import { eyeOfLook } from '../../src/model/contract/stage.ts';
import { EnuFrame } from '../../src/model/frames/enu.ts';
import { type MultiPolygon, sideOfMultiPolygon } from '../../src/model/geometry/polygon.ts';
import { poseFromLook, tangentsOf } from '../../src/picture/camera/look.ts';
import { projectEnu, type View } from '../../src/picture/camera/pose.ts';
import type { CityLayer } from '../../src/picture/cityView.ts';
import { servedCity } from '../support/servedBrowser.ts';
import { projectFolder } from '../support/toyDistrict.ts';
import { untilStill } from '../support/untilStill.ts';

const size = { width: 960, height: 540 };
const served = servedCity();

type Place = readonly [east: number, north: number, up: number];

interface Look {
  readonly targetEnuMeters: [number, number];
  readonly rangeMeters: number;
  readonly headingDeg: number;
  readonly pitchDeg: number;
}

/** Cameras of the package: where they are, row by row. */
function videoPlaces(folder: string): [number, number, number][] {
  const index = new DatabaseSync(path.join(folder, INDEX_FILE), { readOnly: true });
  const rows = index.prepare('SELECT * FROM videoPoints ORDER BY videoPointIndex').all();
  index.close();
  return rows.map((row) => [Number(row.eastMeters), Number(row.northMeters), Number(row.aboveGroundMeters)]);
}

/** Of a picture with and without marks: whether they differ within a few pixels of a place. */
function differsAt(before: Buffer, after: Buffer, [x, y]: readonly [number, number]): boolean {
  const [a, b] = [PNG.sync.read(before), PNG.sync.read(after)];
  for (let row = Math.round(y) - 3; row <= y + 3; row++) {
    for (let column = Math.round(x) - 3; column <= x + 3; column++) {
      const at = (row * a.width + column) * 4;
      if (Math.abs(a.data[at]! - b.data[at]!) + Math.abs(a.data[at + 1]! - b.data[at + 1]!) > 40) return true;
    }
  }
  return false;
}

interface House {
  readonly outlines: MultiPolygon;
  readonly heightMeters: number;
}

function housesOf(folder: string): House[] {
  const footprints = decodeFootprints(new Uint8Array(readFileSync(path.join(folder, FOOTPRINTS_FILE))))!;
  return Array.from({ length: footprints.count }, (_, building) => ({
    outlines: footprintOf(footprints, building),
    heightMeters: footprints.heightGroundMeters[building]!,
  }));
}

/** Walked in small steps, with none of the formulas under test: how far of the way a house stands over it, in metres. */
function metersWithin(houses: readonly House[], eye: Place, to: Place): number {
  const away = Math.hypot(to[0] - eye[0], to[1] - eye[1]);
  let meters = 0;
  for (let along = 0; along < away - 4; along += 0.5) {
    const at = (axis: 0 | 1 | 2): number => eye[axis] + ((to[axis] - eye[axis]) * along) / away;
    const [x, y, up] = [at(0) * 100, at(1) * 100, at(2)];
    if (houses.some((house) => up < house.heightMeters && sideOfMultiPolygon(house.outlines, x, y) === 'inside')) {
      meters += 0.5;
    }
  }
  return meters;
}

/** The eye keeps clear of walls: near one it does not stand where the look says. */
function isNearHouse(houses: readonly House[], [east, north]: Place): boolean {
  const around = [-40, -20, 0, 20, 40].flatMap((x) => [-40, -20, 0, 20, 40].map((y) => [east + x, north + y] as const));
  return around.some(([x, y]) =>
    houses.some(({ outlines }) => sideOfMultiPolygon(outlines, x * 100, y * 100) === 'inside'),
  );
}

/** A look along the ground with one camera well behind a house and another in the open; heights over the level ground. */
function lookWithBoth(folder: string): { look: Look; hidden: number; seen: number } {
  const [houses, places] = [housesOf(folder), videoPlaces(folder)];
  for (let headingDeg = 0; headingDeg < 360; headingDeg += 30) {
    for (const [hidden, place] of places.entries()) {
      // The toy's hill lies in the north-east: elsewhere its ground is level.
      if (place[0] > 100 || place[1] > 100) continue;
      const look: Look = { targetEnuMeters: [place[0], place[1]], rangeMeters: 260, headingDeg, pitchDeg: -9 };
      const eye = eyeOfLook(look);
      if (metersWithin(houses, eye, place) < 5 || isNearHouse(houses, eye)) continue;
      const view = viewOf(look);
      const seen = places.findIndex((other) => {
        const at = projectEnu(view, other);
        if (!at || at.depthMeters > 500 || other[0] > 100 || other[1] > 100) return false;
        const isInside = at.xCssPx > 60 && at.xCssPx < 900 && at.yCssPx > 60 && at.yCssPx < 480;
        return isInside && Math.abs(at.xCssPx - 480) > 40 && metersWithin(houses, eye, other) === 0;
      });
      if (seen >= 0) return { look, hidden, seen };
    }
  }
  throw new Error('the toy district has no such look');
}

const viewOf = (look: Look): View => ({
  pose: poseFromLook(look),
  tangents: tangentsOf(size.width, size.height, { left: 0, right: 0, top: 0, bottom: 0 }),
  widthCssPx: size.width,
  heightCssPx: size.height,
});

/** Does something to the view, waits until that is drawn, and until nothing more comes. */
async function drawnAfter(page: Page, act: () => Promise<void>): Promise<Buffer> {
  const before = await page.evaluate(() => window.city.draws);
  await act();
  await page.waitForFunction((draws) => window.city.draws > draws, before, { timeout: 30_000 });
  await untilStill(page);
  return page.screenshot();
}

const shownAs = (page: Page, layer: CityLayer, visible: boolean): Promise<Buffer> =>
  drawnAfter(page, () =>
    page.evaluate(([name, isShown]) => window.city.view.setLayerVisible(name, isShown), [layer, visible] as const),
  );

const lookFrom = (page: Page, look: Look): Promise<Buffer> =>
  drawnAfter(page, () => page.evaluate((to) => window.city.view.flyTo(to, 0), look));

it('hides a camera behind a house from the street, shows one in the open, and never hides a case', async () => {
  const { look, hidden, seen } = lookWithBoth(served.server.packageFolder);
  const places = videoPlaces(served.server.packageFolder);
  const { ids } = (await (await fetch(`${served.server.url}api/v1/video-points?station=wall`)).json()) as {
    ids: string[];
  };
  const envelope = { specversion: '1.0', source: 'test', time: new Date().toISOString() };
  const online = ids.map((subject) => ({
    ...{ ...envelope, id: `online-${subject}`, type: 'cn.beiyang.videopoint.status.v1', subject },
    data: { status: 'online', origin: 'simulated' },
  }));
  const frame = new EnuFrame(
    parseManifest(JSON.parse(readFileSync(path.join(served.server.packageFolder, 'district.json'), 'utf8')))!.enuOrigin,
  );
  const matters = JSON.parse(readFileSync(path.join(projectFolder, 'data/matters.json'), 'utf8'));
  const behind = places[hidden]!;
  const matter = {
    ...{ ...envelope, id: 'behind', type: 'cn.beiyang.matter.reported.v1' },
    place: geoUriFromLonLat(frame.lonLatFromEnu([behind[0], behind[1], 0]).lonLatDeg),
    data: { matterCode: matters.matters[0].code, origin: 'simulated' },
  };
  const { receipts } = await served.server.post([...online, matter]);
  expect(receipts.every(({ outcome }) => outcome === 'accepted')).toBe(true);

  const { page, problems } = await served.openCity('?layers=buildings,videoPoints,cases', size);
  await page.waitForFunction(() => window.city.live.videoPoints.version > 0);
  await page.waitForFunction(() => window.city.live.facts.getState().cases.size > 0);
  await lookFrom(page, look);
  const pxOf = async (place: Place): Promise<[number, number]> =>
    (await page.evaluate((to) => window.city.view.cssPxFromEnu(to), place)) as [number, number];
  const [hiddenPx, seenPx] = [await pxOf(behind), await pxOf(places[seen]!)];

  await shownAs(page, 'cases', false);
  const noCameras = await shownAs(page, 'videoPoints', false);
  const cameras = await shownAs(page, 'videoPoints', true);
  const pickAt = (at: [number, number]) => page.evaluate(([x, y]) => window.city.view.pickAt(x, y), at);
  expect(await pickAt(seenPx)).toEqual({ kind: 'videoPoint', videoPointIndex: seen });
  expect(await pickAt(hiddenPx)).toMatchObject({ kind: 'building' });
  expect(differsAt(noCameras, cameras, seenPx)).toBe(true);
  expect(differsAt(noCameras, cameras, hiddenPx)).toBe(false);

  // The case stands at the very place of the camera that is not seen.
  expect(differsAt(cameras, await shownAs(page, 'cases', true), hiddenPx)).toBe(true);

  // From above the house is no reason any more.
  await lookFrom(page, { ...look, rangeMeters: 700, pitchDeg: -60 });
  const shown = () =>
    page.evaluate(() => window.city.view.layerStates().find(({ layer }) => layer === 'videoPoints')!.count);
  expect(await pickAt(await pxOf(behind))).toEqual({ kind: 'videoPoint', videoPointIndex: hidden });
  expect(await shown()).toBeGreaterThan(5);
  expect(problems).toEqual([]);
  await page.close();
});
