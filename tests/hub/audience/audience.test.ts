import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { thresholdOf } from '../../../src/hub/audience/shownCounts.ts';
import type { AreaAnswer, AreaSummary, BuildingAnswer } from '../../../src/model/contract/answers.ts';
import { PROTOCOL_VERSION } from '../../../src/model/contract/live.ts';
import { eyeOfLook, type Stage } from '../../../src/model/contract/stage.ts';
import { type Audience, audienceOf, audiences, stations } from '../../../src/model/domain/audiences.ts';
import type { ShownCount } from '../../../src/model/domain/suppression.ts';
import { listen, next, openSocket, openTestHub, type TestHub, until } from '../../support/hub.ts';
import { joinLive, openRawSocket } from '../../support/rawSocket.ts';
import { tinyGridHead, tinyGrids, tinySlivers, tinyVideoPoints } from '../../support/tinyPackage.ts';
import { matter, post, step, TEST_SOURCE, videoStatus } from '../../support/toyEvents.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

async function ask<T>(question: string): Promise<T> {
  const response = await fetch(`${hub.address}api/v1/${question}`);
  expect(response.status, question).toBe(200);
  return (await response.json()) as T;
}

/** What a count may be in truth: the reader of a figure knows this interval and no more. */
const boundsOf = (shown: ShownCount): [number, number] =>
  'value' in shown ? [Math.max(0, shown.value - 4), shown.value + 4] : [1, shown.below - 1];

describe.each(audiences)('figures of the %s audience', (audience: Audience) => {
  const station = audience === 'duty' ? 'wall' : 'touch';
  const areaOf = (id: string): Promise<AreaAnswer> => ask(`areas/${id}?station=${station}`);

  it('add up from grids to the district, and hide small counts of people', async () => {
    const visit = async (id: string): Promise<number> => {
      const area = await areaOf(id);
      const shownSum = (counted: 'residents' | 'households'): void => {
        const values = area.children.map((child: AreaSummary) => child.figures[counted]);
        const whole = area.figures[counted];
        if (values.length === 0 || !('value' in whole) || !values.every((value) => 'value' in value)) return;
        expect(
          values.reduce((sum, value) => sum + value.value, 0),
          `${id} ${counted}`,
        ).toBe(whole.value);
      };
      shownSum('residents');
      shownSum('households');
      for (const key of [
        'buildings',
        'residentialBuildings',
        'footprintSquareMeters',
        'floorAreaSquareMeters',
      ] as const) {
        if (area.children.length === 0) continue;
        expect(
          area.children.reduce((sum, child) => sum + child.figures[key], 0),
          `${id} ${key}`,
        ).toBe(area.figures[key]);
      }
      let visited = 1;
      for (const child of area.children) visited += await visit(child.id);
      return visited;
    };
    expect(await visit('370203')).toBe(1 + 2 + 3 + 4);
    const residents = (await areaOf(tinyGrids[1])).figures.residents; // three people live there
    expect(residents).toEqual({ below: thresholdOf[audience] });
    expect(boundsOf(residents)[1] - boundsOf(residents)[0]).toBeGreaterThanOrEqual(3);
  });

  it('of a community grid are the sum of its grids', async () => {
    const { figures, children } = await areaOf('370203001001G');
    expect(children.map(({ id }) => id)).toEqual(['370203001001', '370203001002']);
    expect(figures).toEqual((await areaOf('370203001')).figures);
  });
});

it('bands buildings in public and not on duty', async () => {
  const shown = await ask<BuildingAnswer>('buildings/tiny:2?station=touch');
  expect([shown.residents, shown.households]).toEqual([
    { from: 50, to: 99 },
    { from: 10, to: 49 },
  ]);
  expect('openCases' in shown).toBe(false);
  expect((await ask<BuildingAnswer>('buildings/@1?station=wall')).residents).toHaveProperty('value');
});

it('gives duty to work stations on this machine only', () => {
  expect(stations.map((station) => audienceOf(station, false))).toEqual(stations.map(() => 'public'));
  expect(audienceOf('touch', true)).toBe('public');
});

/** A screen on `/stage` that has been welcomed, and every stage it hears. */
async function stageScreen(station: string): Promise<{ socket: Socket; stages: Stage[] }> {
  const socket = openSocket(hub.address, '/stage');
  const stages: Stage[] = [];
  socket.on('stage', (stage: Stage) => stages.push(stage));
  const hello = { protocolVersion: PROTOCOL_VERSION, station, screenName: station, viewport: [1, 1] };
  socket.on('connect', () => socket.emit('hello', hello));
  await next(socket, 'welcome');
  return { socket, stages };
}

