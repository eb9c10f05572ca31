/** Cases drawn by the product's own view: the same for the test that compares them and for the gallery that shows them. */
import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-serif-sc/700.css';
import { type CityFocus, type CityLayer, type CityView, cityLayers } from '../../src/picture/cityView.ts';
import { createCityView } from '../../src/picture/createCityView.ts';
import { type Thematic, thematicOf } from '../../src/picture/layers/thematic/thematic.ts';
import type { ShadowQuality } from '../../src/picture/light/shadowQuality.ts';
import type { QualityChoice } from '../../src/picture/quality/tiers.ts';
import { fixedLive } from './fixedLive.ts';
import { buildingAt, buildingColumn, type GalleryDistrict, videoPointAt } from './galleryDistrict.ts';
import { type Control, caseIdOf, type GoldenCase } from './goldenCase.ts';

/** All expected pictures have this size, with one pixel for each of CSS. */
export const GOLDEN_PX = { width: 640, height: 360 };

const SETTLE_MILLIS = 60_000;
const BETWEEN_STILLS_MILLIS = 80;

export interface GoldenViewOptions {
  readonly container: HTMLElement;
  readonly district: GalleryDistrict;
  /** Shown first. A view throws shadows from its start or not at all: cases with others need a view of their own. */
  readonly golden: GoldenCase;
  readonly shadows: ShadowQuality;
  /** Against the expected pictures' size: in a larger picture of the same look marks and letters are larger. */
  readonly scale: number;
  readonly interactive: boolean;
  /** The expected pictures are of `software`: it is the same on every machine. */
  readonly quality: QualityChoice;
  /** Milliseconds that shared time has gone on; it stands still where nothing is said. */
  readonly sinceMillis?: () => number;
}

export interface GoldenView {
  readonly view: CityView;
  /** What the picture complained of. */
  readonly faults: readonly string[];
  /** Another case in the same view: nothing of the one before stays. */
  show(golden: GoldenCase): Promise<void>;
  /** Puts the eye back to where the case has it. */
  lookAgain(): void;
  /** The picture as the product saves it, once nothing in it changes any more. Throws where it does not come to rest. */
  still(): Promise<Uint8Array>;
  /** Takes one thing out of the picture; what is answered puts it back. */
  without(control: Exclude<Control, 'shadows'>): () => void;
  dispose(): void;
}

/** Runs `act` as on a screen with one pixel for each of CSS: the expected pictures are of such a one. */
function onPlainScreen<T>(act: () => T): T {
  const own = Object.getOwnPropertyDescriptor(window, 'devicePixelRatio')!;
  Object.defineProperty(window, 'devicePixelRatio', { configurable: true, value: 1 });
  try {
    return act();
  } finally {
    Object.defineProperty(window, 'devicePixelRatio', own);
  }
}

function focusOf({ focus }: GoldenCase, district: GalleryDistrict): CityFocus | null {
  if (!focus) return null;
  const { areaId, buildingsAtEnuMeters, videoPointAtEnuMeters, caseNumber } = focus;
  return {
    ...(areaId ? { areaId } : {}),
    ...(buildingsAtEnuMeters
      ? { selectedBuildings: buildingsAtEnuMeters.map((place) => buildingAt(district, place)) }
      : {}),
    ...(videoPointAtEnuMeters ? { videoPointIndex: videoPointAt(district, videoPointAtEnuMeters) } : {}),
    ...(caseNumber === undefined ? {} : { caseId: caseIdOf(caseNumber) }),
  };
}

async function thematicOfCase({ thematic }: GoldenCase): Promise<Thematic | null> {
  if (!thematic) return null;
  const { attribute, ...choice } = thematic;
  return thematicOf(await buildingColumn(attribute), { ...choice, manualText: '' });
}

const isLayer = (control: Control): control is CityLayer => cityLayers.some((layer) => layer === control);
const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));
const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);

export async function openGoldenView(options: GoldenViewOptions): Promise<GoldenView> {
  const { container, district, shadows, scale, interactive, quality, sinceMillis = () => 0 } = options;
  const live = fixedLive(options.golden, district);
  const faults: string[] = [];
  let shown = options.golden;
  let thematic: Thematic | null = null;
  let focus: CityFocus | null = null;
  const nowMillis = (): number => Date.parse(shown.at) + sinceMillis();
  const view = onPlainScreen(() =>
    createCityView({
      container,
      base: '/',
      manifest: district.manifest,
      live: live.link,
      clock: { nowMillis, errorMillis: () => 0, roundTripMillis: () => 0 },
      theme: 'clock',
      shadows,
      quality,
      language: shown.language,
      layers: shown.layers,
      interactive,
      textScale: scale,
      onPick() {},
      onProgress() {},
      onFault: (fault) => faults.push(`${fault.code} ${fault.en.message}`),
    }),
  );
  const show = async (golden: GoldenCase): Promise<void> => {
    thematic = await thematicOfCase(golden);
    focus = focusOf(golden, district);
    shown = golden;
    live.show(golden);
    for (const layer of cityLayers) view.setLayerVisible(layer, golden.layers.includes(layer));
    view.setLanguage(golden.language);
    view.setThematic(thematic);
    view.setFocus(focus);
    view.flyTo(golden.look, 0);
  };
  try {
    await show(shown);
  } catch (error) {
    view.dispose();
    throw error;
  }

  /** Layers that have not said yet what they draw, or cannot draw. */
  const missing = (): string[] =>
    view
      .layerStates()
      .filter(({ visible, count, fault }) => visible && (count === null || fault !== null))
      .map(({ layer, fault }) => `${layer} ${fault?.code ?? ''}`.trim());

  return {
    view,
    faults,
    show,
    lookAgain: () => view.flyTo(shown.look, 0),
    async still() {
      const deadline = performance.now() + SETTLE_MILLIS;
      await view.ready;
      let before: Uint8Array | null = null;
      while (performance.now() < deadline) {
        const blob = await view.still(GOLDEN_PX.width, GOLDEN_PX.height);
        const bytes = new Uint8Array(await blob.arrayBuffer());
        const isComplete = missing().length === 0 && document.fonts.status === 'loaded';
        if (isComplete && before && isSame(before, bytes)) return bytes;
        before = bytes;
        await pause(BETWEEN_STILLS_MILLIS);
      }
      throw new Error(`the picture does not come to rest; waiting for: ${missing().join(', ') || 'equal pictures'}`);
    },
    without(control) {
      if (isLayer(control)) {
        view.setLayerVisible(control, false);
        return () => view.setLayerVisible(control, true);
      }
      if (control === 'focus') {
        view.setFocus(null);
        return () => view.setFocus(focus);
      }
      if (control === 'thematic') {
        view.setThematic(null);
        return () => view.setThematic(thematic);
      }
      live.darkenWindows();
      return () => live.show(shown);
    },
    dispose: () => view.dispose(),
  };
}
