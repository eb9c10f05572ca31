import { useWords } from '../i18n/language.ts';
import { useFormat, useLive, useStation } from '../station.ts';
import { KeyHint } from '../ui/KeyHint.tsx';
import { sumFreshness } from './freshness.ts';

export function TitleBar({ now, onLayers, onKeys }: { now: number; onLayers: () => void; onKeys: () => void }) {
  const { manifest } = useStation();
  const { say, name } = useWords();
  const format = useFormat();
  const sources = useLive((facts) => facts.freshness);
  const isLive = useLive((facts) => facts.link === 'live');
  const { fresh, all } = sumFreshness(sources, now);
  // Cut off from the hub nobody knows what feeds it.
  const isKnown = isLive && all > 0;
  return (
    <header className="wall-title">
      <h1>{say('wall.name', { district: name(manifest) })}</h1>
      <span className="wall-mode">{say('wall.mode')}</span>
      <div className="wall-tools">
        <button type="button" onClick={onLayers}>
          <KeyHint chord="y" /> {say('wall.key.layers')}
        </button>
        <button type="button" onClick={onKeys}>
          <KeyHint chord="?" /> {say('wall.key.sheet')}
        </button>
      </div>
      <span className="wall-feeds" data-whole={isKnown && fresh === all}>
        {isKnown ? say('wall.feeds', { fresh: format.number(fresh), all: format.number(all) }) : say('wall.feeds.none')}
      </span>
      <span className="wall-date">{format.date(now)}</span>
      <time className="wall-clock">{format.clock(now)}</time>
    </header>
  );
}
