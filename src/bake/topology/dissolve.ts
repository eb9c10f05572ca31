/**
 * The union of areas that tile: every edge that two of them share cancels, what is left is the outline. Exact, with no
 * clipping: it relies on neighbours sharing vertices.
 */
import {
  type MultiPolygon,
  type Outline,
  type Point2,
  type Polygon,
  sideOfOutline,
  signedArea,
} from '../../model/geometry/polygon.ts';
import { vertexKey } from './subdivision.ts';

/** Outlines turned so that the area lies to the left: outer ones anticlockwise, holes clockwise. */
export function orientedOutlines(polygons: MultiPolygon): Outline[] {
  return polygons.flatMap((polygon) =>
    polygon.map((outline, index) => (signedArea(outline) > 0 === (index === 0) ? outline : [...outline].reverse())),
  );
}

interface Edge {
  readonly from: Point2;
  readonly to: Point2;
}

/** Edges of the outlines that have no counterpart in the other direction, by the vertex they leave. */
function unsharedEdges(outlines: Iterable<Outline>): Map<number, Edge[]> {
  const edges = new Map<string, Edge[]>();
  for (const outline of outlines) {
    outline.forEach((from, index) => {
      const to = outline[(index + 1) % outline.length]!;
      const [start, end] = [vertexKey(from[0], from[1]), vertexKey(to[0], to[1])];
      const back = edges.get(`${end},${start}`);
      if (back && back.length > 0) back.pop();
      else {
        const key = `${start},${end}`;
        const same = edges.get(key);
        if (same) same.push({ from, to });
        else edges.set(key, [{ from, to }]);
      }
    });
  }
  const leaving = new Map<number, Edge[]>();
  for (const edge of [...edges.values()].flat()) {
    const key = vertexKey(edge.from[0], edge.from[1]);
    const others = leaving.get(key);
    if (others) others.push(edge);
    else leaving.set(key, [edge]);
  }
  return leaving;
}

/** Of several ways on, the sharpest left turn: where two corners touch, each keeps its own outline. */
function leftmost(arriving: Edge, choices: readonly Edge[]): Edge {
  const back = Math.atan2(arriving.from[1] - arriving.to[1], arriving.from[0] - arriving.to[0]);
  const clockwiseFromBack = ({ from, to }: Edge): number => {
    const turn = back - Math.atan2(to[1] - from[1], to[0] - from[0]);
    return turn > 0 ? turn : turn + 2 * Math.PI;
  };
  return choices.reduce((best, edge) => (clockwiseFromBack(edge) < clockwiseFromBack(best) ? edge : best));
}

function chained(leaving: Map<number, Edge[]>): Outline[] {
  const outlines: Outline[] = [];
  const take = (edge: Edge): void => {
    const others = leaving.get(vertexKey(edge.from[0], edge.from[1]))!;
    others.splice(others.indexOf(edge), 1);
  };
  for (const edges of leaving.values()) {
    while (edges.length > 0) {
      const first = edges[0]!;
      const outline: Point2[] = [];
      let edge = first;
      for (;;) {
        take(edge);
        outline.push(edge.from);
        if (edge.to[0] === first.from[0] && edge.to[1] === first.from[1]) break;
        const choices = leaving.get(vertexKey(edge.to[0], edge.to[1])) ?? [];
        if (choices.length === 0) break; // only where parts overlap; the coverage proof reports it
        edge = leftmost(edge, choices);
      }
      outlines.push(outline);
    }
  }
  return outlines;
}

/** Multi-polygon of the union; polygons by area, largest first. */
export function dissolve(parts: Iterable<MultiPolygon>): MultiPolygon {
  const oriented = [...parts].flatMap(orientedOutlines);
  const outlines = chained(unsharedEdges(oriented));
  const outers = outlines.filter((outline) => signedArea(outline) > 0).sort((a, b) => signedArea(b) - signedArea(a));
  const polygons = outers.map((outer): Outline[] => [outer]);
  for (const hole of outlines.filter((outline) => signedArea(outline) < 0)) {
    const isIn = (outer: Outline): boolean => {
      const side = hole.map(([x, y]) => sideOfOutline(outer, x, y)).find((where) => where !== 'edge');
      return side === 'inside';
    };
    // The smallest outer outline around a hole owns it.
    polygons.findLast(([outer]) => isIn(outer!))?.push(hole);
  }
  return polygons as Polygon[];
}
