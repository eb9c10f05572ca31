/** What all cards of things share: a name with a way to close it, rows of words and values, and of which package. */
import './thingCard.css';
import type { ReactNode } from 'react';
import type { Provenance } from '../../model/contract/answers.ts';
import { useWords } from '../i18n/language.ts';
import type { TextKey } from '../i18n/zh.ts';
import { useFormat } from '../station.ts';
import { SamplePlate } from '../ui/SamplePlate.tsx';

export type CardRow = readonly [label: TextKey, value: ReactNode];

interface CardFrameProps {
  readonly title: ReactNode;
  readonly closeWords: TextKey;
  readonly children: ReactNode;
  readonly testId?: string;
  onClose(): void;
}

export function CardFrame({ title, closeWords, children, testId, onClose }: CardFrameProps) {
  const { say } = useWords();
  return (
    <article className="thing-card" data-testid={testId}>
      <header>
        <h2 aria-live="polite">{title}</h2>
        <button type="button" className="button" aria-label={say(closeWords)} onClick={onClose}>
          ×
        </button>
      </header>
      {children}
    </article>
  );
}

export function CardRows({ rows }: { readonly rows: readonly CardRow[] }) {
  const { say } = useWords();
  return (
    <dl>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{say(label)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function CardSource({ provenance }: { readonly provenance: Provenance }) {
  const { say, name } = useWords();
  const format = useFormat();
  return (
    <p className="thing-card-source">
      {provenance.synthetic && <SamplePlate />} {say('package.of', { name: name(provenance) })} ·{' '}
      {say('state.asOf', { time: format.clock(provenance.asOfMillis) })}
    </p>
  );
}
