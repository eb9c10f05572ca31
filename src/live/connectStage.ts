/** Connects a screen to the stage: what the operator shows, the shared clock, and word of how the screen does. */
import { createStore } from 'zustand/vanilla';
import { PROTOCOL_VERSION } from '../model/contract/live.ts';
import type {
  Acknowledged,
  Beat,
  ClockAnswer,
  Lease,
  LeaseState,
  ScreenInfo,
  Stage,
  StageHello,
  StageWelcome,
} from '../model/contract/stage.ts';
import type { Station } from '../model/domain/audiences.ts';
import { answerFault, type FaultAnswer, fault } from '../model/faults/fault.ts';
import { ClockEstimate } from './clockEstimate.ts';
import type { SharedClock, StageFacts, StageLink } from './links.ts';
import { type OpenSocket, openScreenSocket, returnWhenClosedByHub } from './screenSocket.ts';
import { type StageInTime, stageAt, stageTold, stageWelcomed } from './stageInTime.ts';

/** First a burst, so that the clock is good within two seconds; then a steady beat. */
const BURST_PINGS = 40;
const BURST_MILLIS = 50;
const BEAT_MILLIS = 1_000;
const ANSWER_LIMIT_MILLIS = 5_000;
/** The clock may step while a stage waits for it: looked at again at least this often. */
const LONGEST_WAIT_MILLIS = 250;

export interface ConnectStageOptions {
  readonly base: string;
  readonly station: Station;
  readonly screenName: string;
  readonly viewport: readonly [number, number];
  readonly page?: string;
  readonly openSocket?: OpenSocket;
}

export function connectStage(options: ConnectStageOptions): StageLink {
  const estimate = new ClockEstimate(Date.now() - performance.now(), performance.now());
  const facts = createStore<StageFacts>(() => ({
    connected: false,
    fault: null,
    joinedMillis: null,
    screenId: null,
    stage: null,
    upcoming: null,
    screens: [],
    lease: { holder: null, expiresMillis: null },
  }));
  let leaseToken = '';
  let closed = false;
  let pings = 0;
  let pingTimer: ReturnType<typeof setTimeout> | undefined;
  let dueTimer: ReturnType<typeof setTimeout> | undefined;
  let hubRunId: string | null = null;
  let beat: Beat = {
    frameMillisP95: null,
    clockErrorMillis: null,
    roundTripMillis: null,
    stageVersion: 0,
    liveSeq: 0,
    state: 'loading',
  };

  const clock: SharedClock = {
    nowMillis: () => estimate.nowMillis(performance.now()),
    errorMillis: () => estimate.errorMillis(),
    roundTripMillis: () => estimate.roundTripMillis(),
  };
  const socket = (options.openSocket ?? openScreenSocket)(options.base, '/stage');

  const ping = (): void => {
    const sentLocalMillis = performance.now();
    socket.emit('clock', (answer: ClockAnswer) => {
      estimate.add(sentLocalMillis, performance.now(), answer.receivedMillis, answer.sentMillis);
      show(stageAt(facts.getState(), clock.nowMillis()));
    });
    pings++;
    pingTimer = setTimeout(ping, pings < BURST_PINGS ? BURST_MILLIS : BEAT_MILLIS);
  };
  /** The hub tells a desk every group’s stage, and a screen its own; only that one is shown. */
  const isOurs = (stage: Stage): boolean => stage.group === options.station;
  /** Keeps what is shown and what waits, and comes back when that is due. */
  const show = ({ stage, upcoming }: StageInTime): void => {
    const before = facts.getState();
    if (before.stage !== stage || before.upcoming !== upcoming) facts.setState({ stage, upcoming });
    clearTimeout(dueTimer);
    if (!upcoming || closed) return;
    const waitMillis = Math.min(
      LONGEST_WAIT_MILLIS,
      Math.max(0, Math.ceil(upcoming.presentAtMillis - clock.nowMillis())),
    );
    dueTimer = setTimeout(() => show(stageAt(facts.getState(), clock.nowMillis())), waitMillis);
  };
  const refuse = (why: FaultAnswer): void => {
    facts.setState({ fault: why, connected: false });
    clearTimeout(pingTimer);
    socket.disconnect();
  };

  socket.on('connect', () => {
    const hello: StageHello = {
      protocolVersion: PROTOCOL_VERSION,
      station: options.station,
      screenName: options.screenName,
      viewport: [Math.round(options.viewport[0]), Math.round(options.viewport[1])],
    };
    if (options.page !== undefined) hello.page = options.page;
    socket.emit('hello', hello);
    clearTimeout(pingTimer);
    pings = 0;
    ping();
  });
  socket.on('welcome', (welcome: StageWelcome) => {
    if (welcome.protocolVersion !== PROTOCOL_VERSION) {
      refuse(answerFault(fault('LIVE-002', { theirs: welcome.protocolVersion, ours: PROTOCOL_VERSION })));
      return;
    }
    if (hubRunId !== null && hubRunId !== welcome.hubRunId) estimate.startAnew();
    hubRunId = welcome.hubRunId;
    const { serverTimeMillis, screenId } = welcome;
    facts.setState({ connected: true, screenId, joinedMillis: facts.getState().joinedMillis ?? serverTimeMillis });
    show(stageWelcomed(facts.getState(), newest(welcome.stages.filter(isOurs)), serverTimeMillis));
  });
  socket.on('stage', (told: Stage) => {
    if (isOurs(told)) show(stageTold(facts.getState(), told, clock.nowMillis()));
  });
  socket.on('refused', refuse);
  socket.on('screens', (screens: readonly ScreenInfo[]) => facts.setState({ screens }));
  socket.on('lease', (lease: LeaseState) => facts.setState({ lease }));
  socket.on('disconnect', () => {
    clearTimeout(pingTimer);
    facts.setState({ connected: false });
  });
  returnWhenClosedByHub(socket, () => !closed && facts.getState().fault === null);

  const beatTimer = setInterval(() => {
    if (!socket.connected) return;
    socket.emit('beat', {
      ...beat,
      clockErrorMillis: estimate.errorMillis(),
      roundTripMillis: estimate.roundTripMillis(),
      stageVersion: facts.getState().stage?.version ?? 0,
    } satisfies Beat);
  }, BEAT_MILLIS);

  /** Asks and waits; a hub that does not answer is a fault, not a hang. */
  const ask = <T>(event: string, request: object): Promise<Acknowledged<T>> =>
    new Promise((resolve) => {
      const late = setTimeout(
        () => resolve({ ok: false, fault: answerFault(fault('LIVE-003', { seconds: ANSWER_LIMIT_MILLIS / 1000 })) }),
        ANSWER_LIMIT_MILLIS,
      );
      socket.emit(event, request, (answer: Acknowledged<T>) => {
        clearTimeout(late);
        resolve(answer);
      });
    });

  return {
    facts,
    clock,
    report(part) {
      beat = { ...beat, ...part };
    },
    async takeLease(force) {
      const answer = await ask<Lease>('lease', { force });
      if (answer.ok) leaseToken = answer.value.leaseToken;
      return answer;
    },
    direct: (command) => ask<readonly Stage[]>('direct', { ...command, leaseToken }),
    recall: () => ask<readonly Stage[]>('recall', { leaseToken }),
    close() {
      closed = true;
      clearTimeout(pingTimer);
      clearTimeout(dueTimer);
      clearInterval(beatTimer);
      socket.disconnect();
    },
  };
}

function newest(stages: readonly Stage[]): Stage | null {
  return stages.reduce<Stage | null>((best, stage) => (!best || stage.version > best.version ? stage : best), null);
}
