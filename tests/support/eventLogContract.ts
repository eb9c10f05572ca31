/** What every EventLog must do, whichever engine keeps it: run it with a way to open one folder again and again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventLog, LogEntry, NewEntry } from '../../src/hub/journal/eventLog.ts';
import { fault } from '../../src/model/faults/fault.ts';
import { temporaryFolder } from './hub.ts';

export function entry(id: string, body = `{"n":"${id}"}`, source = 'urn:a'): NewEntry {
  return { source, id, acceptedMillis: 1_800_000_000_000 + id.length, body };
}

export function eventLogContract(engine: string, open: (folder: string) => EventLog): void {
  describe(`EventLog on ${engine}`, () => {
    let place: ReturnType<typeof temporaryFolder>;
    let log: EventLog;
    const reopen = (): void => {
      log.close();
      log = open(place.folder);
    };

    beforeEach(() => {
      place = temporaryFolder();
      log = open(place.folder);
    });
    afterEach(() => {
      log.close();
      place.remove();
    });

    it('starts empty, with a history of its own', () => {
      expect(log.head).toEqual({ seq: 0, hash: '0'.repeat(64) });
      expect(log.read(1, 10)).toEqual([]);
      expect(log.epoch).toMatch(/^[0-9a-f-]{36}$/);
      expect(log.secret).toMatch(/^[0-9a-f]{64}$/);
    });

    it('numbers from 1 without gaps and reads back what was written', () => {
      expect(log.append([entry('1'), entry('2')])).toEqual([
        { seq: 1, duplicate: false },
        { seq: 2, duplicate: false },
      ]);
      log.append([entry('3', '{"text":"北样 \\u0000 𠀀"}')]);
      expect(log.read(2, 10).map(({ seq, id, body }) => [seq, id, body])).toEqual([
        [2, '2', '{"n":"2"}'],
        [3, '3', '{"text":"北样 \\u0000 𠀀"}'],
      ]);
      expect(log.read(1, 2)).toHaveLength(2);
    });

    it('knows a source and id once, inside a batch and across batches', () => {
      log.append([entry('1')]);
      expect(log.append([entry('1'), entry('2'), entry('2'), entry('1', '{}', 'urn:b')])).toEqual([
        { seq: 1, duplicate: true },
        { seq: 2, duplicate: false },
        { seq: 2, duplicate: true },
        { seq: 3, duplicate: false },
      ]);
      expect(log.seqOf('urn:a', '2')).toBe(2);
      expect(log.seqOf('urn:b', '2')).toBeNull();
    });

    it('is the same after it was closed and opened', () => {
      log.append([entry('1'), entry('2')]);
      const before = { head: log.head, epoch: log.epoch, secret: log.secret, entries: log.read(1, 9) };
      reopen();
      expect({ head: log.head, epoch: log.epoch, secret: log.secret, entries: log.read(1, 9) }).toEqual(before);
      expect(log.lastAcceptedMillis).toBe(entry('2').acceptedMillis);
      expect(log.append([entry('3')])).toEqual([{ seq: 3, duplicate: false }]);
    });

    it('chains: the same entries give the same head, another order another one', () => {
      log.append([entry('1'), entry('2')]);
      const other = temporaryFolder();
      const second = open(other.folder);
      second.append([entry('1')]);
      second.append([entry('2')]);
      expect(second.head.hash).toBe(log.head.hash);
      second.close();
      other.remove();
      const third = temporaryFolder();
      const swapped = open(third.folder);
      swapped.append([entry('2'), entry('1')]);
      expect(swapped.head.hash).not.toBe(log.head.hash);
      swapped.close();
      third.remove();
    });

    it('tells its subscribers new entries, in order, once, and not after they left', () => {
      const heard: LogEntry[] = [];
      const leave = log.subscribe((entries) => heard.push(...entries));
      log.append([entry('1'), entry('1'), entry('2')]);
      leave();
      log.append([entry('3')]);
      expect(heard.map(({ seq, id }) => [seq, id])).toEqual([
        [1, '1'],
        [2, '2'],
      ]);
    });

    it('keeps what was refused and counts it by code', () => {
      const refusal = { receivedMillis: 1, fault: fault('HUB-204', { count: 0, limit: 1 }), body: 'x'.repeat(9000) };
      log.reject([refusal, refusal]);
      reopen();
      expect([...log.rejectedCounts()]).toEqual([['HUB-204', 2]]);
      expect(log.head.seq).toBe(0);
    });
  });
}
