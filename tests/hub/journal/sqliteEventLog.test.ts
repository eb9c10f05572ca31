import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertSoundSqlite, isSoundSqlite } from '../../../src/hub/journal/soundSqlite.ts';
import { openSqliteEventLog } from '../../../src/hub/journal/sqliteEventLog.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { entry, eventLogContract } from '../../support/eventLogContract.ts';
import { temporaryFolder } from '../../support/hub.ts';

eventLogContract('SQLite', openSqliteEventLog);

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof FaultError) return error.fault.code;
    throw error;
  }
  return 'opened';
}

const ENTRIES = 200;

/** A journal as a killed process leaves it (WAL beside it), and one that was closed. */
function writtenJournal(folder: string, isClosed: boolean): void {
  const live = path.join(folder, 'live');
  const log = openSqliteEventLog(live);
  for (let index = 0; index < ENTRIES; index += 4) {
    log.append([0, 1, 2, 3].map((more) => entry(`e${index + more}`, `{"text":"${'好'.repeat(20)}${index + more}"}`)));
  }
  if (isClosed) log.close();
  cpSync(live, path.join(folder, 'copy'), { recursive: true });
  if (!isClosed) log.close();
}

describe('a damaged journal', () => {
  it.each([
    ['the closed file', true, 'journal.sqlite'],
    ['the write-ahead log of a killed process', false, 'journal.sqlite-wal'],
  ])('is found when a bit of %s flips, or nothing was lost', (_, isClosed, name) => {
    const place = temporaryFolder();
    writtenJournal(place.folder, isClosed);
    const random = new SeededRandom(`flips ${name}`);
    const target = path.join(place.folder, 'copy', name);
    const whole = readFileSync(target);
    const trial = path.join(place.folder, 'trial');
    const outcomes = new Map<string, number>();
    for (let round = 0; round < 60; round++) {
      rmSync(trial, { recursive: true, force: true });
      cpSync(path.join(place.folder, 'copy'), trial, { recursive: true });
      const bytes = Buffer.from(whole);
      bytes[random.whole(0, bytes.length - 1)]! ^= 1 << random.whole(0, 7);
      writeFileSync(path.join(trial, name), bytes);
      const code = codeOf(() => {
        const log = openSqliteEventLog(trial);
        // Opened: the flip hit bytes that mean nothing, so every entry must be there.
        const entries = log.read(1, ENTRIES + 1);
        log.close();
        expect(entries).toHaveLength(ENTRIES);
        expect(entries.map(({ id }) => id)).toEqual(Array.from({ length: ENTRIES }, (_, index) => `e${index}`));
      });
      outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
    }
    place.remove();
    expect([...outcomes.keys()].filter((code) => !['opened', 'HUB-103', 'HUB-104'].includes(code))).toEqual([]);
    expect((outcomes.get('HUB-103') ?? 0) + (outcomes.get('HUB-104') ?? 0)).toBeGreaterThan(20); // most bytes mean something
  });

  it('is found when its tail was cut', () => {
    const place = temporaryFolder();
    writtenJournal(place.folder, false);
    const copy = path.join(place.folder, 'copy');
    truncateSync(path.join(copy, 'journal.sqlite-wal'), 40_000);
    expect(codeOf(() => openSqliteEventLog(copy))).toBe('HUB-104');
    place.remove();
  });

  it('is found when the head outside is ahead, unreadable or gone', () => {
    const place = temporaryFolder();
    writtenJournal(place.folder, true);
    const copy = path.join(place.folder, 'copy');
    const head = path.join(copy, 'journal.head');
    writeFileSync(head, `${ENTRIES + 1} ${'a'.repeat(64)}\n`);
    expect(codeOf(() => openSqliteEventLog(copy))).toBe('HUB-104');
    writeFileSync(head, 'what?');
    expect(codeOf(() => openSqliteEventLog(copy))).toBe('HUB-103');
    rmSync(head);
    expect(codeOf(() => openSqliteEventLog(copy))).toBe('HUB-103');
    place.remove();
  });
});

it('belongs to one process at a time', () => {
  const place = temporaryFolder();
  const log = openSqliteEventLog(place.folder);
  expect(codeOf(() => openSqliteEventLog(place.folder))).toBe('HUB-105');
  log.close();
  place.remove();
});

it('refuses SQLite with the WAL-reset race', () => {
  expect(['3.51.3', '3.53.4', '4.0.0'].map(isSoundSqlite)).toEqual([true, true, true]);
  expect(['3.51.2', '3.45.1', '2.9.9'].map(isSoundSqlite)).toEqual([false, false, false]);
  expect(codeOf(() => assertSoundSqlite('3.45.1'))).toBe('HUB-102');
});
