/**
 * All outlines as one set of edges that meet only at their ends. Places are whole ticks, a fraction of a centimetre, so
 * that every test is exact; where two lines cross, the new vertex is rounded to a tick and both lines bend to it.
 */
import { invariant } from '../../model/faults/invariant.ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import { orientedOutlines } from '../topology/dissolve.ts';
import { Cells } from './cells.ts';
import { turnOf } from './orientation.ts';
import { VertexTable } from './vertexTable.ts';

/** A vertex this near to an edge lies on it: half the diagonal of a tick, and a little. */
const ON_EDGE_TICKS = 0.75;
/** Rounding bends lines by less than a tick; what it brings together is settled in two or three rounds. */
const MOST_ROUNDS = 40;
const EDGE_KEY = 2 ** 26;

/** Row of a shape → +1 where it lies to the left of the edge from its lower to its higher vertex, -1 to the right. */
export type Sides = Map<number, number>;

export interface PlanarEdges {
  readonly vertices: VertexTable;
  /** Lower vertex of each edge. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly sides: readonly Sides[];
  readonly ticksPerCm: number;
}

class EdgeSet {
  readonly vertices = new VertexTable();
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly sides: (Sides | null)[] = [];
  readonly #rowByEnds = new Map<number, number>();
  /** Edges that no round has looked at yet. */
  fresh: number[] = [];

  /** An edge from one vertex to another, with the shapes on its left (+) and right (-). */
  add(start: number, end: number, shape: number, left: number): void {
    if (start === end) return;
    const [from, to, sign] = start < end ? [start, end, left] : [end, start, -left];
    const key = from * EDGE_KEY + to;
    let row = this.#rowByEnds.get(key);
    if (row === undefined) {
      row = this.from.push(from) - 1;
      this.to.push(to);
      this.sides.push(new Map());
      this.#rowByEnds.set(key, row);
      this.fresh.push(row);
    }
    const sides = this.sides[row]!;
    sides.set(shape, (sides.get(shape) ?? 0) + sign);
  }

  /** Replaces an edge by the chain over these vertices. */
  split(row: number, inner: readonly number[]): void {
    const [from, to, sides] = [this.from[row]!, this.to[row]!, this.sides[row]!];
    this.#rowByEnds.delete(from * EDGE_KEY + to);
    this.sides[row] = null;
    const chain = [from, ...inner, to];
    for (const [shape, sign] of sides) {
      for (let index = 0; index + 1 < chain.length; index++) this.add(chain[index]!, chain[index + 1]!, shape, sign);
    }
  }
}

/** Where two edges have to be split: vertices to put into each. */
function meet(edges: EdgeSet, e: number, f: number, note: (edge: number, vertex: number) => void): void {
  const { x, y } = edges.vertices;
  const [a, b, c, d] = [edges.from[e]!, edges.to[e]!, edges.from[f]!, edges.to[f]!];
  const [ax, ay, bx, by] = [x[a]!, y[a]!, x[b]!, y[b]!];
  const [cx, cy, dx, dy] = [x[c]!, y[c]!, x[d]!, y[d]!];
  if (Math.max(ax, bx) + 1 < Math.min(cx, dx) || Math.max(cx, dx) + 1 < Math.min(ax, bx)) return;
  if (Math.max(ay, by) + 1 < Math.min(cy, dy) || Math.max(cy, dy) + 1 < Math.min(ay, by)) return;

  let touches = false;
  const touch = (edge: number, px: number, py: number, qx: number, qy: number, vertex: number): void => {
    const [ex, ey, vx, vy] = [qx - px, qy - py, x[vertex]! - px, y[vertex]! - py];
    const along = ex * vx + ey * vy;
    const squared = ex * ex + ey * ey;
    if (along <= 0 || along >= squared) return;
    const aside = ex * vy - ey * vx;
    if (aside * aside > ON_EDGE_TICKS * ON_EDGE_TICKS * squared) return;
    touches = true;
    note(edge, vertex);
  };
  if (c !== a && c !== b) touch(e, ax, ay, bx, by, c);
  if (d !== a && d !== b) touch(e, ax, ay, bx, by, d);
  if (a !== c && a !== d) touch(f, cx, cy, dx, dy, a);
  if (b !== c && b !== d) touch(f, cx, cy, dx, dy, b);
  if (touches || a === c || a === d || b === c || b === d) return;

  if (turnOf(ax, ay, bx, by, cx, cy) * turnOf(ax, ay, bx, by, dx, dy) >= 0) return;
  if (turnOf(cx, cy, dx, dy, ax, ay) * turnOf(cx, cy, dx, dy, bx, by) >= 0) return;
  const divisor = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
  const ratio = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / divisor;
  const vertex = edges.vertices.row(Math.round(ax + ratio * (bx - ax)), Math.round(ay + ratio * (by - ay)));
  if (vertex !== a && vertex !== b) note(e, vertex);
  if (vertex !== c && vertex !== d) note(f, vertex);
}

