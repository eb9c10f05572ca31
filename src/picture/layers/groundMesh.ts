/** Collects marks of the ground as plain arrays: what they are, no engine. All heights are above the ground beneath. */
import earcut from 'earcut';
import { GroundCutter } from '../../model/geometry/cutByGround.ts';
import { polygonsOf } from '../../model/geometry/cutOutlines.ts';
import { drapeLine } from '../../model/geometry/drape.ts';
import { groundUpMeters, type HeightField } from '../../model/geometry/heightField.ts';
import { type Point2, type Polygon, signedArea } from '../../model/geometry/polygon.ts';
import type { Rgba } from '../palette.ts';

/** What makes pairs of triangles a line of one width on the picture, however far away: see shaders/lib/ribbon.glsl. */
export interface Ribbon {
  /** Three per vertex: unit direction of the line there. */
  readonly alongEnu: Float32Array;
  /** One per vertex: which edge it is moved to, -1 or 1. */
  readonly side: Float32Array;
  /** Half the width as seen from a metre away; and in metres, where that is more. */
  readonly halfWidthTangent: number;
  readonly leastHalfMeters: number;
}

/** Triangles, lines or points in ENU metres with a colour per vertex (sRGB 0…1, not premultiplied). */
export interface GroundMesh {
  readonly kind: 'lines' | 'triangles' | 'points';
  /** Three per vertex. */
  readonly enuMeters: Float64Array;
  /** Four per vertex. */
  readonly rgba: Float32Array;
  /** Single vertices, pairs or triples of them. */
  readonly indices: Uint32Array;
  /** Full strength up to here, then fading with distance. */
  readonly fadeStartMeters: number;
  readonly fadeScaleMeters: number;
  /** Absent: the triangles are what they are. */
  readonly ribbon?: Ribbon;
  /** Of points: pixels across, at every distance; they do not fade. */
  readonly pointPx?: number;
}

/** A cutter sums its lattice once; grounds are values and rarely change. */
const cutters = new WeakMap<HeightField, GroundCutter>();

function cutterOf(ground: HeightField): GroundCutter {
  const known = cutters.get(ground) ?? new GroundCutter(ground);
  cutters.set(ground, known);
  return known;
}

export class GroundMeshBuilder {
  readonly #kind: GroundMesh['kind'];
  readonly #ground: HeightField;
  readonly #enuMeters: number[] = [];
  readonly #rgba: number[] = [];
  readonly #indices: number[] = [];
  readonly #alongEnu: number[] = [];
  readonly #side: number[] = [];

  constructor(kind: GroundMesh['kind'], ground: HeightField) {
    this.#kind = kind;
    this.#ground = ground;
  }

  /** One vertex on the ground there; its row. For whoever makes triangles of their own. */
  vertex(x: number, y: number, aboveMeters: number, rgba: Rgba): number {
    this.#enuMeters.push(x, y, groundUpMeters(this.#ground, x, y) + aboveMeters);
    this.#rgba.push(...rgba);
    return this.#enuMeters.length / 3 - 1;
  }

  /** Lines through points in metres; `closed` joins the last to the first. */
  line(points: readonly Point2[], aboveMeters: number, rgba: Rgba, closed = false): void {
    const first = this.#enuMeters.length / 3;
    const draped = drapeLine(this.#ground, points, aboveMeters, closed);
    for (const [x, y] of draped) this.vertex(x, y, aboveMeters, rgba);
    const count = draped.length;
    for (let index = 1; index < count; index++) this.#indices.push(first + index - 1, first + index);
    if (closed && count > 2) this.#indices.push(first + count - 1, first);
  }

  /** Two triangles for each piece of a line, whose four corners lie on it until the shader gives them their width. */
  ribbon(points: readonly Point2[], aboveMeters: number, rgba: Rgba): void {
    const draped = drapeLine(this.#ground, points, aboveMeters);
    for (let index = 1; index < draped.length; index++) {
      const from = draped[index - 1]!;
      const to = draped[index]!;
      const length = Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
      if (length === 0) continue;
      const first = this.#enuMeters.length / 3;
      for (let corner = 0; corner < 4; corner++) {
        const end = corner < 2 ? from : to;
        this.#enuMeters.push(end[0], end[1], end[2]);
        this.#rgba.push(rgba[0], rgba[1], rgba[2], rgba[3]);
        this.#alongEnu.push((to[0] - from[0]) / length, (to[1] - from[1]) / length, (to[2] - from[2]) / length);
        this.#side.push(corner === 0 || corner === 3 ? -1 : 1);
      }
      this.#quad(first, first + 1, first + 2, first + 3);
    }
  }

  /** A polygon in metres, holes kept open. */
  fill(polygon: Polygon, aboveMeters: number, rgba: Rgba): void {
    const directed = polygon.map((outline, index) =>
      signedArea(outline) > 0 === (index === 0) ? outline : [...outline].reverse(),
    );
    cutterOf(this.#ground).cut(directed, (outlines) => {
      for (const piece of polygonsOf(outlines)) this.#triangles(piece, aboveMeters, rgba);
    });
  }

  /** A polygon over which the ground is one plane. */
  #triangles(polygon: Polygon, aboveMeters: number, rgba: Rgba): void {
    const points = polygon.flat();
    const holes: number[] = [];
    let start = 0;
    for (const outline of polygon.slice(0, -1)) {
      start += outline.length;
      holes.push(start);
    }
    const first = this.#enuMeters.length / 3;
    for (const [x, y] of points) this.vertex(x, y, aboveMeters, rgba);
    for (const index of earcut(points.flat(), holes)) this.#indices.push(first + index);
  }

