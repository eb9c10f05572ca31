/**
 * How well what stands in a district fills its outline. An owner cuts his file out along it: put into another datum, the
 * file spills over one side and leaves a strip empty along the other.
 */
import { boundsOf, type MultiPolygon, type Point2, sideOfMultiPolygon } from '../../model/geometry/polygon.ts';
import type { Alignment } from './alignment.ts';
import { along, everyNth, MOST_SAMPLES } from './shapes.ts';

const RIM_STEP_METERS = 60;
/** Of an outline that is filled, something stands within so many metres of most of its length. */
const RIM_REACH_METERS = 200;

/** Places by cells, asked whether one is near. */
class Near {
  readonly #cells = new Map<string, Point2[]>();

  constructor(places: readonly Point2[]) {
    for (const place of places) {
      const key = this.#keyOf(place, 0, 0);
      const cell = this.#cells.get(key);
      if (cell) cell.push(place);
      else this.#cells.set(key, [place]);
    }
  }

  #keyOf([x, y]: Point2, dx: number, dy: number): string {
    return `${Math.floor(x / RIM_REACH_METERS) + dx},${Math.floor(y / RIM_REACH_METERS) + dy}`;
  }

  isNear(place: Point2): boolean {
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const cell = this.#cells.get(this.#keyOf(place, dx, dy));
        if (cell?.some(([x, y]) => Math.hypot(x - place[0], y - place[1]) <= RIM_REACH_METERS)) return true;
      }
    }
    return false;
  }
}

/**
 * Share of places outside the outline; moves the places or the outline. `met` is how much of the outline's length has
 * something beside it: a few houses beyond the edge can be moved in, but not without emptying the edge.
 */
export function placesInOutline(
  places: readonly Point2[],
  outline: MultiPolygon,
  moved: 'places' | 'outline',
): Alignment {
  const asked = everyNth(places, MOST_SAMPLES);
  const near = new Near(places);
  const rim = along(
    outline.flat().map((ring) => [...ring, ring[0]!]),
    RIM_STEP_METERS,
  );
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
      met: () => rim.filter(([x, y]) => near.isNear([x - dx, y - dy])).length,
    };
  };
}
