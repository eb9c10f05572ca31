/** A WebSocket that says exactly what a test wants it to say, and keeps every byte it hears. */
import { WebSocket } from 'ws';
import { PROTOCOL_VERSION, SOCKET_PATH } from '../../src/model/contract/live.ts';
import { until } from './hub.ts';

export interface RawSocket {
  readonly socket: WebSocket;
  /** Everything heard, message by message. */
  readonly bytes: Buffer[];
  readonly closed: Promise<void>;
}

export function socketUrl(address: string): string {
  return `${address.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`;
}

/** Opens one and answers pings; resolves when the hub has opened its side. */
export async function openRawSocket(address: string, headers: Record<string, string> = {}): Promise<RawSocket> {
  const socket = new WebSocket(socketUrl(address), { headers, perMessageDeflate: false });
  const bytes: Buffer[] = [];
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.on('message', (data: Buffer, isBinary) => {
      bytes.push(data);
      if (!isBinary && data.toString() === '2') socket.send('3');
      resolve();
    });
  });
  socket.on('error', () => socket.terminate()); // what the hub answers to nonsense is the test's business, by `closed`
  return { socket, bytes, closed };
}

/** Says hello on `/live` by hand and waits for the welcome. */
export async function joinLive({ socket, bytes }: RawSocket, station: string): Promise<void> {
  socket.send('40/live,');
  await until(() => bytes.length >= 2, 'the namespace to open');
  socket.send(`42/live,${JSON.stringify(['hello', { protocolVersion: PROTOCOL_VERSION, station }])}`);
  await until(() => bytes.length >= 3, 'the welcome');
}
