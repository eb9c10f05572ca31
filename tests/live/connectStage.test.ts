import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectStage } from '../../src/live/connectStage.ts';
import type { StageLink } from '../../src/live/links.ts';
import type { ClockAnswer, Stage } from '../../src/model/contract/stage.ts';
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
    const told = (stages: Stage[]) => ({ protocolVersion: 1, screenId: 's', serverTimeMillis: 0, stages });
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
});
