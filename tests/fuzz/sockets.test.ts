import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../src/model/contract/live.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { listen, openTestHub, type TestHub, until } from '../support/hub.ts';
import { openRawSocket, type RawSocket } from '../support/rawSocket.ts';
import { mutated } from '../support/seededMutation.ts';
import { matter, post } from '../support/toyEvents.ts';

const MUTATIONS = 2000;
const FRAMES_PER_SOCKET = 10;
let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

const frames: readonly string[] = [
  '40/live,',
  '40/stage,',
  `42/live,["hello",{"protocolVersion":${PROTOCOL_VERSION},"station":"wall"}]`,
  `42/stage,["hello",{"protocolVersion":${PROTOCOL_VERSION},"station":"desk","screenName":"x","viewport":[1,1]}]`,
  '42/stage,7["clock"]',
  '42/stage,8["lease",{"force":true}]',
  '42/stage,9["direct",{"leaseToken":"t","groups":["wall"],"look":null,"focus":null,"language":null,"durationMillis":0}]',
  '42/stage,["recall",{"leaseToken":"t"}]',
  '42/stage,["beat",{"state":"live"}]',
  '42/live,[7,"a number for a name"]',
  '42/live,["disconnect"]',
  '42/live,["hello"]',
  '42/live,99999999999999999999["hello",null]',
  '43/live,1["an acknowledgement nobody asked for"]',
  '43/live,["without an id"]',
  '451-/live,["hello",{"_placeholder":true,"num":0}]',
  '45999999999-/live,["x"]',
  '46-1["x"]',
  '44/live,"an error of the screen"',
  '41/live,',
  '49',
  '4',
  '',
  '2probe',
  '3probe',
  '5',
  '6',
  `42/live,${'['.repeat(2000)}${']'.repeat(2000)}`,
  `42/${'n'.repeat(2000)},["x"]`,
  `42/live,["${'x'.repeat(5000)}"]`,
];

it(`no socket frame of ${MUTATIONS} takes the hub down or another screen with it`, { timeout: 60_000 }, async () => {
  const random = new SeededRandom('sockets');
  const wall = await listen(hub.address, 'wall');
  let closedByHub = 0;
  for (let sent = 0; sent < MUTATIONS; sent += FRAMES_PER_SOCKET) {
    const raw: RawSocket = await openRawSocket(hub.address);
    raw.socket.send('40/live,');
    raw.socket.send('40/stage,');
    await until(() => raw.bytes.length >= 3, 'both namespaces to open');
    for (let frame = 0; frame < FRAMES_PER_SOCKET; frame++) {
      const bytes = new TextEncoder().encode(random.pick(frames));
      const bent = bytes.length > 0 && random.chance(0.6) ? mutated(bytes, random) : bytes;
      // Binary too: on the hub's side there is nothing that reads it.
      raw.socket.send(random.chance(0.2) ? bent : Buffer.from(bent).toString('latin1'));
    }
    const isClosed = await Promise.race([
      raw.closed.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 20)),
    ]);
    if (isClosed) closedByHub++;
    raw.socket.terminate();
  }
  expect(closedByHub).toBeGreaterThan(MUTATIONS / FRAMES_PER_SOCKET / 2);
  expect(wall.socket.connected).toBe(true);
  await post(hub.address, matter('still there'));
  await until(() => wall.batches.length > 0, 'the healthy screen to hear the next case');
  wall.socket.close();
  expect(hub.told).toEqual([]);
});

it('closes a connection that talks without end', async () => {
  const raw = await openRawSocket(hub.address);
  raw.socket.send('40/stage,');
  await until(() => raw.bytes.length >= 2, 'the namespace to open');
  for (let count = 0; count < 1000; count++) raw.socket.send('42/stage,["beat",{}]');
  await raw.closed;
});
