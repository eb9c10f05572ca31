/** Officers on patrol: judged, folded to a short way, told to those on duty by row, and to the public not at all. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dutyProjection } from '../../../src/hub/audience/projections.ts';
import { type District, openDistrict } from '../../../src/hub/state/districtPackage.ts';
import { DistrictState } from '../../../src/hub/state/districtState.ts';
import { packageHash } from '../../../src/hub/state/packageHash.ts';
import { applyPatrols, forgetPatrols, readColumns } from '../../../src/live/liveState.ts';
import { encodeColumnFrame } from '../../../src/model/contract/columnFrame.ts';
import type { Manifest } from '../../../src/model/contract/manifest.ts';
import {
  MOST_TRAIL_POINTS,
  PATROL_FORGOTTEN_MILLIS,
  PATROL_KEPT_MILLIS,
  type PatrolPoint,
  withPoint,
} from '../../../src/model/domain/patrols.ts';
import { zonedFromMillis } from '../../../src/model/frames/instant.ts';
import { listen, openTestHub, type TestHub, temporaryFolder, until } from '../../support/hub.ts';
import { tinyStaff, writeTinyPackage } from '../../support/tinyPackage.ts';
import { patrol, placeAt, post } from '../../support/toyEvents.ts';

let hub: TestHub;
let district: District;
beforeAll(async () => {
  hub = await openTestHub();
  district = openDistrict(hub.packageFolder);
});
afterAll(async () => {
  district.close();
  await hub.close();
});

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1_000).toISOString();

/** Ways as a screen holds them after these frames. */
function waysOf(frames: readonly Uint8Array[]): Map<number, readonly (readonly [number, number])[]> {
  const columns: Parameters<typeof applyPatrols>[0] = { version: 0, ways: new Map() };
  for (const bytes of frames) {
    const frame = readColumns(bytes);
    if ('layer' in frame && frame.layer === 'patrol') applyPatrols(columns, frame);
  }
  const rounded = (meters: number): number => Math.round(meters * 10) / 10;
  return new Map(
    [...columns.ways].map(([row, way]) => [row, way.map((at) => [rounded(at.eastMeters), rounded(at.northMeters)])]),
  );
}

describe('positions of patrols', () => {
  it('come to duty as ways by row, whole to whoever comes and one by one to who is there; to the public never', async () => {
    const [wall, touch] = await Promise.all([listen(hub.address, 'wall'), listen(hub.address, 'touch')]);
    const { receipts } = await post(hub.address, [
      patrol('p1', 1, placeAt(10, 30), ago(200)),
      patrol('p2', 1, placeAt(20, 30), ago(140)),
      patrol('p3', 0, placeAt(150, 30), ago(100)),
      patrol('p4', 1, placeAt(30, 30), ago(80)),
      patrol('p5', 1, placeAt(90, 30), ago(170)), // comes late: no way leads back
    ]);
    expect(receipts.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => 'accepted'));
    const whole = new Map([
      [
        1,
        [
          [10, 30],
          [20, 30],
          [30, 30],
        ],
      ],
      [0, [[150, 30]]],
    ]);
    await until(() => waysOf(wall.frames).size === 2, 'both officers');
    expect(waysOf(wall.frames)).toEqual(whole);
    const late = await listen(hub.address, 'wall');
    expect(waysOf(late.welcome.snapshot.columns)).toEqual(whole);

    // Who was away hears only what is new since, and goes on from what it holds.
    await post(hub.address, [patrol('p6', 1, placeAt(40, 30), ago(20))]);
    const { epoch, head } = late.welcome;
    const back = await listen(hub.address, 'wall', { epoch, since: head.seq });
    expect([...waysOf(back.welcome.snapshot.columns)]).toEqual([[1, [[40, 30]]]]);
    await until(() => waysOf(wall.frames).get(1)?.length === 4, 'the next step');

    const guest = await listen(hub.address, 'touch');
    expect([touch.frames, guest.frames, guest.welcome.snapshot.columns]).toEqual([[], [], []]);
    // Neither a name nor a post's code travels, not even to those on duty.
    const sent = Buffer.concat([...wall.frames, ...late.welcome.snapshot.columns].map((bytes) => Buffer.from(bytes)));
    for (const word of ['巡*', ...tinyStaff]) expect(sent.includes(word)).toBe(false);
    for (const { socket } of [wall, touch, late, back, guest]) socket.close();
  });

  it('are taken only of who holds the post on that day, as the district counts days', async () => {
    const folder = temporaryFolder();
    const packageFolder = writeTinyPackage(path.join(folder.folder, 'package'));
    const day = (daysAgo: number): string =>
      new Date(zonedFromMillis(Date.now() - daysAgo * 86_400_000, district.manifest.timeZone))
        .toISOString()
        .slice(0, 10);
    const index = new DatabaseSync(path.join(packageFolder, 'index.sqlite'));
    const set = index.prepare('UPDATE staff SET validFrom = ?, validTo = ? WHERE staffId = ?');
    set.run('2025-01-01', day(2), tinyStaff[0]);
    set.run(day(1), null, tinyStaff[1]);
    index.close();
    const file = path.join(packageFolder, 'district.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    writeFileSync(file, JSON.stringify({ ...manifest, filesHash: packageHash(packageFolder, manifest.publicFiles) }));
    const other = await openTestHub({ packageFolder });
    const { receipts } = await post(other.address, [
      patrol('v1', 0, placeAt(10, 30), ago(3 * 86_400)),
      patrol('v2', 0, placeAt(10, 30), ago(1)),
      patrol('v3', 1, placeAt(10, 30), ago(3 * 86_400)),
      patrol('v4', 1, placeAt(10, 30), ago(1)),
    ]);
    expect(receipts.map((receipt) => ('fault' in receipt ? receipt.fault.code : receipt.outcome))).toEqual([
      ...['accepted', 'HUB-218', 'HUB-218', 'accepted'],
    ]);
    await other.close();
    folder.remove();
  });

  it('are refused with a number where post, place or district is wrong', async () => {
    const good = patrol('r', 0, placeAt(10, 30), ago(1));
    const { receipts } = await post(hub.address, [
      { ...good, id: 'r1', subject: `${tinyStaff[0]}x` },
      { ...good, id: 'r2', subject: undefined },
      { ...good, id: 'r3', place: undefined },
      { ...good, id: 'r4', place: 'geo:north' },
      { ...good, id: 'r5', place: placeAt(90_000, 0) },
      { ...good, id: 'r6', data: { name: 'somebody' } },
    ]);
    expect(receipts.map((receipt) => ('fault' in receipt ? receipt.fault.code : receipt.outcome))).toEqual([
      'HUB-214',
      'HUB-205',
      'HUB-205',
      'HUB-210',
      'HUB-211',
      'HUB-205',
    ]);
    expect(JSON.stringify(receipts[0])).toContain(tinyStaff[0]);
  });
});

