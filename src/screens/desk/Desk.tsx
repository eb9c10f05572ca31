/** The director's desk: how every screen does, and all of them to one place at one shared time. */
import './desk.css';
import { useMemo, useRef, useState } from 'react';
import { type Group, groups } from '../../model/contract/stage.ts';
import { setLanguage, useWords } from '../i18n/language.ts';
import { withoutLevelWords } from '../levelWords.ts';
import { useFormat, useNow, useStage, useStation } from '../station.ts';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';
import { KeySheet } from '../ui/KeySheet.tsx';
import { type KeyBinding, useKeys } from '../ui/keys.ts';
import { LanguageSwitch } from '../ui/LanguageSwitch.tsx';
import { LinkBanner } from '../ui/LinkBanner.tsx';
import { SamplePlate } from '../ui/SamplePlate.tsx';
import { SearchBox } from '../ui/SearchBox.tsx';
import { useAnswer } from '../useAnswer.ts';
import { LeaseBar } from './LeaseBar.tsx';
import { changeLines, districtAreas, hitPlace, type Place, presetPlaces } from './places.ts';
import { ScreenTable } from './ScreenTable.tsx';
import { StageNotice } from './StageNotice.tsx';
import { type Act, type ActResult, FLIGHT_MILLIS, useDirector } from './useDirector.ts';

