import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { EventDoor } from '../../../src/hub/doors/eventDoor.ts';
import { openSqliteEventLog } from '../../../src/hub/journal/sqliteEventLog.ts';
import { openDistrict } from '../../../src/hub/state/districtPackage.ts';
import { ownerResolver } from '../../../src/hub/state/ownerOf.ts';
import { rebuildState } from '../../../src/hub/state/rebuildState.ts';
import type { EventReceipt } from '../../../src/model/contract/answers.ts';
import { openTestHub, type TestHub, temporaryFolder } from '../../support/hub.ts';
import { writeTinyPackage } from '../../support/tinyPackage.ts';
import { matter, post } from '../../support/toyEvents.ts';

/** A journal whose storage refuses to write: the rows a trigger stands before, from then on. */
function stopWriting(journalFolder: string, table: 'events' | 'rejects', when: string): void {
  openSqliteEventLog(journalFolder).close(); // makes the tables
  const database = new DatabaseSync(path.join(journalFolder, 'journal.sqlite'));
  database.exec(
    `CREATE TRIGGER storageIsFull BEFORE INSERT ON ${table} WHEN ${when} BEGIN SELECT RAISE(ROLLBACK, 'no space'); END`,
  );
  database.close();
}

const codesOf = (receipts: readonly EventReceipt[]): string[] =>
  receipts.map((receipt) => ('fault' in receipt ? `${receipt.outcome} ${receipt.fault.code}` : receipt.outcome));

describe('a mistake of our own while judging', () => {
  const place = temporaryFolder();
  afterEach(() => place.remove());

  it('refuses that event with HUB-406, loudly, and takes the others', async () => {
    const district = openDistrict(writeTinyPackage(path.join(place.folder, 'package')));
    const log = openSqliteEventLog(path.join(place.folder, 'journal'));
    const { limit, ...rest } = district.matters.get('0201')!;
    const told: string[] = [];
    const door = new EventDoor({
      log,
      state: rebuildState(log, district),
      // Longer than any calendar: nothing in the bake lets it through, so it stands for what nobody thought of.
      district: {
        ...district,
        matters: new Map(district.matters).set('0201', { ...rest, limit: { ...limit, count: 1000 } }),
      },
      ownerOf: ownerResolver(district),
      nowMillis: () => Date.now(),
      tell: (line) => told.push(line),
      onBroken: () => expect.unreachable('the journal is whole'),
    });
    const receipts = await door.accept([
      matter('before'),
      matter('endless', { data: { matterCode: '0201' } }),
      matter('after'),
    ]);
    expect(codesOf(receipts)).toEqual(['accepted', 'refused HUB-406', 'accepted']);
    expect(told.join()).toMatch(/^HUB-406 RangeError/);
    expect(door.refusedEvents).toBe(1);
    expect(log.head.seq).toBe(2);
    log.close();
    district.close();
  });
});

describe('a journal that cannot be written', () => {
  const place = temporaryFolder();
  let hub: TestHub;
  afterEach(async () => {
    await hub.close();
    place.remove();
  });

  it('stops the door at the first failed commit, and the hub says why', async () => {
    stopWriting(path.join(place.folder, 'journal'), 'events', 'NEW.seq >= 3');
    hub = await openTestHub({ stateFolder: place.folder });
    expect((await post(hub.address, [matter('1'), matter('2')])).status).toBe(200);
    const failed = await post(hub.address, [matter('3'), {}]);
    expect([failed.status, ...codesOf(failed.receipts)]).toEqual([503, 'unknown HUB-106', 'refused HUB-205']);
    expect((await hub.hub.failed).code).toBe('HUB-106');
    expect((await post(hub.address, [matter('4')])).status).toBe(503);
    expect(hub.hub.head.seq).toBe(2);
    const health = await fetch(`${hub.address}api/v1/health`);
    expect([health.status, ((await health.json()) as { status: string }).status]).toEqual([503, 'degraded']);
    expect(hub.told.filter((line) => line.startsWith('HUB-106'))).toHaveLength(1);
  });
});

describe('rejects that cannot be kept', () => {
  const place = temporaryFolder();
  let hub: TestHub;
  afterEach(async () => {
    await hub.close();
    place.remove();
  });

  it('are counted and told, and what is accepted goes on', async () => {
    stopWriting(path.join(place.folder, 'journal'), 'rejects', 'TRUE');
    hub = await openTestHub({ stateFolder: place.folder });
    const { status, receipts } = await post(hub.address, [matter('1'), {}]);
    expect([status, ...codesOf(receipts)]).toEqual([200, 'accepted', 'refused HUB-205']);
    expect((await post(hub.address, [matter('2')])).status).toBe(200);
    expect(hub.told).toMatchObject([expect.stringMatching(/^HUB-108 1 refused .*no space/)]);
    expect(hub.hub.head.seq).toBe(2);
  });
});
