import type { HeightField } from '../../../model/geometry/heightField.ts';
import { type LayerDrawing, type LayerFrame, noTargets } from '../../layerDrawing.ts';
import type { Palette } from '../../palette.ts';
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
  #ground: HeightField | null = null;
  #palette: Palette | null = null;

  update({ parts, style: { ground, palette }, focus }: LayerFrame): boolean {
    const [{ areaId }, { places }] = [focus, parts];
    const isSameArea = areaId === this.#areaId && places === this.#places;
    // A change of the language, or of the marks' size, is none of lines.
    if (isSameArea && ground === this.#ground && palette === this.#palette) return false;
    [this.#areaId, this.#places, this.#ground, this.#palette] = [areaId, places, ground, palette];
    const outlines = areaId === undefined ? undefined : places?.outlinesCm(areaId);
    const meshes = outlines ? focusMeshes(outlines, ground, palette) : null;
    this.meshes = { 'focus-ground': meshes?.ground ?? null, 'focus-top': meshes?.topLine ?? null };
    return true;
  }

  targets = () => noTargets;

  get count(): number {
    return this.meshes['focus-ground'] ? 1 : 0;
  }
}
