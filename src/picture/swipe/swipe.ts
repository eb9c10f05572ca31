/**
 * Before and after: the city of an earlier package beside that of now, both through the very same view, parted by an
 * upright line. Each is a picture of its own; the line only clips their canvases.
 */
import { COMPARED_BASE } from '../../model/contract/comparison.ts';
import type { Manifest } from '../../model/contract/manifest.ts';
import type { FaultAnswer, Language } from '../../model/faults/fault.ts';
import type { View } from '../camera/pose.ts';
import { canvasIn } from '../canvasIn.ts';
import { CityPicture } from '../cityPicture.ts';
import type { CityLayer, CityProgress } from '../cityView.ts';
import type { Thematic } from '../layers/thematic/thematic.ts';
import type { CityTheme } from '../light/cityLight.ts';
import type { PictureQuality } from '../quality/tiers.ts';
import { canvasTooSmall } from '../viewCanvases.ts';
import { stillLive } from './stillLive.ts';

export interface SwipeOptions {
  /** Holds the canvas of now; the one before is laid beneath it, in a box of the same size. */
  readonly nowBox: HTMLElement;
  /** Of the served package. */
  readonly base: string;
  readonly before: Manifest;
  readonly theme: CityTheme;
  readonly atMillis: number;
  readonly language: Language;
  readonly pixelRatio: number;
  readonly quality: PictureQuality;
  /** Where the line begins: share of the width, from the left. */
  readonly share: number;
  onProgress(progress: CityProgress): void;
  onFault(fault: FaultAnswer): void;
  onFaultGone?(fault: FaultAnswer): void;
}

/** What holds still: all else is of now, and of now only. */
const layers: readonly CityLayer[] = ['buildings', 'roads'];
const NOW_CLIP = (share: number): string => `inset(0 0 0 ${share * 100}%)`;
const BEFORE_CLIP = (share: number): string => `inset(0 ${(1 - share) * 100}% 0 0)`;

export class Swipe {
  readonly #nowBox: HTMLElement;
  readonly #box: HTMLElement;
  readonly #picture: CityPicture;
  readonly #onFault: SwipeOptions['onFault'];
  #share: number;

  constructor(options: SwipeOptions) {
    const { nowBox, base, before, theme, atMillis, language, pixelRatio, quality } = options;
    const { onProgress, onFault, onFaultGone } = options;
    this.#share = options.share;
    this.#nowBox = nowBox;
    this.#box = boxLike(nowBox);
    this.#picture = new CityPicture({
      ...{ theme, atMillis, language, pixelRatio, layers, quality, textScale: 1, onProgress, onFault },
      ...(onFaultGone ? { onFaultGone } : {}),
      cityCanvas: canvasIn(this.#box),
      base: `${base}${COMPARED_BASE}`,
      manifest: before,
      live: stillLive(),
    });
    this.#onFault = onFault;
    this.#picture.setDetail(quality.tileErrorPx);
    nowBox.before(this.#box);
    this.setDivider(this.#share);
  }

  /** @param share of the width, from the left: left of it is before, right of it is now. */
  setDivider(share: number): void {
    this.#share = Math.min(1, Math.max(0, share));
    this.#nowBox.style.clipPath = NOW_CLIP(this.#share);
    this.#box.style.clipPath = BEFORE_CLIP(this.#share);
  }

  /** What stands there is not of now: nothing of now is meant by pointing at it. */
  isBefore(xShare: number): boolean {
    return xShare < this.#share;
  }

  setSize(widthPx: number, heightPx: number): void {
    const got = this.#picture.setSize(widthPx, heightPx);
    if (got[0] < widthPx || got[1] < heightPx) this.#onFault(canvasTooSmall({ asked: [widthPx, heightPx], got }));
  }

  setQuality(quality: PictureQuality): void {
    this.#picture.setQuality(quality);
    this.#picture.setDetail(quality.tileErrorPx);
  }

  setLayerVisible(layer: CityLayer, visible: boolean): void {
    if (layers.includes(layer)) this.#picture.setLayerVisible(layer, visible);
  }

  /** Of the package before: its buildings have rows of their own. */
  setThematic(thematic: Thematic | null): void {
    this.#picture.setThematic(thematic);
  }

  /** `moved`: it is another view than the last. True where nothing was drawn, and nothing is on its way. */
  frame(view: View, atMillis: number, moved: boolean): boolean {
    if (moved) this.#picture.touch();
    const { city } = this.#picture.update(view, atMillis);
    if (city) this.#picture.drawCity(view, atMillis);
    return !city && this.#picture.settled;
  }

  dispose(): void {
    this.#picture.dispose();
    this.#box.remove();
    this.#nowBox.style.clipPath = '';
  }
}

function boxLike(other: HTMLElement): HTMLElement {
  const box = document.createElement('div');
  box.style.cssText = other.style.cssText;
  return box;
}
