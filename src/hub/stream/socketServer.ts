import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { MAX_SCREEN_MESSAGE_BYTES, SOCKET_PATH } from '../../model/contract/live.ts';
import { hubSocketParser } from '../../model/contract/socketParser.ts';
import { isLoopbackHost, isLoopbackOrigin } from '../api/loopback.ts';

const NO_NAMESPACE_MILLIS = 5000;

/**
 * Socket.IO as the hub runs it: WebSocket only, nothing deflated, no recovery of its own (we resume by sequence), and
 * messages of screens bounded before anything reads them.
 */
export function openSocketServer(server: HttpServer, base: string): Server {
  return new Server(server, {
    path: `${base}${SOCKET_PATH}`,
    transports: ['websocket'],
    serveClient: false,
    parser: hubSocketParser,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: MAX_SCREEN_MESSAGE_BYTES,
    connectTimeout: NO_NAMESPACE_MILLIS,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    allowRequest: ({ headers }, decide) =>
      decide(null, isLoopbackHost(headers.host) && isLoopbackOrigin(headers.origin)),
  });
}
