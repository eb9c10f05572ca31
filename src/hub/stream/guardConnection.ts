import type { Socket } from 'socket.io';
import type { Clock } from '../clock.ts';

/** A screen says a hello, a beat and a clock ping a second; a desk a little more. */
const PACKETS_PER_SECOND = 60;
const BURST_PACKETS = 240;

const guarded = new WeakSet<Socket['conn']>();

/** Closes a connection that talks too much: one budget for all its namespaces, pings included. */
export function guardConnection({ conn }: Socket, clock: Clock): void {
  if (guarded.has(conn)) return;
  guarded.add(conn);
  let budget = BURST_PACKETS;
  let lastMillis = clock.monotonicMillis();
  conn.on('packet', () => {
    const nowMillis = clock.monotonicMillis();
    budget = Math.min(BURST_PACKETS, budget + ((nowMillis - lastMillis) / 1000) * PACKETS_PER_SECOND);
    lastMillis = nowMillis;
    budget--;
    if (budget < 0) conn.close(true);
  });
}
