import type { EventOrigin } from '../../model/domain/cases.ts';
import { useWords } from '../i18n/language.ts';

/** Says that a thing is not a live record: simulated or replayed. Live ones carry nothing. */
export function OriginMark({ origin }: { origin: EventOrigin }) {
  const { say } = useWords();
  if (origin === 'live') return null;
  return <span className="plate origin-mark">{say(`origin.${origin}`)}</span>;
}
