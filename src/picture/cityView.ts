/** The one face of the city for the screens: React mounts it, hands it facts, and hears of choices. No engine words. */
import type { LiveLink, SharedClock } from '../live/links.ts';
import type { Manifest } from '../model/contract/manifest.ts';
import type { Direct, Stage } from '../model/contract/stage.ts';
import type { FaultAnswer, Language } from '../model/faults/fault.ts';
import type { Thematic } from './layers/thematic/thematic.ts';
import type { CityTheme } from './light/cityLight.ts';
import type { ShadowQuality } from './light/shadowQuality.ts';
import type { QualityState } from './quality/runningQuality.ts';
import type { QualityChoice } from './quality/tiers.ts';
import type { StillOptions } from './still/takeStill.ts';
import type { Box } from './text/placement.ts';

/** Where the eye looks: point on the ground, distance, side. Same words as the desk's command. */
export type Look = NonNullable<Direct['look']>;

export const cityLayers = [
  'buildings',
  'roads',
  'boundaries',
  'slivers',
  'labels',
  'components',
  'videoPoints',
  'fieldsOfView',
  'hazards',
  'hexBins',
  'heat',
  'flows',
  'cases',
] as const;
export type CityLayer = (typeof cityLayers)[number];

export type Pick =
  | { readonly kind: 'case'; readonly caseId: string }
  | { readonly kind: 'hazard'; readonly hazardId: string }
  | { readonly kind: 'videoPoint'; readonly videoPointIndex: number }
  | { readonly kind: 'component'; readonly componentIndex: number }
  | { readonly kind: 'building'; readonly buildingIndex: number; readonly enuMeters: readonly [number, number, number] }
  | { readonly kind: 'area'; readonly areaId: string; readonly enuMeters: readonly [number, number, number] };

/** A video point that sees a place. */
export interface CameraAround {
  readonly videoPointIndex: number;
  readonly name: string;
  readonly awayMeters: number;
  readonly isOnline: boolean;
}

export interface PickName {
  readonly name: string;
  readonly nameEn: string;
}

/** What is lifted out of the rest: an area lit on the ground, a building lightened, a case's beacon marked, a camera's view opened. */
export interface CityFocus {
  readonly areaId?: string;
  readonly buildingIndex?: number;
  readonly caseId?: string;
  readonly videoPointIndex?: number;
  /** Its distances are drawn, with a warning or without. */
  readonly hazardId?: string;
  readonly componentIndex?: number;
  /** Chosen together: outlined, while all others step back. */
  readonly selectedBuildings?: readonly number[];
  /** Under the pointer: the view tells it itself. */
  readonly hovered?: Pick;
}

/** Loading in words and numbers. */
export interface CityProgress {
  readonly part: 'manifest' | 'farGround' | 'heights' | 'areas' | 'footprints' | 'tiles' | 'fonts';
  readonly done: number;
  readonly total: number;
}

/** A class of the things of a layer, which can be hidden alone. */
export interface LayerClass {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  /** In the whole district. */
  readonly count: number;
  readonly visible: boolean;
}

export interface LayerState {
  readonly layer: CityLayer;
  readonly visible: boolean;
  /** Things drawn now, null before it is known; and why it draws none. */
  readonly count: number | null;
  readonly fault: FaultAnswer | null;
  /** Empty where the layer tells no classes apart. */
  readonly classes: readonly LayerClass[];
}

export interface CityViewOptions {
  readonly container: HTMLElement;
  /** Served base path, e.g. `/` or `/a/b/`. */
  readonly base: string;
  readonly manifest: Manifest;
  readonly live: LiveLink;
  readonly clock: SharedClock;
  /** A fixed look, or by the sun at shared time. */
  readonly theme: CityTheme;
  /** As the quality's tier has them where it is not said. */
  readonly shadows?: ShadowQuality;
  /** By measuring where it is not said. */
  readonly quality?: QualityChoice;
  readonly language: Language;
  readonly layers: readonly CityLayer[];
  /** Mouse, touch and keyboard move the camera and choose things. */
  readonly interactive: boolean;
  /**
   * Pixels of the container kept free of what is looked at, so that "centre" means the free middle: panels cover them.
   * `coveredTop`: less is covered from side to side than is kept free at the top.
   */
  readonly insetCssPx?: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
    readonly coveredTop?: number;
  };
  /** Text scale of the station: 1 at a desk, 1.27 on the wall. */
  readonly textScale: number;
  /** `adds`: Ctrl, Shift or ⌘ was held: it joins what is chosen. */
  onPick(pick: Pick | null, adds: boolean): void;
  /** Another thing came under the pointer, or none; never once per move. */
  onHover?(pick: Pick | null): void;
  onProgress(progress: CityProgress): void;
  onFault(fault: FaultAnswer): void;
  /** What was told is over: a part came after all, the picture is back. */
  onFaultGone?(fault: FaultAnswer): void;
  /** The visitor or officer took the camera. */
  onTouch?(): void;
}

