import { useWords } from '../i18n/language.ts';
import { KeyHint } from './KeyHint.tsx';
import type { KeyBinding } from './keys.ts';

export function KeySheet({ bindings }: { bindings: readonly KeyBinding[] }) {
  const { say } = useWords();
  return (
    <div className="key-sheet" role="dialog" aria-label={say('keys.title')}>
      <div>
        <h2>{say('keys.title')}</h2>
        <dl>
          {bindings.map(({ keys, label }) => (
            <div key={label} style={{ display: 'contents' }}>
              <dt>
                {keys.map((chord) => (
                  <KeyHint key={chord} chord={chord} />
                ))}
              </dt>
              <dd>{say(label)}</dd>
            </div>
          ))}
        </dl>
        <p>{say('keys.close')}</p>
      </div>
    </div>
  );
}
