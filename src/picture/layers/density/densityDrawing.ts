import { isOpen } from '../../../model/domain/cases.ts';
import { groundUpMeters } from '../../../model/geometry/heightField.ts';
import type { Point2 } from '../../../model/geometry/polygon.ts';
import { type LayerDrawing, type LayerFrame, type LayerStyle, noTargets } from '../../layerDrawing.ts';
import { noTexts, type TextWishes } from '../../text/textWishes.ts';
import type { GroundMesh } from '../groundMesh.ts';
import { densityColours, heatMesh, hexMesh } from './densityMeshes.ts';
import { heatField } from './heatField.ts';
import { densityClassOf, type HexBin, hexBins } from './hexBins.ts';

/** Open cases come and go all day: their density is told anew at most so often. */
const ANEW_MILLIS = 2_000;
const NUMERAL_CSS_PX = 22;
const NUMERAL_UP_METERS = 25;

/** Where the open matters are: duty counts their places, the public the lights at the middles of their grids. */
abstract class DensityDrawing implements LayerDrawing {
  abstract readonly layer: LayerDrawing['layer'];
  readonly marks = [];
  meshes: Readonly<Record<string, GroundMesh | null>> = {};
  texts: TextWishes = noTexts;
  count: number | null = null;
  #style: LayerStyle | null = null;
  #facts: readonly [cases: unknown, beacons: unknown] = [null, null];
  #madeMillis = Number.NEGATIVE_INFINITY;

  update({ atMillis, live, style }: LayerFrame): boolean {
    const { cases, beacons, audience } = live.facts.getState();
    const isOther = cases !== this.#facts[0] || beacons !== this.#facts[1];
    const isDue = isOther && Math.abs(atMillis - this.#madeMillis) >= ANEW_MILLIS;
    if (style === this.#style && !isDue) return false;
    [this.#style, this.#facts, this.#madeMillis] = [style, [cases, beacons], atMillis];
    const places: Point2[] =
      audience === 'duty'
        ? [...cases.values()].filter(({ state }) => isOpen(state)).map(({ enuMeters }) => [...enuMeters])
        : [...beacons.values()].map(({ enuMeters }) => [...enuMeters]);
    this.draw(places, style);
    return true;
  }

  protected abstract draw(places: readonly Point2[], style: LayerStyle): void;

  targets = () => noTargets;
}

/** Counts in hexagons, each with its figure. */
export class HexDrawing extends DensityDrawing {
  readonly layer = 'hexBins';

  protected draw(places: readonly Point2[], { ground, theme }: LayerStyle): void {
    const bins = hexBins(places);
    this.count = bins.length;
    this.meshes = { hexBins: hexMesh(bins, ground, theme) };
    const numeralOf = ({ centreEnuMeters: [x, y], count }: HexBin) => ({
      enuMeters: [x, y, groundUpMeters(ground, x, y) + NUMERAL_UP_METERS] as const,
      plateCssPx: NUMERAL_CSS_PX,
      text: String(count),
      colour: densityColours[theme][densityClassOf(count)]!,
    });
    // One alone is told by its colour: figures are for places where matters gather.
    this.texts = { numerals: bins.filter(({ count }) => count > 1).map(numeralOf) };
  }
}

/** The same as a smooth surface, without figures. */
export class HeatDrawing extends DensityDrawing {
  readonly layer = 'heat';

  protected draw(places: readonly Point2[], { ground, theme }: LayerStyle): void {
    const field = heatField(places);
    this.count = places.length;
    this.meshes = { heat: field && heatMesh(field, ground, theme) };
  }
}
