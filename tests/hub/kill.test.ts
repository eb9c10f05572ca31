import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openSqliteEventLog } from '../../src/hub/journal/sqliteEventLog.ts';
import { connectLive } from '../../src/live/connectLive.ts';
import type { LiveLink } from '../../src/live/links.ts';
import type { LiveWelcome } from '../../src/model/contract/live.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { openSocket, temporaryFolder, until } from '../support/hub.ts';
import { freePort } from '../support/startedApp.ts';
import { writeTinyPackage } from '../support/tinyPackage.ts';
import { matter, post } from '../support/toyEvents.ts';

const KILLS = 20;
const place = temporaryFolder();
let child: ChildProcess | null = null;
afterAll(() => {
  child?.kill('SIGKILL');
  place.remove();
});

interface Started {
  readonly epoch: string;
  readonly seq: number;
}

function startHub(packageFolder: string, port: number): Promise<Started> {
  const started = fork(path.join(import.meta.dirname, '../support/hubProcess.ts'), [
    packageFolder,
    path.join(place.folder, 'state'),
    String(port),
  ]);
  child = started;
  return new Promise((resolve, reject) => {
    started.once('message', (message) => resolve(message as Started));
    started.once('exit', (code) => reject(new Error(`the hub ended with ${code}`)));
  });
}

/** A screen's own link over real sockets, and how often it showed each change of a case. */
function connectedScreen(address: string): {
  readonly link: LiveLink;
  readonly shown: ReadonlyMap<number, number>;
  readonly resets: readonly number[];
} {
  const shown = new Map<number, number>();
  const resets: number[] = [];
  const link = connectLive({
    base: '/',
    station: 'wall',
    openSocket: (_, namespace) => {
      const socket = openSocket(address, namespace, true);
      socket.on('welcome', ({ reset, head }: LiveWelcome) => {
        if (reset) resets.push(head.seq);
      });
      return socket;
    },
  });
  link.facts.subscribe(({ cases }, before) => {
    // The link makes a new object for each fact it applies: one that is the same was not shown again.
    if (cases === before.cases) return;
    for (const [caseId, item] of cases) {
      if (item !== before.cases.get(caseId)) shown.set(item.changedSeq, (shown.get(item.changedSeq) ?? 0) + 1);
    }
  });
  return { link, shown, resets };
}

it(`loses no acknowledged event and shows none twice over ${KILLS} kills under load`, { timeout: 90_000 }, async () => {
  const packageFolder = writeTinyPackage(path.join(place.folder, 'package'));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}/`;
  const random = new SeededRandom('kills');
  const acknowledged = new Map<string, number>();
  let isLoading = true;
  let sent = 0;

  /** Posts one batch after the other; a batch without an answer is sent again with the same ids. */
  const sender = async (name: string, size: number): Promise<void> => {
    for (let round = 0; isLoading; round++) {
      const events = Array.from({ length: size }, (_, index) => matter(`${name}-${round}-${index}`));
      for (let isKnown = false; !isKnown && isLoading; ) {
        try {
          const { receipts } = await post(address, events);
          sent++;
          for (const receipt of receipts) {
            if (receipt.outcome !== 'accepted' && receipt.outcome !== 'duplicate')
              throw new Error(JSON.stringify(receipt));
            acknowledged.set(receipt.id!, receipt.seq);
          }
          isKnown = true;
        } catch (error) {
          if (!['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes((error as NodeJS.ErrnoException).code ?? ''))
            throw error;
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      }
    }
  };

  const { epoch } = await startHub(packageFolder, port);
  const screen = connectedScreen(address);
  const senders = [sender('one', 1), sender('few', 5), sender('many', 40)];
  for (let kill = 0; kill < KILLS; kill++) {
    const sentBefore = sent;
    await until(() => sent > sentBefore + 1, 'the load to flow');
    await new Promise((resolve) => setTimeout(resolve, random.between(0, 50)));
    const dying = child!;
    const gone = new Promise((resolve) => dying.once('exit', resolve));
    dying.kill('SIGKILL');
    await gone;
    expect((await startHub(packageFolder, port)).epoch).toBe(epoch);
  }
  isLoading = false;
  await Promise.all(senders);
  const newest = Math.max(...acknowledged.values());
  await until(() => screen.shown.has(newest), 'the screen to catch up');
  screen.link.close();
  const dying = child!;
  const gone = new Promise((resolve) => dying.once('exit', resolve));
  dying.kill('SIGKILL');
  await gone;

  const log = openSqliteEventLog(path.join(place.folder, 'state/journal')); // verifies the chain
  const entries = log.read(1, log.head.seq);
  log.close();
  const seqById = new Map(entries.map(({ id, seq }) => [id, seq]));
  expect([...acknowledged].filter(([id, seq]) => seqById.get(id) !== seq)).toEqual([]);
  expect(seqById.size).toBe(entries.length);
  expect(acknowledged.size).toBeGreaterThan(KILLS * 10);
  expect(screen.resets).toHaveLength(1); // the first hello; every return resumed
  expect([...screen.shown].filter(([, times]) => times !== 1)).toEqual([]);
  const missing = [...acknowledged.values()].filter((seq) => !screen.shown.has(seq));
  expect(missing).toEqual([]);
});
