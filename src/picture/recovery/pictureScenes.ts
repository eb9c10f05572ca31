/** The two engines of a picture on their canvases, brought back together when a graphics card takes one of them away. */
import type { Manifest } from '../../model/contract/manifest.ts';
import { answerFault, type FaultAnswer, fault } from '../../model/faults/fault.ts';
import { CityScene } from '../engines/cesium/cityScene.ts';
import { MarkScene } from '../engines/deck/markScene.ts';
import type { CityLight } from '../light/cityLight.ts';
import type { PictureQuality } from '../quality/tiers.ts';
import { ContextLosses } from './contextLosses.ts';
import { isContextLost, RecoveringScene } from './recoveringScene.ts';
import { Recovery } from './recovery.ts';

export interface PictureScenesOptions {
  readonly cityCanvas: HTMLCanvasElement;
  /** None for a picture without marks: no context is opened for what is never drawn. */
  readonly markCanvas?: HTMLCanvasElement;
  readonly base: string;
  readonly manifest: Manifest;
  readonly pixelRatio: number;
  /** That a scene opened now begins with. */
  light(): CityLight;
  /** That a scene begins with; `tell` carries another. */
  readonly quality: PictureQuality;
  onFault(fault: FaultAnswer): void;
  onFaultGone?(fault: FaultAnswer): void;
  /** Something changed that a new frame would show. */
  onChange(): void;
  /** Scenes were opened anew: what `tell` does not carry, they do not know. */
  onReopened(): void;
}

export class PictureScenes {
  readonly #options: PictureScenesOptions;
  readonly #recovery: Recovery;
  readonly #city: RecoveringScene<CityScene>;
  readonly #marks: RecoveringScene<MarkScene> | null;
  readonly #told = new Map<string, (scene: CityScene) => void>();

  constructor(options: PictureScenesOptions) {
    this.#options = options;
    this.#recovery = new Recovery({
      losses: new ContextLosses(window.sessionStorage),
      scenes: () => (this.#marks ? [this.#city, this.#marks] : [this.#city]),
      onFault: options.onFault,
      onReopened: options.onReopened,
    });
    const { lost } = this.#recovery;
    this.#city = new RecoveringScene(options.cityCanvas, (canvas) => this.#openCity(canvas), lost);
    const { markCanvas } = options;
    this.#marks = markCanvas ? new RecoveringScene(markCanvas, (canvas) => this.#openMarks(canvas), lost) : null;
  }

  #openCity(canvas: HTMLCanvasElement): CityScene {
    const { base, manifest, light, quality, onFault, onFaultGone, onChange } = this.#options;
    const scene = new CityScene({
      canvas,
      base,
      manifest,
      light: light(),
      quality,
      onFault,
      onChange,
      ...(onFaultGone ? { onFaultGone } : {}),
    });
    for (const put of this.#told.values()) put(scene);
    return scene;
  }

  #openMarks(canvas: HTMLCanvasElement): MarkScene {
    const { pixelRatio, onChange, onFault } = this.#options;
    return new MarkScene({
      canvas,
      pixelRatio,
      onReady: onChange,
      onError: (reason) => {
        if (isContextLost(canvas)) return; // told by its own event
        if (this.#recovery.fault) this.#marks?.lose();
        else onFault(answerFault(fault('PICTURE-004', { reason })));
      },
    });
  }

  /** Tells the city's scene, and each that takes its place: of every name the newest, in the order told. */
  tell(name: string, put: (scene: CityScene) => void): void {
    this.#told.delete(name);
    this.#told.set(name, put);
    this.put(put);
  }

  /** Tells the city's scene of now. False while it is lost: then nothing is told, and the one to come does not know it. */
  put(work: (scene: CityScene) => void): boolean {
    if (this.isCityLost) return false;
    work(this.city);
    return true;
  }

  /** The city's drawing buffer in device pixels; the size that the browser gave, which may be less than asked. */
  setCitySize(widthPx: number, heightPx: number): readonly [widthPx: number, heightPx: number] {
    if (!this.isCityLost) return this.city.setSize(widthPx, heightPx);
    // The canvas that takes its place takes its size.
    Object.assign(this.cityCanvas, { width: widthPx, height: heightPx });
    return [widthPx, heightPx];
  }

  get city(): CityScene {
    return this.#city.scene;
  }

  /** Null for a picture without marks. */
  get marks(): MarkScene | null {
    return this.#marks?.scene ?? null;
  }

  /** Of now, as the one below. */
  get cityCanvas(): HTMLCanvasElement {
    return this.#city.canvas;
  }

  get markCanvas(): HTMLCanvasElement | null {
    return this.#marks?.canvas ?? null;
  }

  /** Nothing whole can be drawn until it is opened anew. */
  get isLost(): boolean {
    return this.#city.isLost || (this.#marks?.isLost ?? false);
  }

  get isCityLost(): boolean {
    return this.#city.isLost;
  }

  /** How often a graphics card took the picture away. */
  get losses(): number {
    return this.#recovery.count;
  }

  drawCity(work: (scene: CityScene) => void): void {
    this.#city.draw(work);
    if (!this.#recovery.fault || this.isLost || !this.city.settled || this.marks?.isReady === false) return;
    const gone = this.#recovery.healed();
    if (gone) this.#options.onFaultGone?.(gone);
  }

  drawMarks(work: (scene: MarkScene) => void): void {
    this.#marks?.draw(work);
  }

  dispose(): void {
    this.#recovery.dispose();
    this.#marks?.dispose();
    this.#city.dispose();
  }
}
