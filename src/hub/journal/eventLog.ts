import type { Fault } from '../../model/faults/fault.ts';

/** What the log keeps: an opaque body under a number, unique by source and id. */
export interface NewEntry {
  readonly source: string;
  readonly id: string;
  readonly acceptedMillis: number;
  readonly body: string;
}

export interface LogEntry extends NewEntry {
  readonly seq: number;
}

export interface LogHead {
  readonly seq: number;
  /** Hex SHA-256 of the chain up to here; 64 zeros for an empty log. */
  readonly hash: string;
}

export interface AppendResult {
  readonly seq: number;
  /** True: this source and id were there already, under this number; nothing was written. */
  readonly duplicate: boolean;
}

export interface RejectedEvent {
  readonly receivedMillis: number;
  readonly fault: Fault;
  /** As received, cut to 4 KiB. */
  readonly body: string;
}

/** Why an append has no known outcome. After it the log takes nothing more until it is opened again. */
export class CommitUnknownError extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'CommitUnknownError';
  }
}

/**
 * One numbered, append-only, durable, hash-chained sequence. Engines differ in where they keep it, never in this:
 * `append` returns only after the batch is durable as a whole; numbers start at 1 and have no gaps; what was
 * acknowledged is found again after any kill, cut or flip, or opening fails with a fault.
 */
export interface EventLog {
  /** Random id of this history; a new one means: everything known before is void. */
  readonly epoch: string;
  /** Random hex key of this history, for names that must not be guessed. Never leaves the hub. */
  readonly secret: string;
  readonly head: LogHead;
  /** Accepted time of the last entry, 0 when empty. */
  readonly lastAcceptedMillis: number;
  /** Number under which a source and id stand, or null. */
  seqOf(source: string, id: string): number | null;
  /** All or nothing. Results in order of the batch. Throws CommitUnknownError. */
  append(batch: readonly NewEntry[]): AppendResult[];
  /** Up to `limit` entries from `fromSeq` on. */
  read(fromSeq: number, limit: number): LogEntry[];
  /** Called after each append with the new entries, in order. Returns how to stop. */
  subscribe(listener: (entries: readonly LogEntry[]) => void): () => void;
  /** Keeps what was refused; best effort, never in the way of what is accepted. Null, or why it could not. */
  reject(rejected: readonly RejectedEvent[]): string | null;
  /** How many were refused since this history began, by code. */
  rejectedCounts(): ReadonlyMap<string, number>;
  close(): void;
}
