/** One view that shows case after case; opened anew only where a case throws other shadows, which a view cannot change. */
import type { ShadowQuality } from '../../src/picture/light/shadowQuality.ts';
import type { GoldenCase } from './goldenCase.ts';
import { type GoldenView, type GoldenViewOptions, openGoldenView } from './goldenView.ts';

export class OneView {
  readonly #options: Omit<GoldenViewOptions, 'golden' | 'shadows'>;
  #opened: { readonly shadows: ShadowQuality; readonly view: GoldenView } | null = null;

  constructor(options: Omit<GoldenViewOptions, 'golden' | 'shadows'>) {
    this.#options = options;
  }

  async of(golden: GoldenCase): Promise<GoldenView> {
    const { shadows } = golden;
    if (this.#opened?.shadows === shadows) {
      await this.#opened.view.show(golden);
      return this.#opened.view;
    }
    this.dispose();
    const view = await openGoldenView({ ...this.#options, golden, shadows });
    this.#opened = { shadows, view };
    return view;
  }

  dispose(): void {
    this.#opened?.view.dispose();
    this.#opened = null;
  }
}
