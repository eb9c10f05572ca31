import { expect, it } from 'vitest';
import { latestOccurrence } from '../../../src/hub/simulator/simulatedEvents.ts';
import { startSimulator } from '../../../src/hub/simulator/startSimulator.ts';
import type { CasesAnswer } from '../../../src/model/contract/answers.ts';
import { listen, openTestHub, until } from '../../support/hub.ts';

it('tells a day through the door, marks everything it made, and goes on after a restart', async () => {
  const hub = await openTestHub();
  const start = (): { stop(): Promise<void>; lines: string[] } => {
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
  };
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

it('replays at the most recent past occurrence of the local time of day', () => {
  const zone = 'Asia/Shanghai';
  const original = Date.UTC(2025, 4, 5, 2, 30); // 10:30 there
  expect(latestOccurrence(original, Date.UTC(2026, 10, 24, 3, 0), zone)).toBe(Date.UTC(2026, 10, 24, 2, 30));
  expect(latestOccurrence(original, Date.UTC(2026, 10, 24, 2, 0), zone)).toBe(Date.UTC(2026, 10, 23, 2, 30));
});
