import type { LiveLink } from '../live/links.ts';
import type { Manifest } from '../model/contract/manifest.ts';
import type { FaultAnswer, Language } from '../model/faults/fault.ts';
import type { HeightField } from '../model/geometry/heightField.ts';
import type { CityLayer, CityProgress } from './cityView.ts';
import type { BeaconStyle } from './layers/cases/beaconMarks.ts';
import type { CityTheme } from './light/cityLight.ts';
import type { PictureQuality } from './quality/tiers.ts';

export interface CityPictureOptions {
  readonly cityCanvas: HTMLCanvasElement;
  /** None for a picture without marks. */
  readonly markCanvas?: HTMLCanvasElement;
  readonly base: string;
  readonly manifest: Manifest;
  readonly live: LiveLink;
  readonly theme: CityTheme;
  /** Shared time now: the light that the picture begins with. */
  readonly atMillis: number;
  /** What anything can draw, where it is not said. */
  readonly quality?: PictureQuality;
  readonly language: Language;
  readonly layers: readonly CityLayer[];
  readonly textScale: number;
  readonly pixelRatio: number;
  /** Beacons in colours other than their time limit's. */
  readonly beaconColour?: BeaconStyle['colourOf'];
  /** The areas came: looks can be fitted to their outlines. */
  onPlaces?(): void;
  /** The ground's heights came: eyes stand on them from now on. */
  onGround?(ground: HeightField): void;
  onProgress(progress: CityProgress): void;
  onFault(fault: FaultAnswer): void;
  /** What was told aloud is over. */
  onFaultGone?(fault: FaultAnswer): void;
}
