import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectLive } from '../../src/live/connectLive.ts';
import type { LiveLink } from '../../src/live/links.ts';
import type { CaseView } from '../../src/model/contract/answers.ts';
import { encodeColumnFrame } from '../../src/model/contract/columnFrame.ts';
import {
  CLOSED_SHOWN_MILLIS,
  type Fact,
  type LiveFigures,
  type LiveWelcome,
  PROTOCOL_VERSION,
} from '../../src/model/contract/live.ts';
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

const toyCase: Omit<CaseView, 'caseId' | 'closedMillis'> = {
  openedSeq: 1,
  changedSeq: 1,
  state: 'handling',
  matterCode: 'm',
  title: '井盖破损',
  titleEn: 'Manhole broken',
  description: '',
  departmentKey: 'roads',
  lonLatDeg: [120.35, 36.08],
  enuMeters: [0, 0],
  gridId: 'g',
  buildingId: null,
  source: 'test',
  origin: 'simulated',
  originalMillis: null,
  reportedMillis: EPOCH_MILLIS,
  yellowMillis: EPOCH_MILLIS,
  deadlineMillis: EPOCH_MILLIS,
  limit: { count: 4, unit: 'workHour' },
  departmentName: '城管',
  departmentNameEn: 'City management',
  gridName: '001',
  gridNameEn: '001',
  streetName: '台东街道',
  streetNameEn: 'Taidong',
  communityName: '威海路社区',
  communityNameEn: 'Weihai Road',
  ownerUnit: null,
  gridHead: null,
  buildingName: null,
  buildingNameEn: null,
  lightBuildingIndex: null,
};

const noFigures: LiveFigures = {
  openCases: 0,
  overdueCases: 0,
  closedToday: 0,
  reportedToday: 0,
  onTimeClosed: 0,
  dueCases: 0,
  videoOnline: 0,
  videoTotal: 0,
  reportedPerQuarter: [],
  quarterStartMillis: 0,
};

const welcome = (part: Partial<LiveWelcome>): LiveWelcome => ({
  protocolVersion: PROTOCOL_VERSION,
  audience: 'public',
  districtHash: 'd',
  epoch: 'e1',
  head: { seq: 10, hash: 'h' },
  serverTimeMillis: EPOCH_MILLIS,
  reset: true,
  snapshot: { facts: [], columns: [] },
  figures: noFigures,
  freshness: [],
  ...part,
});

const columns = (index: number, status: number, presentAtMillis = 0): Uint8Array =>
  encodeColumnFrame({
    layer: 'videoPoint',
    room: 0,
    seqFrom: 0,
    seqTo: 0,
    presentAtMillis,
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
    expect(socket.last('hello')).toEqual({ protocolVersion: PROTOCOL_VERSION, station: 'ring' });
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
      figures: noFigures,
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

  it('refuses another protocol version with a numbered fault', () => {
    socket.hear('welcome', welcome({ protocolVersion: PROTOCOL_VERSION + 1 }));
    expect(link.facts.getState()).toMatchObject({ link: 'refused', fault: { code: 'LIVE-002' } });
  });

  it('shows columns at their own time', () => {
    socket.hear('welcome', welcome({}));
    socket.hear('columns', columns(0, 2, EPOCH_MILLIS + 100));
    vi.advanceTimersByTime(99);
    expect(link.videoPoints.status.length).toBe(0);
    vi.advanceTimersByTime(2);
    expect([...link.videoPoints.status]).toEqual([2]);
  });

  it('asks for everything anew when columns cannot be read, but not without end', () => {
    const hellos = () => socket.sent.filter(({ event }) => event === 'hello').map(({ values }) => values[0]);
    socket.hear('welcome', welcome({}));
    const before = hellos().length;
    for (let frame = 0; frame < 50; frame++) {
      socket.hear('columns', new Uint8Array(70));
      vi.advanceTimersByTime(20);
    }
    expect(link.facts.getState()).toMatchObject({ link: 'live', columnsFault: { code: 'LIVE-001' } });
    expect(hellos().slice(before)).toEqual([{ protocolVersion: PROTOCOL_VERSION, station: 'ring', districtHash: 'd' }]);
    socket.hear('welcome', welcome({ snapshot: { facts: [], columns: [columns(1, 1)] } }));
    expect(link.facts.getState().columnsFault).toBeNull();
    expect([...link.videoPoints.status]).toEqual([0, 1]);
    // Each snapshot as unreadable as the one before it: a minute of that.
    const answered = hellos().length;
    for (let second = 0; second < 60; second++) {
      socket.hear('columns', new Uint8Array(70));
      vi.advanceTimersByTime(1_000);
      if (second % 5 === 0) socket.hear('welcome', welcome({ snapshot: { facts: [], columns: [new Uint8Array(70)] } }));
    }
    expect(hellos().length - answered).toBeGreaterThan(0);
    expect(hellos().length - answered).toBeLessThanOrEqual(4);
  });

  it('asks for everything after a break that came before the answer', () => {
    socket.hear('welcome', welcome({}));
    socket.hear('columns', new Uint8Array(70));
    socket.disconnect();
    vi.advanceTimersByTime(100);
    socket.connect();
    expect(socket.last('hello')).not.toHaveProperty('since');
  });

  it('lets closed cases go when the hub would not tell them any more', () => {
    const caseFact = (seq: number, caseId: string, closedMillis: number | null): Fact => ({
      kind: 'case',
      seq,
      case: { ...toyCase, caseId, closedMillis },
    });
    const facts = [caseFact(1, 'open', null), caseFact(2, 'closed', EPOCH_MILLIS)];
    socket.hear('welcome', welcome({ audience: 'duty', snapshot: { facts, columns: [] } }));
    const pulse = (serverTimeMillis: number) =>
      socket.hear('pulse', { serverTimeMillis, head: { seq: 10, hash: 'h' }, figures: noFigures, freshness: [] });
    const held = link.facts.getState().cases;
    pulse(EPOCH_MILLIS + CLOSED_SHOWN_MILLIS);
    expect(link.facts.getState().cases).toBe(held);
    expect([...held.keys()]).toEqual(['open', 'closed']);
    pulse(EPOCH_MILLIS + CLOSED_SHOWN_MILLIS + 1);
    expect([...link.facts.getState().cases.keys()]).toEqual(['open']);
  });

  it('returns by itself after the hub closed the connection', () => {
    socket.hear('welcome', welcome({}));
    socket.disconnect();
    socket.hear('disconnect', 'io server disconnect');
    vi.advanceTimersByTime(2_001);
    expect(socket.connected).toBe(true);
  });
});
