import type { Lamp } from '../../model/domain/deadlines.ts';
import { useWords } from '../i18n/language.ts';

const shapes: Readonly<Record<Lamp, React.ReactNode>> = {
  green: <circle cx="6" cy="6" r="5.4" />,
  yellow: <path d="M6 0 12 6 6 12 0 6z" />,
  red: <path d="M0.6 0.6h10.8v10.8H0.6z" />,
};

/** A limit's light: shape and colour together (disc, diamond, square), always with its time in figures beside it. */
export function LampMark({ lamp, children }: { lamp: Lamp; children: React.ReactNode }) {
  const { say } = useWords();
  return (
    <span className={`lamp lamp-${lamp}`}>
      <svg viewBox="0 0 12 12" role="img" aria-label={say(`lamp.${lamp}`)}>
        <title>{say(`lamp.${lamp}`)}</title>
        {shapes[lamp]}
      </svg>
      {children}
    </span>
  );
}
