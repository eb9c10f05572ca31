import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEASE_MILLIS, LeaseDesk } from '../../../src/hub/stage/leaseDesk.ts';
import { StageDirector } from '../../../src/hub/stage/stageDirector.ts';
import { PROTOCOL_VERSION } from '../../../src/model/contract/live.ts';
import type {
  Acknowledged,
  ClockAnswer,
  Direct,
  Lease,
  ScreenInfo,
  Stage,
  StageWelcome,
} from '../../../src/model/contract/stage.ts';
import { next, openSocket, openTestHub, type TestHub } from '../../support/hub.ts';

const look = { targetEnuMeters: [100, 100] as [number, number], rangeMeters: 500, headingDeg: 30, pitchDeg: -30 };
const command: Omit<Direct, 'leaseToken'> = {
  groups: ['wall', 'ring'],
  look,
  focus: { kind: 'area', id: '370203001' },
  language: null,
  durationMillis: 2000,
};

describe('over sockets', () => {
  let hub: TestHub;
  const open: Socket[] = [];
  beforeEach(async () => {
    hub = await openTestHub();
  });
  afterEach(async () => {
    for (const socket of open.splice(0)) socket.close();
    await hub.close();
  });

  async function screen(station: string, at = hub): Promise<{ socket: Socket; welcome: StageWelcome }> {
    const socket = openSocket(at.address, '/stage');
    open.push(socket);
    socket.on('connect', () =>
      socket.emit('hello', {
        protocolVersion: PROTOCOL_VERSION,
        station,
        screenName: `${station} of the test`,
        viewport: [1920, 1080],
      }),
    );
    return { socket, welcome: await next<StageWelcome>(socket, 'welcome') };
  }
  const asked = <T>(socket: Socket, event: string, value: unknown): Promise<Acknowledged<T>> =>
    socket.emitWithAck(event, value);

  it('wall and ring get the same place at the same shared time; who comes later gets it too', async () => {
    const [wall, ring, desk] = [await screen('wall'), await screen('ring'), await screen('desk')];
    const lease = await asked<Lease>(desk.socket, 'lease', { force: false });
    if (!lease.ok) throw new Error(lease.fault.code);
    const heard = Promise.all([wall, ring].map(({ socket }) => next<Stage>(socket, 'stage')));
    const directed = await asked<Stage[]>(desk.socket, 'direct', { ...command, leaseToken: lease.value.leaseToken });
    if (!directed.ok) throw new Error(directed.fault.code);
    expect(directed.value.map(({ group }) => group)).toEqual(['wall', 'ring']);
    expect(new Set(directed.value.map(({ presentAtMillis }) => presentAtMillis)).size).toBe(1);
    expect(await heard).toEqual(directed.value); // each its own group's
    expect((await screen('wall')).welcome.stages).toEqual([directed.value[0]]);
    expect((await screen('touch')).welcome.stages).toEqual([]);
    expect((await screen('desk')).welcome.stages).toEqual(directed.value);

    const recalled = await asked<Stage[]>(desk.socket, 'recall', { leaseToken: lease.value.leaseToken });
    expect(recalled.ok && recalled.value.map(({ version, focus }) => [version, focus])).toEqual([
      [2, null],
      [2, null],
    ]);
    const again = await asked(desk.socket, 'recall', { leaseToken: lease.value.leaseToken });
    expect(again).toMatchObject({ ok: false, fault: { code: 'HUB-307' } });
  });

  it('names its run in each welcome: another after a restart, the same until then', async () => {
    const run = (await screen('wall')).welcome.hubRunId;
    expect((await screen('ring')).welcome.hubRunId).toBe(run);
    const other = await openTestHub();
    expect((await screen('wall', other)).welcome.hubRunId).not.toBe(run);
    await other.close();
  });

  it('one desk directs at a time, and only desks', async () => {
    const [one, two, wall] = [await screen('desk'), await screen('desk'), await screen('wall')];
    const first = await asked<Lease>(one.socket, 'lease', { force: false });
    expect(first.ok).toBe(true);
    expect(await asked(two.socket, 'lease', { force: false })).toMatchObject({ ok: false, fault: { code: 'HUB-304' } });
    const second = await asked<Lease>(two.socket, 'lease', { force: true });
    expect(second.ok).toBe(true);
    const stolen = { ...command, leaseToken: first.ok ? first.value.leaseToken : '' };
    expect(await asked(one.socket, 'direct', stolen)).toMatchObject({ ok: false, fault: { code: 'HUB-305' } });
    expect(await asked(wall.socket, 'lease', { force: true })).toMatchObject({ ok: false, fault: { code: 'HUB-308' } });
    expect(await asked(two.socket, 'direct', { ...command, groups: [] })).toMatchObject({
      ok: false,
      fault: { code: 'HUB-306' },
    });
  });

  it('tells desks which screens are there and how they do', async () => {
    const desk = await screen('desk');
    const wall = await screen('wall');
    const beat = {
      frameMillisP95: 16,
      clockErrorMillis: 1,
      roundTripMillis: 2,
      stageVersion: 0,
      liveSeq: 0,
      state: 'live',
    };
    wall.socket.emit('beat', beat);
    let list: ScreenInfo[] = [];
    while (!list.some((item) => item.beat)) list = await next<ScreenInfo[]>(desk.socket, 'screens');
    expect(list.map(({ station, group }) => [station, group])).toEqual([
      ['desk', null],
      ['wall', 'wall'],
    ]);
    expect(list[1]!.beat).toEqual(beat);
    const times = (await wall.socket.emitWithAck('clock')) as ClockAnswer;
    expect(times.sentMillis).toBeGreaterThanOrEqual(times.receivedMillis);
  });
});

