/** Lines in metres, asked for the distance to the nearest of them. */
import { distanceToSegment, type Point2 } from '../../model/geometry/polygon.ts';

const CELL_METERS = 100;
/** Farther is simply far: a datum's offset is below a kilometre and a half. */
export const FAR_METERS = 500;

export class EdgeField {
  readonly #cells = new Map<string, (readonly [Point2, Point2])[]>();

  /** Open polylines; an outline must repeat its first vertex. */
  constructor(lines: readonly (readonly Point2[])[]) {
    for (const line of lines) {
      for (let index = 0; index + 1 < line.length; index++) this.#add(line[index]!, line[index + 1]!);
    }
  }

  #add(from: Point2, to: Point2): void {
    const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / (CELL_METERS / 2)));
    const seen = new Set<string>();
    for (let step = 0; step <= steps; step++) {
      const [x, y] = [from[0] + ((to[0] - from[0]) * step) / steps, from[1] + ((to[1] - from[1]) * step) / steps];
      const key = `${Math.floor(x / CELL_METERS)},${Math.floor(y / CELL_METERS)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const cell = this.#cells.get(key);
      if (cell) cell.push([from, to]);
      else this.#cells.set(key, [[from, to]]);
    }
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
          for (const [from, to] of this.#cells.get(`${column + dx},${row + dy}`) ?? []) {
            nearest = Math.min(nearest, distanceToSegment(x, y, from, to));
          }
        }
      }
    }
    return nearest;
  }
}
