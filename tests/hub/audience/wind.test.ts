import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Fact, type LiveWelcome, PROTOCOL_VERSION } from '../../../src/model/contract/live.ts';
import { next, openSocket, openTestHub, type TestHub } from '../../support/hub.ts';
import { post, wind } from '../../support/toyEvents.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

async function windFacts(station: string): Promise<Fact[]> {
  const socket = openSocket(hub.address, '/live');
  socket.on('connect', () => socket.emit('hello', { protocolVersion: PROTOCOL_VERSION, station }));
  const welcome = await next<LiveWelcome>(socket, 'welcome');
  socket.close();
  return welcome.snapshot.facts.filter(({ kind }) => kind === 'wind');
}

it('a wind is told to those on duty, the latest by its own time; the public hears of none', async () => {
  expect(await windFacts('wall')).toEqual([]);
  const at = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
  const { receipts } = await post(hub.address, [
    wind('w1', 360, 4.5, { time: at(2) }),
    wind('w2', 90, 9, { time: at(20) }), // older: it comes late and changes nothing
  ]);
  expect(receipts.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
  expect(await windFacts('wall')).toMatchObject([{ wind: { fromDeg: 0, metersPerSec: 4.5, origin: 'live' } }]);
  expect(await windFacts('touch')).toEqual([]);
});
