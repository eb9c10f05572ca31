import './qualityLine.css';
import { useEffect, useState } from 'react';
import type { QualityState } from '../../picture/quality/runningQuality.ts';
import { choiceFrom, type QualityChoice, qualityChoices } from '../../picture/quality/tiers.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat } from '../station.ts';
import { keepQuality } from './quality.ts';

/** A picture that tells its quality, and takes another where it may be drawn otherwise than its neighbours. */
export interface QualityView {
  readonly quality: QualityState;
  setQuality?(choice: QualityChoice): void;
}

/** What the picture is drawn with: which quality, why, on what; another by hand, which this screen keeps. */
export function QualityLine({ view }: { view: QualityView | null }) {
  const [state, setState] = useState<QualityState | null>(null);
  useEffect(() => {
    if (!view) return;
    const read = (): void => setState((before) => (isSame(before, view.quality) ? before : view.quality));
    read();
    const timer = window.setInterval(read, 1000);
    return () => window.clearInterval(timer);
  }, [view]);
  if (!view || !state) return null;
  const choose = (choice: QualityChoice): void => {
    keepQuality(choice);
    view.setQuality?.(choice);
    setState(view.quality);
  };
  return <QualityFacts state={state} onChoose={view.setQuality ? choose : null} />;
}

/** The state is flat: what is read each second is mostly what was read before. */
function isSame(before: QualityState | null, next: QualityState): boolean {
  return before !== null && JSON.stringify(before) === JSON.stringify(next);
}

interface QualityFactsProps {
  readonly state: QualityState;
  /** Null where only the address chooses. */
  readonly onChoose: ((choice: QualityChoice) => void) | null;
}

function QualityFacts({ state, onChoose }: QualityFactsProps) {
  const { say } = useWords();
  const format = useFormat();
  const { choice, tier, reason, renderer, probedFrameMillis, frameMillisP95, isTooSlow, below } = state;
  return (
    <section className="quality-line" aria-label={say('quality.title')} data-testid="quality" data-tier={tier}>
      {onChoose ? (
        <label>
          {say('quality.title')}{' '}
          <select value={choice} onChange={(event) => onChoose(choiceFrom(event.target.value) ?? 'auto')}>
            {qualityChoices.map((one) => (
              <option key={one} value={one}>
                {say(`quality.${one}`)}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <strong>{say('quality.title')}</strong>
      )}
      <p>
        {say(`quality.${tier}`)} · {say(`quality.reason.${reason}`)}
        {probedFrameMillis !== null && ` · ${say('quality.frame', { millis: format.number(probedFrameMillis, 1) })}`}
      </p>
      {renderer && <p className="quality-line-renderer">{renderer}</p>}
      {!onChoose && <p>{say('quality.byAddress')}</p>}
      {isTooSlow && (
        <p role="alert">
          {say('quality.slow', { millis: format.number(frameMillisP95 ?? 0) })}{' '}
          {below && onChoose ? (
            <button type="button" className="button" onClick={() => onChoose(below)}>
              {say('quality.slow.take', { tier: say(`quality.${below}`) })}
            </button>
          ) : (
            say('quality.slow.none')
          )}
        </p>
      )}
    </section>
  );
}
