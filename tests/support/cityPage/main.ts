/** A page with nothing but one city view, in the hands of a test: fixed clock, chosen layers, the face on `window`. */
import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-serif-sc/700.css';
import { connectLive } from '../../../src/live/connectLive.ts';
import type { LiveLink } from '../../../src/live/links.ts';
import type { Manifest } from '../../../src/model/contract/manifest.ts';
import type { CityLayer, CityView, Pick } from '../../../src/picture/cityView.ts';
import { createCityView } from '../../../src/picture/createCityView.ts';

declare global {
  interface Window {
    city: {
      view: CityView;
      live: LiveLink;
      picks: (Pick | null)[];
      faults: string[];
      /** Codes of those that are over. */
      gone: string[];
      draws: number;
      ready: boolean;
    };
  }
}

/** Tuesday 24 November 2026, 14:32:08 in Shanghai. */
const FIXED_MILLIS = Date.UTC(2026, 10, 24, 6, 32, 8);

const draws = WebGL2RenderingContext.prototype.drawElements;
WebGL2RenderingContext.prototype.drawElements = function (...values) {
  if (window.city) window.city.draws++;
  draws.apply(this, values);
};

const asked = new URLSearchParams(window.location.search);
const manifest = (await (await fetch('/package/district.json')).json()) as Manifest;
/** `?clock=live` for what moves by shared time. */
const nowMillis = asked.get('clock') === 'live' ? () => Date.now() : () => FIXED_MILLIS;
const clock = { nowMillis, errorMillis: () => 0, roundTripMillis: () => 0 };
const live = connectLive({ base: '/', station: 'wall', clock: { ...clock, nowMillis: () => Date.now() } });
const picks: (Pick | null)[] = [];
const faults: string[] = [];
const gone: string[] = [];
const view = createCityView({
  container: document.getElementById('city')!,
  base: '/',
  manifest,
  live,
  clock,
  theme: asked.get('theme') === 'day' ? 'day' : 'night',
  language: 'zh',
  layers: (asked.get('layers') ?? '').split(',').filter(Boolean) as CityLayer[],
  interactive: true,
  textScale: 1,
  onPick: (pick) => picks.push(pick),
  onProgress: () => {},
  onFault: (item) => faults.push(`${item.code} ${item.en.message}`),
  onFaultGone: (item) => gone.push(item.code),
});
window.city = { view, live, picks, faults, gone, draws: 0, ready: false };
await view.ready;
window.city.ready = true;
