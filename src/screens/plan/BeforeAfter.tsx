import { useEffect, useState } from 'react';
import type { ComparisonAnswer } from '../../model/contract/comparison.ts';
import type { CityView } from '../../picture/cityView.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat } from '../station.ts';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import type { Answer } from '../useAnswer.ts';

const SHOWN_IDS = 50;
const kinds = ['added', 'changed', 'removed'] as const;

export interface BeforeAfterProps {
  readonly view: CityView | null;
  readonly answer: Answer<ComparisonAnswer>;
  readonly isOn: boolean;
  onSwitch(isOn: boolean): void;
  /** A building that the package of now has. */
  onShow(buildingId: string): void;
}

/** The earlier package beside this one: on and off, and which buildings tell the two apart. Nothing where there is none. */
export function BeforeAfter({ view, answer, isOn, onSwitch, onShow }: BeforeAfterProps) {
  const { say, name } = useWords();
  const format = useFormat();
  const before = answer.value?.before ?? null;
  const [kind, setKind] = useState<(typeof kinds)[number] | null>(null);
  useEffect(() => view?.compareWith(isOn ? before : null), [view, isOn, before]);

  if (answer.fault) return <FaultNotice fault={answer.fault} onRetry={answer.retry} />;
  const buildings = answer.value?.buildings;
  if (!before || !buildings) return null;
  const listed = kind === null ? [] : buildings[kind];
  return (
    <section className="plan-before" aria-label={say('swipe.title')} data-testid="before-after">
      <h2>{say('swipe.title')}</h2>
      <label>
        <input type="checkbox" checked={isOn} onChange={() => onSwitch(!isOn)} />{' '}
        {say('swipe.with', { name: name(before), hash: before.districtHash.slice(0, 8) })}
      </label>
      <p className="plan-before-kinds">
        {kinds.map((one) => (
          <button
            key={one}
            type="button"
            className="button"
            aria-pressed={kind === one}
            onClick={() => setKind(kind === one ? null : one)}
          >
            {say(`swipe.${one}`)} {format.number(buildings[one].length)}
          </button>
        ))}
      </p>
      <ul>
        {listed.slice(0, SHOWN_IDS).map((id) => (
          <li key={id}>
            {kind === 'removed' ? (
              <code>{id}</code>
            ) : (
              <button type="button" onClick={() => onShow(id)}>
                <code>{id}</code>
              </button>
            )}
          </li>
        ))}
      </ul>
      {listed.length > SHOWN_IDS && (
        <p className="plan-how">{say('swipe.more', { count: format.number(listed.length - SHOWN_IDS) })}</p>
      )}
    </section>
  );
}
