/** Cards of a hazard and of a camera: who is within, since when, whose it is; of a baked district, for duty alone. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type District, openDistrict } from '../../../src/hub/state/districtPackage.ts';
import type { HazardAnswer, PeopleWithin, VideoPointAnswer } from '../../../src/model/contract/answers.ts';
import { eventTypes } from '../../../src/model/contract/event.ts';
import { footprintOf } from '../../../src/model/contract/footprintsFile.ts';
import type { Point2 } from '../../../src/model/geometry/polygon.ts';
import { chlorine, chlorineDistrict } from '../../support/chlorineDistrict.ts';
import { openTestHub, type TestHub, temporaryFolder } from '../../support/hub.ts';
import { post, TEST_SOURCE, wind } from '../../support/toyEvents.ts';

const CHLORINE = chlorine.hazardId;
const CAMERA = 'toy:video:1';
let hub: TestHub;
let district: District;
const copy = temporaryFolder();
beforeAll(async () => {
  const packageFolder = await chlorineDistrict(path.join(copy.folder, 'package'));
  district = openDistrict(packageFolder);
  hub = await openTestHub({ packageFolder });
});
afterAll(async () => {
  district.close();
  await hub.close();
  copy.remove();
});

const ask = async <T>(question: string): Promise<T> => {
  const response = await fetch(`${hub.address}api/v1/${question}`);
  expect(response.status, question).toBe(200);
  return (await response.json()) as T;
};
const statusOf = async (question: string): Promise<number> => (await fetch(`${hub.address}api/v1/${question}`)).status;
const hazardNow = (): Promise<HazardAnswer> => ask(`hazards/${CHLORINE}?station=wall`);
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** Naively: walls as spots five centimetres apart; a house with any of them in the zone counts. */
function rowsBySpots(isIn: (spot: Point2) => boolean): number[] {
  const rows: number[] = [];
  for (let row = 0; row < district.footprints.count; row++) {
    const outlines = footprintOf(district.footprints, row).flat();
    const spots = outlines.flatMap((outline) =>
      outline.flatMap((a, index) => {
        const b = outline[(index + 1) % outline.length]!;
        const steps = Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 5);
        return Array.from({ length: steps }, (_, step): Point2 => {
          const share = step / steps;
          return [(a[0] + (b[0] - a[0]) * share) / 100, (a[1] + (b[1] - a[1]) * share) / 100];
        });
      }),
    );
    if (spots.some(isIn)) rows.push(row);
  }
  return rows;
}

function countBySpots(isIn: (spot: Point2) => boolean): { buildings: number; households: number; residents: number } {
  const people = district.index.prepare('SELECT households, residents FROM buildings ORDER BY buildingIndex').all();
  const total = { buildings: 0, households: 0, residents: 0 };
  for (const row of rowsBySpots(isIn)) {
    total.buildings++;
    total.households += people[row]!.households as number;
    total.residents += people[row]!.residents as number;
  }
  return total;
}

function expectPeople(answer: PeopleWithin | null, counted: ReturnType<typeof countBySpots>): void {
  expect(answer).not.toBeNull();
  expect(answer!.buildings).toBe(counted.buildings);
  for (const key of ['households', 'residents'] as const) {
    const shown = answer![key];
    if ('below' in shown) expect(counted[key] > 0 && counted[key] < shown.below).toBe(true);
    else expect(shown.value).toBe(Math.round(counted[key] / 5) * 5);
  }
}

