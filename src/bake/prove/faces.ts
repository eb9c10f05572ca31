/**
 * Faces of planar edges, and which shapes cover each. Half-edge 2e runs from the lower to the higher vertex of edge e,
 * 2e + 1 back; a face lies to the left of its half-edges. A shape covers a face where its outlines wind around it.
 */
import { invariant } from '../../model/faults/invariant.ts';
import { turnOf } from './orientation.ts';
import type { PlanarEdges } from './planarEdges.ts';

export interface Faces {
  readonly edges: PlanarEdges;
  /** Half-edges that leave each vertex, anticlockwise. */
  readonly leaving: readonly (readonly number[])[];
  /** Row in `covers` of the face to the left of each half-edge. */
  readonly coverOf: Int32Array;
  /** Rows of the covering shapes, ascending; each set once. Row 0 is the empty set. */
  readonly covers: readonly (readonly number[])[];
}

export const startOf = ({ from, to }: PlanarEdges, half: number): number => (half & 1 ? to : from)[half >> 1]!;
export const endOf = ({ from, to }: PlanarEdges, half: number): number => (half & 1 ? from : to)[half >> 1]!;

/** Directions in the upper half-plane first, then by turn: no angle is computed. */
function leavingByAngle(edges: PlanarEdges): number[][] {
  const { x, y } = edges.vertices;
  const leaving = x.map((): number[] => []);
  for (let half = 0; half < edges.from.length * 2; half++) leaving[startOf(edges, half)]!.push(half);
  const isLower = (vertex: number, half: number): boolean => {
    const end = endOf(edges, half);
    const dy = y[end]! - y[vertex]!;
    return dy < 0 || (dy === 0 && x[end]! < x[vertex]!);
  };
  leaving.forEach((halves, vertex) => {
    if (halves.length < 3) return; // two follow each other, whichever is first
    halves.sort((first, second) => {
      const lower = Number(isLower(vertex, first)) - Number(isLower(vertex, second));
      if (lower !== 0) return lower;
      const [a, b] = [endOf(edges, first), endOf(edges, second)];
      return -turnOf(x[vertex]!, y[vertex]!, x[a]!, y[a]!, x[b]!, y[b]!);
    });
  });
  return leaving;
}

/** The half-edge after each around its face: the next one clockwise from its own way back. */
function nextAround(edges: PlanarEdges, leaving: readonly (readonly number[])[]): Int32Array {
  const next = new Int32Array(edges.from.length * 2);
  for (const halves of leaving) {
    halves.forEach((half, index) => {
      next[half ^ 1] = halves[(index + halves.length - 1) % halves.length]!;
    });
  }
  return next;
}

/** Windings of shapes around a place; those of zero are left out. */
type Windings = ReadonlyMap<number, number>;

class CoverSets {
  readonly sets: (readonly number[])[] = [[]];
  readonly #rowByName = new Map<string, number>([['', 0]]);

  rowOf(windings: Windings): number {
    const shapes = [...windings.keys()].sort((a, b) => a - b);
    const name = shapes.join();
    let row = this.#rowByName.get(name);
    if (row === undefined) {
      row = this.sets.push(shapes) - 1;
      this.#rowByName.set(name, row);
    }
    return row;
  }
}

function stepped(windings: Windings, edges: PlanarEdges, half: number): Windings {
  const next = new Map(windings);
  for (const [shape, sign] of edges.sides[half >> 1]!) {
    const winding = (next.get(shape) ?? 0) + (half & 1 ? -sign : sign);
    if (winding === 0) next.delete(shape);
    else next.set(shape, winding);
  }
  return next;
}

/** Edges by horizontal bands, for rays to the west. */
class Bands {
  readonly #edges: PlanarEdges;
  readonly #height: number;
  readonly #rows = new Map<number, number[]>();

