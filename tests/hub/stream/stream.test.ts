import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeColumnFrame } from '../../../src/model/contract/columnFrame.ts';
import { type LiveWelcome, PRESENT_DELAY_MILLIS, PROTOCOL_VERSION } from '../../../src/model/contract/live.ts';
import { videoStatuses } from '../../../src/model/domain/videoPoints.ts';
import type { FaultAnswer } from '../../../src/model/faults/fault.ts';
import { type Listener, listen, next, openSocket, openTestHub, type TestHub, until } from '../../support/hub.ts';
import { manualClock } from '../../support/manualClock.ts';
import { joinLive, openRawSocket } from '../../support/rawSocket.ts';
import { tinyHazards, tinyVideoPoints } from '../../support/tinyPackage.ts';
import { matter, post, step, videoStatus } from '../../support/toyEvents.ts';

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
});
afterEach(() => hub.close());

async function openCase(id: string): Promise<string> {
  const [receipt] = (await post(hub.address, [matter(id)])).receipts;
  return receipt?.outcome === 'accepted' ? receipt.caseId! : '';
}
const caseFacts = ({ batches }: Listener) =>
  batches.flatMap(({ facts }) => facts).flatMap((fact) => (fact.kind === 'case' ? [fact] : []));

describe('a screen on duty', () => {
  it('starts with everything and hears the rest, each batch following on the one before', async () => {
    const first = await openCase('a');
    const wall = await listen(hub.address, 'wall');
    const { snapshot, head, reset, audience } = wall.welcome;
    expect({ reset, audience, seq: head.seq }).toEqual({ reset: true, audience: 'duty', seq: 1 });
    expect(snapshot.facts.filter(({ kind }) => kind === 'case')).toMatchObject([{ seq: 1, case: { caseId: first } }]);
    expect(snapshot.facts.filter(({ kind }) => kind === 'hazard')).toHaveLength(tinyHazards.length);

    const second = await openCase('b');
    await until(() => caseFacts(wall).length === 1, 'the second case');
    await post(hub.address, [videoStatus('v', 0, 'online')]);
    await openCase('c');
    await until(() => caseFacts(wall).length === 2, 'the third case');
    expect(caseFacts(wall)[0]!.case.caseId).toBe(second);
    let seqTo = head.seq;
    for (const batch of wall.batches) {
      expect(batch.seqFrom).toBeLessThanOrEqual(seqTo + 1);
      expect(batch.seqTo).toBeGreaterThan(seqTo);
      seqTo = batch.seqTo;
      expect(batch.presentAtMillis - Date.now()).toBeLessThanOrEqual(PRESENT_DELAY_MILLIS + 50);
    }
    wall.socket.close();
  });

  it('gets the status of video points as columns, every row at first, then those that changed', async () => {
    const wall = await listen(hub.address, 'wall');
    const decode = (bytes: Uint8Array) => {
      const result = decodeColumnFrame(bytes);
      if (!result.ok) throw new Error(result.problem);
      return result.frame;
    };
    const first = decode(wall.welcome.snapshot.columns[0]!);
    expect(first.count).toBe(tinyVideoPoints.length);
    await post(hub.address, [
      videoStatus('v1', 7, 'blocked'),
      videoStatus('v2', 9, 'offline'),
      videoStatus('v3', 7, 'online'),
    ]);
    await until(() => wall.frames.length > 0, 'a frame');
    const { columns, count, seqTo } = decode(wall.frames[0]!);
    expect({ count, seqTo }).toEqual({ count: 2, seqTo: 3 });
    const at = [...columns.index!].map((row, index) => [row, videoStatuses[columns.status![index]!]]);
    expect(at).toEqual([
      [7, 'online'],
      [9, 'offline'],
    ]);
    wall.socket.close();
  });

  it('places a late status by its own time: the newer one stays', async () => {
    const old = new Date(Date.now() - 3_600_000).toISOString();
    await post(hub.address, [videoStatus('new', 1, 'online'), videoStatus('late', 1, 'offline', { time: old })]);
    const wall = await listen(hub.address, 'wall');
    const result = decodeColumnFrame(wall.welcome.snapshot.columns[0]!);
    expect(result.ok && videoStatuses[result.frame.columns.status![1]!]).toBe('online');
    wall.socket.close();
  });
});

