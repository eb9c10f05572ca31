/** Officers on patrol: judged, folded to a short way, told to those on duty by row, and to the public not at all. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyPatrols, readColumns } from '../../../src/live/liveState.ts';
import {
  MOST_TRAIL_POINTS,
  PATROL_KEPT_MILLIS,
  type PatrolPoint,
  withPoint,
} from '../../../src/model/domain/patrols.ts';
import { listen, openTestHub, type TestHub, until } from '../../support/hub.ts';
import { tinyStaff } from '../../support/tinyPackage.ts';
import { patrol, placeAt, post } from '../../support/toyEvents.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

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
