import { describe, expect, it } from 'vitest';
import {
  type LimitUnit,
  lampTimes,
  standardWindowsMinutes,
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
    expect(lampTimes(local(start), { count, unit }, calendar).deadlineMillis).toBe(local(end));
  });

  it('yellow and red are where a minute-by-minute twin gets after 80 % and after all of the limit', () => {
    const random = new SeededRandom('twin');
    const worksAt = (millis: number): boolean => {
      const clock = new Date(millis + 8 * 3_600_000);
      const day = clock.toISOString().slice(0, 10);
      const minute = clock.getUTCHours() * 60 + clock.getUTCMinutes();
      const weekend = clock.getUTCDay() === 0 || clock.getUTCDay() === 6;
      const works = calendar.makeUpDays.has(day) || (!weekend && !calendar.holidays.has(day));
      return works && standardWindowsMinutes.some(([from, to]) => minute >= from && minute < to);
    };
    const walked = (start: number, minutes: number): number => {
      let [at, left] = [start, minutes];
      for (; left > 0; at += 60_000) if (worksAt(at)) left--;
      return at;
    };
    for (let round = 0; round < 12; round++) {
      const start = local('2026-09-28T00:00:00') + random.whole(0, 14 * 1440) * 60_000;
      const minutes = random.whole(1, 180) * 5; // 80 % are whole minutes, too
      const times = lampTimes(start, { count: minutes / 60, unit: 'workHour' }, calendar);
      expect(times.yellowMillis).toBeCloseTo(walked(start, minutes * 0.8), -1);
      expect(times.deadlineMillis).toBeCloseTo(walked(start, minutes), -1);
    }
  });

  it('running limits turn yellow at 80 % of the time', () => {
    const start = local('2026-11-24T22:00:00');
    expect(lampTimes(start, { count: 5, unit: 'urgentHour' }, calendar)).toEqual({
      yellowMillis: local('2026-11-25T02:00:00'),
      deadlineMillis: local('2026-11-25T03:00:00'),
    });
  });
});
