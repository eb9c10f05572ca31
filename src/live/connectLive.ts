/** Connects a screen to the hub's facts and columns, resumes after a break, and says how fresh the picture is. */
import { createStore } from 'zustand/vanilla';
import {
  type FactBatch,
  type LiveHello,
  type LivePulse,
  type LiveWelcome,
  PROTOCOL_VERSION,
} from '../model/contract/live.ts';
import type { Station } from '../model/domain/audiences.ts';
import { answerFault, type FaultAnswer, fault } from '../model/faults/fault.ts';
import { ClockEstimate } from './clockEstimate.ts';
import { connectWindows } from './connectWindows.ts';
import type { LiveFacts, LiveLink, PatrolColumns, SharedClock, VideoPointColumns } from './links.ts';
import {
  afterPulse,
  afterWelcome,
  applyColumns,
  applyFacts,
  applyPatrols,
  emptyFacts,
  followsOn,
  forgetPatrols,
  type LiveColumns,
  readColumns,
} from './liveState.ts';
import { PresentQueue } from './presentQueue.ts';
import { type OpenSocket, openScreenSocket, returnWhenClosedByHub } from './screenSocket.ts';

/** Without a sign of life for this long, what is shown is stale. */
const STALE_MILLIS = 3_000;
const WATCH_MILLIS = 250;
/** After columns that could not be read everything is asked for anew, but a snapshot is large: no more often than this. */
const RESYNC_MILLIS = 20_000;

export interface ConnectLiveOptions {
  /** Served base path, e.g. `/` or `/a/b/`. */
  readonly base: string;
  readonly station: Station;
  /** The stage link's clock where the screen has one; else the pulses tell the time, a little late. */
  readonly clock?: SharedClock;
  readonly openSocket?: OpenSocket;
}

type Due =
  | { readonly kind: 'facts'; readonly batch: FactBatch }
  | { readonly kind: 'columns'; readonly frame: LiveColumns };

