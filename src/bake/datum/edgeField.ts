/** Lines in metres, asked for the distance to the nearest of them. */
import { distanceToSegment, type Point2 } from '../../model/geometry/polygon.ts';
import { cellKey } from './cellKey.ts';
import type { Line } from './shapes.ts';

const CELL_METERS = 100;
/** Farther is simply far: a datum's offset is below a kilometre and a half. */
export const FAR_METERS = 500;

export class EdgeField {
  /** Of every edge, from x, y to x, y. */
  #ends = new Float64Array(4096);
  #count = 0;
  /** Edges by the cells of 100 m that they run through. */
  readonly #cells = new Map<number, number[]>();

  /** Open polylines; an outline must repeat its first vertex. */
  constructor(lines: Iterable<Line>) {
    for (const line of lines) {
      for (let index = 0; index + 1 < line.length; index++) this.#add(line[index]!, line[index + 1]!);
    }
  }

  #keep(from: Point2, to: Point2): number {
    if (4 * this.#count === this.#ends.length) {
      const larger = new Float64Array(2 * this.#ends.length);
      larger.set(this.#ends);
      this.#ends = larger;
    }
    this.#ends.set([...from, ...to], 4 * this.#count);
    return this.#count++;
  }

  #add(from: Point2, to: Point2): void {
    const edge = this.#keep(from, to);
    const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / (CELL_METERS / 2)));
    for (let step = 0; step <= steps; step++) {
      const [x, y] = [from[0] + ((to[0] - from[0]) * step) / steps, from[1] + ((to[1] - from[1]) * step) / steps];
      const key = cellKey(Math.floor(x / CELL_METERS), Math.floor(y / CELL_METERS));
      const cell = this.#cells.get(key);
      if (!cell) this.#cells.set(key, [edge]);
      else if (cell.at(-1) !== edge) cell.push(edge); // a straight edge does not come back to a cell that it has left
    }
  }

  #distanceTo(edge: number, x: number, y: number): number {
    const [ends, at] = [this.#ends, 4 * edge];
    return distanceToSegment(x, y, [ends[at]!, ends[at + 1]!], [ends[at + 2]!, ends[at + 3]!]);
  }

  /** Metres to the nearest line; FAR_METERS where none is nearer. Off by half a cell's corner at most beyond one cell. */
  distance([x, y]: Point2): number {
    const [column, row] = [Math.floor(x / CELL_METERS), Math.floor(y / CELL_METERS)];
    let nearest = FAR_METERS;
    for (let reach = 0; reach * CELL_METERS <= FAR_METERS; reach++) {
      // One ring of cells after the other; what lies in a farther one is farther than this.
      if (nearest <= (reach - 1) * CELL_METERS) break;
      for (let dx = -reach; dx <= reach; dx++) {
        for (let dy = -reach; dy <= reach; dy++) {
          if (Math.max(Math.abs(dx), Math.abs(dy)) !== reach) continue;
          for (const edge of this.#cells.get(cellKey(column + dx, row + dy)) ?? []) {
            nearest = Math.min(nearest, this.#distanceTo(edge, x, y));
          }
        }
      }
    }
    return nearest;
  }
}
