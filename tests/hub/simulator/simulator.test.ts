import { expect, it } from 'vitest';
import { daysBefore } from '../../../src/hub/simulator/daysBefore.ts';
import { firstDay } from '../../../src/hub/simulator/firstDay.ts';
import { postEvents } from '../../../src/hub/simulator/postEvents.ts';
import { readPresent } from '../../../src/hub/simulator/readPresent.ts';
import { readSimulatedDistrict } from '../../../src/hub/simulator/simulatedDistrict.ts';
import { latestOccurrence } from '../../../src/hub/simulator/simulatedEvents.ts';
import { startSimulator } from '../../../src/hub/simulator/startSimulator.ts';
import type { CasesAnswer } from '../../../src/model/contract/answers.ts';
import { eventTypes } from '../../../src/model/contract/event.ts';
import type { LiveFigures } from '../../../src/model/contract/live.ts';
import type { DutyWindows } from '../../../src/model/contract/windows.ts';
import { listen, openTestHub, type TestHub, until } from '../../support/hub.ts';
import { matter, patrol, placeAt, post } from '../../support/toyEvents.ts';

/** Starts a simulator on a hub. */
function startOn(hub: TestHub): { stop(): Promise<void>; lines: string[] } {
  const stopping = new AbortController();
  const lines: string[] = [];
  const simulator = startSimulator({
    origin: hub.hub.origin,
    base: '/',
    packageFolder: hub.packageFolder,
    seed: 'test',
    casesPerMinute: 600,
    signal: stopping.signal,
    log: (line) => lines.push(line),
  });
  return {
    lines,
    async stop() {
      stopping.abort();
      await simulator.done;
    },
  };
}

async function figuresOf(hub: TestHub): Promise<LiveFigures> {
  const { welcome, socket } = await listen(hub.address, 'wall');
  socket.close();
  return welcome.figures!;
}
const reported = ({ reportedPerQuarter }: LiveFigures): number =>
  reportedPerQuarter.reduce((sum, count) => sum + count, 0);

