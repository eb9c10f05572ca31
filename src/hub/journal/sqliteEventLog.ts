/**
 * EventLog on SQLite: WAL, one transaction and one fsync per batch, exclusively ours while open. SQLite itself notices
 * neither flipped bits nor a lost WAL, so every entry is chained by hash and the head is kept in a file beside it.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { invariant } from '../../model/faults/invariant.ts';
import {
  type AppendResult,
  CommitUnknownError,
  type EventLog,
  type LogEntry,
  type LogHead,
  type NewEntry,
  type RejectedEvent,
} from './eventLog.ts';
import { chainHash, EMPTY_CHAIN_HASH } from './hashChain.ts';
import { readHeadFile, writeHeadFile } from './headFile.ts';
import { assertSoundSqlite } from './soundSqlite.ts';

const KEPT_REJECTS = 10_000;
const KEPT_BODY_CHARACTERS = 4096;
/** SQLite's primary result codes: BUSY and LOCKED. */
const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;

const schema = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS events (
  seq INTEGER PRIMARY KEY, source TEXT NOT NULL, id TEXT NOT NULL, acceptedMillis REAL NOT NULL,
  body TEXT NOT NULL, hash TEXT NOT NULL, UNIQUE (source, id)
) STRICT;
CREATE TABLE IF NOT EXISTS rejects (
  row INTEGER PRIMARY KEY, receivedMillis REAL NOT NULL, code TEXT NOT NULL, path TEXT, body TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS rejectCounts (code TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT;
`;

type EventRow = LogEntry & { readonly hash: string };

/** Opens or creates the journal of a folder. Throws FaultError HUB-102, HUB-103, HUB-104, HUB-105. */
export function openSqliteEventLog(folder: string): EventLog {
  assertSoundSqlite();
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'journal.sqlite');
  const headFile = path.join(folder, 'journal.head');
  const damaged = (reason: string): FaultError => new FaultError(fault('HUB-103', { file, reason }));
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    database.exec(schema);
    const verified = verifyChain(database, damaged);
    const outside = readHeadFile(headFile);
    if (outside === undefined) throw damaged('journal.head');
    if (outside === null && verified.head.seq > 0) throw damaged('journal.head is missing');
    if (outside && outside.seq > 0 && verified.hashAt(outside.seq) !== outside.hash) {
      throw new FaultError(fault('HUB-104', { file, headSeq: outside.seq, logSeq: verified.head.seq }));
    }
    // From here on a log without a head file has lost it: a kill between first commit and first head cannot look so.
    if (outside === null) writeHeadFile(headFile, verified.head);
    return new SqliteEventLog(database, headFile, verified.head, verified.lastAcceptedMillis);
  } catch (error) {
    database?.close();
    if (error instanceof FaultError) throw error;
    const { errcode, code, message } = error as Error & { errcode?: number; code?: string };
    if (code !== 'ERR_SQLITE_ERROR') throw error;
    const primary = (errcode ?? 0) & 0xff;
    if (primary === SQLITE_BUSY || primary === SQLITE_LOCKED) throw new FaultError(fault('HUB-105', { file }));
    throw damaged(message);
  }
}

interface VerifiedChain {
  readonly head: LogHead;
  readonly lastAcceptedMillis: number;
  hashAt(seq: number): string | null;
}

/** Walks every entry once, numbers and hashes, before anything is served from it. */
function verifyChain(database: DatabaseSync, damaged: (reason: string) => FaultError): VerifiedChain {
  let [seq, hash, lastAcceptedMillis] = [0, EMPTY_CHAIN_HASH, 0];
  const rows = database
    .prepare('SELECT seq, source, id, acceptedMillis, body, hash FROM events ORDER BY seq')
    .iterate();
  for (const untyped of rows) {
    const row = untyped as unknown as EventRow;
    if (row.seq !== seq + 1) throw damaged(`entry ${seq + 1} is missing`);
    if (chainHash(hash, row.seq, row) !== row.hash) throw damaged(`entry ${row.seq} does not match its hash`);
    [seq, hash, lastAcceptedMillis] = [row.seq, row.hash, row.acceptedMillis];
  }
  const at = database.prepare('SELECT hash FROM events WHERE seq = ?');
  return {
    head: { seq, hash },
    lastAcceptedMillis,
    hashAt: (wanted) => (at.get(wanted) as { hash: string } | undefined)?.hash ?? null,
  };
}

class SqliteEventLog implements EventLog {
  readonly epoch: string;
  readonly secret: string;
  readonly #database: DatabaseSync;
  readonly #headFile: string;
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #select: StatementSync;
  readonly #listeners = new Set<(entries: readonly LogEntry[]) => void>();
  #head: LogHead;
  #lastAcceptedMillis: number;
  #broken: CommitUnknownError | null = null;

  constructor(database: DatabaseSync, headFile: string, head: LogHead, lastAcceptedMillis: number) {
    this.#database = database;
    this.#headFile = headFile;
    this.#head = head;
    this.#lastAcceptedMillis = lastAcceptedMillis;
    const keep = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING');
    keep.run('epoch', randomUUID());
    keep.run('secret', randomBytes(32).toString('hex'));
    const meta = (key: string): string =>
      (database.prepare('SELECT value FROM meta WHERE key = ?').get(key) as { value: string }).value;
    this.epoch = meta('epoch');
    this.secret = meta('secret');
    this.#find = database.prepare('SELECT seq FROM events WHERE source = ? AND id = ?');
    this.#insert = database.prepare(
      'INSERT INTO events (seq, source, id, acceptedMillis, body, hash) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#select = database.prepare(
      'SELECT seq, source, id, acceptedMillis, body FROM events WHERE seq >= ? ORDER BY seq LIMIT ?',
    );
  }

  get head(): LogHead {
    return this.#head;
  }

  get lastAcceptedMillis(): number {
    return this.#lastAcceptedMillis;
  }

  seqOf(source: string, id: string): number | null {
    return (this.#find.get(source, id) as { seq: number } | undefined)?.seq ?? null;
  }

  append(batch: readonly NewEntry[]): AppendResult[] {
    if (this.#broken) throw this.#broken;
    const results: AppendResult[] = [];
    const added: LogEntry[] = [];
    let { seq, hash } = this.#head;
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      for (const entry of batch) {
        const known = this.seqOf(entry.source, entry.id);
        if (known !== null) {
          results.push({ seq: known, duplicate: true });
          continue;
        }
        seq++;
        hash = chainHash(hash, seq, entry);
        this.#insert.run(seq, entry.source, entry.id, entry.acceptedMillis, entry.body, hash);
        added.push({ ...entry, seq });
        results.push({ seq, duplicate: false });
      }
      this.#database.exec('COMMIT');
      if (added.length > 0) writeHeadFile(this.#headFile, { seq, hash });
    } catch (error) {
      // A failed fsync may have reached the disk or not, and a second one may lie: nothing more until a restart.
      this.#broken = new CommitUnknownError(error);
      throw this.#broken;
    }
    this.#head = { seq, hash };
    this.#lastAcceptedMillis = added.at(-1)?.acceptedMillis ?? this.#lastAcceptedMillis;
    if (added.length > 0) for (const listener of this.#listeners) listener(added);
    return results;
  }

  read(fromSeq: number, limit: number): LogEntry[] {
    invariant(fromSeq >= 1 && limit >= 1, 'reads start at 1');
    return this.#select.all(fromSeq, limit) as unknown as LogEntry[];
  }

  subscribe(listener: (entries: readonly LogEntry[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  reject(rejected: readonly RejectedEvent[]): string | null {
    if (rejected.length === 0) return null;
    if (this.#broken) return this.#broken.message;
    const keep = this.#database.prepare('INSERT INTO rejects (receivedMillis, code, path, body) VALUES (?, ?, ?, ?)');
    const count = this.#database.prepare(
      'INSERT INTO rejectCounts (code, count) VALUES (?, 1) ON CONFLICT (code) DO UPDATE SET count = count + 1',
    );
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      for (const { receivedMillis, fault: refusal, body } of rejected) {
        keep.run(
          receivedMillis,
          refusal.code,
          refusal.path ?? null,
          body.slice(0, KEPT_BODY_CHARACTERS).toWellFormed(),
        );
        count.run(refusal.code);
      }
      this.#database.prepare('DELETE FROM rejects WHERE row <= (SELECT MAX(row) FROM rejects) - ?').run(KEPT_REJECTS);
      this.#database.exec('COMMIT');
      return null;
    } catch (error) {
      if ((error as { code?: string }).code !== 'ERR_SQLITE_ERROR') throw error;
      // SQLite takes some failed transactions back by itself. Its next one overwrites the same frames of the WAL, so
      // that nothing accepted later stands behind a gap.
      if (this.#database.isTransaction) this.#takeBack();
      return (error as Error).message;
    }
  }

  #takeBack(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch (error) {
      this.#broken = new CommitUnknownError(error); // neither done nor undone: nothing may be appended on top
    }
  }

  rejectedCounts(): ReadonlyMap<string, number> {
    const rows = this.#database.prepare('SELECT code, count FROM rejectCounts').all();
    return new Map((rows as unknown as { code: string; count: number }[]).map(({ code, count }) => [code, count]));
  }

  close(): void {
    this.#listeners.clear();
    this.#database.close();
  }
}
