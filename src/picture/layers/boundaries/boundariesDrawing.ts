import type { AreasFile } from '../../../model/contract/areasFile.ts';
import type { HeightField } from '../../../model/geometry/heightField.ts';
import { type LayerDrawing, type LayerFrame, noTargets } from '../../layerDrawing.ts';
import type { Palette } from '../../palette.ts';
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
  #ground: HeightField | null = null;
  #palette: Palette | null = null;

  update({ parts, style: { ground, palette } }: LayerFrame): boolean {
    const { areas } = parts;
    // A change of the language, or of the marks' size, is none of lines.
    if (areas === this.#areas && ground === this.#ground && palette === this.#palette) return false;
    [this.#areas, this.#ground, this.#palette] = [areas, ground, palette];
    if (!this.#areas) return false;
    const meshes = Object.entries(boundaryMeshes(this.#areas, ground, palette));
    this.meshes = Object.fromEntries(meshes.map(([level, mesh]) => [`boundaries-${level}`, mesh]));
    return true;
  }

  targets = () => noTargets;

  get count(): number {
    return this.#areas?.arcs.length ?? 0;
  }
}
