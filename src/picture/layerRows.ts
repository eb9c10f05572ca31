/** What the rows of a layer panel say: whether a layer is shown, how much it draws, and what keeps it from drawing all. */
import type { FaultAnswer } from '../model/faults/fault.ts';
import { type CityLayer, cityLayers, type LayerState } from './cityView.ts';
import type { LayerDrawing } from './layerDrawing.ts';
import type { PackagePart } from './packageParts.ts';

/** Layers whose rows tell what keeps a part away. */
export const layersOfPart: Readonly<Record<PackagePart, readonly CityLayer[]>> = {
  farGround: ['roads'],
  heights: ['roads'],
  areas: ['boundaries', 'labels'],
  footprints: ['buildings'],
  videoPoints: ['videoPoints', 'fieldsOfView'],
  slivers: ['slivers'],
  components: ['components'],
  // Names, and the line in the middle.
  namedRoads: ['labels', 'roads'],
};

/** Whether any of the layers that a part is for is on show. */
export const isPartShown = (part: PackagePart, shown: ReadonlySet<CityLayer>): boolean =>
  layersOfPart[part].some((layer) => shown.has(layer));

/** What is known of a layer beside its own drawing: layers that are tiles have none of it. */
export interface RowFacts {
  isShown(layer: CityLayer): boolean;
  /** Undefined: the layer's drawing knows. */
  countOf(layer: CityLayer): number | null | undefined;
  /** Tiles that do not come. */
  tilesFaultOf(layer: CityLayer): FaultAnswer | null;
}

export class LayerRows {
  readonly #faults = new Map<CityLayer, FaultAnswer>();

  setFault(layer: CityLayer, problem: FaultAnswer | null): void {
    if (problem) this.#faults.set(layer, problem);
    else this.#faults.delete(layer);
  }

  /** The fault stands on its layers' rows until the part comes. Comes with what stood there before; null for nothing. */
  partIs(part: PackagePart, problem: FaultAnswer | null): FaultAnswer | null {
    const layers = layersOfPart[part];
    const before = layers.map((layer) => this.#faults.get(layer)).find((fault) => fault !== undefined) ?? null;
    for (const layer of layers) this.setFault(layer, problem);
    return before;
  }

  states(drawings: readonly LayerDrawing[], { isShown, countOf, tilesFaultOf }: RowFacts): LayerState[] {
    const drawingOf = new Map(drawings.map((drawing) => [drawing.layer, drawing]));
    return cityLayers.map((layer) => {
      const drawing = drawingOf.get(layer);
      const known = countOf(layer);
      const count = known === undefined ? (drawing?.count ?? null) : known;
      return {
        layer,
        visible: isShown(layer),
        count: isShown(layer) ? count : 0,
        fault: this.#faults.get(layer) ?? tilesFaultOf(layer) ?? drawing?.fault ?? null,
        classes: drawing?.classes ?? [],
      };
    });
  }
}
