/** Our scene as the wall draws it: façades, lit windows, roads, boundaries and everything that picking needs. */
import { offer } from './benchPage.ts';
import '@fontsource/noto-sans-sc/400.css';
import { connectLive } from '../../../src/live/connectLive.ts';
import type { Manifest } from '../../../src/model/contract/manifest.ts';
import { HALF_HEIGHT_TANGENT as OUR_HALF_HEIGHT_TANGENT } from '../../../src/picture/camera/look.ts';
import { preloadPackage } from '../../../src/picture/preload.ts';
import { HALF_HEIGHT_TANGENT, HEIGHT_PX, PITCH_DOWN_DEG, RANGE_METERS } from './eye.ts';

const clock = { nowMillis: () => Date.now(), errorMillis: () => 0, roundTripMillis: () => 0 };
const manifest = (await (await fetch('/package/district.json')).json()) as Manifest;
preloadPackage('/', manifest);
// Behind a dynamic import, as in the screens.
const { createCityView } = await import('../../../src/picture/createCityView.ts');
const live = connectLive({ base: '/', station: 'wall', clock });
// As if panels covered this much above and below: what is left free is seen under our own, narrower angle.
const coveredCssPx = (HEIGHT_PX / 2) * (1 - OUR_HALF_HEIGHT_TANGENT / HALF_HEIGHT_TANGENT);
const view = createCityView({
  container: document.getElementById('city')!,
  base: '/',
  manifest,
  live,
  clock,
  theme: 'night',
  language: 'zh',
  layers: ['buildings', 'roads', 'boundaries'],
  interactive: true,
  insetCssPx: { left: 0, right: 0, top: coveredCssPx, bottom: coveredCssPx },
  textScale: 1,
  onPick: () => {},
  onProgress: () => {},
  onFault: ({ code, en }) => window.bench.failures.push(`${code} ${en.message}`),
});
const turn = (headingDeg: number): void =>
  view.flyTo({ targetEnuMeters: [0, 0], rangeMeters: RANGE_METERS, headingDeg, pitchDeg: -PITCH_DOWN_DEG }, 0);
turn(0);
/** The windows show what the hub says of them; the frame after it lights them. */
const windows = new Promise<void>((resolve) => {
  const told = (): void => {
    if (live.windows.facts.getState().summary) resolve();
  };
  live.windows.facts.subscribe(told);
  told();
});
await offer({ ready: Promise.all([view.ready, windows]).then(() => {}), turn });
