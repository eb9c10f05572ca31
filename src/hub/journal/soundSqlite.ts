import { DatabaseSync } from 'node:sqlite';
import { FaultError, fault } from '../../model/faults/fault.ts';

/** First version without the WAL-reset race that can lose commits (https://sqlite.org/wal.html). */
const SOUND_VERSION = [3, 51, 3] as const;

export function isSoundSqlite(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (let index = 0; index < SOUND_VERSION.length; index++) {
    const difference = (parts[index] ?? 0) - SOUND_VERSION[index]!;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

export function sqliteVersion(): string {
  const memory = new DatabaseSync(':memory:');
  try {
    return (memory.prepare('SELECT sqlite_version() AS version').get() as { version: string }).version;
  } finally {
    memory.close();
  }
}

/** Throws FaultError HUB-102. */
export function assertSoundSqlite(version = sqliteVersion()): void {
  if (!isSoundSqlite(version)) throw new FaultError(fault('HUB-102', { version, needed: SOUND_VERSION.join('.') }));
}
