/** The marks that may float above the city: stems and shapes, on deck.gl's own transparent canvas. Drawn only when asked. */
import { Deck, type DeckProps, type Layer } from '@deck.gl/core';
import { IconLayer, LineLayer } from '@deck.gl/layers';
import type { View } from '../../camera/pose.ts';
import type { MarkSet, ShapeMark, StemMark } from '../../layers/marks.ts';
import { type MarkAtlas, markAtlas } from './markAtlas.ts';
import { ConstantPixels, MatchedView, viewStateOf } from './matchedView.ts';

type Device = Parameters<NonNullable<DeckProps['onDeviceInitialized']>>[0];
type AtlasTexture = ReturnType<Device['createTexture']>;

/** The deck layers of a set; `version` null: unseen. */
interface DrawnSet {
  readonly version: number | null;
  readonly layers: Layer[];
}

/** One for all layers: given a canvas, each would make its own. */
function textureOf(device: Device, canvas: HTMLCanvasElement): AtlasTexture {
  const { width, height } = canvas;
  const texture = device.createTexture({
    data: canvas,
    width,
    height,
    mipLevels: device.getMipLevelCount(width, height),
    sampler: {
      minFilter: 'linear',
      magFilter: 'linear',
      mipmapFilter: 'linear',
      addressModeU: 'clamp-to-edge',
      addressModeV: 'clamp-to-edge',
    },
  });
  texture.generateMipmapsWebGL();
  return texture;
}

const always = { depthCompare: 'always', depthWriteEnabled: false } as const;

/** deck keeps new layers for its own next frame; ours are drawn with the view that they were made for. */
class PromptDeck extends Deck<MatchedView> {
  drawNow(): void {
    this.layerManager?.updateLayers();
    this.redraw('frame');
  }
}

export interface MarkSceneOptions {
  readonly canvas: HTMLCanvasElement;
  readonly pixelRatio: number;
  /** From now on marks are drawn. */
  onReady(): void;
  onError(message: string): void;
}

export class MarkScene {
  readonly #deck: PromptDeck;
  readonly #atlas: MarkAtlas = markAtlas();
  readonly #constantPixels = new ConstantPixels();
  /** The device is there, or given up with an error: the rest of the picture must not wait for it. */
  readonly ready: Promise<void>;
  #isReady = false;
  #disposed = false;
  #device: Device | null = null;
  #tellReady: () => void = () => {};
  #isEmpty = true;
  #atlasTexture: AtlasTexture | null = null;
  /** Of every set ever given: one that is not given now is kept unseen, since what deck lets go of luma does not free. */
  readonly #layersOf = new Map<string, DrawnSet>();

  constructor({ canvas, pixelRatio, onReady, onError }: MarkSceneOptions) {
    this.ready = new Promise((resolve) => {
      this.#tellReady = resolve;
    });
    this.#deck = new PromptDeck({
      canvas,
      views: new MatchedView({ id: 'eye' }),
      controller: false,
      useDevicePixels: pixelRatio,
      layers: [],
      onDeviceInitialized: (device) => {
        this.#device = device;
        if (this.#disposed) this.#letGo();
        else this.#atlasTexture = textureOf(device, this.#atlas.canvas);
      },
      onLoad: () => {
        this.#isReady = true;
        this.#tellReady();
        onReady();
      },
      onError: (error) => {
        if (this.#disposed) return; // its canvas went while it was opened
        onError(error.message);
        this.#tellReady();
      },
    });
  }

  /** Nothing was to be drawn last. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** One frame in the calling task. Nothing happens before the device is there. */
  draw(eye: View, sets: readonly MarkSet[]): void {
    if (!this.#isReady) return;
    const isEmpty = sets.every(({ shapes, stems }) => shapes.length === 0 && stems.length === 0);
    if (isEmpty && this.#isEmpty) return;
    this.#isEmpty = isEmpty;
    this.#deck.setProps({
      width: eye.widthCssPx,
      height: eye.heightCssPx,
      // The declared type knows only deck's own views; ours takes matrices.
      viewState: viewStateOf(eye) as never,
      layers: [...sets.flatMap((set) => this.#layers(set)), ...this.#unseen(new Set(sets.map(({ id }) => id)))],
    });
    this.#deck.drawNow();
  }

  #layers(set: MarkSet): Layer[] {
    const known = this.#layersOf.get(set.id);
    if (known?.version === set.version) return known.layers;
    const layers: Layer[] = [
      new LineLayer<StemMark>({
        id: `${set.id}-stems`,
        data: set.stems as StemMark[],
        coordinateSystem: 'cartesian',
        getSourcePosition: (mark) => mark.footEnuMeters as [number, number, number],
        getTargetPosition: (mark) => mark.headEnuMeters as [number, number, number],
        getColor: (mark) => mark.colour as [number, number, number, number],
        getWidth: (mark) => mark.widthCssPx,
        widthUnits: 'pixels',
        extensions: [this.#constantPixels],
        parameters: always,
      }),
      new IconLayer<ShapeMark>({
        id: `${set.id}-shapes`,
        data: set.shapes as ShapeMark[],
        coordinateSystem: 'cartesian',
        iconAtlas: this.#atlasTexture!, // there before the scene is ready
        iconMapping: this.#atlas.mapping,
        getPosition: (mark) => mark.enuMeters as [number, number, number],
        getIcon: (mark) => mark.shape,
        getSize: (mark) => mark.sizeCssPx,
        getColor: (mark) => mark.colour as [number, number, number, number],
        sizeUnits: 'pixels',
        billboard: true,
        alphaCutoff: 0.02,
        extensions: [this.#constantPixels],
        parameters: always,
      }),
    ];
    this.#layersOf.set(set.id, { version: set.version, layers });
    return layers;
  }

  #unseen(given: ReadonlySet<string>): Layer[] {
    return [...this.#layersOf].flatMap(([id, known]) => {
      if (given.has(id)) return [];
      if (known.version !== null) {
        const layers = known.layers.map((layer) => layer.clone({ visible: false }));
        this.#layersOf.set(id, { version: null, layers });
        return layers;
      }
      return known.layers;
    });
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#tellReady(); // nobody waits for what no longer comes
    this.#deck.finalize();
    this.#letGo();
  }

  /** deck leaves the device to whoever might use it again: nobody here, and what it watches would keep all of it. */
  #letGo(): void {
    this.#atlasTexture?.destroy();
    this.#device?.canvasContext?.destroy();
    this.#device = null;
  }
}