it('tells a day through the door, marks everything it made, and goes on after a restart', async () => {
  const hub = await openTestHub();
  const start = () => startOn(hub);
  const first = start();
  await until(() => first.lines.length > 0, 'the day to be told');
  const wall = await listen(hub.address, 'wall');
  await until(() => wall.batches.length > 1, 'life to go on');
  await first.stop();
  wall.socket.close();
  const { figures, snapshot } = wall.welcome;
  expect(figures!.openCases).toBeGreaterThan(10);
  expect(figures!.videoOnline / figures!.videoTotal).toBeGreaterThan(0.8);
  expect(figures!.reportedPerQuarter.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(300);
  const origins = new Set(snapshot.facts.flatMap((fact) => (fact.kind === 'case' ? [fact.case.origin] : [])));
  expect(origins.has('live')).toBe(false);
  const replayed = snapshot.facts.flatMap((fact) =>
    fact.kind === 'case' && fact.case.origin === 'replayed' ? [fact.case] : [],
  );
  const { cases } = (await (await fetch(`${hub.address}api/v1/cases?station=desk`)).json()) as CasesAnswer;
  const replays = [...replayed, ...cases.filter(({ origin }) => origin === 'replayed')];
  expect(new Set(replays.map(({ caseId }) => caseId)).size).toBe(1); // the other record lies outside: refused
  expect(replays[0]!.originalMillis).toBe(Date.UTC(2025, 4, 5, 2, 30));

  const seq = hub.hub.head.seq;
  const second = start();
  await until(() => hub.hub.head.seq > seq + 20, 'the second run to post');
  await second.stop();
  expect(second.lines).toEqual([]); // no second warm-up, nothing sent twice
  await hub.close();
});

it('tells the day although somebody else was first', async () => {
  const hub = await openTestHub();
  await post(hub.address, [matter('m1')]);
  const simulator = startOn(hub);
  await until(() => simulator.lines.length > 0, 'the day to be told');
  await simulator.stop();
  expect(simulator.lines[0]).toContain('24 h told');
  expect(reported(await figuresOf(hub))).toBeGreaterThan(300);
  await hub.close();
});

it('finishes a day that was cut short, and tells nothing of it twice', async () => {
  const hub = await openTestHub();
  const { signal } = new AbortController();
  const present = await readPresent({ origin: hub.hub.origin, base: '/' }, signal);
  const day = firstDay(readSimulatedDistrict(hub.packageFolder), 'test', present);
  const cut = day.findIndex(({ type }) => type === eventTypes.videoPointStatus) + 1;
  await postEvents({ origin: hub.hub.origin, base: '/', signal, log: () => {} }, day.slice(0, cut));
  const before = reported(await figuresOf(hub));

  const simulator = startOn(hub);
  await until(() => simulator.lines.length > 0, 'the day to be told');
  await simulator.stop();
  expect(simulator.lines[0]).toContain(' 0 cases');
  const after = await figuresOf(hub);
  expect(reported(after)).toBeLessThan(before + 100); // what was reported since, not a second day
  expect(after.videoOnline / after.videoTotal).toBeGreaterThan(0.8);
  expect(after.openCases).toBeLessThan(300); // most of the day's cases are closed by now
  const told = await readPresent({ origin: hub.hub.origin, base: '/' }, signal);
  expect(firstDay(readSimulatedDistrict(hub.packageFolder), 'test', told)).toEqual([]);
  await hub.close();
});

it('reads the present of a hub that knows officers on their way, too', async () => {
  const hub = await openTestHub();
  const { receipts } = await post(hub.address, [patrol('p', 0, placeAt(20, 20), new Date().toISOString())]);
  expect(receipts[0]!.outcome).toBe('accepted');
  const { videoStatus } = await readPresent({ origin: hub.hub.origin, base: '/' }, new AbortController().signal);
  expect(new Set(videoStatus)).toEqual(new Set([null]));
  await hub.close();
});

it('replays at the most recent past occurrence of the local time of day', () => {
  const zone = 'Asia/Shanghai';
  const original = Date.UTC(2025, 4, 5, 2, 30); // 10:30 there
  expect(latestOccurrence(original, Date.UTC(2026, 10, 24, 3, 0), zone)).toBe(Date.UTC(2026, 10, 24, 2, 30));
  expect(latestOccurrence(original, Date.UTC(2026, 10, 24, 2, 0), zone)).toBe(Date.UTC(2026, 10, 23, 2, 30));
});

it('tells what was resolved in the month before once, and finishes it after a cut', async () => {
  const hub = await openTestHub();
  const windows = async (): Promise<DutyWindows> =>
    (await (await fetch(`${hub.address}api/v1/windows?station=wall&period=30d`)).json()) as DutyWindows;
  const district = readSimulatedDistrict(hub.packageFolder);
  const { signal } = new AbortController();
  const lots = daysBefore(district, 'test', Date.now());
  expect(lots.flat().length).toBe(29); // five buildings: one matter a day
  await postEvents({ origin: hub.hub.origin, base: '/', signal, log: () => {} }, lots.flat().slice(0, 5));

  const simulator = startOn(hub);
  const resolvedBefore = async (): Promise<number> => {
    const dayAgo = encodeURIComponent(new Date(Date.now() - 24 * 3_600_000).toISOString());
    const answer = await fetch(`${hub.address}api/v1/windows?station=wall&period=30d&at=${dayAgo}`);
    return ((await answer.json()) as DutyWindows).total;
  };
  // All but those that fell beside the district, and a case left by the cut that may lie for good.
  await expect.poll(resolvedBefore, { timeout: 15_000 }).toBeGreaterThanOrEqual(20);
  await simulator.stop();
  expect((await windows()).origins).toMatchObject({ live: 0 });
  const told = await resolvedBefore();
  expect(told).toBeLessThanOrEqual(29);

  const seq = hub.hub.head.seq;
  const again = startOn(hub);
  await until(() => hub.hub.head.seq > seq + 20, 'the second run to post');
  await again.stop();
  expect(await resolvedBefore()).toBeLessThanOrEqual(told + 1); // a case of back then that was still open
  await hub.close();
});
