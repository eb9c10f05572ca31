/** Numbers, dates and spans in the language's own form, in the district's time zone. Minus is U+2212. */
import type { CountBand, ShownCount } from '../../model/domain/suppression.ts';
import type { Language } from '../../model/faults/fault.ts';
import { spanText } from '../../picture/text/timeLeft.ts';

export interface Format {
  number(value: number, fractionDigits?: number): string;
  percent(ratio: number, fractionDigits?: number): string;
  /** `h:mm`, or days where hours stop being readable: as the map says it. Sign left to the caller. */
  span(spanMillis: number): string;
  /** An age in words of the language: `6分12秒`, `6 m 12 s`. */
  age(spanMillis: number): string;
  /** `14:32` */
  time(millis: number): string;
  /** `14:32:08` */
  clock(millis: number): string;
  /** `11月24日 周二` */
  date(millis: number): string;
  /** `14:32` on the day of `nowMillis`, else with the date before it. */
  timeNear(millis: number, nowMillis: number): string;
  count(shown: ShownCount | CountBand): string;
}

/** `timeZone` is an IANA name. Throws RangeError on an unknown one, as Intl does. */
export function createFormat(language: Language, timeZone: string): Format {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const numbers = new Map<number, Intl.NumberFormat>();
  const digits = (fractionDigits: number): Intl.NumberFormat => {
    let format = numbers.get(fractionDigits);
    if (!format) {
      format = new Intl.NumberFormat(locale, {
        minimumFractionDigits: fractionDigits,
        maximumFractionDigits: fractionDigits,
      });
      numbers.set(fractionDigits, format);
    }
    return format;
  };
  const dated = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...options });
  const time = dated({ hour: '2-digit', minute: '2-digit' });
  const clock = dated({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const date = dated({ month: language === 'zh' ? 'long' : 'short', day: 'numeric', weekday: 'short' });
  const shortDate = dated({ month: language === 'zh' ? 'long' : 'short', day: 'numeric' });
  const dayKey = dated({ year: 'numeric', month: 'numeric', day: 'numeric' });

  const number = (value: number, fractionDigits = 0): string =>
    digits(fractionDigits).format(value).replace(/^-/, '\u2212');
  const units = language === 'zh' ? ['天', '小时', '分', '秒'] : [' d', ' h', ' min', ' s'];

  return {
    number,
    percent: (ratio, fractionDigits = 0) => `${number(ratio * 100, fractionDigits)}${language === 'zh' ? '%' : ' %'}`,
    span: (spanMillis) => spanText(spanMillis, language),
    age: (spanMillis) => {
      const seconds = Math.max(0, Math.floor(spanMillis / 1000));
      const parts = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
      const all = [...parts, seconds % 60];
      const first = all.findIndex((value) => value > 0);
      if (first < 0) return `0${units[3]}`;
      return all
        .slice(first, first + 2)
        .map((value, index) => (value > 0 ? `${value}${units[first + index]}` : ''))
        .filter(Boolean)
        .join(language === 'zh' ? '' : ' ');
    },
    time: (millis) => time.format(millis),
    clock: (millis) => clock.format(millis),
    date: (millis) =>
      language === 'zh'
        ? date
            .format(millis)
            .replace(/(星期|周)/, ' 周')
            .replace(/\s+/, ' ')
        : date.format(millis).replace(',', ''),
    timeNear: (millis, nowMillis) =>
      dayKey.format(millis) === dayKey.format(nowMillis)
        ? time.format(millis)
        : `${shortDate.format(millis)} ${time.format(millis)}`,
    count: (shown) => {
      if ('below' in shown) return `<${number(shown.below)}`;
      if ('value' in shown) return number(shown.value);
      if (shown.to === null) return `${number(shown.from)}+`;
      return shown.from === shown.to ? number(shown.from) : `${number(shown.from)}–${number(shown.to)}`;
    },
  };
}

/** A short countdown as `m:ss`. */
export function minutesSeconds(spanMillis: number): string {
  const seconds = Math.ceil(spanMillis / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
