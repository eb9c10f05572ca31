import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_BATCH_EVENTS, MAX_BODY_BYTES } from '../../../src/hub/doors/eventsRoute.ts';
import type { EventReceipt } from '../../../src/model/contract/answers.ts';
import { geoUriFromLonLat } from '../../../src/model/contract/event.ts';
import { openTestHub, type TestHub } from '../../support/hub.ts';
import { tinyFrame, tinyGrids, tinyVideoPoints } from '../../support/tinyPackage.ts';
import { matter, placeAt, post, step, videoStatus, wind } from '../../support/toyEvents.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

async function receiptOf(event: unknown): Promise<EventReceipt> {
  return (await post(hub.address, [event])).receipts[0]!;
}

async function faultOf(event: unknown): Promise<string> {
  const receipt = await receiptOf(event);
  return receipt.outcome === 'refused' ? receipt.fault.code : receipt.outcome;
}

describe('an accepted matter', () => {
  it('has one grid and, where it falls on one, a building', async () => {
    expect(await receiptOf(matter('own-1'))).toMatchObject({
      outcome: 'accepted',
      gridId: tinyGrids[0],
      buildingId: 'tiny:1',
    });
    expect(await receiptOf(matter('own-2', { place: placeAt(150, 150) }))).toMatchObject({
      gridId: tinyGrids[2],
      buildingId: null,
    });
  });

  it('on a shared edge belongs to the lowest areaId', async () => {
    expect(await receiptOf(matter('edge-1', { place: placeAt(100, 50) }))).toMatchObject({ gridId: tinyGrids[0] });
    expect(await receiptOf(matter('edge-2', { place: placeAt(100, 100) }))).toMatchObject({ gridId: tinyGrids[0] });
  });

  it('is acknowledged once, however often it comes', async () => {
    const first = await receiptOf(matter('twice'));
    const { status, receipts } = await post(hub.address, [matter('twice'), matter('twice')]);
    expect(status).toBe(200);
    expect(first).toMatchObject({ outcome: 'accepted' });
    const seq = first.outcome === 'accepted' ? first.seq : 0;
    expect(receipts).toEqual([
      { id: 'twice', outcome: 'duplicate', seq },
      { id: 'twice', outcome: 'duplicate', seq },
    ]);
  });

  it('may take its whole way in one batch, each step judged after the one before', async () => {
    const opened = await receiptOf(matter('way'));
    const caseId = opened.outcome === 'accepted' ? opened.caseId! : '';
    const { receipts } = await post(
      hub.address,
      ['filed', 'dispatched', 'handling', 'handled', 'closed', 'handling'].map((to) => step(`way-${to}-1`, caseId, to)),
    );
    expect(receipts.map(({ outcome }) => outcome)).toEqual([
      ...['accepted', 'accepted', 'accepted', 'accepted', 'accepted'],
      'duplicate', // the same id as the third
    ]);
    expect(await faultOf(step('way-again', caseId, 'handling'))).toBe('HUB-215');
  });
});

/** Straight down through the Earth to the ground on the other side: the same east and north, 12,700 km below. */
function otherSideOf(eastMeters: number, northMeters: number): string {
  let [inside, outside] = [-6_000_000, -14_000_000];
  const at = (upMeters: number) => tinyFrame.lonLatFromEnu([eastMeters, northMeters, upMeters]);
  for (let round = 0; round < 60; round++) {
    const middle = (inside + outside) / 2;
    if (at(middle).heightEllipsoidMeters < 0) inside = middle;
    else outside = middle;
  }
  return geoUriFromLonLat(at(outside).lonLatDeg);
}

