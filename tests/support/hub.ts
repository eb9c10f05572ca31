/** A hub on a free port over the tiny package, its folders removed afterwards; and a screen that listens. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { type Hub, type HubOptions, openHub } from '../../src/hub/hub.ts';
import {
  type FactBatch,
  type LiveHello,
  type LiveWelcome,
  PROTOCOL_VERSION,
  SOCKET_PATH,
} from '../../src/model/contract/live.ts';
import { screenSocketParser } from '../../src/model/contract/socketParser.ts';
import { writeTinyPackage } from './tinyPackage.ts';

export interface TestHub {
  readonly address: string;
  readonly hub: Hub;
  readonly stateFolder: string;
  readonly packageFolder: string;
  readonly told: string[];
  /** Closes and opens again over the same journal and port. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function openTestHub(more: Partial<HubOptions> = {}): Promise<TestHub> {
  const { folder, remove } = temporaryFolder();
  const told: string[] = [];
  const options: HubOptions = {
    packageFolder: writeTinyPackage(path.join(folder, 'package')),
    stateFolder: path.join(folder, 'state'),
    screensFolder: null,
    host: '127.0.0.1',
    port: 0,
    base: '/',
    log: (line) => told.push(line),
    ...more,
  };
  let hub = await openHub(options);
  const address = `${hub.origin}${hub.base}`;
  return {
    address,
    get hub() {
      return hub;
    },
    stateFolder: options.stateFolder,
    packageFolder: options.packageFolder,
    told,
    async reopen() {
      await hub.close();
      hub = await openHub({ ...options, port: Number(new URL(address).port) });
    },
    async close() {
      await hub.close();
      remove();
    },
  };
}

export function openSocket(address: string, namespace: '/live' | '/stage', reconnection = false): Socket {
  const { origin, pathname } = new URL(address);
  return io(`${origin}${namespace}`, {
    path: `${pathname}${SOCKET_PATH}`,
    transports: ['websocket'],
    parser: screenSocketParser,
    reconnection,
    reconnectionDelay: 20,
    reconnectionDelayMax: 40,
    // A hub killed between upgrade and first packet leaves the client waiting for this long.
    timeout: 1000,
    forceNew: true,
  });
}

/** The next value of an event; rejects when the socket cannot connect. */
export function next<T>(socket: Socket, event: string): Promise<T> {
  return new Promise((resolve, reject) => {
    socket.once(event, resolve);
    if (event !== 'connect_error') socket.once('connect_error', reject);
  });
}

export interface Listener {
  readonly socket: Socket;
  readonly welcome: LiveWelcome;
  readonly batches: FactBatch[];
  readonly frames: Uint8Array[];
}

/** A screen on `/live` that has been welcomed. */
export async function listen(
  address: string,
  station: LiveHello['station'],
  resume: Pick<LiveHello, 'epoch' | 'since'> = {},
): Promise<Listener> {
  const socket = openSocket(address, '/live');
  const batches: FactBatch[] = [];
  const frames: Uint8Array[] = [];
  socket.on('facts', (batch: FactBatch) => batches.push(batch));
  socket.on('columns', (frame: Uint8Array) => frames.push(frame));
  socket.on('connect', () => socket.emit('hello', { protocolVersion: PROTOCOL_VERSION, station, ...resume }));
  const welcome = await next<LiveWelcome>(socket, 'welcome');
  return { socket, welcome, batches, frames };
}

/** Waits until a condition holds, looking at it again and again; throws with what it waited for. */
export async function until(holds: () => boolean, what: string, limitMillis = 15_000): Promise<void> {
  const deadline = Date.now() + limitMillis;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
