import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSqliteEventLog } from '../../src/hub/journal/sqliteEventLog.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { mutated } from '../support/seededMutation.ts';
import { matter, type PostedEvent, patrol, placeAt, post, step, videoStatus } from '../support/toyEvents.ts';

const MUTATIONS = 2000;
let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

const strange: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -0,
    1e308,
    -1e308,
    2 ** 53 + 1,
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\u202e',
    '北'.repeat(5000),
    [],
    {},
    [[[]]],
  ],
  { __proto__: null, toString: 1 },
  JSON.parse('{"__proto__":{"isAdmin":true}}'),
  ...[
    'constructor',
    '__proto__',
    '../../etc/passwd',
    "'; DROP TABLE events; --",
    '<script>alert(1)</script>',
    '9'.repeat(400),
  ],
  ...[
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:60Z',
    '2026-01-01T24:00:00Z',
    'geo:90,180',
    'geo:-90,-180',
    'geo:91,0',
    'geo:NaN,0',
  ],
];

/** One field set to something strange, or gone, or the bytes themselves damaged. */
function mutant(event: PostedEvent, random: SeededRandom): Uint8Array {
  const copy: Record<string, unknown> = { ...event, data: { ...event.data } };
  const target = random.chance(0.4) ? (copy.data as Record<string, unknown>) : copy;
  const key = random.pick([...Object.keys(target), 'extra', '__proto__', 'constructor']);
  if (random.chance(0.15)) delete target[key];
  else Object.defineProperty(target, key, { value: random.pick(strange), enumerable: true, configurable: true });
  const bytes = new TextEncoder().encode(JSON.stringify(random.chance(0.2) ? [copy, event] : copy));
  return random.chance(0.35) ? mutated(bytes, random) : bytes;
}

it(`stays up and keeps the journal whole through ${MUTATIONS} mutated posts`, { timeout: 60_000 }, async () => {
  const random = new SeededRandom('door');
  const statuses = new Map<number, number>();
  for (let from = 0; from < MUTATIONS; from += 20) {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        const id = `m${from + index}`;
        const walked = patrol(id, 0, placeAt(20, 20), new Date().toISOString());
        const event = random.pick([matter(id), step(id, 'C00000001', 'filed'), videoStatus(id, 3, 'online'), walked]);
        return post(hub.address, mutant(event, random));
      }),
    );
    for (const answer of answers) {
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const faults =
        'fault' in answer ? [answer.fault] : answer.receipts.flatMap((item) => ('fault' in item ? [item.fault] : []));
      for (const item of faults) expect((item as { code: string }).code).toMatch(/^HUB-\d{3}$/);
    }
  }
  expect([...statuses.keys()].filter((status) => ![200, 400, 422].includes(status))).toEqual([]);
  expect(statuses.get(422)).toBeGreaterThan(MUTATIONS / 4);
  expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  expect((await post(hub.address, matter('after all that'))).status).toBe(200);
  expect(hub.told).toEqual([]); // none of it was a mistake of our own
  const { seq, hash } = hub.hub.head;
  await hub.hub.close();
  const log = openSqliteEventLog(path.join(hub.stateFolder, 'journal')); // verifies every entry
  expect(log.head).toEqual({ seq, hash });
  expect([...log.rejectedCounts().values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(MUTATIONS / 4);
  log.close();
});