/** The desk shows a case to all groups; those of the halls get its grid, seen in its middle, from whenever they come. */
async function directCase(caseId: string): Promise<void> {
  const [wall, ring, touch, desk] = await Promise.all(['wall', 'ring', 'touch', 'desk'].map(stageScreen));
  const look = { targetEnuMeters: [20, 20] as [number, number], rangeMeters: 300, headingDeg: 40, pitchDeg: -45 };
  const lease = (await desk!.socket.emitWithAck('lease', { force: false })) as { value: { leaseToken: string } };
  const { ok } = (await desk!.socket.emitWithAck('direct', {
    leaseToken: lease.value.leaseToken,
    groups: ['wall', 'ring', 'touch'],
    look,
    focus: { kind: 'case', id: caseId },
    language: null,
    durationMillis: 0,
  })) as { ok: boolean };
  expect(ok).toBe(true);
  await until(() => [wall, ring, touch].every((screen) => screen!.stages.length > 0), 'the stages');
  const eyeOf = ({ stages }: { stages: Stage[] }) => stages[0]!.curve!.eyeEnuMeters[0]!.slice(0, 2);
  expect(wall!.stages).toMatchObject([{ group: 'wall', focus: { kind: 'case', id: caseId } }]);
  expect(eyeOf(wall!)).toEqual(eyeOfLook(look).slice(0, 2));
  for (const hall of [ring!, touch!]) {
    expect(hall.stages).toMatchObject([{ focus: { kind: 'area', id: tinyGrids[0] } }]);
    expect(eyeOf(hall)).toEqual(eyeOfLook({ ...look, targetEnuMeters: [50, 50] }).slice(0, 2));
  }
  expect(desk!.stages.map(({ group }) => group)).toEqual(['wall', 'ring', 'touch']);
  for (const screen of [wall, ring, touch, desk]) screen!.socket.close();
}

it('lets no byte of a case reach a public screen', async () => {
  const raw = await openRawSocket(hub.address);
  const { socket, bytes } = raw;
  await joinLive(raw, 'ring');
  socket.send('40/stage,'); // and on the other namespace, before any hello
  const { receipts } = await post(hub.address, [matter('canary'), videoStatus('canary-v', 0, 'offline')]);
  const caseId = receipts[0]?.outcome === 'accepted' ? receipts[0].caseId! : '';
  expect(caseId).not.toBe('');
  await post(hub.address, [step('canary-s', caseId, 'filed', { data: { to: 'filed', opinion: 'opinion-canary' } })]);
  const ring = await listen(hub.address, 'ring');
  await post(hub.address, [step('canary-d', caseId, 'dispatched')]);
  await until(() => ring.batches.length > 0, 'a public batch');
  await directCase(caseId);
  await new Promise((resolve) => setTimeout(resolve, 1200)); // a pulse, too
  ring.socket.close();
  socket.close();

  const publicTexts = [Buffer.concat(bytes).toString('utf8')];
  for (const question of [
    'district',
    'areas/370203',
    `areas/${tinyGrids[0]}`,
    'buildings/tiny:1',
    'windows?period=today',
    'search?q=canary',
    'search?q=C0',
    `search?q=${tinyVideoPoints[0]}`,
  ]) {
    publicTexts.push(await (await fetch(`${hub.address}api/v1/${question}`)).text());
  }
  const health = await (await fetch(`${hub.address}api/v1/health`)).text();
  publicTexts.push(health, JSON.stringify(ring.welcome));
  for (const question of [`cases/${caseId}`, 'cases', 'hazards', 'video-points', 'proof']) {
    const response = await fetch(`${hub.address}api/v1/${question}?station=ring`);
    expect(response.status, question).toBe(403);
    publicTexts.push(await response.text());
  }
  const everything = publicTexts.join('\n');
  for (const secret of [
    'title-canary',
    'description-canary',
    'opinion-canary',
    tinyGridHead,
    caseId,
    hub.hub.head.hash,
    TEST_SOURCE,
    tinyVideoPoints[0]!,
  ]) {
    expect(everything.includes(secret), secret).toBe(false);
  }
  expect(everything).toContain('beacon');
  const wall = await listen(hub.address, 'wall');
  expect(JSON.stringify(wall.welcome.snapshot.facts)).toContain('title-canary'); // the canary does sing on duty
  wall.socket.close();
  expect(ring.welcome.figures).not.toHaveProperty('refusedEvents');
  expect(wall.welcome.figures).toHaveProperty('refusedEvents');
  expect(await ask('health?station=desk')).toHaveProperty('headHash', hub.hub.head.hash);
  expect(await ask('proof?station=wall')).toEqual(tinySlivers);
});
