/** The touch table: street → community → grid → building by finger. Everything here is the public projection. */
import './touch.css';
import './upright.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import { MOST_COMPONENT_REACH_METERS } from '../../model/domain/components.ts';
import { USUAL_WINDOW_PERIOD } from '../../model/domain/litWindows.ts';
import type { CityLayer, CityView } from '../../picture/cityView.ts';
import { AreaTree } from '../areaTree.ts';
import { City } from '../city/City.tsx';
import { ComponentCard } from '../city/ComponentCard.tsx';
import { useInset } from '../city/useInset.ts';
import { WindowLegend } from '../city/WindowLegend.tsx';
import { useWindowPeriod } from '../city/windowPeriod.ts';
import { endGuestLanguage, useWords } from '../i18n/language.ts';
import { withoutLevelWords } from '../levelWords.ts';
import { shortName } from '../shortName.ts';
import { useFormat, useStageLanguage, useStation } from '../station.ts';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import { type KeyBinding, useKeys } from '../ui/keys.ts';
import { LanguageSwitch } from '../ui/LanguageSwitch.tsx';
import { LinkBanner } from '../ui/LinkBanner.tsx';
import { MapFooter } from '../ui/MapFooter.tsx';
import { useAnswer } from '../useAnswer.ts';
import { useSteady } from '../useSteady.ts';
import { AreaPanel } from './AreaPanel.tsx';
import { BuildingPanel } from './BuildingPanel.tsx';
import { useIdle } from './useIdle.ts';
import { useVisit } from './useVisit.ts';

const layers: readonly CityLayer[] = ['buildings', 'roads', 'boundaries', 'labels', 'components', 'cases'];
/** What stands in the street is one touch away: a visitor comes for houses. */
const startHidden: readonly CityLayer[] = ['components'];
const TOUCH_TEXT_SCALE = 1.2;

export function Touch() {
  const { manifest, questions } = useStation();
  const { say } = useWords();
  const areas = useAnswer(manifest.districtHash, (signal) => questions.areas(manifest.districtHash, signal));
  const tree = useMemo(() => (areas.value ? new AreaTree(areas.value) : null), [areas.value]);
  if (tree) return <Table tree={tree} />;
  return (
    <main className="full-page">
      {areas.fault ? (
        <FaultNotice fault={areas.fault} onRetry={areas.retry} />
      ) : (
        <p role="status">
          {say('map.loading.areas')} · {say('state.asking')}
        </p>
      )}
    </main>
  );
}

