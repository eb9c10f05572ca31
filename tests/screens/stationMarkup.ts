/** Markup of a station's part over given facts: what a reader sees, without a browser and without effects. */
import i18next from 'i18next';
import { createElement, type FunctionComponent } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { createStore } from 'zustand/vanilla';
import type { WindowFacts } from '../../src/live/connectWindows.ts';
import type { LiveFacts, StageFacts } from '../../src/live/links.ts';
import { emptyFacts } from '../../src/live/liveState.ts';
import type { Manifest } from '../../src/model/contract/manifest.ts';
import { zh } from '../../src/screens/i18n/zh.ts';
import { StationContext, type StationProps } from '../../src/screens/station.ts';

export const nowMillis = Date.UTC(2026, 10, 24, 6, 32, 8);

export const liveNow: LiveFacts = {
  ...emptyFacts,
  link: 'live',
  linkSinceMillis: nowMillis - 60_000,
  audience: 'duty',
  pulseMillis: nowMillis,
};

export const stageNow: StageFacts = {
  connected: true,
  fault: null,
  joinedMillis: nowMillis - 60_000,
  screenId: 's',
  stage: null,
  upcoming: null,
  screens: [],
  lease: { holder: null, expiresMillis: null },
};

/** What the parts read of a manifest. */
const manifest = { timeZone: 'Asia/Shanghai', heightDatum: 'test', synthetic: {} } as Manifest;

i18next.use(initReactI18next).init({
  lng: 'zh',
  resources: { zh: { translation: zh } },
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
});

export function markupOf<P extends object>(
  part: FunctionComponent<P>,
  props: P,
  live: Partial<LiveFacts> = {},
  stage: Partial<StageFacts> = {},
  windows: Partial<WindowFacts> = {},
): string {
  const station = {
    base: '/',
    station: 'wall',
    page: null,
    screenName: 'test',
    manifest,
    live: {
      facts: createStore<LiveFacts>(() => ({ ...liveNow, ...live })),
      windows: {
        facts: createStore<WindowFacts>(() => ({
          period: '7d',
          atMillis: null,
          summary: null,
          fault: null,
          ...windows,
        })),
      },
    },
    stage: {
      facts: createStore<StageFacts>(() => ({ ...stageNow, ...stage })),
      clock: { nowMillis: () => nowMillis, errorMillis: () => null, roundTripMillis: () => null },
    },
  } as unknown as StationProps;
  return renderToStaticMarkup(createElement(StationContext, { value: station }, createElement(part, props)));
}
