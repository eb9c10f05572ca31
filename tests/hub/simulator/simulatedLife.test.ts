import { describe, expect, it } from 'vitest';
import { daysBefore } from '../../../src/hub/simulator/daysBefore.ts';
import type { Posted } from '../../../src/hub/simulator/postEvents.ts';
import type { Present } from '../../../src/hub/simulator/readPresent.ts';
import type { SimulatedDistrict } from '../../../src/hub/simulator/simulatedDistrict.ts';
import { SimulatedLife } from '../../../src/hub/simulator/simulatedLife.ts';
import type { EventReceipt } from '../../../src/model/contract/answers.ts';
import { type EventEnvelope, eventTypes, lonLatFromGeoUri } from '../../../src/model/contract/event.ts';
import type { VideoStatus } from '../../../src/model/domain/videoPoints.ts';
import { tinyFrame } from '../../support/tinyPackage.ts';

const START = Date.UTC(2026, 10, 24);
const BEAT = 1000;
const POINTS = 12_000;

/** A kilometre about the middle. */
const outlineCm = [
  [
    [
      [-50_000, -50_000],
      [50_000, -50_000],
      [50_000, 50_000],
      [-50_000, 50_000],
    ],
  ],
] as const;

const district: SimulatedDistrict = {
  timeZone: 'Asia/Shanghai',
  matters: [
    {
      ...{ code: '1', name: '事', nameEn: 'matter', departmentKey: 'd', closing: '', closingEn: '' },
      limit: { count: 1, unit: 'naturalDay' },
    },
  ],
  videoPointIds: Array.from({ length: POINTS }, (_, index) => `v${index}`),
  hazardIds: ['h1', 'h2'],
  replay: [],
  grids: [{ weight: 1, outlineCm, buildingEnuMeters: [[0, 0]] }],
  patrols: [],
  frame: tinyFrame,
};

const presentWith = (more: Partial<Present> = {}): Present => ({
  nowMillis: START,
  sources: new Set(),
  openCases: [],
  toldHazardIds: new Set(district.hazardIds),
  videoStatus: district.videoPointIds.map((_, index) => (index % 50 === 0 ? 'offline' : 'online')),
  ...more,
});

const lifeWith = (present = presentWith()): SimulatedLife =>
  new SimulatedLife({ district, seed: 'life', run: 'run', casesPerMinute: 6, present });

/** A door that takes everything. */
function accept(events: readonly EventEnvelope[], fromSeq: number): Posted[] {
  return events.map((event, index) => {
    const seq = fromSeq + index + 1;
    const caseId = event.type === eventTypes.matterReported ? { caseId: `C${seq}` } : {};
    return { event, receipt: { id: event.id, outcome: 'accepted', seq, ...caseId } };
  });
}

/** Lives a while; returns all that was told. */
function live(life: SimulatedLife, beats: number, from = START): EventEnvelope[] {
  const told: EventEnvelope[] = [];
  for (let beat = 1; beat <= beats; beat++) {
    const events = life.next(from + beat * BEAT);
    life.learn(events, accept(events, told.length));
    told.push(...events);
  }
  return told;
}

describe('a simulated day', () => {
  const told = live(lifeWith(), 86_400);
  const of = (type: string): EventEnvelope[] => told.filter((event) => event.type === type);

  it('stays within sixty thousand events, most of them about cases', () => {
    expect(of(eventTypes.matterReported).length).toBe(6 * 1440);
    expect(told.length).toBeLessThan(60_000);
    expect(told.length).toBeGreaterThan(50_000);
    expect(of(eventTypes.hazardReading).length).toBe(6 * 24);
    expect(of(eventTypes.windObserved).length).toBe(6 * 24 + 1);
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
  });

  it('has a wind from the start, and it turns with the hours', () => {
    const winds = of(eventTypes.windObserved).map(({ data }) => data as { fromDeg: number; metersPerSec: number });
    const degs = winds.map(({ fromDeg }) => fromDeg);
    expect(Math.max(...degs) - Math.min(...degs)).toBeGreaterThan(150);
    expect(winds.every(({ fromDeg, metersPerSec }) => fromDeg >= 0 && fromDeg <= 360 && metersPerSec > 0)).toBe(true);
    expect(told.findIndex(({ type }) => type === eventTypes.windObserved)).toBeLessThan(5);
  });

  it('tells changes of video points, and only changes', () => {
    const status = new Map(presentWith().videoStatus.map((now, index) => [`v${index}`, now]));
    const changes = of(eventTypes.videoPointStatus);
    for (const { subject, data } of changes) {
      const next = (data as { status: VideoStatus }).status;
      expect(status.get(subject!) === 'online').not.toBe(next === 'online');
      status.set(subject!, next);
    }
    expect(changes.length).toBe(4 * 1440);
    const down = [...status.values()].filter((now) => now !== 'online').length;
    expect(down).toBeGreaterThan(POINTS * 0.01);
    expect(down).toBeLessThan(POINTS * 0.03);
  });
});