  constructor(edges: PlanarEdges) {
    this.#edges = edges;
    const { y } = edges.vertices;
    let sum = 0;
    for (let row = 0; row < edges.from.length; row++) sum += Math.abs(y[edges.from[row]!]! - y[edges.to[row]!]!);
    this.#height = Math.max(1, Math.ceil(sum / Math.max(1, edges.from.length)));
    for (let row = 0; row < edges.from.length; row++) {
      const [a, b] = [y[edges.from[row]!]!, y[edges.to[row]!]!];
      const last = Math.floor(Math.max(a, b) / this.#height);
      for (let band = Math.floor(Math.min(a, b) / this.#height); band <= last; band++) {
        const rows = this.#rows.get(band);
        if (rows) rows.push(row);
        else this.#rows.set(band, [row]);
      }
    }
  }

  /** Windings around a vertex of all edges that `counts` lets in; none of those may pass through the vertex. */
  windingsAround(vertex: number, counts: (edge: number) => boolean): Windings {
    const { vertices, from, to, sides } = this.#edges;
    const { x, y } = vertices;
    const [px, py] = [x[vertex]!, y[vertex]!];
    const windings = new Map<number, number>();
    for (const row of this.#rows.get(Math.floor(py / this.#height)) ?? []) {
      const [a, b] = [from[row]!, to[row]!];
      const isUp = y[b]! > y[a]!;
      if (y[a]! > py === y[b]! > py || !counts(row)) continue;
      const [low, high] = isUp ? [a, b] : [b, a];
      // The edge lies to the west where the place is on the right of it, going up.
      if (turnOf(x[low]!, y[low]!, x[high]!, y[high]!, px, py) >= 0) continue;
      for (const [shape, sign] of sides[row]!) {
        // Going up to the west of the place, the shape's left is away from it.
        const winding = (windings.get(shape) ?? 0) + (isUp ? -sign : sign);
        if (winding === 0) windings.delete(shape);
        else windings.set(shape, winding);
      }
    }
    return windings;
  }
}

interface Loops {
  readonly loopOf: Int32Array;
  readonly halvesOf: readonly (readonly number[])[];
}

function loopsOf(next: Int32Array): Loops {
  const loopOf = new Int32Array(next.length).fill(-1);
  const halvesOf: number[][] = [];
  for (let first = 0; first < next.length; first++) {
    if (loopOf[first] !== -1) continue;
    const halves: number[] = [];
    for (let half = first; loopOf[half] === -1; half = next[half]!) {
      loopOf[half] = halvesOf.length;
      halves.push(half);
    }
    halvesOf.push(halves);
  }
  return { loopOf, halvesOf };
}

/** Connected groups of loops: neighbours over an edge. */
function componentsOf({ loopOf, halvesOf }: Loops): { componentOf: Int32Array; loopsOfComponent: number[][] } {
  const componentOf = new Int32Array(halvesOf.length).fill(-1);
  const loopsOfComponent: number[][] = [];
  for (let first = 0; first < halvesOf.length; first++) {
    if (componentOf[first] !== -1) continue;
    const component = loopsOfComponent.length;
    const loops = [first];
    componentOf[first] = component;
    for (let index = 0; index < loops.length; index++) {
      for (const half of halvesOf[loops[index]!]!) {
        const other = loopOf[half ^ 1]!;
        if (componentOf[other] !== -1) continue;
        componentOf[other] = component;
        loops.push(other);
      }
    }
    loopsOfComponent.push(loops);
  }
  return { componentOf, loopsOfComponent };
}

export function facesOf(edges: PlanarEdges): Faces {
  const { x, y } = edges.vertices;
  const leaving = leavingByAngle(edges);
  const loops = loopsOf(nextAround(edges, leaving));
  const { loopOf, halvesOf } = loops;
  const { componentOf, loopsOfComponent } = componentsOf(loops);
  const bands = new Bands(edges);
  const sets = new CoverSets();
  const windingsOf: (Windings | undefined)[] = new Array(halvesOf.length);

  loopsOfComponent.forEach((componentLoops, component) => {
    // The westernmost vertex sees only the outside to its west: the loop there that turns clockwise is the outer one.
    let west = -1;
    for (const loop of componentLoops) {
      for (const half of halvesOf[loop]!) {
        const vertex = startOf(edges, half);
        if (west === -1 || x[vertex]! < x[west]! || (x[vertex] === x[west] && y[vertex]! < y[west]!)) west = vertex;
      }
    }
    // Directions from there run from straight down to straight up; the outside lies clockwise of the lowest one.
    const halves = leaving[west]!;
    const lowest = halves.reduce((low, half) => {
      const [a, b] = [endOf(edges, low), endOf(edges, half)];
      return turnOf(x[west]!, y[west]!, x[a]!, y[a]!, x[b]!, y[b]!) < 0 ? half : low;
    });
    const outer = loopOf[lowest ^ 1]!;
    windingsOf[outer] = bands.windingsAround(west, (edge) => componentOf[loopOf[edge * 2]!] !== component);
    const queue = [outer];
    for (let index = 0; index < queue.length; index++) {
      const loop = queue[index]!;
      for (const half of halvesOf[loop]!) {
        const other = loopOf[half ^ 1]!;
        if (windingsOf[other]) continue;
        windingsOf[other] = stepped(windingsOf[loop]!, edges, half ^ 1);
        queue.push(other);
      }
    }
  });
  const coverOfLoop = windingsOf.map((windings) => {
    invariant(windings, 'every face is reached');
    return sets.rowOf(windings);
  });
  return { edges, leaving, coverOf: loopOf.map((loop) => coverOfLoop[loop]!), covers: sets.sets };
}
