/** Sheets laid on the ground, cut into tiles and along the ground's creases: what each tile of the ground is made of. */
import { type GroundClass, groundClasses } from '../../model/contract/tileAttributes.ts';
import { GroundCutter } from '../../model/geometry/cutByGround.ts';
import { columnLine, polygonsOf, rowLine, splitOutlines } from '../../model/geometry/cutOutlines.ts';
import { drapeLine } from '../../model/geometry/drape.ts';
import { groundUpMeters, type HeightField } from '../../model/geometry/heightField.ts';
import type { Outline, Point2, Polygon } from '../../model/geometry/polygon.ts';
import { faceNormal, type Place } from './buildingVertex.ts';
import { FINEST_STEP_METERS } from './encodeGlb.ts';
import { groundNormals } from './groundNormals.ts';
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
  readonly #normalAt: (eastMeters: number, northMeters: number) => Place;
  /** By row and column; tiles that nothing lies in stay empty. */
  readonly meshes: readonly Mesh[];

  /** @param lit the field whose slopes the light falls on, where `field` is a coarser one. */
  constructor(field: HeightField, grid: TileGrid, lit: HeightField = field) {
    this.#field = field;
    this.#grid = grid;
    this.#cutter = new GroundCutter(field);
    this.#normalAt = groundNormals(lit);
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
        for (const [x, y] of outline) {
          // Of the rounded place, so that vertices which rounding makes one have one normal.
          const normal = this.#normalAt(rounded(x), rounded(y));
          addGroundVertex(mesh, [x, y, groundUpMeters(this.#field, x, y) + aboveMeters], kind, normal);
        }
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
      addFlatQuad(mesh, kind, [[from[0], from[1], downToMeters], [to[0], to[1], downToMeters], to, from]);
    }
  }
}

const rounded = (meters: number): number => Math.round(meters / FINEST_STEP_METERS) * FINEST_STEP_METERS;

/** Returns the vertex's row. */
export function addGroundVertex(mesh: Mesh, enuMeters: Place, kind: GroundClass, normal: Place): number {
  mesh.enuMeters.push(enuMeters[0], enuMeters[1], enuMeters[2]);
  mesh.normals.push(normal[0], normal[1], normal[2]);
  return mesh.featureIds.push(groundClasses.indexOf(kind)) - 1;
}

/** Four corners, anticlockwise from outside, lit as one flat face. */
export function addFlatQuad(mesh: Mesh, kind: GroundClass, corners: readonly [Place, Place, Place, Place]): void {
  const normal = faceNormal(corners[0], corners[1], corners[2]);
  const first = mesh.featureIds.length;
  for (const corner of corners) addGroundVertex(mesh, corner, kind, normal);
  mesh.indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
}
