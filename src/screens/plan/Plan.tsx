/** The planning desk: one building by its code or a click, by keyboard all the way. A tool in daylight, not a show. */
import './plan.css';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { BuildingAnswer, SearchHit } from '../../model/contract/answers.ts';
import type { FaultAnswer } from '../../model/faults/fault.ts';
import type { CityFocus, CityLayer, CityView, Pick } from '../../picture/cityView.ts';
import { City, type Inset } from '../city/City.tsx';
import { LayerPanel } from '../city/LayerPanel.tsx';
import { QualityLine } from '../city/QualityLine.tsx';
import { SavePanel } from '../city/SavePanel.tsx';
import { ThematicPanel } from '../city/ThematicPanel.tsx';
import { focusOfThing, type Thing, ThingCard, thingOfPick } from '../city/ThingCard.tsx';
import { useSavePicture } from '../city/useSavePicture.ts';
import { WindowLegend } from '../city/WindowLegend.tsx';
import { useWindowPeriod } from '../city/windowPeriod.ts';
import { setLanguage, useWords } from '../i18n/language.ts';
import { lookAtPoint } from '../lookAtPoint.ts';
import { NewestQuestion } from '../newestQuestion.ts';
import { useFormat, useStage, useStageLanguage, useStation } from '../station.ts';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';
import { KeySheet } from '../ui/KeySheet.tsx';
import { type KeyBinding, useKeys } from '../ui/keys.ts';
import { LanguageSwitch } from '../ui/LanguageSwitch.tsx';
import { LinkBanner } from '../ui/LinkBanner.tsx';
import { MapFooter } from '../ui/MapFooter.tsx';
import { SamplePlate } from '../ui/SamplePlate.tsx';
import { SearchBox } from '../ui/SearchBox.tsx';
import { useAnswer } from '../useAnswer.ts';
import { useSteady } from '../useSteady.ts';
import { BeforeAfter } from './BeforeAfter.tsx';
import { BuildingCard } from './BuildingCard.tsx';
import { ReadOut } from './ReadOut.tsx';
import { SelectionSet } from './SelectionSet.tsx';
import { SwipeLine } from './SwipeLine.tsx';
import { emptyHistory, type Selected, type SelectionHistory, select, undo } from './selection.ts';
import { type SetMember, toggled } from './selectionSet.ts';
import { useComparison } from './useComparison.ts';

const layers: readonly CityLayer[] = [
  'buildings',
  'roads',
  'boundaries',
  'slivers',
  'labels',
  'cases',
  'hazards',
  'hexBins',
  'heat',
  'flows',
  'components',
  'videoPoints',
  'fieldsOfView',
];
/** A planner looks at buildings; the city's day is one tick away. */
const startHidden: readonly CityLayer[] = ['cases', 'hazards', 'components', 'videoPoints', 'hexBins', 'heat', 'flows'];
/** The map has its own cell here: nothing covers it. */
const noInset: Inset = { left: 0, right: 0, top: 0, bottom: 0 };

