/**
 * Time limits of cases. Units: urgent hours and natural days run through nights and holidays; work hours and work days
 * count only inside work windows of the calendar (default 08–12 and 14–18, Monday to Friday, holidays and make-up days).
 */
import { millisFromZoned, zonedFromMillis } from '../frames/instant.ts';

export const limitUnits = ['urgentHour', 'workHour', 'workDay', 'naturalDay'] as const;
export type LimitUnit = (typeof limitUnits)[number];

export interface TimeLimit {
  readonly count: number;
  readonly unit: LimitUnit;
}

export interface WorkCalendar {
  readonly timeZone: string;
  /** Work windows of a work day in minutes after local midnight, in order. */
  readonly windowsMinutes: readonly (readonly [from: number, to: number])[];
  /** Local dates `YYYY-MM-DD` on which nobody works although it is a weekday. */
  readonly holidays: ReadonlySet<string>;
  /** Weekend dates on which people do work (调休). */
  readonly makeUpDays: ReadonlySet<string>;
}

export const standardWindowsMinutes = [
  [8 * 60, 12 * 60],
  [14 * 60, 18 * 60],
] as const;

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const WORK_DAY_HOURS = 8;

function isWorkDay(localDayMillis: number, calendar: WorkCalendar): boolean {
  const date = new Date(localDayMillis);
  const key = date.toISOString().slice(0, 10);
  if (calendar.makeUpDays.has(key)) return true;
  if (calendar.holidays.has(key)) return false;
  const weekday = date.getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** Walks work windows in local time from `startMillis`, consuming minutes; the last minute ends inside a window. */
function addWorkMinutes(startMillis: number, minutes: number, calendar: WorkCalendar): number {
  const localStart = zonedFromMillis(startMillis, calendar.timeZone);
  let restMillis = minutes * MINUTE;
  let day = Math.floor(localStart / DAY) * DAY;
  // A calendar without any work window for two years is broken data, not a long wait.
  for (let walked = 0; walked < 800; walked++, day += DAY) {
    if (!isWorkDay(day, calendar)) continue;
    for (const [from, to] of calendar.windowsMinutes) {
      const opens = Math.max(day + from * MINUTE, localStart);
      const openMillis = day + to * MINUTE - opens;
      if (openMillis <= 0) continue;
      if (restMillis <= openMillis) return millisFromZoned(opens + restMillis, calendar.timeZone);
      restMillis -= openMillis;
    }
  }
  throw new RangeError('work calendar has no work windows');
}

/** When a limit that starts at `startMillis` runs out. */
function deadlineMillis(startMillis: number, limit: TimeLimit, calendar: WorkCalendar): number {
  switch (limit.unit) {
    case 'urgentHour':
      return startMillis + limit.count * 60 * MINUTE;
    case 'naturalDay':
      return startMillis + limit.count * DAY;
    case 'workHour':
      return addWorkMinutes(startMillis, limit.count * 60, calendar);
    case 'workDay':
      return addWorkMinutes(startMillis, limit.count * WORK_DAY_HOURS * 60, calendar);
  }
}

export type Lamp = 'green' | 'yellow' | 'red';

/** Share of the limit up to which a case is green; to the whole of it yellow, then red. */
const GREEN_SHARE = 0.8;

/** Instants at which a running case turns yellow and red: screens colour by these and need no calendar. */
export function lampTimes(
  startMillis: number,
  limit: TimeLimit,
  calendar: WorkCalendar,
): { yellowMillis: number; deadlineMillis: number } {
  const yellow = { count: limit.count * GREEN_SHARE, unit: limit.unit };
  return {
    yellowMillis: deadlineMillis(startMillis, yellow, calendar),
    deadlineMillis: deadlineMillis(startMillis, limit, calendar),
  };
}
