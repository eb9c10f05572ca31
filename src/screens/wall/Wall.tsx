/** The wall: what needs attention now, who owns it, by when. Map full-bleed beneath, opaque columns above it. */
import './wall.css';
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CaseView } from '../../model/contract/answers.ts';
import type { Focus } from '../../model/contract/stage.ts';
import type { CityLayer, CityView, Pick } from '../../picture/cityView.ts';
import { City } from '../city/City.tsx';
import { LayerPanel } from '../city/LayerPanel.tsx';
import { QualityLine } from '../city/QualityLine.tsx';
import { SavePanel } from '../city/SavePanel.tsx';
import { ThematicPanel } from '../city/ThematicPanel.tsx';
import { focusOfThing, type Thing, ThingCard, thingOfPick } from '../city/ThingCard.tsx';
import { useInset } from '../city/useInset.ts';
import { useSavePicture } from '../city/useSavePicture.ts';
import { WindowLegend } from '../city/WindowLegend.tsx';
import { useWindowPeriod } from '../city/windowPeriod.ts';
import { setLanguage, useWords } from '../i18n/language.ts';
import { useLive, useNow, useStage, useStageLanguage } from '../station.ts';
import { KeySheet } from '../ui/KeySheet.tsx';
import { type KeyBinding, useKeys } from '../ui/keys.ts';
import { LinkBanner } from '../ui/LinkBanner.tsx';
import { MapFooter } from '../ui/MapFooter.tsx';
import { useSteady } from '../useSteady.ts';
import { CamerasAround } from './CamerasAround.tsx';
import { CaseCard } from './CaseCard.tsx';
import { Departments } from './Departments.tsx';
import { FigureColumn } from './FigureColumn.tsx';
import { Leader } from './Leader.tsx';
import { Queue } from './Queue.tsx';
import { neighbourOf, queueOf } from './queue.ts';
import { TimeAxis } from './TimeAxis.tsx';
import { TitleBar } from './TitleBar.tsx';

const layers: readonly CityLayer[] = [
  'buildings',
  'roads',
  'boundaries',
  'slivers',
  'labels',
  'components',
  'videoPoints',
  'fieldsOfView',
  'hazards',
  'hexBins',
  'heat',
  'flows',
  'cases',
];
/** Gaps hold for months: the wall shows what needs somebody now, and these when asked. */
const startHidden: readonly CityLayer[] = ['slivers', 'components', 'hexBins', 'heat', 'flows'];

/** Near enough to see the building and its grid, far enough to see the streets that lead there. */
const CASE_LOOK = { rangeMeters: 900, headingDeg: 0, pitchDeg: -38 };
const WALL_TEXT_SCALE = 1.27;
/** The wall renders each second, with its clock; what has no clock does not. */
const SteadyThematicPanel = memo(ThematicPanel);