describe('refused', () => {
  const minutes = (count: number): string => new Date(Date.now() + count * 60_000).toISOString();
  const { data } = matter('x');
  const cases: [what: string, code: string, event: unknown][] = [
    ['a number', 'HUB-205', 7],
    ['null', 'HUB-205', null],
    ['an empty object', 'HUB-205', {}],
    ['another version', 'HUB-205', matter('v', { specversion: '0.3' })],
    ['an empty id', 'HUB-205', matter('')],
    ['an id of 129 characters', 'HUB-205', matter('i'.repeat(129))],
    ['half a surrogate pair', 'HUB-205', matter('s\ud800')],
    ['a NUL in the title', 'HUB-205', matter('nul', { data: { ...data, title: 'a\u0000b' } })],
    ['a bidi override', 'HUB-205', matter('bidi', { data: { ...data, title: 'a\u202eb' } })],
    ['a line break in the title', 'HUB-205', matter('line', { data: { ...data, title: 'a\nb' } })],
    ['an unknown field', 'HUB-205', matter('field', { data: { ...data, tilte: 'x' } })],
    ['a polluted prototype', 'HUB-205', JSON.parse(`{"specversion":"1.0","__proto__":{"id":"p"}}`)],
    ['an unknown type', 'HUB-206', matter('type', { type: 'cn.beiyang.matter.reported.v2' })],
    ['a time without offset', 'HUB-207', matter('zone', { time: '2026-05-01T08:00:00' })],
    ['the 30th of February', 'HUB-207', matter('feb', { time: '2026-02-30T08:00:00Z' })],
    ['a time in words', 'HUB-207', matter('words', { time: 'yesterday' })],
    ['a time 11 minutes ahead', 'HUB-208', matter('ahead', { time: minutes(11) })],
    ['the year 9999', 'HUB-208', matter('9999', { time: '9999-01-01T00:00:00Z' })],
    ['a time 401 days ago', 'HUB-209', matter('old', { time: minutes(-401 * 1440) })],
    ['the year 1', 'HUB-209', matter('0001', { time: '0001-01-01T00:00:00Z' })],
    ['no place', 'HUB-205', matter('noplace', { place: undefined })],
    ['a place in words', 'HUB-210', matter('street', { place: 'Main Street 1' })],
    ['latitude 91', 'HUB-210', matter('lat', { place: 'geo:91.0,120.38' })],
    ['another datum', 'HUB-210', matter('crs', { place: 'geo:36.09,120.38;crs=gcj02' })],
    ['longitude first', 'HUB-210', matter('swap', { place: 'geo:120.38,36.09' })],
    ['the other side of the Earth', 'HUB-211', matter('antipode', { place: otherSideOf(20, 20) })],
    ['a place elsewhere', 'HUB-211', matter('away', { place: placeAt(5000, 50) })],
    ['the harbour', 'HUB-212', matter('water', { place: placeAt(350, 100) })],
    ['an unknown matter', 'HUB-213', matter('code', { data: { matterCode: '0103' } })],
    ['a step of no case', 'HUB-214', step('nocase', 'C99999999', 'filed')],
    ['a step without subject', 'HUB-205', step('nosub', 'C1', 'filed', { subject: undefined })],
    ['a status of no point', 'HUB-214', videoStatus('novp', 0, 'online', { subject: `${tinyVideoPoints[0]}9` })],
    ['an unknown status', 'HUB-205', videoStatus('status', 0, 'sleeping')],
    ['a wind from 361°', 'HUB-205', wind('turn', 361, 3)],
    ['a wind of 76 m/s', 'HUB-205', wind('storm', 90, 76)],
    ['a wind without speed', 'HUB-205', wind('calm', 90, 0, { data: { fromDeg: 90 } })],
  ];

  it.each(cases)('%s: %s', async (_, code, event) => {
    expect(await faultOf(event)).toBe(code);
  });

  it('an illegal step, with those that are allowed', async () => {
    const opened = await receiptOf(matter('illegal'));
    const caseId = opened.outcome === 'accepted' ? opened.caseId! : '';
    const receipt = await receiptOf(step('illegal-1', caseId, 'closed'));
    expect(receipt).toMatchObject({ outcome: 'refused', fault: { code: 'HUB-215' } });
    expect(JSON.stringify(receipt)).toContain('filed, voided');
    expect(await faultOf(step('early', caseId, 'filed', { time: minutes(-60) }))).toBe('HUB-217');
  });

  it('with the nearest name', async () => {
    const receipt = await receiptOf(matter('near', { data: { matterCode: '0202' } }));
    expect(JSON.stringify(receipt)).toMatch(/nearest is 0[12]0[12]/);
  });

  it('is counted, and nothing of it is in the journal', async () => {
    const before = hub.hub.head.seq;
    const health = async (): Promise<{ refusedEvents: number }> =>
      (await (await fetch(`${hub.address}api/v1/health?station=desk`)).json()) as { refusedEvents: number };
    const { refusedEvents } = await health();
    await post(hub.address, [{}, {}, matter('water-2', { place: placeAt(350, 100) })]);
    expect((await health()).refusedEvents).toBe(refusedEvents + 3);
    expect(hub.hub.head.seq).toBe(before);
  });
});

describe('a request', () => {
  const codeOf = async (body: unknown, contentType?: string): Promise<[number, string | undefined]> => {
    const answer = (await post(hub.address, body, contentType)) as unknown as {
      status: number;
      fault?: { code: string };
    };
    return [answer.status, answer.fault?.code];
  };

  it('may be one event or a batch in all three types', async () => {
    for (const type of [
      'application/cloudevents+json',
      'application/cloudevents-batch+json; charset=utf-8',
      'application/json',
    ]) {
      expect((await post(hub.address, matter(`one ${type}`), type)).status).toBe(200);
      expect((await post(hub.address, [matter(`many ${type}`)], type)).status).toBe(200);
    }
  });

  it('of half good events is answered event by event', async () => {
    const { status, receipts } = await post(hub.address, [matter('good'), {}, matter('better')]);
    expect(status).toBe(200);
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['accepted', 'refused', 'accepted']);
    expect((await post(hub.address, [{}])).status).toBe(422);
  });

  it.each([
    ['not JSON', '{"a":', 400, 'HUB-201'],
    ['nothing', '', 400, 'HUB-201'],
    ['not UTF-8', new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]), 400, 'HUB-201'],
    ['an empty batch', '[]', 400, 'HUB-204'],
    ['too many events', JSON.stringify(new Array(MAX_BATCH_EVENTS + 1).fill(0)), 400, 'HUB-204'],
    ['too many bytes', `"${'a'.repeat(MAX_BODY_BYTES)}"`, 413, 'HUB-203'],
  ])('%s is refused', async (_, body, status, code) => {
    expect(await codeOf(body)).toEqual([status, code]);
  });

  it('of another type is refused', async () => {
    expect(await codeOf('<event/>', 'application/xml')).toEqual([415, 'HUB-202']);
  });

  it('nested a hundred thousand deep is refused, not fatal', async () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const [status] = await codeOf(deep);
    expect([400, 422]).toContain(status);
    expect((await post(hub.address, matter('after the deep'))).status).toBe(200);
  });
});
