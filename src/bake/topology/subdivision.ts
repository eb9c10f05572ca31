/**
 * A planar subdivision: simple faces over shared vertices in whole centimetres. Neighbours name the same vertices in
 * opposite order, so an edge cannot differ between them. New vertices enter both sides at once: no T-junction arises.
 */
import { invariant } from '../../model/faults/invariant.ts';
import { type Outline, type Point2, signedArea } from '../../model/geometry/polygon.ts';

const COORDINATE_LIMIT = 2 ** 25;

/** One number per vertex; whole centimetres within ±335 km. */
export function vertexKey(xCm: number, yCm: number): number {
  return (xCm + COORDINATE_LIMIT) * (2 * COORDINATE_LIMIT) + (yCm + COORDINATE_LIMIT);
}

export type FaceId = number;
export type VertexId = number;

const edgeKey = (from: VertexId, to: VertexId): number => from * 2 ** 26 + to;

export class Subdivision {
  readonly #points: Point2[] = [];
  readonly #vertexByKey = new Map<number, VertexId>();
  readonly #faces = new Map<FaceId, VertexId[]>();
  readonly #faceOfEdge = new Map<number, FaceId>();
  #nextFace: FaceId = 0;

  /** Adds a simple face; turned anticlockwise. An edge already used in this direction means overlapping input. */
  addFace(outline: Outline): FaceId {
    const turned = signedArea(outline) < 0 ? [...outline].reverse() : outline;
    return this.#store(turned.map(([x, y]) => this.#vertex(x, y)));
  }

  vertices(face: FaceId): readonly VertexId[] {
    const vertices = this.#faces.get(face);
    invariant(vertices, `face ${face} is known`);
    return vertices;
  }

  point(vertex: VertexId): Point2 {
    return this.#points[vertex]!;
  }

  outline(face: FaceId): Point2[] {
    return this.vertices(face).map((vertex) => this.#points[vertex]!);
  }

  /** Square centimetres; exact. */
  areaCm2(face: FaceId): number {
    return signedArea(this.outline(face));
  }

  /**
   * Puts a vertex on the edge that leaves `from` in `face`, into both neighbours. Returns the edge's own end where the
   * point falls on it. Null where the point already is a vertex elsewhere: the caller chooses another place.
   */
  insertOnEdge(face: FaceId, from: VertexId, xCm: number, yCm: number): VertexId | null {
    const ring = this.#faces.get(face)!;
    const to = ring[(ring.indexOf(from) + 1) % ring.length]!;
    const known = this.#vertexByKey.get(vertexKey(xCm, yCm));
    if (known === from || known === to) return known;
    if (known !== undefined) return null;
    const vertex = this.#vertex(xCm, yCm);
    for (const [a, b] of [
      [from, to],
      [to, from],
    ] as const) {
      const owner = this.#faceOfEdge.get(edgeKey(a, b));
      if (owner === undefined) continue;
      this.#faceOfEdge.delete(edgeKey(a, b));
      const vertices = this.#faces.get(owner)!;
      vertices.splice(vertices.indexOf(a) + 1, 0, vertex);
      this.#faceOfEdge.set(edgeKey(a, vertex), owner);
      this.#faceOfEdge.set(edgeKey(vertex, b), owner);
    }
    return vertex;
  }

  /**
   * Cuts a face along a path of inner points between two of its vertices.
   * @returns first the part that the boundary bounds from `start` to `end`, then the rest.
   */
  cut(face: FaceId, start: VertexId, innerPoints: Outline, end: VertexId): [FaceId, FaceId] {
    const ring = this.#faces.get(face)!;
    const inner = innerPoints.map(([x, y]) => this.#vertex(x, y));
    const section = (from: VertexId, to: VertexId): VertexId[] => {
      const [first, last] = [ring.indexOf(from), ring.indexOf(to)];
      return first <= last ? ring.slice(first, last + 1) : [...ring.slice(first), ...ring.slice(0, last + 1)];
    };
    const firstRing = [...section(start, end), ...[...inner].reverse()];
    const secondRing = [...section(end, start), ...inner];
    ring.forEach((vertex, index) => {
      this.#faceOfEdge.delete(edgeKey(vertex, ring[(index + 1) % ring.length]!));
    });
    this.#faces.delete(face);
    return [this.#store(firstRing), this.#store(secondRing)];
  }

  #vertex(xCm: number, yCm: number): VertexId {
    invariant(Number.isInteger(xCm) && Number.isInteger(yCm), 'vertices are whole centimetres');
    const key = vertexKey(xCm, yCm);
    let vertex = this.#vertexByKey.get(key);
    if (vertex === undefined) {
      vertex = this.#points.push([xCm, yCm]) - 1;
      this.#vertexByKey.set(key, vertex);
    }
    return vertex;
  }

  #store(ring: VertexId[]): FaceId {
    const face = this.#nextFace++;
    this.#faces.set(face, ring);
    ring.forEach((vertex, index) => {
      this.#faceOfEdge.set(edgeKey(vertex, ring[(index + 1) % ring.length]!), face);
    });
    return face;
  }
}