export function connectLive({ base, station, clock, openSocket = openScreenSocket }: ConnectLiveOptions): LiveLink {
  const pulseClock = new ClockEstimate(Date.now() - performance.now(), performance.now());
  const nowMillis = (): number => clock?.nowMillis() ?? pulseClock.nowMillis(performance.now());
  const facts = createStore<LiveFacts>(() => ({ ...emptyFacts, linkSinceMillis: nowMillis() }));
  const videoPoints: VideoPointColumns = { version: 0, status: new Uint8Array(0), eventMillis: new Float64Array(0) };
  const patrols: PatrolColumns = { version: 0, ways: new Map() };
  const windows = connectWindows({ base, station });
  const queue = new PresentQueue<Due>();
  let receivedSeq = 0;
  let heardLocalMillis = performance.now();
  let dueTimer: ReturnType<typeof setTimeout> | undefined;
  let resyncTimer: ReturnType<typeof setTimeout> | undefined;
  let resyncedLocalMillis = Number.NEGATIVE_INFINITY;
  let closed = false;

  const setLink = (link: LiveFacts['link'], why: FaultAnswer | null = null): void => {
    const before = facts.getState();
    if (before.link === link && before.fault === why) return;
    facts.setState({ link, fault: why, linkSinceMillis: nowMillis() });
  };
  const refuse = (why: FaultAnswer): void => {
    setLink('refused', why);
    socket.disconnect();
  };
  const heard = (serverTimeMillis: number): void => {
    heardLocalMillis = performance.now();
    pulseClock.add(heardLocalMillis, heardLocalMillis, serverTimeMillis, serverTimeMillis);
  };

  /** Reads columns as they come; what cannot be read is told, and everything asked for anew. */
  const columnsOf = (bytes: Uint8Array): LiveColumns | null => {
    const read = readColumns(bytes);
    if (!('problem' in read)) return read;
    facts.setState({ columnsFault: answerFault(fault('LIVE-001', { problem: read.problem })) });
    resyncTimer ??= setTimeout(resync, Math.max(0, resyncedLocalMillis + RESYNC_MILLIS - performance.now()));
    return null;
  };
  const apply = (frame: LiveColumns): void => {
    if (frame.layer === 'patrol') applyPatrols(patrols, frame);
    else applyColumns(videoPoints, frame);
  };
  const show = (due: readonly Due[]): void => {
    const newFacts = due.flatMap((item) => (item.kind === 'facts' ? item.batch.facts : []));
    if (newFacts.length > 0) facts.setState(applyFacts(facts.getState(), newFacts));
    for (const item of due) if (item.kind === 'facts') windows.take(item.batch.facts, item.batch.presentAtMillis);
    for (const item of due) if (item.kind === 'columns') apply(item.frame);
  };
  const planDue = (): void => {
    clearTimeout(dueTimer);
    const next = queue.nextMillis();
    if (next === null) return;
    // Not longer than a watch: the clock may step meanwhile.
    const waitMillis = Math.min(WATCH_MILLIS, Math.max(0, Math.ceil(next - nowMillis())));
    dueTimer = setTimeout(() => {
      show(queue.due(nowMillis()));
      planDue();
    }, waitMillis);
  };

  /** Goes on after what is here, or asks for everything anew. */
  const hello = (resumes: boolean): void => {
    const { epoch, districtHash } = facts.getState();
    const message: LiveHello = { protocolVersion: PROTOCOL_VERSION, station };
    if (districtHash) message.districtHash = districtHash;
    if (!resumes) resyncedLocalMillis = performance.now();
    else if (epoch) Object.assign(message, { epoch, since: receivedSeq });
    socket.emit('hello', message);
  };
  const resync = (): void => {
    resyncTimer = undefined;
    if (socket.connected) hello(false); // else when it is back
  };

  const socket = openSocket(base, '/live');
  socket.on('connect', () => hello(facts.getState().columnsFault === null));
  socket.on('welcome', (welcome: LiveWelcome) => {
    if (welcome.protocolVersion !== PROTOCOL_VERSION) {
      refuse(answerFault(fault('LIVE-002', { theirs: welcome.protocolVersion, ours: PROTOCOL_VERSION })));
      return;
    }
    pulseClock.startAnew(); // this may be another hub
    heard(welcome.serverTimeMillis);
    // What waits in the queue is older than the welcome: a reset holds it, deltas come after it.
    if (welcome.reset) queue.clear();
    else show(queue.due(Number.POSITIVE_INFINITY));
    receivedSeq = welcome.head.seq;
    if (welcome.reset) {
      clearTimeout(resyncTimer);
      resyncTimer = undefined;
      videoPoints.status = new Uint8Array(0);
      videoPoints.eventMillis = new Float64Array(0);
      patrols.ways.clear();
      patrols.version++;
    }
    facts.setState(afterWelcome(facts.getState(), welcome, nowMillis()));
    for (const bytes of welcome.snapshot.columns) {
      const frame = columnsOf(bytes);
      if (frame) apply(frame);
    }
    windows.welcomed();
  });
  socket.on('facts', (batch: FactBatch) => {
    heardLocalMillis = performance.now();
    if (!followsOn(batch, receivedSeq)) {
      hello(true); // a gap: ask again from what is whole; this batch comes again with the answer
      return;
    }
    if (batch.seqTo <= receivedSeq) return;
    receivedSeq = batch.seqTo;
    queue.add(batch.presentAtMillis, { kind: 'facts', batch });
    planDue();
  });
  socket.on('columns', (bytes: Uint8Array) => {
    heardLocalMillis = performance.now();
    const frame = columnsOf(bytes);
    if (!frame) return;
    queue.add(frame.presentAtMillis, { kind: 'columns', frame });
    planDue();
  });
  socket.on('pulse', (pulse: LivePulse) => {
    heard(pulse.serverTimeMillis);
    windows.pulsed(pulse.serverTimeMillis);
    forgetPatrols(patrols, pulse.serverTimeMillis);
    if (facts.getState().audience !== null) facts.setState(afterPulse(facts.getState(), pulse, nowMillis()));
  });
  socket.on('refused', refuse);
  const lost = (): void => {
    if (facts.getState().link !== 'refused') setLink('offline');
  };
  socket.on('disconnect', lost);
  socket.on('connect_error', lost);
  returnWhenClosedByHub(socket, () => !closed && facts.getState().link !== 'refused');

  const watch = setInterval(() => {
    const state = facts.getState();
    if (state.link === 'live' && performance.now() - heardLocalMillis > STALE_MILLIS) setLink('stale');
  }, WATCH_MILLIS);

  return {
    facts,
    videoPoints,
    patrols,
    windows,
    station,
    close() {
      closed = true;
      clearInterval(watch);
      clearTimeout(dueTimer);
      clearTimeout(resyncTimer);
      windows.close();
      socket.disconnect();
    },
  };
}