describe('resuming', () => {
  it('tells exactly what was missed, each thing once with its last state', async () => {
    const caseId = await openCase('a');
    await openCase('b');
    const before = await listen(hub.address, 'wall');
    before.socket.close();
    await post(hub.address, [
      step('f', caseId, 'filed'),
      step('d', caseId, 'dispatched'),
      videoStatus('v', 3, 'offline'),
    ]);
    const { epoch, head } = before.welcome;
    const after = await listen(hub.address, 'wall', { epoch, since: head.seq });
    expect(after.welcome.reset).toBe(false);
    expect(after.welcome.snapshot.facts).toMatchObject([
      { kind: 'case', seq: 4, case: { caseId, state: 'dispatched' } },
    ]);
    const frame = decodeColumnFrame(after.welcome.snapshot.columns[0]!);
    expect(frame.ok && [...frame.frame.columns.index!]).toEqual([3]);
    after.socket.close();
  });

  it('goes on over a restart of the hub, in the same history', async () => {
    await openCase('a');
    const before = await listen(hub.address, 'ring');
    before.socket.close();
    await hub.reopen();
    const caseId = await openCase('b');
    expect(caseId).toBe('C00000002');
    const { epoch, head } = before.welcome;
    const after = await listen(hub.address, 'ring', { epoch, since: head.seq });
    expect(after.welcome).toMatchObject({ reset: false, epoch, snapshot: { facts: [{ kind: 'beacon', seq: 2 }] } });
    // A light keeps its name over the restart: else it would be lit twice.
    const names = (welcome: LiveWelcome): string[] =>
      welcome.snapshot.facts.flatMap((fact) => (fact.kind === 'beacon' ? [fact.beacon.beaconId] : []));
    const fresh = await listen(hub.address, 'ring');
    expect(names(fresh.welcome).slice(0, 1)).toEqual(names(before.welcome));
    after.socket.close();
    fresh.socket.close();
  });

  it('starts afresh from another history, from the future, or without a place', async () => {
    await openCase('a');
    for (const resume of [
      { epoch: 'another', since: 1 },
      { epoch: hub.hub.epoch, since: 99 },
      { epoch: hub.hub.epoch },
      { since: 1 },
    ]) {
      const { welcome, socket } = await listen(hub.address, 'wall', resume);
      expect(welcome.reset, JSON.stringify(resume)).toBe(true);
      socket.close();
    }
  });

  it('takes a light away when its case closes', async () => {
    const caseId = await openCase('a');
    const ring = await listen(hub.address, 'ring');
    const lit = ring.welcome.snapshot.facts[0]!;
    await post(
      hub.address,
      ['filed', 'dispatched', 'handling', 'handled', 'closed'].map((to) => step(to, caseId, to)),
    );
    await until(
      () => ring.batches.flatMap(({ facts }) => facts).some(({ kind }) => kind === 'beaconGone'),
      'the light to go',
    );
    const gone = ring.batches.flatMap(({ facts }) => facts).at(-1)!;
    expect([lit.kind === 'beacon' && lit.beacon.beaconId, gone.kind === 'beaconGone' && gone.beaconId]).toEqual([
      gone.kind === 'beaconGone' && gone.beaconId,
      lit.kind === 'beacon' && lit.beacon.beaconId,
    ]);
    ring.socket.close();
  });
});

