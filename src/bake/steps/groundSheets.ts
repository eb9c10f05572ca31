/** Sheets laid on the ground, cut into tiles and along the ground's creases: what each tile of the ground is made of. */
import { type GroundClass, groundClasses } from '../../model/contract/tileAttributes.ts';
import { GroundCutter } from '../../model/geometry/cutByGround.ts';
import { columnLine, polygonsOf, rowLine, splitOutlines } from '../../model/geometry/cutOutlines.ts';
import { drapeLine } from '../../model/geometry/drape.ts';
import { groundUpMeters, type HeightField } from '../../model/geometry/heightField.ts';
import type { Outline, Point2, Polygon } from '../../model/geometry/polygon.ts';
import { emptyMesh, type Mesh } from './mesh.ts';
import { triangulate, turned } from './triangulate.ts';

/** Equal tiles from the south-west corner; what lies outside belongs to the nearest. Metres ENU. */
export interface TileGrid {
  readonly west: number;
  readonly south: number;
  readonly tileMeters: number;
  readonly columns: number;
  readonly rows: number;
}

const isConvex = (outline: Outline): boolean =>
  outline.every((b, index) => {
    const a = outline[(index || outline.length) - 1]!;
    const c = outline[(index + 1) % outline.length]!;
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]) >= 0;
  });

export class GroundSheets {
  readonly #field: HeightField;
  readonly #grid: TileGrid;
  readonly #cutter: GroundCutter;
  /** By row and column; tiles that nothing lies in stay empty. */
  readonly meshes: readonly Mesh[];

  constructor(field: HeightField, grid: TileGrid) {
    this.#field = field;
    this.#grid = grid;
    this.#cutter = new GroundCutter(field);
    this.meshes = Array.from({ length: grid.columns * grid.rows }, emptyMesh);
  }

  /** Which tile a place belongs to. */
  meshAt([x, y]: Point2): Mesh {
    const { west, south, tileMeters, columns, rows } = this.#grid;
    const column = Math.max(0, Math.min(columns - 1, Math.floor((x - west) / tileMeters)));
    const row = Math.max(0, Math.min(rows - 1, Math.floor((y - south) / tileMeters)));
    return this.meshes[row * columns + column]!;
  }

  /** A polygon (whole centimetres) on the ground, `aboveMeters` over it. */
  addPolygon(polygonCm: Polygon, aboveMeters: number, kind: GroundClass): void {
    const outlines = polygonCm.map((outline, index) =>
      turned(outline, index === 0).map(([x, y]): Point2 => [x / 100, y / 100]),
    );
    this.addOutlines(outlines, aboveMeters, kind);
  }

  /** Directed outlines in metres on the ground. */
  addOutlines(outlines: readonly Outline[], aboveMeters: number, kind: GroundClass): void {
    const { columns, rows } = this.#grid;
    this.#split(outlines, 0, columns, 0, rows, (part, mesh) =>
      this.#cutter.cut(part, (piece) => this.#addPiece(mesh, piece, aboveMeters, kind)),
    );
  }

  #split(
    outlines: readonly Outline[],
    west: number,
    east: number,
    south: number,
    north: number,
    onTile: (outlines: readonly Outline[], mesh: Mesh) => void,
  ): void {
    if (outlines.length === 0) return;
    const grid = this.#grid;
    if (east - west === 1 && north - south === 1) {
      onTile(outlines, this.meshes[south * grid.columns + west]!);
      return;
    }
    if (east - west >= north - south) {
      const middle = (west + east) >> 1;
      const [first, second] = splitOutlines(outlines, columnLine(grid.west + middle * grid.tileMeters));
      this.#split(first, west, middle, south, north, onTile);
      this.#split(second, middle, east, south, north, onTile);
    } else {
      const middle = (south + north) >> 1;
      const [first, second] = splitOutlines(outlines, rowLine(grid.south + middle * grid.tileMeters));
      this.#split(first, west, east, south, middle, onTile);
      this.#split(second, west, east, middle, north, onTile);
    }
  }

  #addPiece(mesh: Mesh, outlines: readonly Outline[], aboveMeters: number, kind: GroundClass): void {
    for (const polygon of polygonsOf(outlines)) {
      const [outer] = polygon;
      const first = mesh.featureIds.length;
      for (const outline of polygon) {
        for (const [x, y] of outline)
          addGroundVertex(mesh, x, y, groundUpMeters(this.#field, x, y) + aboveMeters, kind);
      }
      if (polygon.length === 1 && outer!.length < 8 && isConvex(outer!)) {
        for (let corner = 1; corner + 1 < outer!.length; corner++) {
          mesh.indices.push(first, first + corner, first + corner + 1);
        }
      } else {
        for (const index of triangulate(polygon).triangles) mesh.indices.push(first + index);
      }
    }
  }

  /**
   * A wall under the edge of a sheet, down to one level: where land ends nobody sees under it. Seen from the right of
   * the way from a to b, which is outside where land lies on the left.
   */
  addWall(a: Point2, b: Point2, aboveMeters: number, downToMeters: number, kind: GroundClass): void {
    const mesh = this.meshAt([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
    const top = drapeLine(this.#field, [a, b], aboveMeters);
    for (let part = 1; part < top.length; part++) {
      const [from, to] = [top[part - 1]!, top[part]!];
      const rows = [
        addGroundVertex(mesh, from[0], from[1], downToMeters, kind),
        addGroundVertex(mesh, to[0], to[1], downToMeters, kind),
        addGroundVertex(mesh, to[0], to[1], to[2], kind),
        addGroundVertex(mesh, from[0], from[1], from[2], kind),
      ] as const;
      mesh.indices.push(rows[0], rows[1], rows[2], rows[0], rows[2], rows[3]);
    }
  }
}

/** Returns the vertex's row. */
export function addGroundVertex(mesh: Mesh, x: number, y: number, up: number, kind: GroundClass): number {
  mesh.enuMeters.push(x, y, up);
  return mesh.featureIds.push(groundClasses.indexOf(kind)) - 1;
}
