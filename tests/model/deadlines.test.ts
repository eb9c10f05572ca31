import { describe, expect, it } from 'vitest';
import {
  deadlineMillis,
  type LimitUnit,
  lampOf,
  lampTimes,
  standardWindowsMinutes,
  usedRatio,
  type WorkCalendar,
} from '../../src/model/domain/deadlines.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';

const calendar: WorkCalendar = {
  timeZone: 'Asia/Shanghai',
  windowsMinutes: standardWindowsMinutes,
  holidays: new Set(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07']),
  makeUpDays: new Set(['2026-10-10']), // a Saturday
};
/** Asia/Shanghai is UTC+8 all year. */
const local = (text: string): number => Date.parse(`${text}+08:00`);

describe('deadlines of the published rules', () => {
  it.each<[string, number, LimitUnit, string]>([
    ['2026-11-20T17:30:00', 1, 'workHour', '2026-11-23T08:30:00'], // Friday evening → Monday
    ['2026-11-24T11:50:00', 1 / 3, 'workHour', '2026-11-24T14:10:00'], // over the noon break
    ['2026-09-30T17:00:00', 2, 'workHour', '2026-10-08T09:00:00'], // National Day week skipped
    ['2026-10-09T17:00:00', 2, 'workHour', '2026-10-10T09:00:00'], // the make-up Saturday counts
    ['2026-11-21T10:00:00', 1, 'workDay', '2026-11-23T18:00:00'], // starts outside: next window
    ['2026-11-24T22:00:00', 6, 'urgentHour', '2026-11-25T04:00:00'],
    ['2026-10-01T09:00:00', 2, 'naturalDay', '2026-10-03T09:00:00'],
  ])('%s + %d %s = %s', (start, count, unit, end) => {
    expect(deadlineMillis(local(start), { count, unit }, calendar)).toBe(local(end));
  });

  it('elapsed is the inverse: at the deadline the whole limit is used', () => {
    const random = new SeededRandom('deadlines');
    for (let round = 0; round < 300; round++) {
      const start = local('2026-09-20T00:00:00') + random.whole(0, 40 * 1440) * 60_000;
      const limit = {
        count: random.whole(1, 20),
        unit: random.pick(['workHour', 'workDay', 'urgentHour', 'naturalDay'] as const),
      };
      expect(usedRatio(start, deadlineMillis(start, limit, calendar), limit, calendar)).toBeCloseTo(1, 9);
    }
  });

  it('a deadline never lies outside work windows, by a minute-by-minute twin', () => {
    const random = new SeededRandom('twin');
    for (let round = 0; round < 12; round++) {
      const start = local('2026-09-28T00:00:00') + random.whole(0, 14 * 1440) * 60_000;
      const minutes = random.whole(1, 900);
      let [at, left] = [start, minutes];
      while (left > 0) {
        const clock = new Date(at + 8 * 3_600_000);
        const day = clock.toISOString().slice(0, 10);
        const minute = clock.getUTCHours() * 60 + clock.getUTCMinutes();
        const weekend = clock.getUTCDay() === 0 || clock.getUTCDay() === 6;
        const works = calendar.makeUpDays.has(day) || (!weekend && !calendar.holidays.has(day));
        if (works && standardWindowsMinutes.some(([from, to]) => minute >= from && minute < to)) left--;
        at += 60_000;
      }
      expect(deadlineMillis(start, { count: minutes / 60, unit: 'workHour' }, calendar)).toBeCloseTo(at, -1);
    }
  });

  it('lamps: ≤ 80 % green, ≤ 100 % yellow, then red', () => {
    expect([0, 0.8, 0.81, 1, 1.01].map(lampOf)).toEqual(['green', 'green', 'yellow', 'yellow', 'red']);
    const start = local('2026-11-24T08:00:00');
    const { yellowMillis, deadlineMillis: due } = lampTimes(start, { count: 5, unit: 'workHour' }, calendar);
    expect(yellowMillis).toBe(local('2026-11-24T12:00:00'));
    expect(due).toBe(local('2026-11-24T15:00:00'));
  });
});
