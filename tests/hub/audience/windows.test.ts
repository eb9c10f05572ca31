import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dutyWindows } from '../../../src/hub/audience/dutyWindows.ts';
import { publicWindowBands } from '../../../src/hub/audience/publicWindows.ts';
import { type District, openDistrict } from '../../../src/hub/state/districtPackage.ts';
import { DistrictState } from '../../../src/hub/state/districtState.ts';
import type { DutyWindows, PublicWindows } from '../../../src/model/contract/windows.ts';
import { caseTransitions } from '../../../src/model/domain/cases.ts';
import {
  BAND_BLUR,
  publicWindowTotal,
  type WindowPeriod,
  windowBandOf,
  windowBandStarts,
  windowPeriods,
} from '../../../src/model/domain/litWindows.ts';
import { listen, openTestHub, type TestHub, temporaryFolder, until } from '../../support/hub.ts';
import { tinyGrids, writeTinyPackage } from '../../support/tinyPackage.ts';
import { matter, placeAt, post, step } from '../../support/toyEvents.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Wednesday 25 November 2026, 16:00 in Shanghai. */
const NOW = Date.UTC(2026, 10, 25, 8);
const MIDNIGHT = Date.UTC(2026, 10, 24, 16);
const SECRET = '00112233445566778899aabbccddeeff';

const { folder, remove } = temporaryFolder();
let district: District;
beforeAll(() => {
  district = openDistrict(writeTinyPackage(path.join(folder, 'package')));
});
afterAll(() => {
  district.close();
  remove();
});

interface Closing {
  readonly gridId: string;
  readonly buildingId: string | null;
  readonly closedMillis: number;
  readonly origin?: 'live' | 'simulated';
}

/** A state in which these matters were reported and closed, one after the other. */
function closeIn(state: DistrictState, { gridId, buildingId, closedMillis, origin = 'live' }: Closing): void {
  const fold = (body: object): number => {
    const seq = state.seq + 1;
    state.fold({ seq, source: 's', id: String(seq), acceptedMillis: NOW, body: JSON.stringify(body) });
    return seq;
  };
  const opened = fold({
    kind: 'matter',
    timeMillis: closedMillis - HOUR,
    origin,
    gridId,
    buildingId,
    deadlineMillis: 0,
  });
  const caseId = `C${String(opened).padStart(8, '0')}`;
  fold({ kind: 'caseStep', timeMillis: closedMillis, origin, caseId, to: 'closed', opinion: '' });
}

