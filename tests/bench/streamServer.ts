/**
 * The serving side of the stream bench, in a process of its own so that its CPU is its own: the hub's stream parts, or a
 * plain server to hold them against. Started with `node streamServer.ts <mode>`; spoken to over IPC.
 *
 *   columns  our column frames: socket server, packet made once, outbox per screen (as LiveStream sends them)
 *   ws       raw ws sending the very same frame
 *   json     stock Socket.IO, one JSON emit per event
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { type WebSocket, WebSocketServer } from 'ws';
import { Outbox } from '../../src/hub/stream/outbox.ts';
import { asBuffer, packetOf } from '../../src/hub/stream/packet.ts';
import { openSocketServer } from '../../src/hub/stream/socketServer.ts';
import { encodeColumnFrame } from '../../src/model/contract/columnFrame.ts';
import { TICK_MILLIS } from '../../src/model/contract/live.ts';

export type ServerMode = 'columns' | 'ws' | 'json';
export interface RunRequest {
  readonly millis: number;
  readonly eventsPerSecond: number;
}
export interface RunAnswer {
  readonly cpuMicros: number;
  readonly wallMillis: number;
  readonly events: number;
  /** Rows that were written to a socket: what an outbox held back and merged is counted once, when it goes out. */
  readonly deliveries: number;
}

const mode = process.argv[2] as ServerMode;
const server = createServer();

/** Sends `count` made-up status changes to everybody. */
type Send = (count: number) => void;

let deliveries = 0;

function frameOf(count: number): Buffer {
  const index = Uint32Array.from({ length: count }, (_, row) => (row * 7) % 12_000);
  return asBuffer(
    encodeColumnFrame({
      layer: 'videoPoint',
      room: 0,
      seqFrom: 1,
      seqTo: count,
      presentAtMillis: Date.now(),
      count,
      columns: { index, status: new Uint8Array(count), eventMillis: new Float64Array(count).fill(Date.now()) },
    }),
  );
}

function columnsServer(): Send {
  const io = openSocketServer(server, '/');
  const outboxes = new Set<Outbox>();
  let writes = 0;
  io.of('/live').on('connection', (socket) => {
    const { conn } = socket;
    const write = conn.write.bind(conn);
    conn.write = (...args) => {
      writes++;
      return write(...args);
    };
    const outbox = new Outbox(conn, (_layer, rows) => {
      deliveries += rows.size;
      return packetOf('/live', 'columns', frameOf(rows.size));
    });
    outboxes.add(outbox);
    socket.on('disconnect', () => outboxes.delete(outbox));
  });
  return (count) => {
    const rows = Array.from({ length: count }, (_, row) => row);
    const packet = packetOf('/live', 'columns', frameOf(count));
    for (const outbox of outboxes) {
      const before = writes;
      outbox.columns(packet, 'videoPoint', rows);
      if (writes > before) deliveries += count;
    }
  };
}

function wsServer(): Send {
  const sockets = new Set<WebSocket>();
  new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return (count) => {
    const { payload } = packetOf('/live', 'columns', frameOf(count));
    for (const socket of sockets) socket.send(payload, { binary: true });
    deliveries += sockets.size * count;
  };
}

function jsonServer(): Send {
  const io = new Server(server, {
    path: '/socket',
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
  });
  const namespace = io.of('/live'); // there before the first screen asks for it
  return (count) => {
    for (let row = 0; row < count; row++) {
      namespace.emit('status', {
        id: `3702030008131100${row}`,
        index: row,
        status: 'online',
        eventMillis: Date.now(),
        seq: row,
      });
    }
    deliveries += namespace.sockets.size * count;
  };
}

const send = { columns: columnsServer, ws: wsServer, json: jsonServer }[mode]();

process.on('message', ({ millis, eventsPerSecond }: RunRequest) => {
  const perTick = Math.max(1, Math.round((eventsPerSecond * TICK_MILLIS) / 1000));
  const cpu = process.cpuUsage();
  const started = performance.now();
  let events = 0;
  deliveries = 0;
  const tick = setInterval(() => {
    send(perTick);
    events += perTick;
    if (performance.now() - started < millis) return;
    clearInterval(tick);
    // What was sent last is still on its way through the loop: its cost belongs here.
    setTimeout(() => {
      const { user, system } = process.cpuUsage(cpu);
      process.send!({
        cpuMicros: user + system,
        wallMillis: performance.now() - started,
        events,
        deliveries,
      } satisfies RunAnswer);
    }, 100);
  }, TICK_MILLIS);
});
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));
