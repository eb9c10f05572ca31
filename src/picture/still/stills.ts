/** Pictures of a view, one at a time; what is shown stands still meanwhile, and the canvases are the taker's. */
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { View } from '../camera/pose.ts';
import type { CityPicture } from '../cityPicture.ts';
import type { ViewCanvases } from '../viewCanvases.ts';
import { type StillOptions, takeStill } from './takeStill.ts';

export interface StillsOptions {
  readonly picture: CityPicture;
  readonly canvases: ViewCanvases;
  readonly pixelRatio: number;
  /** Gives the canvases their size back. */
  onTaken(): void;
}

export class Stills {
  readonly #options: StillsOptions;
  readonly #closing = new AbortController();
  #isTaking = false;

  constructor(options: StillsOptions) {
    this.#options = options;
  }

  /** Nobody else may draw. */
  get isTaking(): boolean {
    return this.#isTaking;
  }

  /** CityView.still says what it throws. */
  async take(view: View, widthPx: number, heightPx: number, atMillis: number, asked: StillOptions): Promise<Blob> {
    const { picture, canvases, pixelRatio, onTaken } = this.#options;
    if (this.#isTaking) throw new FaultError(fault('PICTURE-015'));
    if (picture.scenes.isLost) throw new FaultError(fault('PICTURE-016'));
    const signal = AbortSignal.any([this.#closing.signal, ...(asked.signal ? [asked.signal] : [])]);
    signal.throwIfAborted();
    this.#isTaking = true;
    let thaw = (): void => {};
    try {
      thaw = canvases.freeze(picture, view, atMillis);
      return await takeStill(picture, view, { ...asked, widthPx, heightPx, atMillis, pixelRatio, signal });
    } finally {
      this.#isTaking = false;
      thaw();
      onTaken();
    }
  }

  /** The view goes: what is being taken ends. */
  dispose(): void {
    this.#closing.abort();
  }
}
