import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectStage } from '../../src/live/connectStage.ts';
import type { StageLink } from '../../src/live/links.ts';
import { PROTOCOL_VERSION } from '../../src/model/contract/live.ts';
import type { ClockAnswer, Stage, StageWelcome } from '../../src/model/contract/stage.ts';
import { FakeSocket } from './fakeSocket.ts';

const stage = (version: number): Stage => ({
  version,
  group: 'wall',
  curve: null,
  focus: null,
  language: null,
  presentAtMillis: 0,
  directedBy: 'desk',
});

const told = (stages: readonly Stage[], part: Partial<StageWelcome> = {}): StageWelcome => ({
  protocolVersion: PROTOCOL_VERSION,
  screenId: 's',
  hubRunId: 'run 1',
  serverTimeMillis: 0,
  stages,
  ...part,
});

describe('the stage link', () => {
  let socket: FakeSocket;
  let link: StageLink;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] });
    socket = new FakeSocket();
    link = connectStage({
      base: '/',
      station: 'wall',
      screenName: 'wall · 1920×1080',
      viewport: [1920, 1080],
      openSocket: () => socket,
    });
    socket.connect();
  });
  afterEach(() => {
    link.close();
    vi.useRealTimers();
  });

  it('pings in a burst, then once a second, and tells the time', () => {
    vi.advanceTimersByTime(2_000);
    const burst = socket.sent.filter(({ event }) => event === 'clock').length;
    expect(burst).toBe(40);
    vi.advanceTimersByTime(5_000);
    expect(socket.sent.filter(({ event }) => event === 'clock').length - burst).toBeGreaterThanOrEqual(4);
    const answer = socket.last('clock') as (times: ClockAnswer) => void;
    answer({ receivedMillis: 1e12, sentMillis: 1e12 });
    expect(Math.abs(link.clock.nowMillis() - 1e12)).toBeLessThan(2_000);
  });

  it('keeps the newest stage of its own group, and what a new hub says in its welcome', () => {
    socket.hear('welcome', told([stage(4)]));
    socket.hear('stage', stage(6));
    socket.hear('stage', stage(5));
    socket.hear('stage', { ...stage(9), group: 'ring' });
    expect(link.facts.getState().stage?.version).toBe(6);
    socket.hear('welcome', told([stage(1), { ...stage(8), group: 'touch' }]));
    expect(link.facts.getState().stage?.version).toBe(1);
  });

  it('beats once a second with what it shows', () => {
    socket.hear('stage', stage(6));
    link.report({ frameMillisP95: 16, state: 'live' });
    vi.advanceTimersByTime(1_000);
    expect(socket.last('beat')).toMatchObject({ frameMillisP95: 16, state: 'live', stageVersion: 6 });
  });

  it('answers with a fault when the hub keeps silent, and carries the lease into commands', async () => {
    const silent = link.takeLease(false);
    vi.advanceTimersByTime(5_001);
    expect(await silent).toMatchObject({ ok: false, fault: { code: 'LIVE-003' } });
    const taken = link.takeLease(true);
    const answer = socket.sent.filter(({ event }) => event === 'lease').at(-1)!.values[1] as (result: unknown) => void;
    answer({ ok: true, value: { leaseToken: 'token', expiresMillis: 1 } });
    expect((await taken).ok).toBe(true);
    void link.recall();
    expect(socket.last('recall')).toEqual({ leaseToken: 'token' });
  });

  /** Answers the last ping as a hub whose clock says so now. */
  const hubSays = (nowMillis: number): void =>
    (socket.last('clock') as (times: ClockAnswer) => void)({ receivedMillis: nowMillis, sentMillis: nowMillis });

  it('holds a stage until its shared time, by the hub’s clock, and tells it ahead', () => {
    socket.hear('welcome', told([stage(1)]));
    hubSays(5_000);
    socket.hear('stage', { ...stage(2), presentAtMillis: 6_500 });
    vi.advanceTimersByTime(1_490);
    expect(link.facts.getState()).toMatchObject({ stage: { version: 1 }, upcoming: { version: 2 } });
    vi.advanceTimersByTime(11);
    expect(link.facts.getState()).toMatchObject({ stage: { version: 2 }, upcoming: null });
  });

  it('shows only the newest of those that wait', () => {
    hubSays(5_000);
    socket.hear('stage', { ...stage(1), presentAtMillis: 6_500 });
    socket.hear('stage', { ...stage(2), presentAtMillis: 5_200 });
    vi.advanceTimersByTime(201);
    expect(link.facts.getState().stage?.version).toBe(2);
    vi.advanceTimersByTime(2_000);
    expect(link.facts.getState().stage?.version).toBe(2);
  });

  it('knows a stage again after a break, and another one of the same version after a restart of the hub', () => {
    const first = { ...stage(1), presentAtMillis: 1_000 };
    socket.hear('welcome', told([first], { serverTimeMillis: 2_000 }));
    const shown = link.facts.getState().stage;
    socket.hear('welcome', told([{ ...first }], { serverTimeMillis: 3_000 }));
    expect(link.facts.getState().stage).toBe(shown);
    socket.hear(
      'welcome',
      told([{ ...first, presentAtMillis: 4_000 }], { hubRunId: 'run 2', serverTimeMillis: 5_000 }),
    );
    expect(link.facts.getState().stage?.presentAtMillis).toBe(4_000);
    expect(link.facts.getState().joinedMillis).toBe(2_000);
    socket.hear('welcome', told([], { hubRunId: 'run 3' }));
    expect(link.facts.getState()).toMatchObject({ stage: null, upcoming: null });
  });

  it('takes the time of a hub that started anew at once', () => {
    socket.hear('welcome', told([]));
    hubSays(500_000);
    expect(link.clock.nowMillis()).toBe(500_000);
    socket.hear('disconnect', 'transport close');
    socket.connect();
    socket.hear('welcome', told([], { hubRunId: 'run 2' }));
    hubSays(498_000);
    expect(link.clock.nowMillis()).toBe(498_000);
  });

  it('says why it was refused, and stays away', () => {
    const why = { code: 'HUB-302', zh: { message: 'x', tip: 'y' }, en: { message: 'x', tip: 'y' } };
    socket.hear('welcome', told([]));
    expect(link.facts.getState()).toMatchObject({ connected: true, fault: null });
    socket.hear('refused', why);
    socket.hear('disconnect', 'io server disconnect');
    vi.advanceTimersByTime(30_000);
    expect(socket.connected).toBe(false);
    expect(link.facts.getState()).toMatchObject({ connected: false, fault: why });
  });

  it('refuses a hub of another protocol', () => {
    socket.hear('welcome', told([], { protocolVersion: PROTOCOL_VERSION + 1 }));
    expect(link.facts.getState().fault?.code).toBe('LIVE-002');
    expect(socket.connected).toBe(false);
  });
});