export function Wall() {
  const { language } = useWords();
  const now = useNow();
  const cases = useLive((facts) => facts.cases);
  const stage = useStage((facts) => facts.stage);
  const rows = useMemo(() => queueOf(cases.values(), now), [cases, now]);
  const [view, setView] = useState<CityView | null>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  /** Whose card is open beside the case's: a hazard, a camera, something of the street. */
  const [thing, setThing] = useState<Thing | null>(null);
  const [sheetOpen, setSheetOpen] = useState(false);
  const [layersOpen, setLayersOpen] = useState(false);
  const mapWindow = useRef<HTMLDivElement>(null);
  const card = useRef<HTMLElement>(null);
  const overMap = useRef<HTMLDivElement>(null);
  const inset = useInset(mapWindow, overMap);
  const windowPeriod = useWindowPeriod();
  const picture = useSavePicture(view);
  const chosen = chosenId === null ? null : (cases.get(chosenId) ?? null);
  useStageLanguage();

  const flyToCase = useCallback(
    (item: CaseView) => view?.flyTo({ ...CASE_LOOK, targetEnuMeters: [item.enuMeters[0], item.enuMeters[1]] }),
    [view],
  );
  const choose = useCallback(
    (caseId: string | null) => {
      setChosenId(caseId);
      setThing(null);
      const item = caseId === null ? undefined : cases.get(caseId);
      if (item) flyToCase(item);
    },
    [cases, flyToCase],
  );
  const goHome = useCallback(() => {
    setChosenId(null);
    setThing(null);
    view?.home();
  }, [view]);

  const gridId = chosen?.gridId;
  const focusedId = chosen?.caseId;
  useEffect(() => {
    if (!view) return;
    const pointed = thing && focusOfThing(thing);
    // A camera chosen beside a case opens its own field of view instead of all around.
    if (gridId !== undefined && focusedId !== undefined)
      view.setFocus({ areaId: gridId, caseId: focusedId, ...pointed });
    else view.setFocus(pointed ?? (stage?.focus?.kind === 'area' ? { areaId: stage.focus.id } : null));
  }, [view, gridId, focusedId, thing, stage]);

  // A new language alone must not close the card: only another focus does.
  const stageFocus = JSON.stringify(stage?.focus ?? null);
  useEffect(() => {
    const focus = JSON.parse(stageFocus) as Focus;
    setChosenId(focus?.kind === 'case' ? focus.id : null);
    setThing(null);
  }, [stageFocus]);

  const onPick = (pick: Pick | null): void => {
    if (pick?.kind === 'case') choose(pick.caseId);
    const picked = thingOfPick(pick);
    if (picked) setThing(picked);
  };

  const onPickSteady = useSteady(onPick);

  const step = (direction: 1 | -1): void => choose(neighbourOf(rows, chosenId, direction));
  const bindings: readonly KeyBinding[] = [
    { keys: ['ArrowDown', '.'], label: 'wall.key.next', run: () => step(1) },
    { keys: ['ArrowUp', ','], label: 'wall.key.previous', run: () => step(-1) },
    { keys: ['Enter'], label: 'wall.key.fly', run: () => chosen && flyToCase(chosen) },
    {
      keys: ['Escape'],
      label: 'wall.key.close',
      run: () => {
        if (sheetOpen) setSheetOpen(false);
        else if (picture.isTold) picture.end();
        else if (layersOpen) setLayersOpen(false);
        else if (thing) setThing(null);
        else choose(null);
      },
    },
    { keys: ['Home'], label: 'wall.key.home', run: goHome },
    { keys: ['l'], label: 'wall.key.language', run: () => setLanguage(language === 'zh' ? 'en' : 'zh') },
    { keys: ['y'], label: 'wall.key.layers', run: () => setLayersOpen(!layersOpen) },
    { keys: ['w'], label: 'wall.key.windows', run: windowPeriod.next },
    { keys: ['s'], label: 'still.title', run: picture.save },
    { keys: ['?'], label: 'wall.key.sheet', run: () => setSheetOpen(!sheetOpen) },
  ];
  useKeys(bindings);

  return (
    <main className="station wall" data-card={chosen !== null}>
      <City
        theme="clock"
        layers={layers}
        startHidden={startHidden}
        textScale={WALL_TEXT_SCALE}
        inset={inset}
        followStage
        onView={setView}
        onPick={onPickSteady}
      />
      {chosen && <Leader view={view} item={chosen} card={card} />}
      <TitleBar now={now} onLayers={() => setLayersOpen(!layersOpen)} onKeys={() => setSheetOpen(!sheetOpen)} />
      <Queue rows={rows} chosenId={chosenId} now={now} onChoose={choose} />
      <CaseCard
        item={chosen}
        now={now}
        cardRef={card}
        cameras={
          chosen && (
            <CamerasAround
              view={view}
              placeEnuMeters={chosen.enuMeters}
              chosenIndex={thing?.kind === 'videoPoint' ? thing.videoPointIndex : null}
              onChoose={(videoPointIndex) => setThing({ kind: 'videoPoint', videoPointIndex })}
            />
          )
        }
        onFly={() => chosen && flyToCase(chosen)}
        onClose={() => choose(null)}
      />
      <div className="wall-window" ref={mapWindow} />
      <div className="wall-over" data-over-map ref={overMap}>
        <LinkBanner />
        <WindowLegend choice={windowPeriod} chord="w" />
        {thing && (
          <section className="wall-layers wall-thing">
            <ThingCard thing={thing} onClose={() => setThing(null)} />
          </section>
        )}
        {layersOpen && (
          <section className="wall-layers">
            <LayerPanel view={view} layers={layers} />
            <QualityLine view={view} />
            <SavePanel picture={picture} chord="s" />
          </section>
        )}
        {!layersOpen && picture.state.kind !== 'idle' && (
          <section className="wall-layers">
            <SavePanel picture={picture} chord="s" />
          </section>
        )}
        <SteadyThematicPanel view={view} open={layersOpen} />
      </div>
      <MapFooter />
      <Departments rows={rows} />
      <FigureColumn now={now} />
      <TimeAxis now={now} />
      {sheetOpen && <KeySheet bindings={bindings} />}
    </main>
  );
}
