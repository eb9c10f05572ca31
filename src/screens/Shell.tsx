/** From an address to a station: the district first, then its links to the hub, then the station's own code. */
import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react';
import { connectLive } from '../live/connectLive.ts';
import { connectStage } from '../live/connectStage.ts';
import type { LiveLink, StageLink } from '../live/links.ts';
import type { Manifest } from '../model/contract/manifest.ts';
import type { Station } from '../model/domain/audiences.ts';
import { answerFault, fault } from '../model/faults/fault.ts';
import { askDistrict, questionsOf } from './ask.ts';
import { useWords } from './i18n/language.ts';
import { PageBoundary, PageFault } from './PageBoundary.tsx';
import { type Route, routeFromPath, servedBase } from './route.ts';
import { screenNameOf } from './screenName.ts';
import { StationContext, type StationProps } from './station.ts';
import { useAnswer } from './useAnswer.ts';

/** Each station is its own chunk: a wall never loads the desk. */
const stationPages: Readonly<Record<Station, ComponentType<StationProps>>> = {
  index: lazy(() => import('./home/Home.tsx').then(({ Home }) => ({ default: Home }))),
  wall: lazy(() => import('./wall/Wall.tsx').then(({ Wall }) => ({ default: Wall }))),
  ring: lazy(() => import('./ring/Ring.tsx').then(({ Ring }) => ({ default: Ring }))),
  touch: lazy(() => import('./touch/Touch.tsx').then(({ Touch }) => ({ default: Touch }))),
  plan: lazy(() => import('./plan/Plan.tsx').then(({ Plan }) => ({ default: Plan }))),
  desk: lazy(() => import('./desk/Desk.tsx').then(({ Desk }) => ({ default: Desk }))),
};

/** Halls are seen whole, at a distance; plan, desk and index are read like any desktop tool. */
const hallStations: readonly Station[] = ['wall', 'ring', 'touch'];

export function Shell() {
  const base = servedBase();
  const route = routeFromPath(window.location.pathname, base);
  return (
    <PageBoundary base={base}>
      {route ? (
        <District base={base} route={route} />
      ) : (
        <PageFault base={base} fault={answerFault(fault('SCREEN-005', { path: window.location.pathname }))} />
      )}
    </PageBoundary>
  );
}

function District({ base, route }: { base: string; route: Route }) {
  const { say } = useWords();
  const district = useAnswer(base, (signal) => askDistrict(base, signal));
  const { station } = route;

  useEffect(() => {
    document.documentElement.dataset.scale = hallStations.includes(station) ? 'hall' : 'tool';
    document.documentElement.dataset.theme = station === 'plan' ? 'day' : 'night';
  }, [station]);

  const title = [say('home.title'), say(station === 'index' ? 'home.stations' : `home.${station}`)].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);

  if (district.value) return <Linked base={base} route={route} manifest={district.value} />;
  if (district.fault) return <PageFault base={base} fault={district.fault} onRetry={district.retry} />;
  return (
    <main className="full-page" role="status">
      {say('map.loading.manifest')} · {say('state.asking')}
    </main>
  );
}

interface Links {
  readonly live: LiveLink;
  readonly stage: StageLink;
}

function Linked({ base, route, manifest }: { base: string; route: Route; manifest: Manifest }) {
  const [links, setLinks] = useState<Links | null>(null);
  const { station, page } = route;
  const [screenName] = useState(() => screenNameOf(route));

  useEffect(() => {
    const stage = connectStage({
      base,
      station,
      screenName,
      viewport: [window.innerWidth, window.innerHeight],
      ...(page === null ? {} : { page }),
    });
    const live = connectLive({ base, station, clock: stage.clock });
    setLinks({ live, stage });
    return () => {
      live.close();
      stage.close();
    };
  }, [base, station, page, screenName]);

  useEffect(() => (links ? reportToDesk(links) : undefined), [links]);

  if (!links) return null;
  const Page = stationPages[station];
  const questions = questionsOf(base, station);
  const props: StationProps = { base, station, page, screenName, manifest, questions, ...links };
  return (
    <StationContext value={props}>
      <Suspense fallback={null}>
        <Page {...props} />
      </Suspense>
    </StationContext>
  );
}

/** Keeps the desk told how far this screen's picture is; the frame times come from the map itself. */
function reportToDesk({ live, stage }: Links): () => void {
  const report = (): void => {
    const { link, head } = live.facts.getState();
    stage.report({
      state: link === 'live' ? 'live' : link === 'connecting' ? 'loading' : link === 'refused' ? 'error' : 'stale',
      liveSeq: head?.seq ?? 0,
      stageVersion: stage.facts.getState().stage?.version ?? 0,
    });
  };
  report();
  const unsubscribe = [live.facts.subscribe(report), stage.facts.subscribe(report)];
  return () => {
    for (const stop of unsubscribe) stop();
  };
}
