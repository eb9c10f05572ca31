import { type LayerDrawing, type LayerFrame, type LayerStyle, noTargets } from '../../layerDrawing.ts';
import type { AreaPlaces } from '../../picking/areaPlaces.ts';
import { noTexts } from '../../text/textWishes.ts';
import type { GroundMesh } from '../groundMesh.ts';
import { focusMeshes } from './focus.ts';

/** The one area that is lifted out of the rest. Always shown: who chose it has no row for it. */
export class FocusDrawing implements LayerDrawing {
  readonly layer = null;
  readonly marks = [];
  readonly texts = noTexts;
  meshes: Readonly<Record<string, GroundMesh | null>> = {};
  #areaId: string | undefined;
  #places: AreaPlaces | null = null;
  #style: LayerStyle | null = null;

  update({ parts, style, focus }: LayerFrame): boolean {
    if (focus.areaId === this.#areaId && parts.places === this.#places && style === this.#style) return false;
    [this.#areaId, this.#places, this.#style] = [focus.areaId, parts.places, style];
    const outlines = focus.areaId === undefined ? undefined : parts.places?.outlinesCm(focus.areaId);
    const meshes = outlines ? focusMeshes(outlines, style.ground, style.palette) : null;
    this.meshes = { 'focus-ground': meshes?.ground ?? null, 'focus-top': meshes?.topLine ?? null };
    return true;
  }

  targets = () => noTargets;

  get count(): number {
    return this.meshes['focus-ground'] ? 1 : 0;
  }
}
