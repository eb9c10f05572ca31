/** The marks that may float above the city: stems and shapes, on deck.gl's own transparent canvas. Drawn only when asked. */
import { Deck, type DeckProps, type Layer } from '@deck.gl/core';
import { IconLayer, LineLayer } from '@deck.gl/layers';
import type { View } from '../../camera/pose.ts';
import type { MarkSet, ShapeMark, StemMark } from '../../layers/marks.ts';
import { type MarkAtlas, markAtlas } from './markAtlas.ts';
import { ConstantPixels, MatchedView, viewStateOf } from './matchedView.ts';

type Device = Parameters<NonNullable<DeckProps['onDeviceInitialized']>>[0];

const always = { depthCompare: 'always', depthWriteEnabled: false } as const;

export interface MarkSceneOptions {
  readonly canvas: HTMLCanvasElement;
  readonly pixelRatio: number;
  /** From now on marks are drawn. */
  onReady(): void;
  onError(message: string): void;
}

export class MarkScene {
  readonly #deck: Deck<MatchedView>;
  readonly #atlas: MarkAtlas = markAtlas();
  readonly #constantPixels = new ConstantPixels();
  /** The device is there, or given up with an error: the rest of the picture must not wait for it. */
  readonly ready: Promise<void>;
  #isReady = false;
  #disposed = false;
  #device: Device | null = null;
  #tellReady: () => void = () => {};
  #isEmpty = true;
  #layersOf = new Map<string, { version: number; layers: Layer[] }>();

  constructor({ canvas, pixelRatio, onReady, onError }: MarkSceneOptions) {
    this.ready = new Promise((resolve) => {
      this.#tellReady = resolve;
    });
    this.#deck = new Deck({
      canvas,
      views: new MatchedView({ id: 'eye' }),
      controller: false,
      useDevicePixels: pixelRatio,
      layers: [],
      onDeviceInitialized: (device) => {
        this.#device = device;
        if (this.#disposed) this.#letGo();
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
      layers: sets.flatMap((set) => this.#layers(set)),
    });
    this.#deck.redraw('frame');
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
        iconAtlas: this.#atlas.canvas as unknown as string,
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

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#tellReady(); // nobody waits for what no longer comes
    this.#deck.finalize();
    this.#letGo();
  }

  /** deck leaves the device to whoever might use it again: nobody here, and what it watches would keep all of it. */
  #letGo(): void {
    this.#device?.canvasContext?.destroy();
    this.#device = null;
  }
}
