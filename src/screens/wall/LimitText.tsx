import type { Lamp } from '../../model/domain/deadlines.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat } from '../station.ts';
import { LampMark } from '../ui/LampMark.tsx';

/** Time left or overdue, with its lamp: the one way the wall says a limit. */
export function LimitText({ lamp, leftMillis, long }: { lamp: Lamp; leftMillis: number; long?: boolean }) {
  const { say } = useWords();
  const time = useFormat().span(leftMillis);
  const over = leftMillis < 0;
  return (
    <LampMark lamp={lamp}>
      {say(long ? (over ? 'lamp.overLong' : 'lamp.leftLong') : over ? 'lamp.over' : 'lamp.left', { time })}
    </LampMark>
  );
}
