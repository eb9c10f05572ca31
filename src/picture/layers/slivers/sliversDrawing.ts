import { type LayerDrawing, type LayerFrame, type LayerStyle, noTargets } from '../../layerDrawing.ts';
import type { AreaPlaces } from '../../picking/areaPlaces.ts';
import { noTexts, type TextWishes } from '../../text/textWishes.ts';
import type { GroundMesh } from '../groundMesh.ts';
import type { MarkSet } from '../marks.ts';
import { type PlacedSliver, SLIVER_MARK_CSS_PX, sliverMarks, sliverMesh, sliverText } from './slivers.ts';

/** Where the coverage proof found nobody, or two. */
export class SliversDrawing implements LayerDrawing {
  readonly layer = 'slivers';
  meshes: Readonly<Record<string, GroundMesh | null>> = {};
  marks: readonly MarkSet[] = [];
  texts: TextWishes = noTexts;
  #slivers: readonly PlacedSliver[] | null = null;
  #places: AreaPlaces | null = null;
  #style: LayerStyle | null = null;
  #version = 0;

  update({ parts, style }: LayerFrame): boolean {
    if (parts.slivers === this.#slivers && parts.places === this.#places && style === this.#style) return false;
    [this.#slivers, this.#places, this.#style] = [parts.slivers, parts.places, style];
    const slivers = parts.slivers ?? [];
    this.meshes = { slivers: sliverMesh(slivers, style.ground) };
    this.marks = [sliverMarks(slivers, style.scale, ++this.#version)];
    const nameOf = (areaId: string): string | null => parts.places?.nameOf(areaId, style.language) ?? null;
    // After cases, the largest first.
    const callouts = slivers.map((placed, row) => ({
      id: `sliver:${row}`,
      priority: 7 - row / 10_000,
      enuMeters: placed.markEnuMeters,
      markCssPx: SLIVER_MARK_CSS_PX,
      text: { ...sliverText(placed, style.language, nameOf), detailColour: style.palette.textQuiet },
    }));
    this.texts = { callouts };
    return true;
  }

  targets = () => noTargets;

  get count(): number | null {
    return this.#slivers?.length ?? null;
  }
}
