import type { AreasFile } from '../../../model/contract/areasFile.ts';
import { type LayerDrawing, type LayerFrame, type LayerStyle, noTargets } from '../../layerDrawing.ts';
import { noTexts } from '../../text/textWishes.ts';
import type { GroundMesh } from '../groundMesh.ts';
import { boundaryMeshes } from './boundaries.ts';

/** Boundaries of all levels, remade when the areas come or the ground under them does. */
export class BoundariesDrawing implements LayerDrawing {
  readonly layer = 'boundaries';
  readonly marks = [];
  readonly texts = noTexts;
  meshes: Readonly<Record<string, GroundMesh | null>> = {};
  #areas: AreasFile | null = null;
  #style: LayerStyle | null = null;

  update({ parts, style }: LayerFrame): boolean {
    if (parts.areas === this.#areas && style === this.#style) return false;
    [this.#areas, this.#style] = [parts.areas, style];
    if (!this.#areas) return false;
    const { coarse, fine } = boundaryMeshes(this.#areas, style.ground, style.palette);
    this.meshes = { 'boundaries-coarse': coarse, 'boundaries-fine': fine };
    return true;
  }

  targets = () => noTargets;

  get count(): number {
    return this.#areas?.arcs.length ?? 0;
  }
}
