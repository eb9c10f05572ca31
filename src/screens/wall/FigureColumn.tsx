import { useWords } from '../i18n/language.ts';
import { useFormat, useLive } from '../station.ts';
import { EmptyNotice } from '../ui/EmptyNotice.tsx';
import { figureBlocks } from './figures.ts';
import { sumFreshness } from './freshness.ts';

/** How we do: figures with definition, source and time; grey with their age as soon as the hub is silent. */
export function FigureColumn({ now }: { now: number }) {
  const words = useWords();
  const { say } = words;
  const format = useFormat();
  const figures = useLive((facts) => facts.figures);
  const sources = useLive((facts) => facts.freshness);
  const link = useLive((facts) => facts.link);
  const pulseMillis = useLive((facts) => facts.pulseMillis);
  const stale = link !== 'live';
  return (
    <section className="wall-figures" data-stale={stale} aria-label={say('wall.how')}>
      <h2>
        {say('wall.how')}
        <small>{say('wall.how.today')}</small>
      </h2>
      {figures && pulseMillis !== null ? (
        <ul>
          {figureBlocks(figures, sumFreshness(sources, stale ? pulseMillis : now), words, format).map((block) => (
            <li key={block.key} data-figure={block.key}>
              <h3>{block.name}</h3>
              <p className="wall-figure-value">
                <strong>{block.value}</strong> {block.unit}
              </p>
              <p>{block.what}</p>
              <p className="wall-figure-source">
                {stale
                  ? say('state.age', { age: format.age(now - pulseMillis) })
                  : say('wall.figure.source', { source: say(block.source), time: format.clock(pulseMillis) })}
              </p>
            </li>
          ))}
        </ul>
      ) : (
        <EmptyNotice reason={say('link.connecting')} />
      )}
    </section>
  );
}