export interface CityView {
  /** All tiles of the first picture are there and one complete frame was drawn. Never comes where that failed: onFault says why. */
  readonly ready: Promise<void>;
  /**
   * Comes with the first frame from now on of which nothing is on its way: whatever was asked for before is in the
   * picture, marks, names and the city compared with included. Never comes once the view is disposed.
   */
  whenStill(): Promise<void>;
  readonly look: Look;
  flyTo(look: Look, durationMillis?: number): void;
  /** Frames an area's bounds. */
  flyToArea(areaId: string, durationMillis?: number): void;
  home(durationMillis?: number): void;
  /** Follows the desk: evaluates the curve at shared time until someone takes the camera. */
  applyStage(stage: Stage): void;
  setFocus(focus: CityFocus | null): void;
  setLayerVisible(layer: CityLayer, visible: boolean): void;
  /** Hides and shows one of the classes that a layer's state names. */
  setLayerClassVisible(layer: CityLayer, code: string, visible: boolean): void;
  /** Lays the city of an earlier package, served beside this one, to the left of a line; null takes it away. */
  compareWith(before: Manifest | null): void;
  /** Where that line is: share of the width, from the left. */
  setDivider(share: number): void;
  /** Colours the buildings by an attribute; null takes the colours away. `before`: those of the earlier package beside it. */
  setThematic(thematic: Thematic | null, before?: Thematic | null): void;
  /** By which marks and ground layers are coloured now; by the clock it changes. */
  readonly theme: 'night' | 'day';
  layerStates(): readonly LayerState[];
  setLanguage(language: Language): void;
  setInset(inset: NonNullable<CityViewOptions['insetCssPx']>): void;
  /** What stands over the map, in its CSS pixels: nothing is lettered beneath it. */
  setOver(boxesCssPx: readonly Box[]): void;
  pickAt(cssX: number, cssY: number): Pick | null;
  /** Names that the picture knows: of areas, video points, a component's class. Null for all else, and before they are there. */
  nameOf(pick: Pick): PickName | null;
  /**
   * The few video points that see a place of the ground: with a picture before without, then the nearest. Null while it is
   * not known what they see, and where this station may not.
   */
  camerasAround(placeEnuMeters: readonly [east: number, north: number]): readonly CameraAround[] | null;
  /** Screen position of a place so far above its ground, or null behind the eye: for leaders from cards to marks. */
  cssPxFromEnu(onGroundMeters: readonly [east: number, north: number, above: number]): readonly [number, number] | null;
  /**
   * What is shown now as a PNG of any size, drawn in strips no larger than `mostStripPx`; the screen stands still meanwhile.
   * Throws FaultError PICTURE-003 where no canvas is so large, PICTURE-015 while another is taken, PICTURE-016 where the
   * graphics card takes the picture away meanwhile, and the signal's reason where that is aborted, or the view disposed of.
   */
  still(widthPx: number, heightPx: number, options?: StillOptions): Promise<Blob>;
  /** What the picture is of: the area in its middle, as large as the eye is far. Null before it is known, and outside. */
  readonly placeName: PickName | null;
  /** What the picture is drawn with, and why. */
  readonly quality: QualityState;
  /** From the next frame on. */
  setQuality(choice: QualityChoice): void;
  frameMillisP95(): number | null;
  /** How often a graphics card took the picture away since the view was opened. */
  contextLosses(): number;
  /** Gives the container back as it was. What is told to the view from then on does nothing. */
  dispose(): void;
}
