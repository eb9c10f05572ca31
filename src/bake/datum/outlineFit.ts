/**
 * How well what stands in a district fills its outline. An owner cuts his file out along it: put into another datum, the
 * file spills over one side and leaves a strip empty along the other.
 */
import { boundsOf, type MultiPolygon, type Point2, sideOfMultiPolygon } from '../../model/geometry/polygon.ts';
import type { Alignment } from './alignment.ts';
import { cellKey } from './cellKey.ts';
import { along, everyNth, MOST_SAMPLES } from './shapes.ts';

const RIM_STEP_METERS = 60;
/** Of an outline that is filled, something stands within so many metres of most of its length. */
const RIM_REACH_METERS = 200;

/** Places by cells, asked whether one is near. */
class Near {
  /** x, y one after the other. */
  readonly #places: Float64Array;
  /** Numbers of places by cell. */
  readonly #cells = new Map<number, number[]>();

  constructor(places: Iterable<Point2>) {
    this.#places = Float64Array.from(flattened(places));
    for (let index = 0; 2 * index < this.#places.length; index++) {
      const key = keyOf(this.#places[2 * index]!, this.#places[2 * index + 1]!, 0, 0);
      const cell = this.#cells.get(key);
      if (cell) cell.push(index);
      else this.#cells.set(key, [index]);
    }
  }

  isNear(x: number, y: number): boolean {
    const isHere = (index: number): boolean =>
      Math.hypot(this.#places[2 * index]! - x, this.#places[2 * index + 1]! - y) <= RIM_REACH_METERS;
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) if (this.#cells.get(keyOf(x, y, dx, dy))?.some(isHere)) return true;
    }
    return false;
  }
}

function* flattened(places: Iterable<Point2>): Generator<number> {
  for (const place of places) yield* place;
}

const keyOf = (x: number, y: number, dx: number, dy: number): number =>
  cellKey(Math.floor(x / RIM_REACH_METERS) + dx, Math.floor(y / RIM_REACH_METERS) + dy);

/**
 * Share of places outside the outline; moves the places or the outline. `met` is how much of the outline's length has
 * something beside it: a few houses beyond the edge can be moved in, but not without emptying the edge.
 */
export function placesInOutline(
  places: () => Iterable<Point2>,
  outline: MultiPolygon,
  moved: 'places' | 'outline',
): Alignment {
  const asked = everyNth(places, MOST_SAMPLES);
  const rings = outline.flat().map((ring) => [...ring, ring[0]!]);
  const rim = along(() => rings, RIM_STEP_METERS);
  // Most outlines are filled as they lie, and nobody asks.
  let near: Near | null = null;
  const isNear = (x: number, y: number): boolean => {
    near ??= new Near(places());
    return near.isNear(x, y);
  };
  const { minX, minY, maxX, maxY } = boundsOf(outline.flat());
  const isOutside = (x: number, y: number): boolean =>
    x < minX || x > maxX || y < minY || y > maxY || sideOfMultiPolygon(outline, x, y) === 'outside';
  const sign = moved === 'places' ? 1 : -1;
  return (east, north) => {
    const [dx, dy] = [sign * east, sign * north];
    const outside = asked.filter(([x, y]) => isOutside(x + dx, y + dy)).length;
    return {
      value: asked.length === 0 ? 1 : outside / asked.length,
      samples: asked.length,
      met: () => rim.filter(([x, y]) => isNear(x - dx, y - dy)).length,
    };
  };
}
