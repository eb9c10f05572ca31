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
import type { LiveFacts, LiveLink, SharedClock, VideoPointColumns } from './links.ts';
import { afterPulse, afterWelcome, applyColumns, applyFacts, emptyFacts, followsOn } from './liveState.ts';
import { PresentQueue } from './presentQueue.ts';
import { type OpenSocket, openScreenSocket, returnWhenClosedByHub } from './screenSocket.ts';

/** Without a sign of life for this long, what is shown is stale. */
const STALE_MILLIS = 3_000;
const WATCH_MILLIS = 250;

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
  | { readonly kind: 'columns'; readonly bytes: Uint8Array };

export function connectLive({ base, station, clock, openSocket = openScreenSocket }: ConnectLiveOptions): LiveLink {
  const pulseClock = new ClockEstimate(Date.now() - performance.now(), performance.now());
  const nowMillis = (): number => clock?.nowMillis() ?? pulseClock.nowMillis(performance.now());
  const facts = createStore<LiveFacts>(() => ({ ...emptyFacts, linkSinceMillis: nowMillis() }));
  const videoPoints: VideoPointColumns = { version: 0, status: new Uint8Array(0), eventMillis: new Float64Array(0) };
  const queue = new PresentQueue<Due>();
  let receivedSeq = 0;
  let heardLocalMillis = performance.now();
  let dueTimer: ReturnType<typeof setTimeout> | undefined;
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

  const showColumns = (bytes: Uint8Array): void => {
    const problem = applyColumns(videoPoints, bytes);
    if (problem) refuse(answerFault(fault('LIVE-001', { problem })));
  };
  const showDue = (): void => {
    const due = queue.due(nowMillis());
    const newFacts = due.flatMap((item) => (item.kind === 'facts' ? item.batch.facts : []));
    if (newFacts.length > 0) facts.setState(applyFacts(facts.getState(), newFacts));
    for (const item of due) if (item.kind === 'columns') showColumns(item.bytes);
    planDue();
  };
  const planDue = (): void => {
    clearTimeout(dueTimer);
    const next = queue.nextMillis();
    if (next !== null) dueTimer = setTimeout(showDue, Math.max(0, next - nowMillis()));
  };

  const hello = (): void => {
    const { epoch, districtHash } = facts.getState();
    const message: LiveHello = { protocolVersion: PROTOCOL_VERSION, station };
    if (districtHash) message.districtHash = districtHash;
    if (epoch) Object.assign(message, { epoch, since: receivedSeq });
    socket.emit('hello', message);
  };

  const socket = openSocket(base, '/live');
  socket.on('connect', hello);
  socket.on('welcome', (welcome: LiveWelcome) => {
    if (welcome.protocolVersion !== PROTOCOL_VERSION) {
      refuse(answerFault(fault('LIVE-002', { theirs: welcome.protocolVersion, ours: PROTOCOL_VERSION })));
      return;
    }
    heard(welcome.serverTimeMillis);
    // What waits in the queue is older than the welcome: a reset holds it, deltas come after it.
    if (welcome.reset) queue.clear();
    else showAll();
    receivedSeq = welcome.head.seq;
    if (welcome.reset) {
      videoPoints.status = new Uint8Array(0);
      videoPoints.eventMillis = new Float64Array(0);
    }
    facts.setState(afterWelcome(facts.getState(), welcome, nowMillis()));
    for (const bytes of welcome.snapshot.columns) showColumns(bytes);
  });
  const showAll = (): void => {
    const rest = queue.due(Number.POSITIVE_INFINITY);
    facts.setState(
      applyFacts(
        facts.getState(),
        rest.flatMap((item) => (item.kind === 'facts' ? item.batch.facts : [])),
      ),
    );
    for (const item of rest) if (item.kind === 'columns') showColumns(item.bytes);
  };
  socket.on('facts', (batch: FactBatch) => {
    heardLocalMillis = performance.now();
    if (!followsOn(batch, receivedSeq)) {
      hello(); // a gap: ask again from what is whole; this batch comes again with the answer
      return;
    }
    if (batch.seqTo <= receivedSeq) return;
    receivedSeq = batch.seqTo;
    queue.add(batch.presentAtMillis, { kind: 'facts', batch });
    planDue();
  });
  socket.on('columns', (bytes: Uint8Array) => {
    heardLocalMillis = performance.now();
    queue.add(0, { kind: 'columns', bytes });
    planDue();
  });
  socket.on('pulse', (pulse: LivePulse) => {
    heard(pulse.serverTimeMillis);
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
    station,
    close() {
      closed = true;
      clearInterval(watch);
      clearTimeout(dueTimer);
      socket.disconnect();
    },
  };
}
