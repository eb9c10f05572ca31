import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectLive } from '../../src/live/connectLive.ts';
import type { LiveLink } from '../../src/live/links.ts';
import { encodeColumnFrame } from '../../src/model/contract/columnFrame.ts';
import type { Fact, LiveWelcome } from '../../src/model/contract/live.ts';
import { FakeSocket } from './fakeSocket.ts';

const EPOCH_MILLIS = 1_795_000_000_000;

const beacon = (seq: number, id: string): Fact => ({
  kind: 'beacon',
  seq,
  beacon: {
    beaconId: id,
    gridId: 'g',
    enuMeters: [0, 0],
    departmentKey: 'fire',
    yellowMillis: EPOCH_MILLIS,
    deadlineMillis: EPOCH_MILLIS,
  },
});

const welcome = (part: Partial<LiveWelcome>): LiveWelcome => ({
  protocolVersion: 1,
  audience: 'public',
  districtHash: 'd',
  epoch: 'e1',
  head: { seq: 10, hash: 'h' },
  serverTimeMillis: EPOCH_MILLIS,
  reset: true,
  snapshot: { facts: [], columns: [] },
  figures: null,
  freshness: [],
  ...part,
});

const columns = (index: number, status: number): Uint8Array =>
  encodeColumnFrame({
    layer: 'videoPoint',
    room: 0,
    seqFrom: 0,
    seqTo: 0,
    presentAtMillis: 0,
    count: 1,
    columns: { index: Uint32Array.of(index), status: Uint8Array.of(status) },
  });

describe('the live link', () => {
  let socket: FakeSocket;
  let link: LiveLink;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] });
    vi.setSystemTime(EPOCH_MILLIS);
    socket = new FakeSocket();
    link = connectLive({ base: '/', station: 'ring', openSocket: () => socket });
    socket.connect();
  });
  afterEach(() => {
    link.close();
    vi.useRealTimers();
  });

  it('says hello, takes the snapshot, and resumes after the last sequence it has', () => {
    expect(socket.last('hello')).toEqual({ protocolVersion: 1, station: 'ring' });
    socket.hear('welcome', welcome({ snapshot: { facts: [beacon(3, 'a')], columns: [columns(2, 1)] } }));
    expect([...link.facts.getState().beacons.keys()]).toEqual(['a']);
    expect([...link.videoPoints.status]).toEqual([0, 0, 1]);
    socket.hear('disconnect', 'transport close');
    expect(link.facts.getState().link).toBe('offline');
    socket.connect();
    expect(socket.last('hello')).toMatchObject({ epoch: 'e1', since: 10, districtHash: 'd' });
    socket.hear('welcome', welcome({ reset: false, snapshot: { facts: [beacon(11, 'b')], columns: [] } }));
    expect([...link.facts.getState().beacons.keys()]).toEqual(['a', 'b']);
    socket.hear('welcome', welcome({ epoch: 'e2' }));
    expect(link.facts.getState().beacons.size).toBe(0);
  });

  it('shows a batch at its time, not before', () => {
    socket.hear('welcome', welcome({}));
    const presentAtMillis = EPOCH_MILLIS + 100;
    socket.hear('facts', { seqFrom: 11, seqTo: 11, presentAtMillis, facts: [beacon(11, 'a')] });
    vi.advanceTimersByTime(99);
    expect(link.facts.getState().beacons.size).toBe(0);
    vi.advanceTimersByTime(2);
    expect(link.facts.getState().beacons.size).toBe(1);
  });

  it('asks again when something is missing, and drops what it has already', () => {
    socket.hear('welcome', welcome({}));
    const before = socket.sent.length;
    socket.hear('facts', { seqFrom: 14, seqTo: 14, presentAtMillis: 0, facts: [beacon(14, 'late')] });
    expect(socket.sent.slice(before)).toEqual([
      { event: 'hello', values: [expect.objectContaining({ epoch: 'e1', since: 10 })] },
    ]);
    socket.hear('facts', { seqFrom: 9, seqTo: 10, presentAtMillis: 0, facts: [beacon(10, 'old')] });
    vi.advanceTimersByTime(500);
    expect(link.facts.getState().beacons.size).toBe(0);
  });

  it('turns stale without a pulse for 3 s, and live again with one', () => {
    socket.hear('welcome', welcome({}));
    expect(link.facts.getState().link).toBe('live');
    vi.advanceTimersByTime(3_300);
    expect(link.facts.getState().link).toBe('stale');
    socket.hear('pulse', {
      serverTimeMillis: EPOCH_MILLIS + 3_300,
      head: { seq: 10, hash: 'h' },
      figures: null,
      freshness: [],
    });
    expect(link.facts.getState().link).toBe('live');
  });

  it('says why it was refused and does not come back', () => {
    const why = { code: 'HUB-001', zh: { message: 'x', tip: 'y' }, en: { message: 'x', tip: 'y' } };
    socket.hear('refused', why);
    socket.hear('disconnect', 'io server disconnect');
    vi.advanceTimersByTime(30_000);
    expect(link.facts.getState()).toMatchObject({ link: 'refused', fault: why });
    expect(socket.connected).toBe(false);
  });

  it('refuses another protocol version and unreadable columns with a numbered fault', () => {
    socket.hear('welcome', welcome({ protocolVersion: 2 }));
    expect(link.facts.getState().fault?.code).toBe('LIVE-002');
    const other = new FakeSocket();
    const second = connectLive({ base: '/', station: 'ring', openSocket: () => other });
    other.hear('welcome', welcome({}));
    other.hear('columns', new Uint8Array(70));
    vi.advanceTimersByTime(1);
    expect(second.facts.getState().fault?.code).toBe('LIVE-001');
    second.close();
  });

  it('returns by itself after the hub closed the connection', () => {
    socket.hear('welcome', welcome({}));
    socket.disconnect();
    socket.hear('disconnect', 'io server disconnect');
    vi.advanceTimersByTime(2_001);
    expect(socket.connected).toBe(true);
  });
});
