/** Lines painted on the ground: the middle of roads, and the shore. Pairs of triangles that the shader gives their width. */
import { groundClasses } from '../../../model/contract/tileAttributes.ts';
import type { NamedCourse } from '../labels/roadNames.ts';
import type { FarGround } from './farGround.ts';

export interface GroundLines {
  /** East, north, up in metres, and the road's rank (0 for a shore). Four a vertex. */
  readonly places: Float32Array;
  /**
   * Level unit direction of the line there, east and north; the edge it is moved to, -1 or 1; metres along the line. Four
   * a vertex.
   */
  readonly courses: Float32Array;
  readonly indices: Uint32Array;
  /** Of a sphere around the origin that holds them. */
  readonly radiusMeters: number;
}

type Point = readonly [number, number, number];

/** Over the roads' own sheets. */
const UP_METERS = 0.35;
/** Lanes have no line in their middle. */
const LAST_RANK = 3;

class LineMesh {
  readonly #places: number[] = [];
  readonly #courses: number[] = [];
  readonly #indices: number[] = [];
  #radiusSquared = 0;

  /** Pieces that meet have one direction where they do: neither gap nor overlap at a bend. */
  add(points: readonly Point[], rank: number, isClosed = false): void {
    const count = points.length;
    const turned = (row: number): number => (isClosed ? (row + count) % count : Math.min(count - 1, Math.max(0, row)));
    const directions = points.map((_, row): readonly [number, number] => {
      const [from, to] = [points[turned(row - 1)]!, points[turned(row + 1)]!];
      const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
      const length = Math.hypot(dx, dy) || 1;
      return [dx / length, dy / length];
    });
    let along = 0;
    for (let row = 0; row < (isClosed ? count : count - 1); row++) {
      const [from, to] = [points[row]!, points[turned(row + 1)]!];
      const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
      if (length === 0) continue;
      const first = this.#places.length / 4;
      for (const [end, side] of [
        [row, -1],
        [row, 1],
        [turned(row + 1), 1],
        [turned(row + 1), -1],
      ] as const) {
        const [x, y, z] = points[end]!;
        this.#places.push(x, y, z, rank);
        this.#courses.push(...directions[end]!, side, end === row ? along : along + length);
        this.#radiusSquared = Math.max(this.#radiusSquared, x * x + y * y + z * z);
      }
      this.#indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
      along += length;
    }
  }

  finished(): GroundLines | null {
    if (this.#indices.length === 0) return null;
    return {
      places: Float32Array.from(this.#places),
      courses: Float32Array.from(this.#courses),
      indices: Uint32Array.from(this.#indices),
      radiusMeters: Math.sqrt(this.#radiusSquared),
    };
  }
}

/** The middle of named roads down to side streets; null where there are none. */
export function roadLinesOf(courses: readonly NamedCourse[]): GroundLines | null {
  const mesh = new LineMesh();
  for (const { rank, points } of courses) {
    if (rank > LAST_RANK) continue;
    mesh.add(
      points.map(([x, y, z]): Point => [x, y, z + UP_METERS]),
      rank,
    );
  }
  return mesh.finished();
}

const WATER = groundClasses.indexOf('water');
/** A shore stands a little over the water. */
const SHORE_UP_METERS = 0.3;
/** Corners of two triangles within that are one. */
const SAME_METERS = 0.05;
/** Steeper faces are walls, not water. */
const LEAST_NORMAL_UP = 0.5 * 32_767;

/** Where water ends, but for the straight edges at which the map does; null where there is none. */
export function shoreLinesOf({ enuMeters, faces, indices }: FarGround): GroundLines | null {
  const nodeOf = new Map<string, number>();
  const nodes: Point[] = [];
  const node = (vertex: number): number => {
    const place = [0, 1, 2].map((axis) => enuMeters[vertex * 3 + axis]!) as unknown as Point;
    const key = `${Math.round(place[0] / SAME_METERS)},${Math.round(place[1] / SAME_METERS)}`;
    const known = nodeOf.get(key);
    if (known !== undefined) return known;
    nodeOf.set(key, nodes.length);
    return nodes.push([place[0], place[1], place[2] + SHORE_UP_METERS]) - 1;
  };
  const isWater = (vertex: number): boolean =>
    faces[vertex * 4 + 3] === WATER && faces[vertex * 4 + 2]! >= LEAST_NORMAL_UP;
  /** Each edge by the way its triangle runs along it: what runs both ways lies within the water. */
  const edges = new Map<string, readonly [number, number]>();
  for (let at = 0; at < indices.length; at += 3) {
    if (!isWater(indices[at]!) || !isWater(indices[at + 1]!) || !isWater(indices[at + 2]!)) continue;
    const [a, b, c] = [node(indices[at]!), node(indices[at + 1]!), node(indices[at + 2]!)];
    for (const [from, to] of [
      [a, b],
      [b, c],
      [c, a],
    ] as const) {
      if (from !== to && !edges.delete(`${to}>${from}`)) edges.set(`${from}>${to}`, [from, to]);
    }
  }
  const used = [...edges.values()];
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [from] of used) {
    const [x, y] = nodes[from]!;
    [west, south, east, north] = [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)];
  }
  const isAtEnd = ([x, y]: Point): boolean => x - west < 1 || y - south < 1 || east - x < 1 || north - y < 1;
  // More than one from where two waters touch in a corner.
  const next = new Map<number, number[]>();
  for (const [from, to] of used) {
    if (isAtEnd(nodes[from]!) && isAtEnd(nodes[to]!)) continue;
    const ends = next.get(from);
    if (ends) ends.push(to);
    else next.set(from, [to]);
  }
  return chained(next, nodes);
}

/** Edges one after the other as lines: from where none leads to, then what runs in circles. */
function chained(next: ReadonlyMap<number, number[]>, nodes: readonly Point[]): GroundLines | null {
  const mesh = new LineMesh();
  const isReached = new Set([...next.values()].flat());
  const starts = [...next.keys()].sort((a, b) => Number(isReached.has(a)) - Number(isReached.has(b)) || a - b);
  for (const start of starts) {
    const ends = next.get(start)!;
    while (ends.length > 0) {
      const line = [nodes[start]!];
      let at = ends.pop();
      while (at !== undefined && at !== start) {
        line.push(nodes[at]!);
        at = next.get(at)?.pop();
      }
      mesh.add(line, 0, at === start);
    }
  }
  return mesh.finished();
}
