/** The head of the log, kept outside the log: without it a cut tail would look like a shorter, healthy history. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { LogHead } from './eventLog.ts';

/** Null where there is none yet; undefined where it is not readable as one. */
export function readHeadFile(file: string): LogHead | null | undefined {
  if (!existsSync(file)) return null;
  const match = /^(\d{1,16}) ([0-9a-f]{64})\n$/.exec(readFileSync(file, 'latin1'));
  return match ? { seq: Number(match[1]), hash: match[2]! } : undefined;
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // folders cannot be opened there; NTFS journals the rename itself
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Durable and atomic: a reader finds the old head or the new one, whole. */
export function writeHeadFile(file: string, head: LogHead): void {
  const fresh = `${file}.new`;
  const descriptor = openSync(fresh, 'w');
  try {
    writeSync(descriptor, `${head.seq} ${head.hash}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(fresh, file);
  syncFolder(path.dirname(file));
}