function Table({ tree }: { tree: AreaTree }) {
  const { manifest, questions } = useStation();
  const { say, name } = useWords();
  const format = useFormat();
  const rootId = tree.ofLevel('district')[0]?.id ?? '';
  const [large, setLarge] = useState(false);
  const [showsThings, setShowsThings] = useState(false);
  const [view, setView] = useState<CityView | null>(null);
  const mapWindow = useRef<HTMLDivElement>(null);
  const inset = useInset(mapWindow);
  const windowPeriod = useWindowPeriod(true);
  const visit = useVisit(tree, rootId, view);
  const { place, building, areaId, tapFault, go, goHome, onPick } = visit;
  const onPickSteady = useSteady(onPick);
  useStageLanguage();
  useEffect(() => view?.setLayerVisible('components', showsThings), [view, showsThings]);

  const area = useAnswer(areaId, (signal) => questions.area(areaId ?? rootId, signal));
  const way = areaId === null ? [] : tree.wayUp(areaId).reverse();
  const atHome = place.kind === 'area' && place.id === rootId;
  const shown = building.value;
  const goBack = (): void =>
    go({ kind: 'area', id: (place.kind === 'building' ? shown?.gridId : tree.wayUp(place.id)[1]) ?? rootId });
  const { secondsLeft, touched } = useIdle(() => {
    goHome();
    setLarge(false);
    setShowsThings(false);
    windowPeriod.choose(USUAL_WINDOW_PERIOD);
    endGuestLanguage();
  });

  const bindings: readonly KeyBinding[] = [
    { keys: ['Home'], label: 'touch.home', run: goHome },
    { keys: ['Escape', 'Backspace'], label: 'touch.back', run: goBack },
  ];
  useKeys(bindings);

  const hint = !touched
    ? 'touch.attract'
    : place.kind === 'building'
      ? 'touch.hint.building'
      : way.length === 4
        ? 'touch.hint.grid'
        : 'touch.hint.area';
  return (
    <main className="station touch" data-large={large}>
      <City
        theme="night"
        layers={layers}
        textScale={TOUCH_TEXT_SCALE}
        inset={inset}
        startHidden={startHidden}
        followStage
        onView={setView}
        onPick={onPickSteady}
      />
      <div className="touch-window" ref={mapWindow} />
      <div className="touch-legend" data-over-map>
        <WindowLegend choice={windowPeriod} />
      </div>
      <header className="touch-head" data-over-map>
        <nav aria-label={say('touch.back')}>
          {way.map((id, depth) => {
            const one = tree.area(id);
            const parent = depth > 0 ? tree.area(way[depth - 1]!) : null;
            const last = place.kind === 'area' && id === place.id;
            return (
              one && (
                <button
                  key={id}
                  type="button"
                  aria-current={last ? 'page' : undefined}
                  onClick={() => go({ kind: 'area', id })}
                >
                  {parent ? withoutLevelWords(shortName(name(one), name(parent))) : name(one)}
                </button>
              )
            );
          })}
          {place.kind === 'building' && shown && (
            <button type="button" aria-current="page">
              {name(shown)}
            </button>
          )}
        </nav>
        <p>
          {say(hint)}
          {showsThings && ` · ${say('touch.components.near', { meters: format.number(MOST_COMPONENT_REACH_METERS) })}`}
        </p>
        <LinkBanner />
      </header>
      <section className="touch-panel" aria-live="polite" data-testid="panel">
        {tapFault && <FaultNotice fault={tapFault} />}
        {visit.componentIndex !== null ? (
          <ComponentCard componentIndex={visit.componentIndex} onClose={visit.closeComponent} />
        ) : place.kind === 'building' ? (
          <BuildingPanel answer={building} />
        ) : (
          <AreaPanel
            answer={area}
            onArea={(id) => go({ kind: 'area', id })}
            onBuilding={(id) => go({ kind: 'building', id })}
          />
        )}
      </section>
      <footer className="touch-controls" data-over-map>
        <button type="button" className="button" onClick={goHome} data-testid="home">
          <HomeIcon /> {say('touch.home')}
        </button>
        <button type="button" className="button" onClick={goBack} disabled={atHome} data-testid="back">
          <BackIcon /> {say('touch.back')}
        </button>
        <LanguageSwitch forGuest />
        {manifest.components && (
          <button
            type="button"
            className="button"
            aria-pressed={showsThings}
            onClick={() => {
              visit.closeComponent();
              setShowsThings(!showsThings);
            }}
          >
            {say('layer.components')}
          </button>
        )}
        <button type="button" className="button" aria-pressed={large} onClick={() => setLarge(!large)}>
          {say('touch.large')}
        </button>
      </footer>
      <MapFooter />
      {secondsLeft !== null && (
        <div className="touch-idle" role="status">
          <span className="touch-idle-seconds">{say('touch.idle', { seconds: secondsLeft })}</span>
          <span>{say('touch.idleStay')}</span>
        </div>
      )}
    </main>
  );
}

function HomeIcon() {
  return (
    <svg className="touch-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3 11.5 12 4l9 7.5M6 9.5V20h12V9.5" />
    </svg>
  );
}

function BackIcon() {
  return (
    <svg className="touch-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d="m15 5-7 7 7 7" />
    </svg>
  );
}
