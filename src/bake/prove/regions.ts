/** Faces with one label, joined: polygons with holes, and what lies along their outlines. */
import {
  type MultiPolygon,
  type Outline,
  type Point2,
  sideOfOutline,
  signedArea,
} from '../../model/geometry/polygon.ts';
import { endOf, type Faces, startOf } from './faces.ts';

/** One connected piece of a label's land. */
export interface Region {
  readonly polygonCm: MultiPolygon[number];
  readonly squareCm: number;
  /** Half-edges around it, the piece to their left. */
  readonly halves: readonly number[];
}

interface Ring {
  readonly halves: readonly number[];
  readonly outline: Outline;
  readonly squareCm: number;
}

/** A walk that passes a vertex twice, as rings that do not. */
function simpleWalks(walk: readonly number[], startAt: (half: number) => number): number[][] {
  const rings: number[][] = [];
  const path: number[] = [];
  const placeOf = new Map<number, number>();
  for (const half of walk) {
    const vertex = startAt(half);
    const before = placeOf.get(vertex);
    if (before !== undefined) {
      const ring = path.splice(before);
      for (const inner of ring) placeOf.delete(startAt(inner));
      rings.push(ring);
    }
    placeOf.set(vertex, path.length);
    path.push(half);
  }
  rings.push(path);
  return rings;
}

/**
 * Land by label: for each label the pieces of all faces that have it, largest first; pieces that only touch at a corner
 * stay apart. The unbounded face may have labels: its outside has no piece, what it encloses has.
 */
export function regionsByLabel(
  faces: Faces,
  labelsOfCover: (cover: readonly number[]) => readonly string[],
): Map<string, Region[]> {
  const { edges, leaving, coverOf, covers } = faces;
  const labels = covers.map((cover) => new Set(labelsOfCover(cover)));
  const { x, y } = edges.vertices;
  const startAt = (half: number): number => startOf(edges, half);
  const pointOf = (half: number): Point2 => {
    const vertex = startAt(half);
    return [x[vertex]! / edges.ticksPerCm, y[vertex]! / edges.ticksPerCm];
  };
  const bounds = (half: number, label: string): boolean =>
    labels[coverOf[half]!]!.has(label) && !labels[coverOf[half ^ 1]!]!.has(label);

  const halvesByLabel = new Map<string, number[]>();
  for (let half = 0; half < coverOf.length; half++) {
    if (coverOf[half] === coverOf[half ^ 1]) continue;
    for (const label of labels[coverOf[half]!]!) {
      if (labels[coverOf[half ^ 1]!]!.has(label)) continue;
      const halves = halvesByLabel.get(label);
      if (halves) halves.push(half);
      else halvesByLabel.set(label, [half]);
    }
  }

  /** From the way back of `half` clockwise through the label's own faces to its next boundary. */
  const nextOf = (half: number, label: string): number => {
    const around = leaving[endOf(edges, half)]!;
    const back = around.indexOf(half ^ 1);
    for (let step = 1; step <= around.length; step++) {
      const candidate = around[(back - step + 2 * around.length) % around.length]!;
      if (bounds(candidate, label)) return candidate;
    }
    return half ^ 1;
  };

  const ringsOf = (label: string, halves: readonly number[]): Ring[] => {
    const seen = new Set<number>();
    return halves.flatMap((first) => {
      if (seen.has(first)) return [];
      const walk: number[] = [];
      for (let half = first; !seen.has(half); half = nextOf(half, label)) {
        seen.add(half);
        walk.push(half);
      }
      return simpleWalks(walk, startAt).map((ring): Ring => {
        const outline = ring.map(pointOf);
        return { halves: ring, outline, squareCm: signedArea(outline) };
      });
    });
  };

  const result = new Map<string, Region[]>();
  for (const [label, halves] of halvesByLabel) {
    const rings = ringsOf(label, halves);
    const outers = rings.filter(({ squareCm }) => squareCm > 0).sort((a, b) => b.squareCm - a.squareCm);
    const regions = outers.map((outer) => ({ rings: [outer] }));
    for (const hole of rings.filter(({ squareCm }) => squareCm < 0)) {
      const isAround = ({ outline }: Ring): boolean => {
        const side = hole.outline.map(([px, py]) => sideOfOutline(outline, px, py)).find((where) => where !== 'edge');
        return side === 'inside';
      };
      regions.findLast(({ rings: [outer] }) => outer!.squareCm > -hole.squareCm && isAround(outer!))?.rings.push(hole);
    }
    const joined = regions.map(
      ({ rings: all }): Region => ({
        polygonCm: all.map(({ outline }) => outline),
        squareCm: all.reduce((sum, ring) => sum + ring.squareCm, 0),
        halves: all.flatMap((ring) => ring.halves),
      }),
    );
    if (joined.length > 0)
      result.set(
        label,
        joined.sort((a, b) => b.squareCm - a.squareCm),
      );
  }
  return result;
}
