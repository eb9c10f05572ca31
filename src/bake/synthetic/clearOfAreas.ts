/** Finds footprints and places that lie in water, in green or in a house: in any of many polygons, large or small. */
import {
  type Bounds2,
  boundsOf,
  type MultiPolygon,
  type Outline,
  type Polygon,
  sideOfOutline,
  sideOfPolygon,
} from '../../model/geometry/polygon.ts';
import { CELL_CM, cellKey, cellOf, NearCells } from './nearCells.ts';
import { segmentsCross } from './segmentsCross.ts';

interface Area {
  readonly polygon: Polygon;
  readonly bounds: Readonly<Bounds2>;
}

const middleOf = (cell: number): number => (cell + 0.5) * CELL_CM;

/** Where the rings of a polygon cross a line from west to east. */
function crossingsAt(polygon: Polygon, y: number): number[] {
  const crossings: number[] = [];
  for (const ring of polygon) {
    for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
      const [ax, ay] = ring[before]!;
      const [bx, by] = ring[index]!;
      if (ay > y !== by > y) crossings.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
    }
  }
  return crossings;
}

const isApart = (a: Readonly<Bounds2>, b: Readonly<Bounds2>): boolean =>
  a.minX > b.maxX || a.maxX < b.minX || a.minY > b.maxY || a.maxY < b.minY;

/** Does an edge of one cross an edge of the other? */
function linesCross(polygon: Polygon, outline: Outline, bounds: Readonly<Bounds2>): boolean {
  for (const ring of polygon) {
    for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
      const from = ring[before]!;
      const to = ring[index]!;
      if (from[0] < bounds.minX && to[0] < bounds.minX) continue;
      if (from[0] > bounds.maxX && to[0] > bounds.maxX) continue;
      if (from[1] < bounds.minY && to[1] < bounds.minY) continue;
      if (from[1] > bounds.maxY && to[1] > bounds.maxY) continue;
      if (outline.some((corner, at) => segmentsCross(corner, outline[(at + 1) % outline.length]!, from, to)))
        return true;
    }
  }
  return false;
}

export class AreaClearance {
  /** By the cells that their edges run through. */
  readonly #near = new NearCells<Area>();
  /** Cells wholly in an area that has no edge there. */
  readonly #covered = new Set<number>();

  /** @param within the land that will be asked about: a sea reaches far beyond it. */
  constructor(polygonsCm: MultiPolygon, within: Readonly<Bounds2>) {
    for (const polygon of polygonsCm) {
      const area: Area = { polygon, bounds: boundsOf(polygon) };
      if (isApart(area.bounds, within)) continue;
      const { minX, minY, maxX, maxY } = area.bounds;
      // Only these are wide enough to cover a cell through which no edge of theirs runs.
      const isWide = maxX - minX >= CELL_CM && maxY - minY >= CELL_CM;
      if (!isWide) this.#near.add(area, area.bounds);
      else {
        this.#addEdges(area, within);
        this.#addCovered(area, within);
      }
    }
  }

  #addEdges(area: Area, within: Readonly<Bounds2>): void {
    for (const ring of area.polygon) {
      ring.forEach((from, index) => {
        const edge = boundsOf([[from, ring[(index + 1) % ring.length]!]]);
        if (isApart(edge, within)) return;
        this.#near.add(area, {
          minX: Math.max(edge.minX, within.minX),
          minY: Math.max(edge.minY, within.minY),
          maxX: Math.min(edge.maxX, within.maxX),
          maxY: Math.min(edge.maxY, within.maxY),
        });
      });
    }
  }

  /** A sea has thousands of edges: each row of cells crosses them once. Its edges are known already. */
  #addCovered(area: Area, within: Readonly<Bounds2>): void {
    const { minX, minY, maxX, maxY } = area.bounds;
    const [firstColumn, lastColumn] = [cellOf(Math.max(minX, within.minX)), cellOf(Math.min(maxX, within.maxX))];
    const lastRow = cellOf(Math.min(maxY, within.maxY));
    for (let row = cellOf(Math.max(minY, within.minY)); row <= lastRow; row++) {
      const crossings = crossingsAt(area.polygon, middleOf(row)).sort((a, b) => a - b);
      let west = 0;
      for (let column = firstColumn; column <= lastColumn; column++) {
        while (west < crossings.length && crossings[west]! <= middleOf(column)) west++;
        if (west % 2 === 0 || this.#near.at(middleOf(column), middleOf(row)).includes(area)) continue;
        this.#covered.add(cellKey(column, row));
      }
    }
  }

  /** Is the place in one of them, or on its edge? Centimetres ENU. */
  holds(xCm: number, yCm: number): boolean {
    for (const { polygon, bounds } of this.#near.at(xCm, yCm)) {
      if (xCm < bounds.minX || xCm > bounds.maxX || yCm < bounds.minY || yCm > bounds.maxY) continue;
      if (sideOfPolygon(polygon, xCm, yCm) !== 'outside') return true;
    }
    return this.#covered.size > 0 && this.#covered.has(cellKey(cellOf(xCm), cellOf(yCm)));
  }

  /** Does the outline share no ground with any of them? A common edge is shared. */
  isClear(outline: Outline): boolean {
    for (let index = 0; index < outline.length; index++) {
      const corner = outline[index]!;
      if (this.holds(corner[0], corner[1])) return false;
    }
    const bounds = boundsOf([outline]);
    return !this.#near.some(bounds, (area) => {
      if (isApart(area.bounds, bounds)) return false;
      const [x, y] = area.polygon[0]![0]!;
      return sideOfOutline(outline, x, y) === 'inside' || linesCross(area.polygon, outline, bounds);
    });
  }
}
