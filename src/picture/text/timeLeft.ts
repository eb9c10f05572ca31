/** Time to a limit in the one form that map, queue and card share: `h:mm`, days where hours stop being readable. */
import type { Language } from '../../model/faults/fault.ts';

const MINUTE = 60_000;
/** Beyond this many hours `h:mm` is no longer read at a glance; days are. */
const LONGEST_HOURS = 100;

/** `3:05`, `0:35`; `4天`, `4 d` from 100 hours on. The sign is left to the caller; whole minutes, rounded down. */
export function spanText(spanMillis: number, language: Language): string {
  const minutes = Math.floor(Math.abs(spanMillis) / MINUTE);
  const hours = Math.floor(minutes / 60);
  if (hours < LONGEST_HOURS) return `${hours}:${String(minutes % 60).padStart(2, '0')}`;
  return `${Math.floor(hours / 24)}${language === 'zh' ? '天' : ' d'}`;
}

/** 剩 3:05 · 超 18:26; "3:05 left", "18:26 over". */
export function timeLeftText(leftMillis: number, language: Language): string {
  const span = spanText(leftMillis, language);
  if (language === 'zh') return `${leftMillis < 0 ? '超' : '剩'} ${span}`;
  return `${span} ${leftMillis < 0 ? 'over' : 'left'}`;
}
