import { type LayerDrawing, type LayerFrame, type LayerStyle, noTargets } from '../../layerDrawing.ts';
import type { TextWishes } from '../../text/textWishes.ts';
import type { AreaLabel } from './labels.ts';
import type { NamedCourse } from './roadNames.ts';

/** Names of areas and streets; which of them a view shows is decided where all texts are placed. */
export class LabelsDrawing implements LayerDrawing {
  readonly layer = 'labels';
  readonly marks = [];
  readonly meshes = {};
  texts: TextWishes = {};
  #names: readonly AreaLabel[] = [];
  #streets: readonly NamedCourse[] = [];
  #style: LayerStyle | null = null;

  update({ parts, style }: LayerFrame): boolean {
    const { labels, streets } = parts;
    if (labels === this.#names && streets === this.#streets && style === this.#style) return false;
    [this.#names, this.#streets, this.#style] = [labels, streets, style];
    this.texts = { names: labels, streets };
    return true;
  }

  targets = () => noTargets;

  get count(): number {
    return this.#names.length + this.#streets.length;
  }
}