export function Plan() {
  const { questions } = useStation();
  const { language, say, name } = useWords();
  const format = useFormat();
  const [history, setHistory] = useState(emptyHistory);
  /** Chosen together; empty while one is chosen alone. */
  const [set, setSet] = useState<readonly SetMember[]>([]);
  const [view, setView] = useState<CityView | null>(null);
  /** What was tapped or found beside the buildings; until the selection changes it is lifted out instead. */
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const [pickFault, setPickFault] = useState<FaultAnswer | null>(null);
  const [tap] = useState(() => new NewestQuestion());
  const [sheetOpen, setSheetOpen] = useState(false);
  const [isSwiping, setIsSwiping] = useState(false);
  const comparison = useComparison();
  const map = useRef<HTMLDivElement>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const stage = useStage((facts) => facts.stage);
  const windowPeriod = useWindowPeriod();
  const picture = useSavePicture(view);
  useStageLanguage();

  const selectedId = history.current?.id ?? null;
  const answer = useAnswer(selectedId, (signal) => questions.building(selectedId ?? '', signal));
  const building = answer.value;

  /** Every change of the selection ends a click that still waits for its answer. */
  const change = useCallback(
    (step: (before: SelectionHistory) => SelectionHistory): void => {
      tap.drop();
      setPickFault(null);
      setPointed(null);
      setHistory(step);
    },
    [tap],
  );
  const selectBuilding = (found: Selected): void => {
    setSet([]);
    change((before) => select(before, found));
  };
  /** What is chosen alone becomes the first of the set; the card shows the newest. */
  const addBuilding = (found: BuildingAnswer): void => {
    const first = set.length === 0 && building ? [memberOf(building)] : set;
    const next = toggled(first, memberOf(found));
    setSet(next);
    change((before) => select(before, next.at(-1) ?? null));
  };
  const takeOut = (member: SetMember): void => {
    const next = toggled(set, member);
    setSet(next);
    change((before) => select(before, next.at(-1) ?? null));
  };
  const clear = (): void => {
    setSet([]);
    change((before) => select(before, null));
  };
  const back = (): void => {
    setSet([]);
    change(undo);
  };
  useEffect(() => () => tap.drop(), [tap]);

  useEffect(() => {
    if (!view) return;
    if (pointed) view.setFocus(pointed.focus);
    else if (set.length > 0) view.setFocus({ selectedBuildings: set.map(({ buildingIndex }) => buildingIndex) });
    else if (building) view.setFocus({ areaId: building.gridId, selectedBuildings: [building.buildingIndex] });
    else if (selectedId === null) view.setFocus(stage?.focus?.kind === 'area' ? { areaId: stage.focus.id } : null);
  }, [view, building, selectedId, stage, set, pointed]);

  const pointAt = (next: Pointed | null): void => {
    tap.drop();
    setPickFault(null);
    setPointed(next);
  };
  const showThing = (thing: Thing): void => {
    // Found by its name it is seen, though its layer was not on show.
    view?.setLayerVisible(layerOfThing[thing.kind], true);
    pointAt(pointedAtThing(thing));
  };
  const onPick = (pick: Pick | null, adds: boolean): void => {
    const thing = thingOfPick(pick);
    pointAt(thing && pointedAtThing(thing));
    if (pick?.kind !== 'building') return;
    tap.ask(
      (signal) => questions.buildingAt(pick.buildingIndex, signal),
      (asked) => {
        if (!asked.ok) setPickFault(asked.fault);
        else if (adds) addBuilding(asked.value);
        else selectBuilding(selectedOf(asked.value));
      },
    );
  };
  const onPickSteady = useSteady(onPick);
  const showBuilding = (id: string): void => {
    tap.ask(
      (signal) => questions.building(id, signal),
      (asked) => {
        if (!asked.ok) return setPickFault(asked.fault);
        view?.flyTo(lookAtPoint(asked.value.centroidEnuMeters));
        selectBuilding(selectedOf(asked.value));
      },
    );
  };
  /** A camera comes by its id, the picture knows it by its row. */
  const showVideoPoint = (id: string): void => {
    pointAt(null);
    tap.ask(
      (signal) => questions.videoPoint(id, signal),
      (asked) => {
        if (!asked.ok) return setPickFault(asked.fault);
        showThing({ kind: 'videoPoint', videoPointIndex: asked.value.videoPointIndex });
      },
    );
  };
  const onHit = (hit: SearchHit): void => {
    if (hit.kind === 'area') view?.flyToArea(hit.id);
    else view?.flyTo(lookAtPoint(hit.enuMeters));
    if (hit.kind === 'building') selectBuilding(hit);
    else if (hit.kind === 'hazard') showThing({ kind: 'hazard', hazardId: hit.id });
    else if (hit.kind === 'videoPoint') showVideoPoint(hit.id);
    else pointAt({ focus: hit.kind === 'area' ? { areaId: hit.id } : { caseId: hit.id }, thing: null });
  };

  const bindings: readonly KeyBinding[] = [
    { keys: ['/'], label: 'plan.key.search', run: () => searchInput.current?.focus() },
    {
      keys: ['Escape'],
      label: 'plan.clear',
      run: () => {
        if (sheetOpen) setSheetOpen(false);
        else if (picture.isTold) picture.end();
        else if (pointed) setPointed(null);
        else clear();
      },
    },
    { keys: ['Control+z'], label: 'plan.undo', run: () => (pointed ? setPointed(null) : back()) },
    { keys: ['Home'], label: 'wall.key.home', run: () => view?.home() },
    { keys: ['l'], label: 'wall.key.language', run: () => setLanguage(language === 'zh' ? 'en' : 'zh') },
    { keys: ['w'], label: 'wall.key.windows', run: windowPeriod.next },
    { keys: ['s'], label: 'still.title', run: picture.save },
    { keys: ['?'], label: 'wall.key.sheet', run: () => setSheetOpen(!sheetOpen) },
  ];
  useKeys(bindings);

  return (
    <main className="station plan">
      <header className="plan-bar">
        <h1>{say('plan.brand')}</h1>
        <SearchBox placeholder={say('plan.search')} inputRef={searchInput} focusKey="/" onChoose={onHit} />
        <LinkBanner />
        <span className="plan-bar-right">
          <SamplePlate />
          <button type="button" onClick={() => setSheetOpen(true)}>
            <KeyHint chord="?" /> {say('wall.key.sheet')}
          </button>
          <LanguageSwitch />
        </span>
      </header>
      <aside className="plan-side" aria-label={say('plan.tools')}>
        <h2>{say('layer.title')}</h2>
        <LayerPanel view={view} layers={layers} />
        <QualityLine view={view} />
        <SavePanel picture={picture} chord="s" />
        <ThematicPanel view={view} before={isSwiping ? (comparison.value?.before ?? null) : null} />
        <WindowLegend choice={windowPeriod} chord="w" />
        <BeforeAfter view={view} answer={comparison} isOn={isSwiping} onSwitch={setIsSwiping} onShow={showBuilding} />
        {pointed?.thing && <ThingCard thing={pointed.thing} onClose={() => setPointed(null)} />}
        <div className="plan-selection" aria-live="polite">
          {history.current && (
            <div className="plan-selection-head">
              <h2>{set.length > 0 ? say('plan.set', { count: format.number(set.length) }) : say('plan.selection')}</h2>
              <button type="button" className="button" onClick={clear}>
                {say('plan.clear')} <KeyHint chord="Escape" />
              </button>
            </div>
          )}
          {pickFault && <FaultNotice fault={pickFault} />}
          {set.length > 0 ? (
            <SelectionSet set={set} onShow={(member) => change((before) => select(before, member))} onTake={takeOut} />
          ) : (
            history.current && <p className="plan-how">{say('plan.set.how')}</p>
          )}
          <BuildingCard answer={answer} />
        </div>
        {history.recent.length > 0 && (
          <section className="plan-recent">
            <h2>{say('plan.recent')}</h2>
            <ul>
              {history.recent.map((one) => (
                <li key={one.id}>
                  <button type="button" aria-current={one.id === selectedId} onClick={() => selectBuilding(one)}>
                    {name(one)} <small>{one.id}</small>
                  </button>
                </li>
              ))}
            </ul>
            <button type="button" className="button" onClick={back} disabled={history.past.length === 0}>
              {say('plan.undo')} <KeyHint chord="Control+z" />
            </button>
          </section>
        )}
      </aside>
      <div className="plan-map" ref={map}>
        <City
          theme="day"
          layers={layers}
          textScale={1}
          inset={noInset}
          startHidden={startHidden}
          followStage
          onView={setView}
          onPick={onPickSteady}
        />
        {view && isSwiping && comparison.value?.before && <SwipeLine view={view} />}
        <MapFooter />
        <ReadOut view={view} map={map} />
      </div>
      {sheetOpen && <KeySheet bindings={bindings} />}
    </main>
  );
}

interface Pointed {
  readonly focus: CityFocus;
  /** Whose card is open. */
  readonly thing: Thing | null;
}

const layerOfThing = {
  hazard: 'hazards',
  videoPoint: 'videoPoints',
  component: 'components',
} as const satisfies Record<Thing['kind'], CityLayer>;

function pointedAtThing(thing: Thing): Pointed {
  return { focus: focusOfThing(thing), thing };
}

function memberOf(building: BuildingAnswer): SetMember {
  return { ...selectedOf(building), buildingIndex: building.buildingIndex };
}

function selectedOf({ buildingId, name, nameEn }: BuildingAnswer): Selected {
  return { id: buildingId, name, nameEn };
}
