/**
 * Survey noise out, differences kept: vertices that lie within the tolerance become one, and a vertex within it of
 * another outline's edge enters that edge. Every vertex moves by no more than the tolerance, and every new edge stays
 * within it of the given one, since it runs between places that do.
 */
import {
  distanceToSegment,
  type MultiPolygon,
  type Outline,
  type Point2,
  signedArea,
} from '../../model/geometry/polygon.ts';
import { Cells } from './cells.ts';

export interface SnapMove {
  readonly areaId: string;
  readonly enuCm: Point2;
  readonly distanceCm: number;
}

export interface OutlineSnaps {
  /** Vertices that were set on another one. */
  readonly movedVertices: number;
  /** Vertices of others that bent an edge by entering it. */
  readonly bentEdges: number;
  readonly largestMoveCm: number;
  /** The farthest moves, farthest first. */
  readonly worst: readonly SnapMove[];
  /** Outlines of which nothing is left. */
  readonly collapsed: readonly { readonly areaId: string; readonly squareCm: number }[];
}

export interface SnappedOutlines extends OutlineSnaps {
  /** In the order of the input. */
  readonly polygonsCm: readonly MultiPolygon[];
}

const WORST_KEPT = 20;
/** Some vertices to a cell in a city of fine outlines. */
const CELL_CM = 2_000;

/** Without repeated vertices and without spikes (a → b → a). */
function cleaned(outline: Outline): Outline {
  const points: Point2[] = [];
  const same = (a: Point2 | undefined, b: Point2 | undefined): boolean => a?.[0] === b?.[0] && a?.[1] === b?.[1];
  const push = (point: Point2): void => {
    if (points.length > 0 && same(points.at(-1), point)) return;
    if (points.length > 1 && same(points.at(-2), point)) points.pop();
    else points.push(point);
  };
  outline.forEach(push);
  for (;;) {
    const before = points.length;
    if (before > 1 && same(points[0], points.at(-1))) points.pop();
    else if (before > 2 && same(points[0], points.at(-2))) points.splice(-1, 1);
    else if (before > 2 && same(points[1], points.at(-1))) points.splice(0, 1);
    if (points.length === before) return points;
  }
}

/** @param inputs those that others should be set on come first. */
export function snapOutlines(
  inputs: readonly { readonly id: string; readonly polygonsCm: MultiPolygon }[],
  toleranceCm: number,
): SnappedOutlines {
  const anchors: Point2[] = [];
  const byPlace = new Cells(Math.max(1, toleranceCm));
  const byCell = new Cells(CELL_CM);
  const moves: SnapMove[] = [];
  const collapsed: { areaId: string; squareCm: number }[] = [];
  let [movedVertices, bentEdges] = [0, 0];
  const note = (areaId: string, enuCm: Point2, distanceCm: number): void =>
    void moves.push({ areaId, enuCm, distanceCm });

  const anchorOf = (areaId: string, [x, y]: Point2): number => {
    let [nearest, distance] = [-1, toleranceCm];
    for (const cell of byPlace.along(x, y, x, y, toleranceCm)) {
      for (const row of byPlace.at(cell)) {
        const apart = Math.hypot(anchors[row]![0] - x, anchors[row]![1] - y);
        if (apart < distance || (nearest === -1 && apart <= distance)) [nearest, distance] = [row, apart];
      }
    }
    if (nearest === -1) {
      nearest = anchors.push([x, y]) - 1;
      for (const cells of [byPlace, byCell]) for (const cell of cells.along(x, y, x, y, 0)) cells.put(cell, nearest);
    } else if (distance > 0) {
      movedVertices++;
      note(areaId, [x, y], distance);
    }
    return nearest;
  };
  const rowsOfInput = inputs.map(({ id, polygonsCm }) =>
    polygonsCm.map((polygon) => polygon.map((outline) => outline.map((point) => anchorOf(id, point)))),
  );

  /** Anchors strictly between two ends and near to the given edge, in order. */
  const between = (areaId: string, a: Point2, b: Point2, start: number, end: number): Point2[] => {
    const squared = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2;
    const found: { row: number; ratio: number; distance: number }[] = [];
    for (const cell of byCell.along(a[0], a[1], b[0], b[1], toleranceCm)) {
      for (const row of byCell.at(cell)) {
        if (row === start || row === end) continue;
        const [x, y] = anchors[row]!;
        const ratio = ((x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1])) / squared;
        if (!(ratio > 0 && ratio < 1)) continue;
        const distance = distanceToSegment(x, y, a, b);
        if (distance <= toleranceCm) found.push({ row, ratio, distance });
      }
    }
    for (const { row, distance } of found) {
      if (distance === 0) continue;
      bentEdges++;
      note(areaId, anchors[row]!, distance);
    }
    return found.sort((one, other) => one.ratio - other.ratio || one.row - other.row).map(({ row }) => anchors[row]!);
  };

  const polygonsCm = inputs.map(({ id, polygonsCm: given }, input) =>
    given.flatMap((polygon, part) => {
      const outlines = polygon.map((outline, ring) => {
        const rows = rowsOfInput[input]![part]![ring]!;
        const full = outline.flatMap((point, index) => {
          const next = (index + 1) % outline.length;
          return [anchors[rows[index]!]!, ...between(id, point, outline[next]!, rows[index]!, rows[next]!)];
        });
        const clean = cleaned(full);
        const squareCm = Math.abs(signedArea(outline));
        if (signedArea(clean) !== 0) return clean;
        collapsed.push({ areaId: id, squareCm });
        return null;
      });
      const [outer, ...holes] = outlines;
      return outer ? [[outer, ...holes.filter((hole) => hole !== null)]] : [];
    }),
  );
  moves.sort((a, b) => b.distanceCm - a.distanceCm || (a.areaId < b.areaId ? -1 : 1));
  return {
    polygonsCm,
    movedVertices,
    bentEdges,
    largestMoveCm: moves[0]?.distanceCm ?? 0,
    worst: moves.slice(0, WORST_KEPT),
    collapsed,
  };
}
