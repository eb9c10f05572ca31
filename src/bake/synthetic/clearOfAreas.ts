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

/** An area that may cover whole cells: a sea has thousands of edges, so each row of cells crosses them once. */
class WideArea {
  readonly area: Area;
  readonly #crossingsByRow = new Map<number, readonly number[]>();

  constructor(area: Area) {
    this.area = area;
  }

  /** Is the middle of a cell inside? Only for cells through which no edge of it runs. */
  holdsMiddleOf(column: number, row: number): boolean {
    let crossings = this.#crossingsByRow.get(row);
    if (!crossings) {
      crossings = crossingsAt(this.area.polygon, middleOf(row));
      this.#crossingsByRow.set(row, crossings);
    }
    const x = middleOf(column);
    let isIn = false;
    for (const crossing of crossings) if (crossing > x) isIn = !isIn;
    return isIn;
  }
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
  /** Only these are wide enough to cover a cell through which no edge of theirs runs. */
  readonly #wide: WideArea[] = [];
  readonly #coveredCells = new Map<number, boolean>();

  /** @param within the land that will be asked about: a sea reaches far beyond it. */
  constructor(polygonsCm: MultiPolygon, within: Readonly<Bounds2>) {
    for (const polygon of polygonsCm) {
      const area: Area = { polygon, bounds: boundsOf(polygon) };
      if (isApart(area.bounds, within)) continue;
      const { minX, minY, maxX, maxY } = area.bounds;
      const isWide = maxX - minX >= CELL_CM && maxY - minY >= CELL_CM;
      if (!isWide) this.#near.add(area, area.bounds);
      else {
        this.#wide.push(new WideArea(area));
        this.#addEdges(area, within);
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

  /** Is the place in one of them, or on its edge? Centimetres ENU. */
  holds(xCm: number, yCm: number): boolean {
    for (const { polygon, bounds } of this.#near.at(xCm, yCm)) {
      if (xCm < bounds.minX || xCm > bounds.maxX || yCm < bounds.minY || yCm > bounds.maxY) continue;
      if (sideOfPolygon(polygon, xCm, yCm) !== 'outside') return true;
    }
    return this.#wide.length > 0 && this.#covers(cellOf(xCm), cellOf(yCm));
  }

  /** Is a cell wholly in an area that has no edge there? */
  #covers(column: number, row: number): boolean {
    const key = cellKey(column, row);
    const known = this.#coveredCells.get(key);
    if (known !== undefined) return known;
    const withEdges = new Set(this.#near.at(middleOf(column), middleOf(row)));
    const isCovered = this.#wide.some((wide) => !withEdges.has(wide.area) && wide.holdsMiddleOf(column, row));
    this.#coveredCells.set(key, isCovered);
    return isCovered;
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
