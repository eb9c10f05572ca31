import { Decoder } from 'socket.io-msgpack-parser';
import type { Packet } from 'socket.io-parser';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../src/model/contract/live.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { listen, openTestHub, type TestHub, until } from '../support/hub.ts';
import { openRawSocket } from '../support/rawSocket.ts';
import { mutated } from '../support/seededMutation.ts';
import { matter, post } from '../support/toyEvents.ts';

const MUTATIONS = 2000;
const AT_ONCE = 20;
let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

/** What became of a connection after one frame: it still answers, was refused with a number, or closed without a word. */
type Outcome = `HUB-3${string}` | 'served' | 'closed';

/** Frames and what they deserve, said by a screen that joined both namespaces and said no hello. */
const frames: readonly (readonly [frame: string, outcome: Outcome])[] = [
  ['40/live,', 'HUB-309'], // joined already
  ['40/stage,', 'HUB-309'],
  ['40', 'HUB-312'],
  ['40/other,', 'HUB-312'],
  [`42/live,["hello",{"protocolVersion":${PROTOCOL_VERSION},"station":"wall"}]`, 'served'],
  [
    `42/stage,["hello",{"protocolVersion":${PROTOCOL_VERSION},"station":"desk","screenName":"x","viewport":[1,1]}]`,
    'served',
  ],
  ['42/stage,7["clock"]', 'served'],
  ['42/stage,["clock"]', 'HUB-309'], // nobody to answer
  ['42/stage,8["lease",{"force":true}]', 'served'], // with a fault in its answer: it is no desk
  [
    '42/stage,9["direct",{"leaseToken":"t","groups":["wall"],"look":null,"focus":null,"language":null,"durationMillis":0}]',
    'served',
  ],
  ['42/stage,["direct",{}]', 'HUB-309'],
  ['42/stage,["recall",{"leaseToken":"t"}]', 'HUB-309'],
  ['42/stage,["beat",{"state":"live"}]', 'HUB-301'],
  ['42/stage,["dance"]', 'HUB-310'],
  ['42/live,["error"]', 'HUB-310'],
  ['42/live,[7,"a number for a name"]', 'HUB-309'],
  ['42/live,["disconnect"]', 'HUB-309'],
  ['42/live,["hello"]', 'HUB-301'],
  ['42/live,99999999999999999999["hello",null]', 'HUB-301'],
  ['42["hello",{}]', 'HUB-309'], // a namespace that was not joined
  ['43/live,1["an acknowledgement nobody asked for"]', 'HUB-309'],
  ['43/live,["without an id"]', 'HUB-309'],
  ['451-/live,["hello",{"_placeholder":true,"num":0}]', 'HUB-309'],
  ['45999999999-/live,["x"]', 'HUB-309'],
  ['46-1["x"]', 'HUB-309'],
  ['44/live,"an error of the screen"', 'HUB-309'],
  ['41/live,', 'served'],
  ['49', 'HUB-309'],
  ['4', 'HUB-309'],
  ['', 'closed'], // not even Engine.IO
  ['2probe', 'closed'],
  ['3probe', 'served'],
  ['5', 'served'],
  ['6', 'served'],
  [`42/live,${'['.repeat(2000)}${']'.repeat(2000)}`, 'HUB-309'],
  [`42/${'n'.repeat(2000)},["x"]`, 'HUB-309'],
  [`42/live,["${'x'.repeat(5000)}"]`, 'closed'], // longer than anything is read
];

/** All packets of a connection so far; Engine.IO's own are text. */
function packetsOf(messages: readonly Buffer[]): Packet[] {
  const packets: Packet[] = [];
  const decoder = new Decoder();
  decoder.on('decoded', (packet: Packet) => packets.push(packet));
  for (const message of messages) if (!/^[0-6]/.test(message.toString('latin1'))) decoder.add(message);
  return packets;
}

const TIME_QUESTION = 77;

