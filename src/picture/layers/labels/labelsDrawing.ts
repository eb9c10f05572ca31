import { type LayerDrawing, type LayerFrame, type LayerStyle, noTargets } from '../../layerDrawing.ts';
import type { TextWishes } from '../../text/textWishes.ts';
import type { AreaLabel } from './labels.ts';

/** Names of areas; which of them a view shows is decided where all texts are placed. */
export class LabelsDrawing implements LayerDrawing {
  readonly layer = 'labels';
  readonly marks = [];
  readonly meshes = {};
  texts: TextWishes = {};
  #names: readonly AreaLabel[] = [];
  #style: LayerStyle | null = null;

  update({ parts, style }: LayerFrame): boolean {
    if (parts.labels === this.#names && style === this.#style) return false;
    [this.#names, this.#style] = [parts.labels, style];
    this.texts = { names: this.#names };
    return true;
  }

  targets = () => noTargets;

  get count(): number {
    return this.#names.length;
  }
}