describe('a restart', () => {
  const openCases = Array.from({ length: 200 }, (_, index) => {
    return { caseId: `K${index}`, state: 'reported', origin: 'simulated', reportedMillis: START } as const;
  });
  const stepsOf = (told: readonly EventEnvelope[]): string[] =>
    told
      .filter(({ type }) => type === eventTypes.caseAdvanced)
      .map(({ subject, time, data }) => `${subject} ${(data as { to: string }).to} ${time}`);

  it('goes on with each case as if nothing had happened, the neglected ones too', () => {
    const whole = stepsOf(live(lifeWith(presentWith({ openCases })), 5 * 3600));
    const first = lifeWith(presentWith({ openCases }));
    const before = stepsOf(live(first, 3600));
    const stateOf = new Map(before.map((step) => step.split(' ').slice(0, 2) as [string, 'filed']));
    const left = openCases
      .map((item) => ({ ...item, state: stateOf.get(item.caseId) ?? item.state }))
      .filter(({ state }) => (state as string) !== 'closed');
    const second = lifeWith(presentWith({ openCases: left, nowMillis: START + 3600 * BEAT }));
    const after = stepsOf(live(second, 4 * 3600, START + 3600 * BEAT));
    const mine = (steps: readonly string[]): string[] =>
      steps.filter((step) => openCases.some(({ caseId }) => step.startsWith(`${caseId} `))).sort();
    expect(mine([...before, ...after])).toEqual(mine(whole));
  });

  it('leaves cases of real people alone', () => {
    const own = [{ ...openCases[0]!, origin: 'live' as const }];
    const quiet = new SimulatedLife({
      ...{ district, seed: 'life', run: 'run', casesPerMinute: 1e-9 },
      present: presentWith({ openCases: own }),
    });
    expect(stepsOf(live(quiet, 5 * 3600))).toEqual([]);
  });
});

it('leaves a case that somebody else leads, and never asks twice', () => {
  const openCases = [{ caseId: 'C1', state: 'reported', origin: 'simulated', reportedMillis: START } as const];
  const life = lifeWith(presentWith({ openCases }));
  const late = START + 10 * 3_600_000;
  const steps = life.dueSteps(late);
  expect(steps.map(({ subject }) => subject)).toEqual(['C1']);
  const refused = { id: steps[0]!.id, outcome: 'refused', fault: {} } as unknown as EventReceipt;
  life.learn(steps, [{ event: steps[0]!, receipt: refused }]);
  expect(life.dueSteps(late)).toEqual([]);
});

describe('the month before', () => {
  const large: SimulatedDistrict = {
    ...district,
    grids: [
      { weight: 12_000, outlineCm, buildingEnuMeters: Array.from({ length: 1000 }, () => [10, 10] as const) },
      { weight: 30_000, outlineCm, buildingEnuMeters: Array.from({ length: 30_000 }, () => [300, 100] as const) },
    ],
  };
  const lots = daysBefore(large, 'seed', START);
  const times = lots.flat().map(({ time }) => Date.parse(time));

  it('is told the same every time, oldest first, and reaches a month back, more of it in the last week', () => {
    expect(daysBefore(large, 'seed', START)).toEqual(lots);
    expect(new Set(lots.flat().map(({ id }) => id)).size).toBe(times.length);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const daysAgo = times.map((millis) => (START - millis) / 86_400_000);
    expect(Math.min(...daysAgo)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...daysAgo)).toBeLessThan(30);
    expect(daysAgo.filter((days) => days < 7).length).toBe(6 * 1116);
    expect(times.length).toBe(6 * 1116 + 23 * 140);
  });

  it('leaves nothing lying', () => {
    const life = lifeWith();
    const matters = lots.flat();
    const closed = new Set<string>();
    life.learn(matters, accept(matters, 0));
    for (let steps = life.dueSteps(START); steps.length > 0; steps = life.dueSteps(START)) {
      life.learn(steps, accept(steps, 0));
      for (const { subject, data } of steps) if ((data as { to: string }).to === 'closed') closed.add(subject!);
    }
    expect(closed.size).toBe(matters.length);
  });

  it('has busy places: grids have matters by their weight', () => {
    const northMetersOf = ({ place }: EventEnvelope): number => {
      const [latDeg, lonDeg] = place!.slice('geo:'.length).split(',').map(Number) as [number, number];
      return tinyFrame.enuFromLonLat([lonDeg, latDeg])[1];
    };
    const matters = lots.flat();
    const nearFirst = matters.filter((event) => northMetersOf(event) < 50).length;
    expect(nearFirst / matters.length).toBeGreaterThan(0.24); // 12 of 42
    expect(nearFirst / matters.length).toBeLessThan(0.34);
  });
});

it('no matter is made up where nobody answers: beside a house at the border it is at the house', () => {
  const border = 50_000 / 100 - 2;
  const atBorder = { ...district, grids: [{ weight: 1, outlineCm, buildingEnuMeters: [[border, 0] as const] }] };
  const life = new SimulatedLife({
    ...{ district: atBorder, seed: 'border', run: 'run', casesPerMinute: 600, present: presentWith() },
  });
  const places = live(life, 60).filter(({ type }) => type === eventTypes.matterReported);
  const easts = places.map(({ place }) => tinyFrame.enuFromLonLat(lonLatFromGeoUri(place!)!)[0]);
  expect(easts.length).toBeGreaterThan(300);
  expect(Math.max(...easts)).toBeLessThan(500.01);
  expect(Math.min(...easts)).toBeLessThan(border - 5);
});