const PRESET_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export function Desk() {
  const { manifest, questions, stage, screenName } = useStation();
  const words = useWords();
  const { language, say, name } = words;
  const format = useFormat();
  const now = useNow();
  const screens = useStage((facts) => facts.screens);
  const lease = useStage((facts) => facts.lease);
  const connected = useStage((facts) => facts.connected);
  const director = useDirector();
  const [place, setPlace] = useState<Place | null>(null);
  const [chosen, setChosen] = useState<readonly Group[]>(['wall', 'ring']);
  const [sheetOpen, setSheetOpen] = useState(false);
  const searchInput = useRef<HTMLInputElement>(null);
  const asked = useAnswer(manifest.districtHash, (signal) => questions.areas(manifest.districtHash, signal));
  const areas = useMemo(() => (asked.value ? districtAreas(asked.value) : null), [asked.value]);
  const presets = useMemo(() => presetPlaces(manifest, areas), [manifest, areas]);

  const mine = connected && lease.holder === screenName && lease.expiresMillis !== null && lease.expiresMillis > now;
  const mayGo = mine && place !== null && chosen.length > 0;
  const go = (): void => {
    if (place && mayGo) director.go(place, chosen);
  };
  const bindings: readonly KeyBinding[] = [
    { keys: ['Enter'], label: 'desk.go', run: go },
    { keys: ['z'], label: 'desk.recall', run: () => mine && director.recall() },
    { keys: ['t'], label: 'desk.lease.take', run: () => connected && director.takeLease(false) },
    { keys: ['/'], label: 'plan.key.search', run: () => searchInput.current?.focus() },
    { keys: PRESET_KEYS, label: 'desk.places', run: (chord) => setPlace(presets[Number(chord) - 1] ?? place) },
    { keys: ['l'], label: 'wall.key.language', run: () => setLanguage(language === 'zh' ? 'en' : 'zh') },
    { keys: ['Escape'], label: 'plan.clear', run: () => (sheetOpen ? setSheetOpen(false) : setPlace(null)) },
    { keys: ['?'], label: 'wall.key.sheet', run: () => setSheetOpen(!sheetOpen) },
  ];
  useKeys(bindings);

  const toggle = (group: Group): void =>
    setChosen(groups.filter((one) => (one === group ? !chosen.includes(one) : chosen.includes(one))));
  const clockError = stage.clock.errorMillis();
  return (
    <main className="station desk">
      <header className="desk-bar">
        <h1>{say('desk.name')}</h1>
        <SamplePlate />
        <LeaseBar mine={mine} lease={lease} now={now} connected={connected} director={director} />
        <LanguageSwitch />
        <span className="desk-clock-error">
          {clockError === null
            ? say('desk.clock.none')
            : say('desk.clock', { error: `${format.number(clockError, 1)} ms` })}
        </span>
        <time>{format.clock(now)}</time>
      </header>
      <div className="desk-link">
        <LinkBanner />
        <StageNotice />
      </div>
      <ScreenTable screens={screens} connected={connected} now={now} />
      <section className="desk-places">
        <h2>{say('desk.places')}</h2>
        <SearchBox
          placeholder={say('desk.places.search')}
          inputRef={searchInput}
          focusKey="/"
          onChoose={(hit) => setPlace(hitPlace(hit, areas))}
        />
        {asked.fault && <FaultNotice fault={asked.fault} onRetry={asked.retry} />}
        <ol>
          {presets.map((preset, index) => (
            <li key={preset.key}>
              <button
                type="button"
                aria-pressed={preset.key === place?.key}
                data-place={preset.key}
                onClick={() => setPlace(preset)}
              >
                {PRESET_KEYS[index] && <KeyHint chord={PRESET_KEYS[index]} />}
                <span>{preset.key === 'home' ? say('desk.places.home') : withoutLevelWords(name(preset))}</span>
              </button>
            </li>
          ))}
        </ol>
      </section>
      <section className="desk-change" aria-live="polite">
        <h2>{say('desk.groups')}</h2>
        <div className="desk-groups">
          {groups.map((group) => (
            <button key={group} type="button" aria-pressed={chosen.includes(group)} onClick={() => toggle(group)}>
              {say(`desk.group.${group}`)}
            </button>
          ))}
        </div>
        <h2>{say('desk.change')}</h2>
        <ul>
          {changeLines(place, chosen, screens, FLIGHT_MILLIS, words).map((line) => (
            <li key={line}>{line}</li>
          ))}
          {chosen.length > 0 && chosen.length < groups.length && (
            <li className="desk-quiet">
              {say('desk.change.keep', {
                groups: groups
                  .filter((group) => !chosen.includes(group))
                  .map((group) => say(`desk.group.${group}`))
                  .join(language === 'zh' ? '、' : ', '),
              })}
            </li>
          )}
          {connected && !mine && <li className="desk-quiet">{say('desk.lease.needed')}</li>}
        </ul>
        <Outcome result={director.result} acts={['go', 'recall', 'language']} />
      </section>
      <footer className="desk-acts">
        <button type="button" className="button button-main" disabled={!mayGo} onClick={go} data-testid="go">
          {say('desk.go')} <KeyHint chord="Enter" />
        </button>
        <button type="button" className="button" disabled={!mine} onClick={director.recall} data-testid="recall">
          {say('desk.recall')} <KeyHint chord="z" />
        </button>
        {(['zh', 'en'] as const).map((one) => (
          <button
            key={one}
            type="button"
            className="button"
            disabled={!mine || chosen.length === 0}
            onClick={() => director.setLanguage(one, chosen)}
          >
            <small>{say('desk.language')}</small> {say(`language.${one}`)}
          </button>
        ))}
      </footer>
      {sheetOpen && <KeySheet bindings={bindings} />}
    </main>
  );
}

/** What came of the last act: the shared time at which all screens begin, or the fault. */
function Outcome({ result, acts }: { result: ActResult | null; acts: readonly Act[] }) {
  const { say } = useWords();
  const format = useFormat();
  if (!result || !acts.includes(result.act)) return null;
  if (result.busy) return <p role="status">{say('desk.sending')}</p>;
  if (result.fault) return <FaultNotice fault={result.fault} />;
  if (result.presentAtMillis === null) return null;
  const time = `${format.clock(result.presentAtMillis)}.${Math.floor((result.presentAtMillis % 1000) / 100)}`;
  return (
    <p className="desk-done" role="status" data-testid="outcome">
      {say(result.act === 'recall' ? 'desk.recalled' : 'desk.done', { time })}
    </p>
  );
}
