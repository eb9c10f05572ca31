/** `/ring/<page>`: segments of the hall with their departments' pillars. The picture itself is drawn by the ring view. */
import { useEffect, useRef, useState } from 'react';
import departmentTable from '../../../data/departments.json' with { type: 'json' };
import type { Stage } from '../../model/contract/stage.ts';
import type { Department } from '../../model/domain/cases.ts';
import type { FaultAnswer } from '../../model/faults/fault.ts';
import { answerFault, fault } from '../../model/faults/fault.ts';
import type { CityProgress } from '../../picture/cityView.ts';
import { departmentHue } from '../../picture/palette.ts';
import type { RingView } from '../../picture/ring/createRingView.ts';
import { segmentsOfPage } from '../../picture/ring/ringGeometry.ts';
import { watchOverMap } from '../city/overMap.ts';
import { QualityLine } from '../city/QualityLine.tsx';
import { startQuality } from '../city/quality.ts';
import { WindowLegend } from '../city/WindowLegend.tsx';
import { useWords } from '../i18n/language.ts';
import { PageFault } from '../PageBoundary.tsx';
import { pictureTrouble } from '../pictureTrouble.ts';
import { pictureState } from '../screenBeat.ts';
import { type StationProps, useFormat, useLive, useStageLanguage } from '../station.ts';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import { useKeys } from '../ui/keys.ts';
import { LinkBanner } from '../ui/LinkBanner.tsx';
import { SamplePlate } from '../ui/SamplePlate.tsx';
import { carriesLegend } from './carriesLegend.ts';
import './ring.css';

const departments: readonly Department[] = departmentTable.departments;

export function Ring(props: StationProps) {
  useStageLanguage();
  const segments = segmentsOfPage(props.page ?? '');
  if (!segments)
    return <PageFault base={props.base} fault={answerFault(fault('SCREEN-005', { path: `ring/${props.page}` }))} />;
  return <Segments {...props} segments={segments} />;
}

function Segments({
  base,
  manifest,
  live,
  stage,
  reportPicture,
  segments,
}: StationProps & { segments: readonly number[] }) {
  const { language, say } = useWords();
  const format = useFormat();
  const panes = useRef<(HTMLDivElement | null)[]>([]);
  const [view, setView] = useState<RingView | null>(null);
  const [progress, setProgress] = useState<CityProgress | null>(null);
  const [ready, setReady] = useState(false);
  const [problem, setProblem] = useState<FaultAnswer | null>(null);
  /** For who sets the hall up: visitors never press it. */
  const [showsQuality, setShowsQuality] = useState(false);
  useKeys([{ keys: ['y'], label: 'quality.title', run: () => setShowsQuality(!showsQuality) }]);
  const key = segments.join();
  const firstLanguage = useRef(language);

  useEffect(() => {
    let opened: RingView | null = null;
    let closed = false;
    const trouble = pictureTrouble(setProblem);
    import('../../picture/ring/createRingView.ts')
      .then(({ createRingView }) => {
        if (closed) return;
        opened = createRingView({
          containers: panes.current.filter((pane) => pane !== null),
          segments: key.split(',').map(Number),
          base,
          manifest,
          live,
          clock: stage.clock,
          language: firstLanguage.current,
          // `?still` holds the picture: for aligning a hall, and for whoever takes its measure.
          drifts: !new URLSearchParams(window.location.search).has('still'),
          quality: startQuality(window.location.search, null),
          onProgress: setProgress,
          onFault: trouble.onFault,
          onFaultGone: trouble.onFaultGone,
        });
        setView(opened);
        return opened.ready.then(() => {
          if (!closed) setReady(true);
        });
      })
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        if (!closed) setProblem(answerFault(fault('PICTURE-004', { reason })));
      });
    return () => {
      closed = true;
      trouble.close();
      setView(null);
      opened?.dispose();
    };
  }, [key, base, manifest, live, stage]);

  useEffect(() => view?.setLanguage(language), [view, language]);
  useEffect(() => {
    if (!view) return;
    const ends = panes.current.map((pane, index) => pane && watchOverMap(pane, (boxes) => view.setOver(index, boxes)));
    return () => {
      for (const end of ends) end?.();
    };
  }, [view]);
  useEffect(() => {
    if (!view) return;
    // Told ahead: every page cuts in the same frame of the shared grid.
    let told: Stage | null = null;
    const apply = (): void => {
      const { stage: shown, upcoming } = stage.facts.getState();
      const newest = upcoming ?? shown;
      if (newest && newest !== told) view.applyStage(newest);
      told = newest;
    };
    apply();
    return stage.facts.subscribe(apply);
  }, [view, stage]);
  const picture = pictureState(ready, problem);
  useEffect(() => reportPicture(picture), [reportPicture, picture]);
  useEffect(() => {
    if (!view) return;
    const timer = window.setInterval(() => stage.report({ frameMillisP95: view.frameMillisP95() }), 1000);
    return () => window.clearInterval(timer);
  }, [view, stage]);

  return (
    <main
      className="ring"
      data-ready={ready}
      data-testid="ring"
      data-quality={view?.quality.tier}
      data-segments={segments.length}
    >
      {segments.map((segment, index) => (
        <section key={segment} className="ring-segment" data-segment={segment + 1}>
          <div
            className="ring-pane"
            ref={(pane) => {
              panes.current[index] = pane;
            }}
          />
          <Pillar department={departments[segment]!} />
          {carriesLegend(segment) && (
            <div className="ring-legend" data-over-map>
              <WindowLegend choice={null} />
            </div>
          )}
        </section>
      ))}
      <div className="ring-foot" data-over-map>
        <SamplePlate />
        {!ready && !problem && progress && (
          <span role="status">
            {say('map.loading.count', {
              part: say(`map.loading.${progress.part}`),
              done: format.number(progress.done),
              total: format.number(progress.total),
            })}
          </span>
        )}
        {problem && <FaultNotice fault={problem} />}
        {showsQuality && <QualityLine view={view} />}
        <LinkBanner />
      </div>
    </main>
  );
}

/** A department's hue, name, and how many of its matters stand open: the beacons of that hue, counted. */
function Pillar({ department }: { department: Department }) {
  const { name, say } = useWords();
  const format = useFormat();
  const beacons = useLive((facts) => facts.beacons);
  const known = useLive((facts) => facts.audience !== null);
  const open = [...beacons.values()].filter((beacon) => beacon.departmentKey === department.key).length;
  return (
    <div className="ring-pillar" data-over-map style={{ ['--hue' as string]: departmentHue[department.key] }}>
      <span className="ring-name">{name(department)}</span>
      {known && <span className="ring-open">{say('wall.departments.open', { open: format.number(open) })}</span>}
    </div>
  );
}
