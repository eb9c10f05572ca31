import type { FaultAnswer } from '../../model/faults/fault.ts';
import { useWords } from '../i18n/language.ts';

/** A fault where it hit: what is wrong, what to do, its code, and a way to try again where there is one. */
export function FaultNotice({ fault, onRetry }: { fault: FaultAnswer; onRetry?: () => void }) {
  const { language, say } = useWords();
  const text = fault[language];
  return (
    <div className="notice" role="alert">
      <p>{text.message}</p>
      <p className="notice-tip">{text.tip}</p>
      <p className="notice-code">{fault.path ? `${fault.code} · ${fault.path}` : fault.code}</p>
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          {say('state.retry')}
        </button>
      )}
    </div>
  );
}
