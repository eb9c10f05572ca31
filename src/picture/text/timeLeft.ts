/** Time left or overdue in figures, short enough to stand beside a mark. */
import type { Language } from '../../model/faults/fault.ts';

const MINUTE = 60_000;

/** 剩 35 分 · 剩 3 时 05 分 · 超时 2 天 4 时; "35 min left", "2 d 4 h over". Whole minutes, rounded toward the deadline. */
export function timeLeftText(leftMillis: number, language: Language): string {
  const minutes = Math.floor(Math.abs(leftMillis) / MINUTE);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  if (language === 'zh') {
    const figure =
      days > 0
        ? `${days} 天 ${hours} 时`
        : hours > 0
          ? `${hours} 时 ${String(rest).padStart(2, '0')} 分`
          : `${rest} 分`;
    return `${leftMillis < 0 ? '超时' : '剩'} ${figure}`;
  }
  const figure =
    days > 0 ? `${days} d ${hours} h` : hours > 0 ? `${hours} h ${String(rest).padStart(2, '0')} min` : `${rest} min`;
  return `${figure} ${leftMillis < 0 ? 'over' : 'left'}`;
}