  /** One quad with a colour at each corner, so small that the ground under it is as good as a plane. */
  patch(corners: readonly [Point2, Point2, Point2, Point2], aboveMeters: number, near: Rgba, far: Rgba): void {
    const [a, b, c, d] = corners;
    this.#quad(
      this.vertex(...a, aboveMeters, near),
      this.vertex(...b, aboveMeters, near),
      this.vertex(...c, aboveMeters, far),
      this.vertex(...d, aboveMeters, far),
    );
  }

  /** A strip of `widthMeters` along a closed outline, without joints: for lines that must be wider than a pixel. */
  strip(outline: readonly Point2[], widthMeters: number, aboveMeters: number, rgba: Rgba): void {
    this.#alongOutline(outline, (a, b) => {
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      if (length === 0) return;
      const nx = ((b[1] - a[1]) / length) * (widthMeters / 2);
      const ny = (-(b[0] - a[0]) / length) * (widthMeters / 2);
      this.#quad(
        this.vertex(a[0] - nx, a[1] - ny, aboveMeters, rgba),
        this.vertex(b[0] - nx, b[1] - ny, aboveMeters, rgba),
        this.vertex(b[0] + nx, b[1] + ny, aboveMeters, rgba),
        this.vertex(a[0] + nx, a[1] + ny, aboveMeters, rgba),
      );
    });
  }

  /** A curtain on a closed outline, one colour at its foot and another at its top. */
  curtain(outline: readonly Point2[], fromMeters: number, toMeters: number, foot: Rgba, top: Rgba): void {
    this.#alongOutline(outline, (a, b) => {
      this.#quad(
        this.vertex(a[0], a[1], fromMeters, foot),
        this.vertex(b[0], b[1], fromMeters, foot),
        this.vertex(b[0], b[1], toMeters, top),
        this.vertex(a[0], a[1], toMeters, top),
      );
    });
  }

  #alongOutline(outline: readonly Point2[], each: (a: Point2, b: Point2) => void): void {
    const onGround = drapeLine(this.#ground, outline, 0, true).map(([x, y]): Point2 => [x, y]);
    for (let index = 0; index < onGround.length; index++) {
      each(onGround[index]!, onGround[(index + 1) % onGround.length]!);
    }
  }

  triangle(a: number, b: number, c: number): void {
    this.#indices.push(a, b, c);
  }

  #quad(a: number, b: number, c: number, d: number): void {
    this.#indices.push(a, b, c, a, c, d);
  }

  /** Of ribbons alone. */
  ribbonMesh(
    fadeStartMeters: number,
    fadeScaleMeters: number,
    width: Pick<Ribbon, 'halfWidthTangent' | 'leastHalfMeters'>,
  ): GroundMesh {
    const ribbon = { alongEnu: new Float32Array(this.#alongEnu), side: new Float32Array(this.#side), ...width };
    return { ...this.mesh(fadeStartMeters, fadeScaleMeters), ribbon };
  }

  mesh(fadeStartMeters: number, fadeScaleMeters: number): GroundMesh {
    return {
      kind: this.#kind,
      enuMeters: new Float64Array(this.#enuMeters),
      rgba: new Float32Array(this.#rgba),
      indices: new Uint32Array(this.#indices),
      fadeStartMeters,
      fadeScaleMeters,
    };
  }
}

/** A circle as an open outline. */
export function circleOutline(x: number, y: number, radiusMeters: number, parts = 64): Point2[] {
  return Array.from({ length: parts }, (_, index): Point2 => {
    const turn = (index / parts) * 2 * Math.PI;
    return [x + Math.cos(turn) * radiusMeters, y + Math.sin(turn) * radiusMeters];
  });
}