describe('a closing that comes a day late', () => {
  const hoursAgo = (hours: number): { time: string } => ({
    time: new Date(Date.now() - hours * 3_600_000).toISOString(),
  });
  const clock = manualClock();
  beforeEach(async () => {
    await hub.close();
    hub = await openTestHub({ clock });
  });
  const closeLate = async (caseId: string): Promise<unknown> =>
    post(
      hub.address,
      ['filed', 'dispatched', 'handling', 'handled', 'closed'].map((to) => step(to, caseId, to, hoursAgo(30))),
    );
  const openLate = async (): Promise<string> => {
    const [receipt] = (await post(hub.address, [matter('late', hoursAgo(40))])).receipts;
    return receipt?.outcome === 'accepted' ? receipt.caseId! : '';
  };

  it('is told to a screen that returns while the hub still knows it', async () => {
    const caseId = await openLate();
    const before = await listen(hub.address, 'wall');
    before.socket.close();
    await closeLate(caseId);
    const { epoch, head } = before.welcome;
    const after = await listen(hub.address, 'wall', { epoch, since: head.seq });
    expect(after.welcome).toMatchObject({ reset: false, snapshot: { facts: [{ case: { caseId, state: 'closed' } }] } });
    after.socket.close();
  });

  it('is told to connected screens before it is forgotten, and then those that missed it start afresh', async () => {
    const caseId = await openLate();
    const wall = await listen(hub.address, 'wall');
    const ring = await listen(hub.address, 'ring');
    await closeLate(caseId);
    clock.run(1000); // the second's pulse comes before the tick
    await until(() => wall.batches.length + ring.batches.length === 2, 'both to hear of it');
    expect(wall.batches[0]!.facts).toMatchObject([{ kind: 'case', case: { caseId, state: 'closed' } }]);
    expect(ring.batches[0]!.facts).toMatchObject([{ kind: 'beaconGone' }]);
    const { epoch, head } = wall.welcome;
    const missed = await listen(hub.address, 'wall', { epoch, since: head.seq });
    expect(missed.welcome.reset).toBe(true);
    for (const { socket } of [wall, ring, missed]) socket.close();
  });
});

describe('a hello that is none', () => {
  it.each([
    ['of another protocol', { protocolVersion: PROTOCOL_VERSION + 1, station: 'wall' }, 'HUB-302'],
    ['of an unknown station', { protocolVersion: PROTOCOL_VERSION, station: 'kitchen' }, 'HUB-301'],
    ['with a sequence below zero', { protocolVersion: PROTOCOL_VERSION, station: 'wall', since: -1 }, 'HUB-301'],
    ['that is a text', 'hello', 'HUB-301'],
  ])('%s is refused', async (_, hello, code) => {
    const socket = openSocket(hub.address, '/live');
    socket.on('connect', () => socket.emit('hello', hello));
    expect(await next<FaultAnswer>(socket, 'refused')).toMatchObject({ code });
    socket.close();
  });

  it('from a page of another origin is not even heard', async () => {
    await expect(openRawSocket(hub.address, { origin: 'http://evil.example' })).rejects.toThrow(
      'Unexpected server response',
    );
    await expect(openRawSocket(hub.address, { host: 'evil.example' })).rejects.toThrow('Unexpected server response');
  });
});

it('does not let a screen that stopped reading hold up the others, or fill the memory', async () => {
  const slow = await openRawSocket(hub.address);
  await joinLive(slow, 'wall');
  slow.socket.pause();
  const quick = await listen(hub.address, 'wall');
  const heapBefore = process.memoryUsage().heapUsed + process.memoryUsage().external;
  const long = 'd'.repeat(2000);
  const batches = 16;
  for (let batch = 0; batch < batches; batch++) {
    const events = Array.from({ length: 250 }, (_, index) =>
      matter(`long-${batch}-${index}`, { data: { matterCode: '0101', description: long } }),
    );
    expect((await post(hub.address, events)).status).toBe(200);
  }
  await until(() => caseFacts(quick).length === batches * 250, 'the quick screen to hear everything');
  slow.socket.resume();
  await slow.closed; // more than a mebibyte behind: closed, to resume by sequence
  expect(process.memoryUsage().heapUsed + process.memoryUsage().external - heapBefore).toBeLessThan(512 * 1024 * 1024);
  quick.socket.close();
});
