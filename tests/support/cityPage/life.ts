/** A page that opens and closes the city as often as a test says, on a live link that a script feeds. */
import '@fontsource/noto-sans-sc/400.css';
import { connectLive } from '../../../src/live/connectLive.ts';
import type { LiveLink } from '../../../src/live/links.ts';
import type { Manifest } from '../../../src/model/contract/manifest.ts';
import { type CityView, cityLayers } from '../../../src/picture/cityView.ts';
import { createCityView } from '../../../src/picture/createCityView.ts';
import { ScriptedHub } from './scriptedHub.ts';

interface Life {
  view: CityView | null;
  live: LiveLink | null;
  hub: ScriptedHub | null;
  readonly faults: string[];
  /** Codes of those that are over. */
  readonly gone: string[];
  open(): Promise<void>;
  close(): void;
}

declare global {
  interface Window {
    life: Life;
  }
}

const manifest = (await (await fetch('/package/district.json')).json()) as Manifest;
const clock = { nowMillis: () => Date.now(), errorMillis: () => 0, roundTripMillis: () => 0 };
const life: Life = {
  view: null,
  live: null,
  hub: null,
  faults: [],
  gone: [],
  async open() {
    const hub = new ScriptedHub(manifest);
    life.hub = hub;
    life.live = connectLive({ base: '/', station: 'wall', clock, openSocket: () => hub });
    hub.connect();
    life.view = createCityView({
      container: document.getElementById('city')!,
      base: '/',
      manifest,
      live: life.live,
      clock,
      theme: 'clock',
      language: 'zh',
      layers: [...cityLayers],
      interactive: true,
      textScale: 1,
      onPick: () => {},
      onProgress: () => {},
      onFault: (item) => life.faults.push(item.code),
      onFaultGone: (item) => life.gone.push(item.code),
    });
    await life.view.ready;
  },
  close() {
    life.view?.dispose();
    life.live?.close();
    [life.view, life.live, life.hub] = [null, null, null];
  },
};
window.life = life;
