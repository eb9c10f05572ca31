import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connectWindows, type WindowsFeed } from '../../src/live/connectWindows.ts';
import type { CaseView } from '../../src/model/contract/answers.ts';
import type { Fact } from '../../src/model/contract/live.ts';
import type { DutyWindows, PublicWindows } from '../../src/model/contract/windows.ts';

const NOW = 1_795_000_000_000;
const DAY = 86_400_000;
const span = { period: '7d', sinceMillis: NOW - 6 * DAY, untilMillis: NOW + DAY, atMillis: NOW, seq: 100 } as const;

const duty = (part: Partial<DutyWindows> = {}): DutyWindows => ({
  audience: 'duty',
  ...span,
  total: 3,
  spread: 1,
  unplaced: 0,
  origins: { live: 3, simulated: 0, replayed: 0 },
  buildingIndex: [2, 5],
  closed: [1, 2],
  ...part,
});

const forPublic = (part: Partial<PublicWindows> = {}): PublicWindows => ({
  audience: 'public',
  ...span,
  total: { value: 40 },
  origin: 'live',
  gridIds: ['a'],
  bands: [1],
  ...part,
});

/** A case's fact, as far as windows read it. */
const closing = (seq: number, lightBuildingIndex: number | null, part: Partial<CaseView> = {}): Fact => ({
  kind: 'case',
  seq,
  case: {
    ...{ state: 'closed', closedMillis: NOW, buildingId: 'b', origin: 'live', lightBuildingIndex },
    ...part,
  } as CaseView,
});

interface Asked {
  readonly url: string;
  answer(body: unknown): Promise<void>;
  fail(): Promise<void>;
}

let asked: Asked[];
let link: WindowsFeed;
beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  link = connectWindows({
    base: '/b/',
    station: 'wall',
    ask: (url) =>
      new Promise((resolve, reject) => {
        const settled = (settle: () => void): Promise<void> => {
          settle();
          return vi.advanceTimersByTimeAsync(0).then(() => {});
        };
        asked.push({
          url,
          answer: (body) => settled(() => resolve(body)),
          fail: () => settled(() => reject(new Error('HTTP 503'))),
        });
      }),
  });
});
afterEach(() => {
  link.close();
  vi.useRealTimers();
});

const closed = (): number[] => [...link.columns.closed];
const total = () => link.facts.getState().summary?.total;

it('asks nothing until somebody draws windows', async () => {
  link.welcomed();
  link.take([closing(101, 2)], NOW);
  expect(asked).toEqual([]);
  link.open();
  link.open();
  expect(asked.map(({ url }) => url)).toEqual(['/b/api/v1/windows?station=wall&period=7d']);
});

it('counts what comes after the answer once, and what the answer holds not again', async () => {
  link.open();
  await asked[0]!.answer(duty());
  expect(closed()).toEqual([0, 0, 1, 0, 0, 2]);
  const { version } = link.columns;
  link.take([closing(100, 2), closing(99, 2)], NOW);
  expect(link.columns.version).toBe(version);
  link.take([closing(101, 2), closing(102, 9, { buildingId: null }), closing(103, null)], NOW + 100);
  expect(closed().slice(0, 10)).toEqual([0, 0, 2, 0, 0, 2, 0, 0, 0, 1]);
  expect(link.facts.getState().summary).toMatchObject({ total: { value: 6 }, spread: 2, unplaced: 1, origin: 'live' });
  expect(link.columns.rises).toEqual([
    { kind: 'building', presentAtMillis: NOW + 100, buildingIndex: 2 },
    { kind: 'building', presentAtMillis: NOW + 100, buildingIndex: 9 },
  ]);
});

it('what is told while a question is on its way is put on an older answer, and not on a newer one', async () => {
  link.open();
  link.take([closing(101, 2), closing(102, 3)], NOW);
  await asked[0]!.answer(duty({ seq: 101, closed: [2, 2], total: 4 }));
  expect(closed()).toEqual([0, 0, 2, 1, 0, 2]);
  expect(total()).toEqual({ value: 5 });
  link.welcomed(); // a resumed link: what it missed is in the answer
  link.take([closing(103, 2)], NOW);
  expect(closed()[2]).toBe(3); // shown at once, on the answer that is there
  await asked[1]!.answer(duty({ seq: 103, buildingIndex: [2, 3, 5], closed: [3, 1, 2], total: 6 }));
  expect(closed()).toEqual([0, 0, 3, 1, 0, 2]);
  expect(total()).toEqual({ value: 6 });
});