it('an officer not heard of for an hour is forgotten: by the hub, by who asks, and by who looks on', () => {
  const state = new DistrictState({ videoPointById: new Map(), staffById: new Map([['a', { row: 0 }]]) });
  const body = JSON.stringify({ kind: 'patrol', staffId: 'a', enuMeters: [1, 2], timeMillis: 1_000, origin: 'live' });
  state.fold({ seq: 1, source: 's', id: '1', acceptedMillis: 1_000, body });
  const { rowsSince, columnsOf } = dutyProjection(district, state);
  const [lastMillis, laterMillis] = [1_000 + PATROL_FORGOTTEN_MILLIS, 1_001 + PATROL_FORGOTTEN_MILLIS];
  expect(rowsSince('patrol', null, lastMillis)).toEqual([0]);
  expect(rowsSince('patrol', null, laterMillis)).toEqual([]);

  const frame = readColumns(columnsOf('patrol', [0], 0, lastMillis)!);
  if (!('layer' in frame) || frame.layer !== 'patrol') throw new Error('no frame of patrols');
  const columns: Parameters<typeof applyPatrols>[0] = { version: 0, ways: new Map() };
  applyPatrols(columns, frame);
  forgetPatrols(columns, lastMillis);
  expect([columns.ways.size, columns.version]).toEqual([1, 1]);
  forgetPatrols(columns, laterMillis);
  expect([columns.ways.size, columns.version]).toEqual([0, 2]);
  applyPatrols(columns, { ...frame, presentAtMillis: laterMillis });
  expect(columns.ways.size).toBe(0);

  state.forget(lastMillis);
  expect(state.patrols.size).toBe(1);
  state.forget(laterMillis);
  expect(state.patrols.size).toBe(0);
});

it('a position of an origin that nobody knows is not taken for a live one', () => {
  const bytes = encodeColumnFrame({
    ...{ layer: 'patrol', room: 0, seqFrom: 1, seqTo: 1, presentAtMillis: 0, count: 1 },
    columns: {
      ...{ index: Uint32Array.of(0), eventMillis: Float64Array.of(0) },
      ...{ eastMeters: Float32Array.of(0), northMeters: Float32Array.of(0), origin: Uint8Array.of(255) },
    },
  });
  expect(readColumns(bytes)).toEqual({ problem: 'layout' });
});

describe('a way', () => {
  const at = (seconds: number): PatrolPoint => ({
    ...{ eastMeters: seconds, northMeters: 0, eventMillis: seconds * 1_000, origin: 'live' },
  });

  it('holds ten minutes, never more points than the most, and takes none that is not the newest', () => {
    let way: readonly PatrolPoint[] = [];
    for (let seconds = 0; seconds <= 1_200; seconds += 60) way = withPoint(way, at(seconds))!;
    expect(way[0]!.eventMillis).toBeGreaterThan(1_200_000 - PATROL_KEPT_MILLIS);
    expect(way).toHaveLength(10);
    expect(withPoint(way, at(1_200))).toBeNull();
    expect(withPoint(way, at(600))).toBeNull();
    for (let step = 1; step <= 500; step++) way = withPoint(way, at(1_200 + step))!;
    expect(way).toHaveLength(MOST_TRAIL_POINTS);
    expect(way.at(-1)).toEqual(at(1_700));
  });
});
