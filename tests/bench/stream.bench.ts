/** Fan-out to 100 screens: what a delivery costs beside raw ws, how far the rate goes beside JSON, and how late it is. */
import { type ChildProcess, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { decodeColumnFrame } from '../../src/model/contract/columnFrame.ts';
import { TICK_MILLIS } from '../../src/model/contract/live.ts';
import { listen, temporaryFolder, until } from '../support/hub.ts';
import { freePort } from '../support/startedApp.ts';
import { tinyVideoPoints, writeTinyPackage } from '../support/tinyPackage.ts';
import { post, videoStatus } from '../support/toyEvents.ts';
import type { Bench } from './main.ts';
import type { RunAnswer, RunRequest, ServerMode } from './streamServer.ts';

const SCREENS = 100;
const RUNS = 3;
const RUN_MILLIS = 3000;
const EVENTS_PER_SECOND = 20_000;
const JSON_EVENTS_PER_SECOND = 400;
const LATENCY_EVENTS = 400;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const rounded = (value: number): number => Number(value.toPrecision(3));

function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
}

interface Fanout {
  run(request: RunRequest): Promise<RunAnswer>;
  close(): void;
}

async function openFanout(mode: ServerMode): Promise<Fanout> {
  const server = fork(path.join(import.meta.dirname, 'streamServer.ts'), [mode]);
  const { port } = await nextMessage<{ port: number }>(server);
  const address = mode === 'ws' ? '/' : '/socket/?EIO=4&transport=websocket';
  const clients = fork(path.join(import.meta.dirname, 'streamClients.ts'), [String(port), String(SCREENS), address]);
  await nextMessage(clients);
  return {
    run(request) {
      server.send(request);
      return nextMessage<RunAnswer>(server);
    },
    close() {
      clients.kill();
      server.kill();
    },
  };
}

const cpuPerDelivery = ({ cpuMicros, deliveries }: RunAnswer): number => (cpuMicros * 1000) / deliveries;

/** Events a second at which one core is full: the linear reading of CPU time, for a ladder on a shared machine lies. */
const rateAtFullCore = ({ cpuMicros, events }: RunAnswer): number => 1e6 / (cpuMicros / events);

/** Accept → receipt by a screen, through a whole hub, events one at a time between other ticks. */
async function latencies(): Promise<number[]> {
  const place = temporaryFolder();
  const packageFolder = writeTinyPackage(path.join(place.folder, 'package'));
  const port = await freePort();
  const child = fork(path.join(import.meta.dirname, '../support/hubProcess.ts'), [
    packageFolder,
    place.folder,
    String(port),
  ]);
  await nextMessage(child);
  const address = `http://127.0.0.1:${port}/`;
  const wall = await listen(address, 'wall');
  const acknowledgedMillis = new Map<number, number>();
  const receivedMillis = new Map<number, number>();
  wall.socket.on('columns', (bytes: Uint8Array) => {
    const now = performance.now();
    const result = decodeColumnFrame(bytes);
    if (!result.ok) throw new Error(result.problem);
    for (let seq = result.frame.seqFrom; seq <= result.frame.seqTo; seq++) receivedMillis.set(seq, now);
  });
  for (let index = 0; index < LATENCY_EVENTS; index++) {
    const sentMillis = performance.now();
    const { receipts } = await post(address, [videoStatus(`l${index}`, index % tinyVideoPoints.length, 'online')]);
    const receipt = receipts[0]!;
    // From before the post: the door, the journal and its fsync are part of what people wait for.
    if (receipt.outcome === 'accepted') acknowledgedMillis.set(receipt.seq, sentMillis);
    await new Promise((resolve) => setTimeout(resolve, (index * 7) % 13));
  }
  await until(() => receivedMillis.has(LATENCY_EVENTS), 'the last event');
  wall.socket.close();
  child.kill();
  rmSync(place.folder, { recursive: true, force: true });
  return [...acknowledgedMillis].map(([seq, sentMillis]) => receivedMillis.get(seq)! - sentMillis);
}

const p99 = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1]!;

export const bench: Bench = async (log) => {
  const [columns, ws, json] = [await openFanout('columns'), await openFanout('ws'), await openFanout('json')];
  const costs: number[] = [];
  const rates: number[] = [];
  const late: number[] = [];
  const request = { millis: RUN_MILLIS, eventsPerSecond: EVENTS_PER_SECOND };
  for (let run = 0; run < RUNS; run++) {
    // Interleaved: what else the machine does falls on all of them alike.
    const ours = await columns.run(request);
    const raw = await ws.run(request);
    const each = await json.run({ millis: RUN_MILLIS, eventsPerSecond: JSON_EVENTS_PER_SECOND });
    costs.push(cpuPerDelivery(ours) / cpuPerDelivery(raw));
    rates.push(rateAtFullCore(ours) / rateAtFullCore(each));
    log(
      `run ${run + 1}: columns ${cpuPerDelivery(ours).toFixed(1)} ns, ws ${cpuPerDelivery(raw).toFixed(1)} ns, ` +
        `JSON ${cpuPerDelivery(each).toFixed(0)} ns of server CPU per delivery`,
    );
  }
  for (const fanout of [columns, ws, json]) fanout.close();
  for (let run = 0; run < RUNS; run++) {
    late.push(p99(await latencies()) - TICK_MILLIS);
    log(`run ${run + 1}: p99 ${(late.at(-1)! + TICK_MILLIS).toFixed(1)} ms`);
  }
  return [
    {
      id: 'stream.cpu_vs_ws_100',
      value: rounded(median(costs)),
      unit: 'ratio',
      against: `server CPU per delivery of the same frame by raw ws, ${SCREENS} sockets, ${EVENTS_PER_SECOND} events/s`,
    },
    {
      id: 'stream.rate_vs_json_100',
      value: rounded(median(rates)),
      unit: 'ratio',
      against: `one JSON emit per event of stock Socket.IO, ${SCREENS} sockets, at equal CPU (derived, not a ladder)`,
    },
    {
      id: 'stream.p99_over_tick_ms',
      value: rounded(median(late)),
      unit: 'ms',
      against: `post to receipt by a screen, ${LATENCY_EVENTS} events, less the tick of ${TICK_MILLIS} ms`,
    },
  ];
};
