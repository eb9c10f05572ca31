/** One view that shows case after case; opened anew only where a case throws other shadows or is to be larger, which a view cannot change. */
import type { ShadowQuality } from '../../src/picture/light/shadowQuality.ts';
import type { GoldenCase } from './goldenCase.ts';
import { type GoldenView, type GoldenViewOptions, openGoldenView } from './goldenView.ts';

export interface OneViewOptions extends Omit<GoldenViewOptions, 'golden' | 'shadows' | 'scale'> {
  /** Asked before each case: a container grows with its window. */
  readonly scale: () => number;
}

interface OpenedView {
  readonly shadows: ShadowQuality;
  readonly scale: number;
  readonly view: GoldenView;
}

export class OneView {
  readonly #options: OneViewOptions;
  #opened: OpenedView | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: OneViewOptions) {
    this.#options = options;
  }

  /** Case after case in the order asked: two at a time would open two views in one container. Rejects for this case alone. */
  of(golden: GoldenCase): Promise<GoldenView> {
    const showNow = (): Promise<GoldenView> => this.#show(golden);
    const shown = this.#last.then(showNow, showNow);
    this.#last = shown;
    return shown;
  }

  async #show(golden: GoldenCase): Promise<GoldenView> {
    const { shadows } = golden;
    const scale = this.#options.scale();
    if (this.#opened?.shadows === shadows && this.#opened.scale === scale) {
      await this.#opened.view.show(golden);
      return this.#opened.view;
    }
    this.#opened?.view.dispose();
    this.#opened = null;
    const view = await openGoldenView({ ...this.#options, scale, golden, shadows });
    this.#opened = { shadows, scale, view };
    return view;
  }
}