describe('a hazard’s card', () => {
  it('counts who is within the circle and, while nobody knows the wind, all around', async () => {
    const answer = await hazardNow();
    const [east, north] = answer.hazard.enuAboveGroundMeters;
    const side = answer.isNight ? 420 : 300;
    const away = ([x, y]: Point2): number => Math.hypot(x - east, y - north);
    expect(answer).toMatchObject({ wind: null, isWindStale: false, levelSinceMillis: null });
    expect(answer.hazard).toMatchObject({ substanceUn: '1017', isolationMeters: 60, distanceSource: 'ERG' });
    expectPeople(
      answer.isolation,
      countBySpots((spot) => away(spot) <= 60),
    );
    expectPeople(
      answer.downwind,
      countBySpots((spot) => away(spot) <= side),
    );
    expect(answer.together).toEqual(answer.downwind);
    expect(answer.downwind!.buildings).toBeGreaterThan(answer.isolation!.buildings);
    expect(answer.path.at(-1)?.id).toBe(answer.hazard.gridId);
    expect(answer.provenance.synthetic).toBe(true);
  });

  it.each([20, 250])('counts who is within the square that a wind from %i° carries it over', async (fromDeg) => {
    await post(hub.address, wind(`wind ${fromDeg}`, fromDeg, 4));
    const answer = await hazardNow();
    expect(answer.wind).toMatchObject({ fromDeg, metersPerSec: 4 });
    const [east, north] = answer.hazard.enuAboveGroundMeters;
    const side = answer.isNight ? 420 : 300;
    const turn = (fromDeg * Math.PI) / 180;
    const isDown = ([x, y]: Point2): boolean => {
      const along = -((x - east) * Math.sin(turn) + (y - north) * Math.cos(turn));
      const across = (x - east) * Math.cos(turn) - (y - north) * Math.sin(turn);
      return along >= 0 && along <= side && Math.abs(across) <= side / 2;
    };
    const isNear = ([x, y]: Point2): boolean => Math.hypot(x - east, y - north) <= 60;
    expectPeople(answer.downwind, countBySpots(isDown));
    expectPeople(answer.isolation, countBySpots(isNear));
    expectPeople(
      answer.together,
      countBySpots((spot) => isDown(spot) || isNear(spot)),
    );
    // By its house, as those who live in it; by its own place only where it is in none.
    const rows = new Set(rowsBySpots((spot) => isDown(spot) || isNear(spot)));
    const needy = district.index
      .prepare('SELECT f.*, b.buildingIndex FROM facilities f LEFT JOIN buildings b USING (buildingId)')
      .all()
      .flatMap((row) => {
        const spot: Point2 = [row.eastMeters as number, row.northMeters as number];
        const isSensitive = /^(school|kindergarten|hospital|clinic)$/.test(row.kind as string);
        const isWithin =
          row.buildingIndex === null ? isDown(spot) || isNear(spot) : rows.has(row.buildingIndex as number);
        return isSensitive && isWithin ? [row.facilityId as string] : [];
      });
    expect(answer.sensitive.map(({ facilityId }) => facilityId).sort()).toEqual(needy.sort());
  });

  it('says since when its warning holds: another reading of the same level does not change that', async () => {
    const reading = (id: string, minutes: number, warningLevel: number, value: number) => ({
      ...{ specversion: '1.0', id, source: TEST_SOURCE, type: eventTypes.hazardReading, subject: CHLORINE },
      ...{ time: minutesAgo(minutes), data: { warningLevel, reading: value, unit: 'ppm' } },
    });
    const [first, second, third] = [reading('r1', 9, 2, 31), reading('r2', 6, 2, 35), reading('r3', 3, 3, 12)];
    await post(hub.address, [first, second]);
    const worse = await hazardNow();
    expect(worse.hazard).toMatchObject({ warningLevel: 2, reading: 35, unit: 'ppm' });
    expect(worse.levelSinceMillis).toBe(Date.parse(first.time));
    expect(worse.hazard.changedMillis).toBe(Date.parse(second.time));
    await post(hub.address, third);
    expect((await hazardNow()).levelSinceMillis).toBe(Date.parse(third.time));
    await hub.reopen();
    expect((await hazardNow()).levelSinceMillis).toBe(Date.parse(third.time));
  });

  it('has no figures where the substance has no distances', async () => {
    const answer = await ask<HazardAnswer>('hazards/toy:hazard:0001?station=plan');
    expect(answer).toMatchObject({ isolation: null, downwind: null, together: null, sensitive: [] });
  });
});

it('a wind of more than half an hour ago is told, and taken for none', async () => {
  const old = await openTestHub({ packageFolder: path.join(copy.folder, 'package') });
  try {
    await post(old.address, wind('old', 90, 5, { time: minutesAgo(31) }));
    const response = await fetch(`${old.address}api/v1/hazards/${CHLORINE}?station=wall`);
    const answer = (await response.json()) as HazardAnswer;
    expect(answer).toMatchObject({ isWindStale: true, wind: { fromDeg: 90 } });
    const [east, north] = answer.hazard.enuAboveGroundMeters;
    const side = answer.isNight ? 420 : 300;
    expectPeople(
      answer.downwind,
      countBySpots(([x, y]) => Math.hypot(x - east, y - north) <= side),
    );
  } finally {
    await old.close();
  }
});

describe('a camera’s card', () => {
  it('is found by its id and by its row, says whose it is, and that nobody heard of it yet', async () => {
    const byId = await ask<VideoPointAnswer>(`video-points/${CAMERA}?station=wall`);
    const byRow = await ask<VideoPointAnswer>('video-points/@0?station=plan');
    expect(byId).toMatchObject({ videoPointIndex: 0, status: null, sinceMillis: null, heardMillis: null });
    expect({ ...byRow, provenance: null }).toEqual({ ...byId, provenance: null });
    const grid = district.areaById.get(byId.gridId)!;
    expect(byId.path.at(-1)?.id).toBe(byId.gridId);
    expect([byId.gridHead, byId.gridOwnerUnit]).toEqual([grid.gridHeadMasked, grid.ownerUnit]);
    expect(byId).toMatchObject({ azimuthDeg: 289.2, horizontalFovDeg: 360, rangeMeters: 60, gb28181Code: null });
  });

  it('says since when it is on or off, and when that was said last', async () => {
    const said = (id: string, minutes: number, status: string) => ({
      ...{ specversion: '1.0', id, source: TEST_SOURCE, type: eventTypes.videoPointStatus, subject: CAMERA },
      ...{ time: minutesAgo(minutes), data: { status } },
    });
    const all = [said('s1', 9, 'online'), said('s2', 5, 'offline'), said('s3', 1, 'offline')] as const;
    await post(hub.address, all);
    expect(await ask<VideoPointAnswer>(`video-points/${CAMERA}?station=wall`)).toMatchObject({
      status: 'offline',
      sinceMillis: Date.parse(all[1].time),
      heardMillis: Date.parse(all[2].time),
    });
  });
});

it.each([
  ['hazards/nobody?station=wall', 404],
  ['video-points/nobody?station=wall', 404],
  ['video-points/@40?station=wall', 404],
  [`hazards/${CHLORINE}?station=touch`, 403],
  ['video-points/@0?station=ring', 403],
])('%s is answered %i', async (question, status) => {
  expect(await statusOf(question)).toBe(status);
});