function heardIn(messages: readonly Buffer[]): Outcome | null {
  const packets = packetsOf(messages);
  for (const { type, data } of packets) {
    const refused = type === 2 && data[0] === 'refused' ? data[1] : type === 4 ? data.data : null;
    if (refused) return refused.code;
  }
  return packets.some(({ type, id }) => type === 3 && id === TIME_QUESTION) ? 'served' : null;
}

/** Joins both namespaces, says one frame, then asks for the time. */
async function outcomeOf(frame: string | Uint8Array): Promise<Outcome> {
  const { socket, bytes, closed } = await openRawSocket(hub.address);
  let isClosed = false;
  closed.then(() => {
    isClosed = true;
  });
  socket.send('40/live,');
  socket.send('40/stage,');
  await until(() => bytes.length >= 3, 'both namespaces to open');
  socket.send(frame);
  socket.send(`42/stage,${TIME_QUESTION}["clock"]`);
  await until(() => isClosed || heardIn(bytes) !== null, 'the hub to answer or to close');
  socket.terminate();
  return heardIn(bytes) ?? 'closed';
}

const refusedMessages = (): number => hub.hub.refusedMessages.reduce((sum, { count }) => sum + count, 0);

it.each(frames)('%.60s: %s', async (frame, outcome) => {
  const before = refusedMessages();
  expect(await outcomeOf(frame)).toBe(outcome);
  await until(() => refusedMessages() === before + (outcome === 'served' ? 0 : 1), 'the refusal to be counted');
});

it(`each of ${MUTATIONS} bent frames is served or refused by number; none takes the hub or another screen with it`, {
  timeout: 120_000,
}, async () => {
  const random = new SeededRandom('sockets');
  const wall = await listen(hub.address, 'wall');
  const outcomes = new Map<Outcome, number>();
  const before = refusedMessages();
  const bentFrame = (): string | Uint8Array => {
    const bytes = new TextEncoder().encode(random.pick(frames)[0]);
    const bent = bytes.length > 0 ? mutated(bytes, random) : bytes;
    // Binary too: on the hub's side there is nothing that reads it.
    return random.chance(0.2) ? bent : Buffer.from(bent).toString('latin1');
  };
  for (let sent = 0; sent < MUTATIONS; sent += AT_ONCE) {
    for (const outcome of await Promise.all(Array.from({ length: AT_ONCE }, () => outcomeOf(bentFrame())))) {
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  }
  const served = outcomes.get('served') ?? 0;
  expect([...outcomes.keys()].filter((outcome) => !/^(served|closed|HUB-3\d\d)$/.test(outcome))).toEqual([]);
  expect(served).toBeLessThan(MUTATIONS / 2);
  // Those closed without a word, too: counted and logged under their number.
  await until(() => refusedMessages() === before + MUTATIONS - served, 'all refusals to be counted');
  expect(hub.told.filter((line) => !/^HUB-3\d\d ×10* /.test(line))).toEqual([]);
  expect(wall.socket.connected).toBe(true);
  await post(hub.address, matter('still there'));
  await until(() => wall.batches.length > 0, 'the healthy screen to hear the next case');
  wall.socket.close();
});

it.each([
  ['on a namespace', '40/stage,', '42/stage,1["clock"]'],
  ['before any', '', '6'],
])('closes a connection that talks without end %s', async (_, join, word) => {
  const raw = await openRawSocket(hub.address);
  if (join !== '') {
    raw.socket.send(join);
    await until(() => raw.bytes.length >= 2, 'the namespace to open');
  }
  const floods = (): number => hub.hub.refusedMessages.find(({ code }) => code === 'HUB-311')?.count ?? 0;
  const before = floods();
  for (let count = 0; count < 1000; count++) raw.socket.send(word);
  await raw.closed;
  expect(floods()).toBe(before + 1);
  expect(heardIn(raw.bytes)).toBe(join === '' ? null : 'HUB-311');
});