function stateOf(closings: readonly Closing[]): DistrictState {
  const state = new DistrictState({ videoPointById: new Map(), staffById: new Map() });
  for (const closing of closings) closeIn(state, closing);
  return state;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('on duty', () => {
  it('counts each building exactly, from a local midnight on, up to the instant asked for', () => {
    const own = { gridId: tinyGrids[0], buildingId: 'tiny:2' };
    const state = stateOf([
      { ...own, closedMillis: MIDNIGHT - 6 * DAY - 1 },
      { ...own, closedMillis: MIDNIGHT - 6 * DAY },
      { ...own, closedMillis: MIDNIGHT - 1 },
      { ...own, closedMillis: MIDNIGHT },
      { ...own, closedMillis: NOW, origin: 'simulated' },
      { gridId: tinyGrids[3], buildingId: 'tiny:5', closedMillis: NOW - 1 },
    ]);
    const ask = dutyWindows(district, state);
    const closedAt = (period: WindowPeriod, atMillis: number | null) => {
      const { buildingIndex, closed, total } = ask(period, atMillis, NOW);
      return [total, Object.fromEntries(buildingIndex.map((row, at) => [row, closed[at]]))];
    };
    expect(closedAt('today', null)).toEqual([3, { 1: 2, 4: 1 }]);
    expect(closedAt('7d', null)).toEqual([5, { 1: 4, 4: 1 }]);
    expect(closedAt('30d', null)).toEqual([6, { 1: 5, 4: 1 }]);
    expect(closedAt('7d', NOW - 1)).toEqual([4, { 1: 3, 4: 1 }]);
    expect(closedAt('today', MIDNIGHT - 1)).toEqual([1, { 1: 1 }]);
    expect(ask('7d', null, NOW)).toMatchObject({
      ...{ audience: 'duty', sinceMillis: MIDNIGHT - 6 * DAY, untilMillis: MIDNIGHT + DAY, seq: 12, spread: 0 },
      origins: { live: 4, simulated: 1, replayed: 0 },
    });
  });

  it('spreads what has no building over its grid by windows, the same way every time, and loses none', () => {
    const closings = Array.from({ length: 400 }, (_, at) => ({
      gridId: tinyGrids[0],
      buildingId: at % 2 ? null : 'tiny:gone', // a building that this package does not have is as good as none
      closedMillis: NOW - at,
    }));
    const state = stateOf(closings);
    const answer = dutyWindows(district, state)('7d', null, NOW);
    expect(answer).toMatchObject({ total: 400, spread: 400, unplaced: 0, buildingIndex: [0, 1] });
    expect(sum(answer.closed)).toBe(400);
    for (const count of answer.closed) expect(count).toBeGreaterThan(150); // two houses of equal size
    expect(dutyWindows(district, stateOf(closings))('7d', null, NOW)).toEqual(answer);
  });

  it('tells what no window can show', () => {
    const state = stateOf([{ gridId: '370203009009009', buildingId: null, closedMillis: NOW }]);
    expect(dutyWindows(district, state)('7d', null, NOW)).toMatchObject({ total: 1, unplaced: 1, buildingIndex: [] });
  });

  it('needs no way back: a closed case stays closed', () => {
    expect(caseTransitions.closed).toEqual([]); // whoever adds one must take its light back in closures.ts
  });
});

describe('in public', () => {
  it('any number of closings shows no small count, and one more closing changes nothing but at an edge', () => {
    const closing = fc.record({
      grid: fc.nat(3),
      day: fc.nat(8),
      hasBuilding: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(closing, { minLength: 1, maxLength: 120 }), fc.nat(), (drawn, key) => {
        const state = new DistrictState({ videoPointById: new Map(), staffById: new Map() });
        const bands = publicWindowBands(district, state, key.toString(16).padStart(32, '0'));
        const counts = tinyGrids.map(() => 0);
        let before = bands.answer('7d', null, NOW);
        for (const { grid, day, hasBuilding } of drawn) {
          const closedMillis = NOW - day * DAY;
          closeIn(state, { gridId: tinyGrids[grid]!, buildingId: hasBuilding ? 'tiny:1' : null, closedMillis });
          if (day <= 6) counts[grid]!++;
          const after = bands.answer('7d', null, NOW);
          const bandOf = ({ gridIds, bands: shown }: PublicWindows, row: number): number =>
            shown[gridIds.indexOf(tinyGrids[row]!)] ?? 0;
          tinyGrids.forEach((_, row) => {
            const [was, is] = [bandOf(before, row), bandOf(after, row)];
            if (is > 0) expect(counts[row]).toBeGreaterThanOrEqual(windowBandStarts[is]!);
            if (was !== is) {
              expect(row).toBe(grid);
              expect(is).toBe(was + 1);
              const over = counts[row]! - windowBandStarts[is]!;
              expect(over).toBeGreaterThanOrEqual(0);
              expect(over).toBeLessThan(BAND_BLUR);
            }
          });
          expect(after.total).toEqual(publicWindowTotal(sum(counts)));
          expect(Object.keys(after).sort()).toEqual(publicKeys);
          before = after;
        }
      }),
      { numRuns: 40 },
    );
  });

  const publicKeys = [
    ...['atMillis', 'audience', 'bands', 'gridIds', 'origin', 'period', 'seq', 'sinceMillis', 'total', 'untilMillis'],
  ];

  it('bands are at least ten wide, and none parts zero from a few', () => {
    for (let band = 1; band < windowBandStarts.length; band++)
      expect(windowBandStarts[band]! - windowBandStarts[band - 1]!).toBeGreaterThanOrEqual(10);
    for (let blur = 0; blur < BAND_BLUR; blur++)
      for (let count = 0; count < 10; count++) expect(windowBandOf(count, blur)).toBe(0);
    expect([0, 1, 9, 10, 19, 20].map(publicWindowTotal)).toEqual([
      ...[{ value: 0 }, { below: 10 }, { below: 10 }, { value: 10 }, { value: 10 }, { value: 20 }],
    ]);
  });

  it('tells a change of a band once, and says the same as an answer', () => {
    const state = new DistrictState({ videoPointById: new Map(), staffById: new Map() });
    const bands = publicWindowBands(district, state, SECRET);
    const seen = new Map<string, readonly number[]>();
    bands.answer('7d', null, NOW);
    let facts = 0;
    for (let count = 1; count <= 60; count++) {
      closeIn(state, { gridId: tinyGrids[2], buildingId: null, closedMillis: NOW - (count % 2) * DAY });
      for (const fact of bands.changed(NOW)) {
        facts++;
        seen.set(fact.gridId, fact.bands);
      }
      windowPeriods.forEach((period, at) => {
        const { gridIds, bands: shown } = bands.answer(period, null, NOW);
        expect(seen.get(tinyGrids[2])?.[at] ?? 0).toBe(shown[gridIds.indexOf(tinyGrids[2])] ?? 0);
      });
    }
    expect(facts).toBeLessThanOrEqual(3 + 2); // three edges of a week, two of today
    expect(facts).toBeGreaterThanOrEqual(3);
    expect(bands.changed(NOW)).toEqual([]);
  });

  it('two periods that change together do not tell that nothing was closed before', () => {
    const edges = new Set<number>();
    for (let key = 0; key < 60; key++) {
      const state = new DistrictState({ videoPointById: new Map(), staffById: new Map() });
      const bands = publicWindowBands(district, state, key.toString(16).padStart(32, '0'));
      const firstAt: Partial<Record<WindowPeriod, number>> = {};
      for (let count = 1; count <= 15; count++) {
        closeIn(state, { gridId: tinyGrids[0], buildingId: null, closedMillis: NOW });
        for (const period of windowPeriods) {
          if (bands.answer(period, null, NOW).bands.length > 0) firstAt[period] ??= count;
        }
      }
      edges.add(firstAt['7d']! - firstAt.today!);
    }
    // The same counts in both periods: their edges lie apart by anything up to four.
    expect([...edges].sort((a, b) => a - b)).toEqual([-4, -3, -2, -1, 0, 1, 2, 3, 4]);
  });

  it('counts another day at midnight without telling anything of it', () => {
    const state = stateOf(
      Array.from({ length: 30 }, () => ({ gridId: tinyGrids[0], buildingId: null, closedMillis: NOW })),
    );
    const bands = publicWindowBands(district, state, SECRET);
    expect(bands.answer('today', null, NOW).bands).toHaveLength(1);
    expect(bands.answer('today', null, MIDNIGHT + DAY).bands).toEqual([]);
    expect(bands.changed(MIDNIGHT + DAY)).toEqual([]);
    expect(bands.answer('today', NOW, MIDNIGHT + DAY).bands).toHaveLength(1);
  });
});

describe('asked of a hub', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub();
  });
  afterAll(() => hub.close());
  const ask = async (query: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${hub.address}api/v1/windows?${query}`, init);

  /** Posts matters and all their steps. */
  async function closeMany(prefix: string, count: number): Promise<void> {
    const ids = Array.from({ length: count }, (_, at) => `${prefix}${at}`);
    const { receipts } = await post(
      hub.address,
      ids.map((id) => matter(id, { place: placeAt(20, 20) })),
    );
    for (const to of ['filed', 'dispatched', 'handling', 'handled', 'closed']) {
      await post(
        hub.address,
        receipts.map((receipt, at) => step(`${ids[at]}-${to}`, (receipt as { caseId: string }).caseId, to)),
      );
    }
  }

  it('a closing is in the answer, in the fact of duty, and after a restart', async () => {
    const wall = await listen(hub.address, 'wall');
    await closeMany('a', 1);
    const closedFacts = () =>
      wall.batches.flatMap(({ facts }) =>
        facts.flatMap((fact) => (fact.kind === 'case' && fact.case.state === 'closed' ? [fact.case] : [])),
      );
    await until(() => closedFacts().length === 1, 'the closing');
    wall.socket.close();
    expect(closedFacts()[0]).toMatchObject({ buildingId: 'tiny:1', lightBuildingIndex: 0 });
    const answer = (await (await ask('station=wall&period=today')).json()) as DutyWindows;
    expect(answer).toMatchObject({ audience: 'duty', total: 1, buildingIndex: [0], closed: [1] });
    await hub.reopen();
    const again = (await (await ask('station=wall&period=today')).json()) as DutyWindows;
    expect({ ...again, atMillis: 0 }).toEqual({ ...answer, atMillis: 0 });
  });

  it('the public hears of a band when it changes, and of nothing else of windows', async () => {
    const touch = await listen(hub.address, 'touch');
    expect(((await (await ask('station=touch')).json()) as PublicWindows).gridIds).toEqual([]);
    await closeMany('b', 8); // nine in all
    await closeMany('c', 6);
    const bandFacts = () => touch.batches.flatMap(({ facts }) => facts.filter(({ kind }) => kind === 'windowBand'));
    await until(() => bandFacts().length > 0, 'the band');
    touch.socket.close();
    expect(bandFacts()).toEqual([
      { kind: 'windowBand', seq: expect.any(Number), gridId: tinyGrids[0], bands: [1, 1, 1] },
    ]);
    const answer = (await (await ask('station=touch')).json()) as PublicWindows;
    expect(answer).toMatchObject({ gridIds: [tinyGrids[0]], bands: [1], total: { value: 10 } });
  });

  it('is revalidated, and refuses what it cannot answer', async () => {
    const at = 'at=2026-01-01T00:00:00Z';
    const etag = (await ask(`station=wall&period=7d&${at}`)).headers.get('etag')!;
    expect((await ask(`station=wall&period=7d&${at}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await ask(`station=wall&period=30d&${at}`, { headers: { 'if-none-match': etag } })).status).toBe(200);
    // What is of now grows older without any event: a minute later it is another answer.
    for (const station of ['wall', 'touch']) {
      const ofNow = await ask(`station=${station}&period=7d`);
      const { atMillis } = (await ofNow.json()) as DutyWindows | PublicWindows;
      expect(ofNow.headers.get('etag')).toMatch(new RegExp(`-${Math.floor(atMillis / 60_000)}"$`));
    }
    for (const bad of ['period=year', 'at=yesterday', 'at=2999-01-01T00:00:00Z', 'at=2026-11-24T00:00:00']) {
      const refused = await ask(`station=wall&${bad}`);
      expect(refused.status, bad).toBe(400);
      expect(((await refused.json()) as { fault: { code: string } }).fault.code).toBe('HUB-405');
    }
    const past = (await (await ask('station=wall&at=2026-01-01T00:00:00Z')).json()) as DutyWindows;
    expect(past).toMatchObject({ total: 0, atMillis: Date.UTC(2026, 0, 1) });
  });
});
