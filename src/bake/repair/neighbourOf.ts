/** Which footprint a sliver was cut from: the one along which most of its outline runs. */
import { boundsOf, distanceToOutline, type MultiPolygon } from '../../model/geometry/polygon.ts';
import { edgesOf } from './edgePairs.ts';

/** Nearer is the same wall. */
const WALL_CM = 5;
const CELL_CM = 5_000;

export class Footprints {
  readonly #polygons: readonly MultiPolygon[];
  readonly #byCell = new Map<string, number[]>();

  constructor(polygons: readonly MultiPolygon[]) {
    this.#polygons = polygons;
    polygons.forEach((polygonsCm, index) => {
      for (const cell of this.#cells(polygonsCm)) {
        const others = this.#byCell.get(cell);
        if (others) others.push(index);
        else this.#byCell.set(cell, [index]);
      }
    });
  }

  *#cells(polygonsCm: MultiPolygon): Iterable<string> {
    const { minX, minY, maxX, maxY } = boundsOf(polygonsCm.flat());
    const cell = (value: number): number => Math.floor(value / CELL_CM);
    for (let x = cell(minX - WALL_CM); x <= cell(maxX + WALL_CM); x++) {
      for (let y = cell(minY - WALL_CM); y <= cell(maxY + WALL_CM); y++) yield `${x},${y}`;
    }
  }

  /** Index of the footprint that the sliver runs along for the longest way; on a tie the first. Null where none is near. */
  neighbourOf(sliver: MultiPolygon): number | null {
    const near = new Set([...this.#cells(sliver)].flatMap((cell) => this.#byCell.get(cell) ?? []));
    let [best, longest]: [number | null, number] = [null, 0];
    for (const index of [...near].sort((a, b) => a - b)) {
      const outlines = this.#polygons[index]!.flat();
      const isNear = (x: number, y: number): boolean =>
        outlines.some((outline) => distanceToOutline(outline, x, y) <= WALL_CM);
      let length = 0;
      for (const { from, to } of edgesOf(sliver.flat())) {
        const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const;
        if ([from, middle, to].every(([x, y]) => isNear(x, y))) length += Math.hypot(to[0] - from[0], to[1] - from[1]);
      }
      if (length > longest) [best, longest] = [index, length];
    }
    return best;
  }
}
