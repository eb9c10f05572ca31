/** The time axis of the last 24 hours: bars per quarter of an hour, marks at whole hours of the district's clock. Pure. */
import type { LiveFigures } from '../../model/contract/live.ts';
import { zonedFromMillis } from '../../model/frames/instant.ts';

const QUARTER = 15 * 60_000;
const HOUR = 4 * QUARTER;

export interface AxisBar {
  readonly startMillis: number;
  readonly count: number;
  /** Shares of the axis: where the bar begins, and its height against the highest. */
  readonly from: number;
  readonly height: number;
}

export interface Axis {
  readonly startMillis: number;
  readonly endMillis: number;
  readonly bars: readonly AxisBar[];
  readonly marks: readonly { readonly millis: number; readonly at: number }[];
  /** Share of the axis at which now stands. */
  readonly now: number;
  readonly peak: number;
}

/** The axis ends half an hour after the running quarter began, so that the now-line keeps room on its right. */
export function axisOf(figures: LiveFigures, nowMillis: number, timeZone: string, markEveryHours = 3): Axis {
  const counts = figures.reportedPerQuarter;
  const runningMillis = figures.quarterStartMillis;
  const startMillis = runningMillis - (counts.length - 1) * QUARTER;
  const spanMillis = runningMillis + 2 * QUARTER - startMillis;
  const share = (millis: number): number => (millis - startMillis) / spanMillis;
  const peak = Math.max(0, ...counts);

  const marks: { millis: number; at: number }[] = [];
  const localStart = zonedFromMillis(startMillis, timeZone);
  const step = markEveryHours * HOUR;
  const firstMark = startMillis + (Math.ceil(localStart / step) * step - localStart);
  for (let millis = firstMark; millis < startMillis + spanMillis; millis += step)
    marks.push({ millis, at: share(millis) });

  return {
    startMillis,
    endMillis: startMillis + spanMillis,
    bars: counts.map((count, index) => ({
      startMillis: startMillis + index * QUARTER,
      count,
      from: share(startMillis + index * QUARTER),
      height: peak > 0 ? count / peak : 0,
    })),
    marks,
    now: Math.min(1, Math.max(0, share(nowMillis))),
    peak,
  };
}

/** One step of the handle. */
const STEP_MILLIS = 5 * 60_000;
/** So near to now a hand on the axis means now: less than what one step of a key leaves behind. */
const NOW_MILLIS = STEP_MILLIS / 2;

/** One step of the handle as a share of the axis. */
export function stepShare({ startMillis, endMillis }: Axis): number {
  return STEP_MILLIS / (endMillis - startMillis);
}

/** The instant that a place on the axis means; null for now and all that is still to come. */
export function chosenMillis(axis: Axis, share: number, nowMillis: number): number | null {
  const millis = axis.startMillis + share * (axis.endMillis - axis.startMillis);
  return millis > nowMillis - NOW_MILLIS ? null : millis;
}

/** Width of one bar as a share of the axis. */
export function barShare(axis: Axis): number {
  return axis.bars.length > 1 ? axis.bars[1]!.from - axis.bars[0]!.from : 0;
}