it('leaves alone what is open, voided, or closed before the period', async () => {
  link.open();
  await asked[0]!.answer(duty());
  link.take(
    [
      closing(101, 2, { state: 'voided' }),
      closing(102, 2, { state: 'handled', closedMillis: null }),
      closing(103, 2, { closedMillis: NOW - 8 * DAY }),
    ],
    NOW,
  );
  expect(closed()).toEqual([0, 0, 1, 0, 0, 2]);
});

it('says simulated as soon as one of them is', async () => {
  link.open();
  await asked[0]!.answer(duty());
  expect(link.facts.getState().summary?.origin).toBe('live');
  link.take([closing(101, 2, { origin: 'simulated' })], NOW);
  expect(link.facts.getState().summary?.origin).toBe('simulated');
});

it('a past instant keeps its windows whatever happens now, and asks anew on the way back', async () => {
  link.open();
  await asked[0]!.answer(duty());
  link.show('30d', NOW - DAY);
  expect(asked[1]!.url).toBe(
    `/b/api/v1/windows?station=wall&period=30d&at=${encodeURIComponent(new Date(NOW - DAY).toISOString())}`,
  );
  await asked[1]!.answer(duty({ period: '30d', atMillis: NOW - DAY, buildingIndex: [], closed: [], total: 0 }));
  link.take([closing(101, 2)], NOW);
  link.pulsed(NOW + 2 * DAY);
  expect(closed()).toEqual([]);
  expect(asked).toHaveLength(2);
  link.show('30d', null);
  expect(asked[2]!.url).toBe('/b/api/v1/windows?station=wall&period=30d');
  link.show('30d', null);
  expect(asked).toHaveLength(3);
});

it('a question that fails on the way back from the past waits its time, however long ago the past was', async () => {
  link.open();
  await asked[0]!.answer(duty());
  link.show('7d', NOW - 9 * DAY);
  await asked[1]!.answer(duty({ atMillis: NOW - 9 * DAY, untilMillis: NOW - 8 * DAY }));
  link.show('7d', null);
  await asked[2]!.fail();
  link.pulsed(NOW);
  link.pulsed(NOW + 1000);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(asked).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toHaveLength(4);
  await asked[3]!.answer(duty());
  link.pulsed(NOW + DAY);
  expect(asked).toHaveLength(5);
});

it('an answer that comes late to an old question is dropped', async () => {
  link.open();
  link.show('today', null);
  await asked[0]!.answer(duty());
  expect(link.columns.audience).toBeNull();
  await asked[1]!.answer(duty({ period: 'today', total: 1, buildingIndex: [0], closed: [1] }));
  expect(closed()).toEqual([1]);
});

it('asks again at midnight, and after a failure until it succeeds', async () => {
  link.open();
  await asked[0]!.fail();
  expect(link.facts.getState().fault?.code).toBe('LIVE-004');
  await vi.advanceTimersByTimeAsync(5_000);
  await asked[1]!.answer({ not: 'an answer' });
  expect(link.facts.getState().fault?.code).toBe('LIVE-004');
  await vi.advanceTimersByTimeAsync(5_000);
  await asked[2]!.answer(duty());
  expect(link.facts.getState().fault).toBeNull();
  link.pulsed(NOW + DAY - 1);
  expect(asked).toHaveLength(3);
  link.pulsed(NOW + DAY);
  link.pulsed(NOW + DAY + 1000);
  expect(asked).toHaveLength(4);
});

it('in public keeps bands, and asks for the total once a minute', async () => {
  link.open();
  await asked[0]!.answer(forPublic());
  expect([...link.columns.bands]).toEqual([['a', 1]]);
  const band = (seq: number, gridId: string, bands: readonly number[]): Fact => ({
    kind: 'windowBand',
    seq,
    gridId,
    bands,
  });
  link.take([band(100, 'a', [0, 3, 3]), band(101, 'b', [0, 1, 2]), band(102, 'a', [1, 1, 2])], NOW);
  expect([...link.columns.bands]).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
  expect(link.columns.rises).toEqual([{ kind: 'grid', presentAtMillis: NOW, gridId: 'b', fromBand: 0, toBand: 1 }]);
  link.pulsed(NOW + 59_999);
  expect(asked).toHaveLength(1);
  link.pulsed(NOW + 60_000);
  expect(asked).toHaveLength(2);
  // Whatever it says of bands: those come by facts, at a time that all screens share.
  await asked[1]!.answer(forPublic({ atMillis: NOW + 60_000, total: { value: 50 }, bands: [5], seq: 200 }));
  expect(total()).toEqual({ value: 50 });
  expect(link.columns.bands.get('a')).toBe(1);
  link.take([band(103, 'a', [1, 2, 2])], NOW + 61_000);
  expect(link.columns.bands.get('a')).toBe(2);
  link.pulsed(NOW + 119_999);
  expect(asked).toHaveLength(2);
});
