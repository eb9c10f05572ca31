import { describe, expect, it } from 'vitest';
import { batchesOf } from '../../../src/hub/simulator/postEvents.ts';
import { readSimulatedDistrict } from '../../../src/hub/simulator/simulatedDistrict.ts';
import { SimulatedLife } from '../../../src/hub/simulator/simulatedLife.ts';
import {
  isPatrolDue,
  MOST_PATROLS,
  PATROL_TELLS_MILLIS,
  type PatrolledGrid,
  patrolPlaceAt,
  patrolsOf,
} from '../../../src/hub/simulator/simulatedPatrols.ts';
import { eventTypes } from '../../../src/model/contract/event.ts';
import { type MultiPolygon, type Point2, sideOfMultiPolygon } from '../../../src/model/geometry/polygon.ts';
import { openTestHub } from '../../support/hub.ts';
import { toyDistrict } from '../../support/toyDistrict.ts';
import { post } from '../../support/toyEvents.ts';

/** 400 m wide and deep, about the middle. */
const outlineCm: MultiPolygon = [
  [
    [
      [-20_000, -20_000],
      [20_000, -20_000],
      [20_000, 20_000],
      [-20_000, 20_000],
    ],
  ],
];
const officer = (staffId: string): PatrolledGrid => ({ staffId, outlineCm });
const crossing: Point2[] = [
  [-90_000, 5_000],
  [90_000, 5_000],
];
const HOUR = 3_600_000;
const TEN_IN_SHANGHAI = Date.UTC(2026, 10, 24, 2);

describe('a patrol', () => {
  it('walks the part of a street that lies in its grid, there and back, at a walk', () => {
    const [patrol] = patrolsOf([officer('a')], [crossing]);
    const easts: number[] = [];
    for (let seconds = 0; seconds <= 1_500; seconds += 10) {
      const [east, north] = patrolPlaceAt(patrol!, TEN_IN_SHANGHAI + seconds * 1_000);
      expect(north).toBeCloseTo(50, 6);
      easts.push(east);
    }
    expect(Math.max(...easts)).toBeLessThanOrEqual(200);
    expect(Math.min(...easts)).toBeGreaterThanOrEqual(-200);
    expect(Math.max(...easts) - Math.min(...easts)).toBeGreaterThan(300);
    const steps = easts.slice(1).map((east, index) => Math.abs(east - easts[index]!));
    expect(Math.max(...steps)).toBeLessThanOrEqual(11.001);
  });

  it('goes around its grid where no street crosses it, just within the edge', () => {
    const [patrol] = patrolsOf([officer('a')], []);
    for (let minutes = 0; minutes < 60; minutes++) {
      const [east, north] = patrolPlaceAt(patrol!, TEN_IN_SHANGHAI + minutes * 60_000);
      expect(sideOfMultiPolygon(outlineCm, east * 100, north * 100)).toBe('inside');
      expect(Math.max(Math.abs(east), Math.abs(north))).toBeGreaterThan(195);
    }
  });

  it('stays within a grid that turns: an L', () => {
    const turning: MultiPolygon = [
      [
        [
          [0, 0],
          [40_000, 0],
          [40_000, 10_000],
          [10_000, 10_000],
          [10_000, 40_000],
          [0, 40_000],
        ],
      ],
    ];
    const [patrol] = patrolsOf([{ staffId: 'a', outlineCm: turning }], []);
    const places: Point2[] = [];
    for (let seconds = 0; seconds < 3_600; seconds += 5) {
      places.push(patrolPlaceAt(patrol!, TEN_IN_SHANGHAI + seconds * 1_000));
    }
    expect(places.filter(([x, y]) => sideOfMultiPolygon(turning, x * 100, y * 100) !== 'inside')).toEqual([]);
    expect(Math.max(...places.map(([east]) => east))).toBeGreaterThan(390); // to the end of both arms
    expect(Math.max(...places.map(([, north]) => north))).toBeGreaterThan(390);
  });

  it('is one of sixty at most, spread over the officers', () => {
    const patrols = patrolsOf(
      Array.from({ length: 135 }, (_, row) => officer(`o${row}`)),
      [crossing],
    );
    expect(patrols.length).toBeLessThanOrEqual(MOST_PATROLS);
    expect(patrols.length).toBeGreaterThan(MOST_PATROLS / 2);
    expect(patrols.at(-1)!.staffId).toMatch(/^o13\d$/);
  });

  it('tells where it is once in ninety seconds by day, and one in three by night', () => {
    const told = (staffId: string, fromMillis: number): number => {
      let count = 0;
      for (let at = 0; at < HOUR; at += 1_000) {
        if (isPatrolDue(staffId, fromMillis + at, fromMillis + at + 1_000, 'Asia/Shanghai')) count++;
      }
      return count;
    };
    const ids = Array.from({ length: 30 }, (_, row) => `o${row}`);
    expect(ids.map((id) => told(id, TEN_IN_SHANGHAI))).toEqual(ids.map(() => HOUR / PATROL_TELLS_MILLIS));
    const night = ids.filter((id) => told(id, TEN_IN_SHANGHAI + 14 * HOUR) > 0).length;
    expect(night).toBeGreaterThan(3);
    expect(night).toBeLessThan(20);
  });
});

it('patrols of a baked district are taken by its hub, wherever they walk', async () => {
  const packageFolder = await toyDistrict();
  const district = readSimulatedDistrict(packageFolder);
  expect(district.patrols.length).toBeGreaterThan(2);
  const present = {
    ...{ nowMillis: TEN_IN_SHANGHAI, sources: new Set<string>(), openCases: [] },
    ...{ toldHazardIds: new Set<string>(), videoStatus: [] },
  };
  const life = new SimulatedLife({ district, seed: 's', run: 'r', casesPerMinute: 1e-9, present });
  const told = [];
  for (let minutes = 1; minutes <= 60; minutes++) told.push(...life.next(TEN_IN_SHANGHAI + minutes * 60_000));
  const patrols = told.filter(({ type }) => type === eventTypes.patrolPosition);
  expect(new Set(patrols.map(({ subject }) => subject)).size).toBe(district.patrols.length);
  const hub = await openTestHub({ packageFolder });
  const receipts = (await Promise.all(batchesOf(patrols).map((batch) => post(hub.address, batch)))).flatMap(
    (answer) => answer.receipts,
  );
  expect(receipts).toHaveLength(patrols.length);
  expect(receipts.filter(({ outcome }) => outcome !== 'accepted')).toEqual([]);
  expect(JSON.stringify(patrols)).not.toMatch(/\p{Script=Han}/u); // codes of posts, no names
  await hub.close();
});