/** Vertices to put into each edge, from all meetings of fresh edges with any. */
function meetings(edges: EdgeSet, cellTicks: number): Map<number, Set<number>> {
  const { x, y } = edges.vertices;
  const cells = new Cells(cellTicks);
  const along = (row: number): Iterable<number> => {
    const [a, b] = [edges.from[row]!, edges.to[row]!];
    return cells.along(x[a]!, y[a]!, x[b]!, y[b]!, 1);
  };
  edges.sides.forEach((sides, row) => {
    if (sides) for (const cell of along(row)) cells.put(cell, row);
  });
  const splits = new Map<number, Set<number>>();
  const note = (edge: number, vertex: number): void => {
    const inner = splits.get(edge);
    if (inner) inner.add(vertex);
    else splits.set(edge, new Set([vertex]));
  };
  const isFresh = new Uint8Array(edges.from.length);
  for (const row of edges.fresh) isFresh[row] = 1;
  const metLast = new Int32Array(edges.from.length).fill(-1);
  for (const row of edges.fresh) {
    if (!edges.sides[row]) continue;
    for (const cell of along(row)) {
      for (const other of cells.at(cell)) {
        // Of two fresh edges the lower row asks.
        if (other === row || metLast[other] === row || (isFresh[other] && other < row)) continue;
        metLast[other] = row;
        meet(edges, row, other, note);
      }
    }
  }
  edges.fresh = [];
  return splits;
}

function splitAt(edges: EdgeSet, row: number, inner: ReadonlySet<number>): void {
  const { x, y } = edges.vertices;
  const [a, b] = [edges.from[row]!, edges.to[row]!];
  const [ex, ey] = [x[b]! - x[a]!, y[b]! - y[a]!];
  const along = (vertex: number): number => (x[vertex]! - x[a]!) * ex + (y[vertex]! - y[a]!) * ey;
  edges.split(
    row,
    [...inner].sort((first, second) => along(first) - along(second) || first - second),
  );
}

function meanLength(edges: EdgeSet): number {
  const { x, y } = edges.vertices;
  let sum = 0;
  edges.from.forEach((a, row) => {
    sum += Math.abs(x[edges.to[row]!]! - x[a]!) + Math.abs(y[edges.to[row]!]! - y[a]!);
  });
  return sum / Math.max(1, edges.from.length);
}

/** @param shapes centimetres; whole or not, they are rounded to a tick. */
export function planarEdges(shapes: readonly MultiPolygon[], ticksPerCm: number): PlanarEdges {
  const edges = new EdgeSet();
  shapes.forEach((polygonsCm, shape) => {
    for (const outline of orientedOutlines(polygonsCm)) {
      const rows = outline.map(([x, y]) => edges.vertices.row(Math.round(x * ticksPerCm), Math.round(y * ticksPerCm)));
      rows.forEach((row, index) => {
        edges.add(row, rows[(index + 1) % rows.length]!, shape, 1);
      });
    }
  });
  const cellTicks = Math.max(4, Math.round(meanLength(edges)));
  for (let round = 0; edges.fresh.length > 0; round++) {
    invariant(round < MOST_ROUNDS, 'the lines of an arrangement settle');
    for (const [row, inner] of meetings(edges, cellTicks)) splitAt(edges, row, inner);
  }
  const from: number[] = [];
  const to: number[] = [];
  const sides: Sides[] = [];
  edges.sides.forEach((found, row) => {
    for (const [shape, sign] of found ?? []) if (sign === 0) found!.delete(shape);
    if (!found || found.size === 0) return;
    from.push(edges.from[row]!);
    to.push(edges.to[row]!);
    sides.push(found);
  });
  return { vertices: edges.vertices, from, to, sides, ticksPerCm };
}