describe('a recall', () => {
  it('of the first command takes its place back at a shared time: no curve, nothing lifted out', () => {
    const director = new StageDirector();
    const directed = director.direct(command, 0, 'desk');
    const recalled = director.recall(10_000, 'desk', 0)!;
    expect(recalled.map(({ group, curve, focus }) => [group, curve, focus])).toEqual([
      ['wall', null, null],
      ['ring', null, null],
    ]);
    for (const [index, { presentAtMillis }] of recalled.entries()) {
      expect(presentAtMillis).toBe(recalled[0]!.presentAtMillis);
      expect(presentAtMillis).toBeGreaterThan(directed[index]!.presentAtMillis);
    }
  });
});

describe('the lease', () => {
  it('runs out by itself and is renewed by use', () => {
    const desk = new LeaseDesk();
    const lease = desk.take('a', 'A', false, 0)!;
    expect(desk.take('b', 'B', false, LEASE_MILLIS - 1)).toBeNull();
    expect(desk.holds('a', lease.leaseToken, LEASE_MILLIS - 1)).toBe(true);
    expect(desk.take('b', 'B', false, LEASE_MILLIS + 1)).toBeNull();
    expect(desk.take('b', 'B', false, 2 * LEASE_MILLIS)).not.toBeNull();
    expect(desk.holds('a', lease.leaseToken, 2 * LEASE_MILLIS)).toBe(false);
  });
});

describe('the curves', () => {
  it('fly on the wall once it rests, by the short way round; the ring dissolves, level, above 60 m', () => {
    const director = new StageDirector();
    const [wallHold, ringHold] = director.direct({ ...command, look: { ...look, headingDeg: 350 } }, 0, 'desk');
    expect([wallHold!.curve!.kind, ringHold!.curve!.kind]).toEqual(['hold', 'hold']);
    expect(ringHold!.curve!.pitchDeg).toEqual([0]);
    expect(ringHold!.curve!.eyeEnuMeters[0]![2]).toBeGreaterThanOrEqual(60);
    const [wall, ring] = director.direct(
      { ...command, look: { ...look, headingDeg: 10, rangeMeters: 60 } },
      10_000,
      'desk',
    );
    expect(wall!.curve!.kind).toBe('spline');
    const [from, to] = wall!.curve!.headingDeg;
    expect(to! - from!).toBe(20);
    expect(wall!.curve!.eyeEnuMeters[0]).toEqual(wallHold!.curve!.eyeEnuMeters[0]);
    expect(ring!.curve!.kind).toBe('hold');
    expect(ring!.curve!.eyeEnuMeters[0]![2]).toBe(ringHold!.curve!.eyeEnuMeters[0]![2]); // the eye keeps its height
  });

  it('ease from where screens are while a flight is still under way', () => {
    const director = new StageDirector();
    director.direct({ ...command, groups: ['wall'] }, 0, 'desk');
    const [second] = director.direct({ ...command, groups: ['wall'] }, 100, 'desk');
    expect(second!.curve!.kind).toBe('hold');
    const [kept] = director.direct({ ...command, groups: ['wall'], look: null, focus: null }, 200, 'desk');
    expect(kept!.curve).toEqual(second!.curve);
  });

  it('take twenty commands back, one by one', () => {
    const director = new StageDirector();
    const ids = Array.from({ length: 21 }, (_, index) => `b${index}`);
    for (const id of ids) director.direct({ ...command, groups: ['wall'], focus: { kind: 'building', id } }, 0, 'desk');
    const back = Array.from({ length: 20 }, () => director.recall(0, 'desk', 0)![0]!.focus!.id);
    expect(back).toEqual(ids.slice(0, 20).reverse());
  });
});
