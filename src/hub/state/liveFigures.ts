import type { LiveFigures } from '../../model/contract/live.ts';
import { isOpen } from '../../model/domain/cases.ts';
import { videoStatuses } from '../../model/domain/videoPoints.ts';
import { millisFromZoned, zonedFromMillis } from '../../model/frames/instant.ts';
import type { DistrictState } from './districtState.ts';

const DAY = 86_400_000;
export const QUARTER_MILLIS = 900_000;
const QUARTERS = 96;
const ONLINE = videoStatuses.indexOf('online');

/** Midnight of the district's local day at an instant. */
export function localMidnightMillis(nowMillis: number, timeZone: string): number {
  return millisFromZoned(Math.floor(zonedFromMillis(nowMillis, timeZone) / DAY) * DAY, timeZone);
}

/** The midnight after: local days have 23 to 25 hours. */
function nextLocalMidnightMillis(midnightMillis: number, timeZone: string): number {
  return localMidnightMillis(midnightMillis + 1.5 * DAY, timeZone);
}

/**
 * The day's figures. Due (GB/T 30428.4 as domain tables read it) = deadline today or closed today, voided ones aside;
 * closing rate on time = closed within the limit ÷ due. Everything counts by event time, so late events land where
 * they belong.
 */
export function liveFigures(
  state: DistrictState,
  nowMillis: number,
  timeZone: string,
  refusedEvents: number,
): LiveFigures {
  const todayMillis = localMidnightMillis(nowMillis, timeZone);
  const tomorrowMillis = nextLocalMidnightMillis(todayMillis, timeZone);
  const quarterStartMillis = Math.floor(nowMillis / QUARTER_MILLIS) * QUARTER_MILLIS;
  const firstQuarterMillis = quarterStartMillis - (QUARTERS - 1) * QUARTER_MILLIS;
  const reportedPerQuarter = new Array<number>(QUARTERS).fill(0);
  let [openCases, overdueCases, closedToday, reportedToday, onTimeClosed, dueCases] = [0, 0, 0, 0, 0, 0];
  for (const item of state.cases.values()) {
    const quarter = Math.floor((item.reportedMillis - firstQuarterMillis) / QUARTER_MILLIS);
    if (quarter >= 0) reportedPerQuarter[Math.min(quarter, QUARTERS - 1)]!++;
    if (item.reportedMillis >= todayMillis) reportedToday++;
    if (item.state === 'voided') continue;
    if (isOpen(item.state)) {
      openCases++;
      if (item.deadlineMillis < nowMillis) overdueCases++;
    }
    const isClosedToday = item.closedMillis !== null && item.closedMillis >= todayMillis;
    if (isClosedToday) closedToday++;
    const isDueToday = item.deadlineMillis >= todayMillis && item.deadlineMillis < tomorrowMillis;
    if (!isClosedToday && !isDueToday) continue;
    dueCases++;
    if (item.closedMillis !== null && item.closedMillis <= item.deadlineMillis) onTimeClosed++;
  }
  let videoOnline = 0;
  for (const status of state.videoStatus) if (status === ONLINE) videoOnline++;
  return {
    openCases,
    overdueCases,
    closedToday,
    reportedToday,
    onTimeClosed,
    dueCases,
    videoOnline,
    videoTotal: state.videoStatus.length,
    refusedEvents,
    reportedPerQuarter,
    quarterStartMillis,
  };
}
