/** A link to nobody: for a package of another time, to which no case, status or window of now belongs. */
import { createStore } from 'zustand/vanilla';
import type { WindowFacts } from '../../live/connectWindows.ts';
import type { LiveFacts, LiveLink } from '../../live/links.ts';
import { emptyFacts } from '../../live/liveState.ts';
import { noWindows } from '../../live/windowState.ts';
import { USUAL_WINDOW_PERIOD } from '../../model/domain/litWindows.ts';

export function stillLive(): LiveLink {
  return {
    facts: createStore<LiveFacts>(() => emptyFacts),
    videoPoints: { version: 0, status: new Uint8Array(0), eventMillis: new Float64Array(0) },
    patrols: { version: 0, ways: new Map() },
    windows: {
      facts: createStore<WindowFacts>(() => ({
        ...{ period: USUAL_WINDOW_PERIOD, atMillis: null, summary: null, fault: null },
      })),
      columns: noWindows(),
      open() {},
      show() {},
    },
    station: 'plan',
    close() {},
  };
}
