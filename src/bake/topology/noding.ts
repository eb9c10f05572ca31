/**
 * Turns given outlines into a subdivision: vertices closer than the tolerance become one, and a vertex that lies on a
 * neighbour's edge enters that edge, so that neighbours share their line vertex by vertex.
 */
import { FaultError, fault } from '../../model/faults/fault.ts';
import {
  distanceToSegment,
  type MultiPolygon,
  type Outline,
  type Point2,
  signedArea,
} from '../../model/geometry/polygon.ts';
import { type FaceId, Subdivision, vertexKey } from './subdivision.ts';

/** What noding moved, so that a report can say how far the proved lines stand from the given ones. */
export interface SnapReport {
  readonly movedVertices: number;
  readonly insertedVertices: number;
  readonly largestDistanceCm: number;
}

export interface NodingInput {
  /** Names the area in a fault. */
  readonly name: string;
  readonly polygonsCm: MultiPolygon;
}

export interface Noded {
  readonly subdivision: Subdivision;
  /** Faces of each input in its order, its largest first. */
  readonly faces: readonly (readonly FaceId[])[];
  readonly snapped: SnapReport;
}

const DEFAULT_TOLERANCE_CM = 5;
/** Cells for looking up vertices along an edge: some hundred metres keep both lists short. */
const EDGE_CELL_CM = 20_000;

/** Buckets of points by square cells. */
class Cells {
  readonly #size: number;
  readonly #pointsByCell = new Map<number, Point2[]>();

  constructor(size: number) {
    this.#size = size;
  }

  #cell(value: number): number {
    return Math.floor(value / this.#size);
  }

  add(point: Point2): void {
    const key = vertexKey(this.#cell(point[0]), this.#cell(point[1]));
    const cell = this.#pointsByCell.get(key);
    if (cell) cell.push(point);
    else this.#pointsByCell.set(key, [point]);
  }

  /** All points in the cells that a box, grown by `margin`, touches. */
  *near(a: Point2, b: Point2, margin: number): Iterable<Point2> {
    const [left, right] = [this.#cell(Math.min(a[0], b[0]) - margin), this.#cell(Math.max(a[0], b[0]) + margin)];
    const [low, high] = [this.#cell(Math.min(a[1], b[1]) - margin), this.#cell(Math.max(a[1], b[1]) + margin)];
    for (let column = left; column <= right; column++) {
      for (let row = low; row <= high; row++) yield* this.#pointsByCell.get(vertexKey(column, row)) ?? [];
    }
  }
}

/** Without repeated vertices and without spikes (a → b → a). */
function cleaned(outline: Outline): Point2[] {
  let points = [...outline];
  for (;;) {
    const kept = points.filter((point, index) => {
      const previous = points[(index + points.length - 1) % points.length]!;
      const next = points[(index + 1) % points.length]!;
      const repeats = point[0] === next[0] && point[1] === next[1];
      const spikes = previous[0] === next[0] && previous[1] === next[1];
      return !repeats && !spikes;
    });
    if (kept.length === points.length) return kept;
    points = kept;
  }
}

/**
 * @param inputs whole centimetres ENU.
 * @throws FaultError BAKE-401 where an area has holes: the parts of this product are divided, holes cannot be; BAKE-404
 * where nothing is left of an area once its vertices are merged.
 */
export function noding(inputs: readonly NodingInput[], toleranceCm = DEFAULT_TOLERANCE_CM): Noded {
  for (const { name, polygonsCm } of inputs) {
    const holes = polygonsCm.reduce((sum, polygon) => sum + polygon.length - 1, 0);
    if (holes > 0) throw new FaultError(fault('BAKE-401', { name, holes }));
  }
  let [movedVertices, insertedVertices, largestDistanceCm] = [0, 0, 0];
  const merged = new Cells(Math.max(1, toleranceCm));
  const along = new Cells(EDGE_CELL_CM);

  const merge = (point: Point2): Point2 => {
    let [nearest, distance]: [Point2 | null, number] = [null, toleranceCm];
    for (const other of merged.near(point, point, toleranceCm)) {
      const apart = Math.hypot(other[0] - point[0], other[1] - point[1]);
      if (apart <= distance) [nearest, distance] = [other, apart];
    }
    if (nearest === null) {
      merged.add(point);
      along.add(point);
      return point;
    }
    if (distance > 0) movedVertices++;
    largestDistanceCm = Math.max(largestDistanceCm, distance);
    return nearest;
  };

  const withNeighbours = (outline: Outline): Point2[] =>
    outline.flatMap((a, index) => {
      const b = outline[(index + 1) % outline.length]!;
      const squared = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2;
      const found: { point: Point2; ratio: number }[] = [];
      for (const point of along.near(a, b, toleranceCm)) {
        const ratio = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / squared;
        if (point === a || point === b || ratio <= 0 || ratio >= 1) continue;
        const distance = distanceToSegment(point[0], point[1], a, b);
        if (distance > toleranceCm) continue;
        largestDistanceCm = Math.max(largestDistanceCm, distance);
        found.push({ point, ratio });
      }
      insertedVertices += found.length;
      return [a, ...found.sort((one, other) => one.ratio - other.ratio).map(({ point }) => point)];
    });

  const snappedInputs = inputs.map(({ polygonsCm }) => polygonsCm.map(([outer]) => cleaned(outer!.map(merge))));
  const subdivision = new Subdivision();
  const faces = snappedInputs.map((outlines, index) => {
    const noded = outlines
      .map((outline) => cleaned(withNeighbours(outline)))
      .filter((outline) => signedArea(outline) !== 0);
    if (noded.length === 0) throw new FaultError(fault('BAKE-404', { name: inputs[index]!.name, toleranceCm }));
    noded.sort((a, b) => Math.abs(signedArea(b)) - Math.abs(signedArea(a)));
    return noded.map((outline) => subdivision.addFace(outline));
  });
  return { subdivision, faces, snapped: { movedVertices, insertedVertices, largestDistanceCm } };
}
