import { hash } from 'node:crypto';
import type { NewEntry } from './eventLog.ts';

export const EMPTY_CHAIN_HASH = '0'.repeat(64);

/**
 * Hash of an entry over the one before it. Lengths before the texts make the bytes unambiguous, whatever they hold;
 * the leading word keeps these hashes apart from any other use of SHA-256.
 */
export function chainHash(previousHash: string, seq: number, entry: NewEntry): string {
  const { source, id, acceptedMillis, body } = entry;
  return hash(
    'sha256',
    `beiyang-journal/1 ${previousHash} ${seq} ${acceptedMillis} ${source.length} ${id.length} ${source}${id}${body}`,
  );
}
