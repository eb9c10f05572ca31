/**
 * Looks at every frame of every connection before Socket.IO does: one budget for all namespaces, only the two that are
 * ours, and a numbered fault for whatever Socket.IO would drop or close over in silence.
 */
import type { Server, Socket } from 'socket.io';
import type { LiveFromScreen } from '../../model/contract/live.ts';
import type { StageFromScreen } from '../../model/contract/stage.ts';
import { answerFault, type Fault, fault } from '../../model/faults/fault.ts';
import type { Clock } from '../clock.ts';
import { connectErrorOf } from './packet.ts';
import type { Refusals } from './refusals.ts';

/** A screen says a hello, a beat and a clock ping a second; a desk a little more. */
const PACKETS_PER_SECOND = 60;
const BURST_PACKETS = 240;

const eventsOf = {
  '/live': new Set<string>(['hello'] satisfies (keyof LiveFromScreen)[]),
  '/stage': new Set<string>([
    'hello',
    'clock',
    'beat',
    'lease',
    'direct',
    'recall',
  ] satisfies (keyof StageFromScreen)[]),
} as const;

/** Type and namespace of a Socket.IO 5 packet, as its parser reads them; the main namespace has no name. */
const PACKET_HEAD = /^(\d)(\/[^,]*)?/;
const CONNECT = '0';
const ACK = '3';

type Connection = Socket['conn'];

/** What a connection asked for and has: a namespace it left may still hear late words. */
interface Joined {
  readonly asked: Set<string>;
  readonly sockets: Map<string, Socket>;
  readonly left: Set<string>;
  isRefused: boolean;
}

const shown = (text: string): string => text.slice(0, 40).toWellFormed();

export function guardConnections(io: Server, clock: Clock, refusals: Refusals): void {
  const joinedBy = new WeakMap<Connection, Joined>();

  /** Tells all namespaces of a connection why, then closes it; what waits to be sent still goes out. */
  const refuse = (conn: Connection, joined: Joined, item: Fault): void => {
    if (joined.isRefused) return;
    joined.isRefused = true;
    refusals.note(item);
    for (const socket of joined.sockets.values()) socket.emit('refused', answerFault(item));
    conn.close();
  };

  for (const [name, events] of Object.entries(eventsOf)) {
    io.of(name).on('connection', (socket) => {
      const joined = joinedBy.get(socket.conn)!;
      joined.sockets.set(name, socket);
      socket.onAny((event: string) => {
        if (!events.has(event)) refusals.refuse(socket, fault('HUB-310', { event: shown(event) }));
      });
      socket.on('error', (error) => refuse(socket.conn, joined, malformed(error.message)));
      socket.on('disconnect', () => {
        joined.sockets.delete(name);
        joined.asked.delete(name);
        joined.left.add(name);
      });
    });
  }

  io.engine.on('connection', (conn: Connection) => {
    const joined: Joined = { asked: new Set(), sockets: new Map(), left: new Set(), isRefused: false };
    joinedBy.set(conn, joined);
    let budget = BURST_PACKETS;
    let lastMillis = clock.monotonicMillis();
    conn.on('packet', ({ type, data }: { type: string; data?: unknown }) => {
      const nowMillis = clock.monotonicMillis();
      budget = Math.min(BURST_PACKETS, budget + ((nowMillis - lastMillis) / 1000) * PACKETS_PER_SECOND);
      lastMillis = nowMillis;
      budget--;
      if (budget < 0) refuse(conn, joined, fault('HUB-311', { perSecond: PACKETS_PER_SECOND }));
      else if (type === 'message') {
        const problem = problemOf(data, joined);
        if (problem?.code === 'HUB-312')
          conn.write(connectErrorOf(String(problem.values.namespace), answerFault(problem)));
        if (problem) refuse(conn, joined, problem);
      }
    });
    conn.once('close', (reason: string) => {
      if (joined.isRefused) return;
      const isBroken = reason === 'parse error' || reason === 'transport error';
      const isNobody = reason === 'forced close' && joined.asked.size + joined.left.size === 0;
      if (isBroken) refusals.note(malformed(reason));
      else if (isNobody) refusals.note(malformed('no namespace'));
    });
  });
}

function malformed(problem: string): Fault {
  return fault('HUB-309', { problem: shown(problem) });
}

/** What Socket.IO would not serve, by the head of the packet; the rest of it is its parser's to read. */
function problemOf(data: unknown, { asked, sockets, left }: Joined): Fault | null {
  if (typeof data !== 'string') return malformed('binary');
  const head = PACKET_HEAD.exec(data);
  if (!head) return malformed('no packet');
  const [, type, name = '/'] = head;
  if (type === CONNECT) {
    if (!Object.hasOwn(eventsOf, name)) return fault('HUB-312', { namespace: shown(name) });
    if (asked.has(name)) return malformed('a namespace twice');
    asked.add(name);
    return null;
  }
  if (!sockets.has(name) && !left.has(name)) return malformed('a namespace that was not joined');
  return type === ACK ? malformed('an answer to no question') : null;
}
