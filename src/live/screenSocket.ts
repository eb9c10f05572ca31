/** One Socket.IO namespace of the hub, as every screen opens it: WebSocket only, asymmetric parser, patient reconnection. */
import { io, type Socket } from 'socket.io-client';
import { SOCKET_PATH } from '../model/contract/live.ts';
import { screenSocketParser } from '../model/contract/socketParser.ts';

/** First wait 0–2 s, doubling to 20 s, all of it jitter: a hall of screens must not return in one wave. */
const reconnection = { reconnectionDelay: 1_000, reconnectionDelayMax: 20_000, randomizationFactor: 1 };

/** A hub that died between the handshake and its first packet is given up after this long, not after Socket.IO's 20 s. */
const CONNECT_LIMIT_MILLIS = 5_000;

/** The part of a socket that the links use; tests hand in their own. */
export interface ScreenSocket {
  on(event: string, listener: (...values: never[]) => void): unknown;
  emit(event: string, ...values: unknown[]): unknown;
  connect(): unknown;
  disconnect(): unknown;
  readonly connected: boolean;
}

export type OpenSocket = (base: string, namespace: '/live' | '/stage') => ScreenSocket;

export const openScreenSocket: OpenSocket = (base, namespace): Socket =>
  io(new URL(namespace, location.origin).href, {
    path: `${base}${SOCKET_PATH}`,
    transports: ['websocket'],
    parser: screenSocketParser,
    timeout: CONNECT_LIMIT_MILLIS,
    ...reconnection,
  });

/** Socket.IO does not return by itself when the hub closed the connection; a wait with the same jitter does. */
export function returnWhenClosedByHub(socket: ScreenSocket, mayReturn: () => boolean): void {
  socket.on('disconnect', (reason: string) => {
    if (reason !== 'io server disconnect') return;
    setTimeout(
      () => {
        if (mayReturn() && !socket.connected) socket.connect();
      },
      Math.random() * 2 * reconnection.reconnectionDelay,
    );
  });
}
