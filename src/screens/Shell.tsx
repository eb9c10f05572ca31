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
import { ShellNotices } from './ShellNotices.tsx';
import { type ScreenBeat, startScreenBeat } from './screenBeat.ts';
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

/** These show a picture of the city: they are not live before it is there. */
const mapStations: readonly Station[] = ['wall', 'ring', 'touch', 'plan'];

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
  readonly reportPicture: ScreenBeat['reportPicture'];
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
    const { reportPicture, stop } = startScreenBeat(live, stage, mapStations.includes(station) ? 'loading' : 'none');
    setLinks({ live, stage, reportPicture });
    return () => {
      stop();
      live.close();
      stage.close();
    };
  }, [base, station, page, screenName]);

  if (!links) return <Opening />;
  const Page = stationPages[station];
  const questions = questionsOf(base, station);
  const props: StationProps = { base, station, page, screenName, manifest, questions, ...links };
  return (
    <StationContext value={props}>
      <Suspense fallback={<Opening />}>
        <Page {...props} />
      </Suspense>
      <ShellNotices />
    </StationContext>
  );
}

/** While the station's own code is on its way. */
function Opening() {
  const { say } = useWords();
  return (
    <main className="full-page" role="status">
      {say('state.asking')}
    </main>
  );
}
