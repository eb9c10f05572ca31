/** Mounts the city view and keeps it in step with the station: language, panels, stage, beat. Knows no engine. */
import { memo, useEffect, useRef, useState } from 'react';
import { answerFault, type FaultAnswer, fault } from '../../model/faults/fault.ts';
import type { CityLayer, CityProgress, CityView, CityViewOptions, Pick } from '../../picture/cityView.ts';
import type { CityTheme } from '../../picture/light/cityLight.ts';
import { preloadPackage } from '../../picture/preload.ts';
import { useWords } from '../i18n/language.ts';
import { pictureTrouble } from '../pictureTrouble.ts';
import { pictureState } from '../screenBeat.ts';
import { useFormat, useStation } from '../station.ts';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import { cityThemeOf, shadowsOf } from './cityTheme.ts';
import { followStage } from './followStage.ts';
import { HoverTag, hoveredStore } from './HoverTag.tsx';
import { lookOfAddress } from './lookOfAddress.ts';
import { watchOverMap } from './overMap.ts';
import { qualityOfScreen } from './quality.ts';

export type Inset = NonNullable<CityViewOptions['insetCssPx']>;

export interface CityProps {
  readonly theme: CityTheme;
  readonly layers: readonly CityLayer[];
  readonly textScale: number;
  /** Pixels covered by panels; null while not yet measured. */
  readonly inset: Inset | null;
  /** Layers that wait for a tick in the panel. Must not change while mounted. */
  readonly startHidden?: readonly CityLayer[];
  /** Follows the desk until someone takes the camera. */
  readonly followStage: boolean;
  onView(view: CityView | null): void;
  /** `adds`: it joins what is chosen. */
  onPick(pick: Pick | null, adds: boolean): void;
  onTouch?(): void;
}

/** The map's fault in the words of the product: what the engine said is kept as the reason. */
function mapFault(error: unknown): FaultAnswer {
  return answerFault(fault('SCREEN-003', { reason: error instanceof Error ? error.message : String(error) }));
}

/** Renders when its data change, never with the clock of the station around it: give it steady handlers. */
export const City = memo(MountedCity);

function MountedCity(props: CityProps) {
  const { theme, layers, textScale, inset, followStage: follows } = props;
  const { base, manifest, live, stage, reportPicture } = useStation();
  const { language, say } = useWords();
  const container = useRef<HTMLDivElement>(null);
  const latest = useRef({ ...props, language });
  latest.current = { ...props, language };
  const [view, setView] = useState<CityView | null>(null);
  const [progress, setProgress] = useState<CityProgress | null>(null);
  const [ready, setReady] = useState(false);
  /** The map did not open at all; or something of it failed while the rest shows. */
  const [problem, setProblem] = useState<FaultAnswer | null>(null);
  const [partFault, setPartFault] = useState<FaultAnswer | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [hovered] = useState(hoveredStore);
  const measured = inset !== null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` opens the map again after a fault
  useEffect(() => {
    if (!measured) return;
    let opened: CityView | null = null;
    let closed = false;
    const trouble = pictureTrouble(setPartFault);
    setProblem(null);
    setReady(false);
    preloadPackage(base, manifest);
    // Behind a dynamic import: lists and figures are on screen before the engine is even fetched.
    import('../../picture/createCityView.ts')
      .then(({ createCityView }) => {
        if (closed || !container.current) return;
        const now = latest.current;
        const shadows = shadowsOf(window.location.search);
        opened = createCityView({
          container: container.current,
          base,
          manifest,
          live,
          clock: stage.clock,
          theme: cityThemeOf(window.location.search, theme),
          ...(shadows ? { shadows } : {}),
          quality: qualityOfScreen(),
          language: now.language,
          layers,
          interactive: true,
          textScale,
          ...(now.inset ? { insetCssPx: now.inset } : {}),
          onPick: (pick, adds) => latest.current.onPick(pick, adds),
          onHover: (pick) => hovered.setState({ pick }),
          onTouch: () => latest.current.onTouch?.(),
          onProgress: setProgress,
          onFault: trouble.onFault,
          onFaultGone: trouble.onFaultGone,
        });
        const look = lookOfAddress(window.location.search);
        if (look) opened.flyTo(look, 0);
        for (const layer of now.startHidden ?? []) opened.setLayerVisible(layer, false);
        setView(opened);
        latest.current.onView(opened);
        return opened.ready.then(() => {
          if (!closed) setReady(true);
        });
      })
      .catch((error: unknown) => {
        if (!closed) setProblem(mapFault(error));
      });
    return () => {
      closed = true;
      hovered.setState({ pick: null });
      trouble.close();
      latest.current.onView(null);
      setView(null);
      opened?.dispose();
    };
  }, [measured, attempt, base, manifest, live, stage, theme, textScale, layers, hovered]);

  useEffect(() => view?.setLanguage(language), [view, language]);
  useEffect(() => {
    if (inset) view?.setInset(inset);
  }, [view, inset]);

  useEffect(() => {
    if (view && container.current) return watchOverMap(container.current, (boxes) => view.setOver(boxes));
  }, [view]);

  useEffect(() => (view && follows ? followStage(view, stage) : undefined), [view, follows, stage]);

  const picture = pictureState(ready, problem ?? partFault);
  useEffect(() => reportPicture(picture), [reportPicture, picture]);
  useEffect(() => {
    if (!view) return;
    const timer = window.setInterval(() => stage.report({ frameMillisP95: view.frameMillisP95() }), 1000);
    return () => window.clearInterval(timer);
  }, [view, stage]);

  const place = {
    left: `${(inset?.left ?? 0) + 16}px`,
    top: `${(inset?.top ?? 0) + 16}px`,
  };
  return (
    <div className="city" data-ready={ready} data-testid="city">
      <section ref={container} className="city-canvas" aria-label={say('map.label')} />
      <HoverTag view={view} container={container} hovered={hovered} />
      {problem ? (
        <div className="city-state" style={place}>
          <FaultNotice fault={problem} onRetry={() => setAttempt((count) => count + 1)} />
        </div>
      ) : (
        !ready && (
          <div className="city-state city-state-loading" style={place} role="status">
            <ProgressWords progress={progress} />
          </div>
        )
      )}
      {partFault && !problem && (
        <div className="city-state" style={{ ...place, marginTop: ready ? 0 : '7rem' }}>
          <FaultNotice fault={partFault} />
          <button type="button" className="button" onClick={() => setPartFault(null)}>
            {say('state.understood')}
          </button>
        </div>
      )}
    </div>
  );
}

function ProgressWords({ progress }: { progress: CityProgress | null }) {
  const { say } = useWords();
  const format = useFormat();
  if (!progress) return say('map.loading.start');
  return say('map.loading.count', {
    part: say(`map.loading.${progress.part}`),
    done: format.number(progress.done),
    total: format.number(progress.total),
  });
}
