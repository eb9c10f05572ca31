/** Finds outlines that were given twice, within survey noise. */
import {
  type Bounds2,
  boundsOf,
  distanceToOutline,
  type MultiPolygon,
  outlineCentroid,
} from '../../model/geometry/polygon.ts';

/** Two exports of one drawing differ by rounding, not by more. */
const TOLERANCE_CM = 5;
const CELL_CM = 100;

interface Known<T> {
  readonly polygonsCm: MultiPolygon;
  readonly bounds: Bounds2;
  readonly item: T;
}

const edgesAgree = (a: Bounds2, b: Bounds2): boolean =>
  Math.abs(a.minX - b.minX) <= TOLERANCE_CM &&
  Math.abs(a.minY - b.minY) <= TOLERANCE_CM &&
  Math.abs(a.maxX - b.maxX) <= TOLERANCE_CM &&
  Math.abs(a.maxY - b.maxY) <= TOLERANCE_CM;

/** Every vertex of the one lies on some outline of the other. */
const liesAlong = (vertices: MultiPolygon, lines: MultiPolygon): boolean =>
  vertices.every((polygon) =>
    polygon.every((outline) =>
      outline.every(([x, y]) =>
        lines.some((other) => other.some((line) => distanceToOutline(line, x, y) <= TOLERANCE_CM)),
      ),
    ),
  );

/** Outlines by their place. */
export class SameOutline<T> {
  readonly #knownByCell = new Map<string, Known<T>[]>();

  #cellsAround(polygonsCm: MultiPolygon): string[] {
    const [x, y] = outlineCentroid(polygonsCm[0]![0]!);
    const cells = new Set<string>();
    for (const dx of [-TOLERANCE_CM, TOLERANCE_CM]) {
      for (const dy of [-TOLERANCE_CM, TOLERANCE_CM]) {
        cells.add(`${Math.floor((x + dx) / CELL_CM)},${Math.floor((y + dy) / CELL_CM)}`);
      }
    }
    return [...cells];
  }

  /** All that were added with the same outline, in their order. */
  find(polygonsCm: MultiPolygon): T[] {
    const bounds = boundsOf(polygonsCm.flat());
    const found = new Set<T>();
    for (const cell of this.#cellsAround(polygonsCm)) {
      for (const known of this.#knownByCell.get(cell) ?? []) {
        if (found.has(known.item) || known.polygonsCm.length !== polygonsCm.length) continue;
        if (!edgesAgree(bounds, known.bounds)) continue;
        if (liesAlong(polygonsCm, known.polygonsCm) && liesAlong(known.polygonsCm, polygonsCm)) found.add(known.item);
      }
    }
    return [...found];
  }

  add(polygonsCm: MultiPolygon, item: T): void {
    const known = { polygonsCm, bounds: boundsOf(polygonsCm.flat()), item };
    for (const cell of this.#cellsAround(polygonsCm)) {
      const others = this.#knownByCell.get(cell);
      if (others) others.push(known);
      else this.#knownByCell.set(cell, [known]);
    }
  }
}
