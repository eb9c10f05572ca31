/** Instants on the wire: RFC 3339 with an offset, or a local time with its declared zone. Inside: UTC epoch milliseconds. */

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(?:([Zz])|([+-])(\d{2}):(\d{2}))?$/;

/** Why a text is not an instant; the door turns it into its numbered fault. */
export type InstantProblem = 'format' | 'range' | 'zone-missing';

export type InstantResult = { ok: true; millis: number } | { ok: false; problem: InstantProblem };

/**
 * RFC 3339 §5.6 → epoch milliseconds. Leap second 60 is taken as the next second's start, as UTC-SLS clocks do.
 * Without an offset the `zone` (IANA) decides; without both it is a problem, never a guess.
 */
export function millisFromRfc3339(text: string, zone?: string): InstantResult {
  const match = RFC3339.exec(text);
  if (!match) return { ok: false, problem: 'format' };
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 60) return { ok: false, problem: 'range' };
  if (day < 1 || day > new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()) {
    return { ok: false, problem: 'range' };
  }
  const fractionMillis = match[7] ? Math.floor(Number(match[7]) * 1000) : 0;
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  local.setUTCHours(hour, minute, second, fractionMillis);
  const localMillis = local.getTime();
  if (match[8]) return { ok: true, millis: localMillis };
  if (match[9]) {
    const [offsetHour, offsetMinute] = [Number(match[10]), Number(match[11])];
    if (offsetHour > 23 || offsetMinute > 59) return { ok: false, problem: 'range' };
    const offsetMillis = (offsetHour * 60 + offsetMinute) * 60_000 * (match[9] === '-' ? -1 : 1);
    return { ok: true, millis: localMillis - offsetMillis };
  }
  if (!zone) return { ok: false, problem: 'zone-missing' };
  return { ok: true, millis: millisFromZoned(localMillis, zone) };
}

/** Fields of a local clock, as `Date.UTC` of that clock's reading: comparable, and free of the machine's own zone. */
export type LocalMillis = number;

const formatByZone = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formatByZone.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatByZone.set(zone, format);
  }
  return format;
}

/** The reading of a wall clock in `zone` at an instant. Throws RangeError on an unknown zone name. */
export function zonedFromMillis(millis: number, zone: string): LocalMillis {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(millis)) part[type] = Number(value);
  const wholeSeconds = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
  return wholeSeconds + (((millis % 1000) + 1000) % 1000);
}

/** The instant at which the clock in `zone` shows `localMillis`; in a gap or fold of summer time, the earlier offset. */
export function millisFromZoned(localMillis: LocalMillis, zone: string): number {
  const firstGuess = localMillis - (zonedFromMillis(localMillis, zone) - localMillis);
  return firstGuess + (localMillis - zonedFromMillis(firstGuess, zone));
}

export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false; // the only way Intl says "unknown zone"
    throw error;
  }
}
