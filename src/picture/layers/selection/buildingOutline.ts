/**
 * The edges of a building by which an eye tells it from its neighbours: where walls meet the roof, where two walls meet,
 * and the foot of the walls that look at the eye. Hidden edges of the building itself are left out.
 */
import type { Vec3 } from '../../../model/frames/ecef.ts';
import type { MultiPolygon, Point2 } from '../../../model/geometry/polygon.ts';
import { signedArea } from '../../../model/geometry/polygon.ts';

export interface OutlinedBuilding {
  /** Whole centimetres ENU. */
  readonly footprintCm: MultiPolygon;
  /** Where the walls end, in metres over the district's plane. */
  readonly eavesUpMeters: number;
  /** Height of the ground at a place in metres ENU. */
  readonly groundUpMeters: (eastMeters: number, northMeters: number) => number;
}

export type Edge = readonly [Vec3, Vec3];

/** Two walls that bend by less than this are seen as one: sine of the angle. */
const SMOOTH_CORNER_SIN = 0.3;

/** Edges in ENU metres as seen by an eye there. */
export function outlineEdges({ footprintCm, eavesUpMeters, groundUpMeters }: OutlinedBuilding, eye: Vec3): Edge[] {
  const edges: Edge[] = [];
  const seesRoof = eye[2] > eavesUpMeters;
  for (const polygon of footprintCm) {
    polygon.forEach((outlineCm, index) => {
      const corners = cornersOf(outlineCm, index === 0);
      const count = corners.length;
      const isFacing = corners.map((a, corner) => facesEye(a, corners[(corner + 1) % count]!, eye));
      corners.forEach((a, corner) => {
        const b = corners[(corner + 1) % count]!;
        const before = (corner + count - 1) % count;
        const topA: Vec3 = [...a, eavesUpMeters];
        const footA: Vec3 = [...a, groundUpMeters(...a)];
        if (seesRoof || isFacing[corner]) edges.push([topA, [...b, eavesUpMeters]]);
        // A yard's walls are mostly hidden by the building itself: its rim says enough.
        if (index > 0) return;
        if (isFacing[corner]) edges.push([footA, [...b, groundUpMeters(...b)]]);
        const isSilhouette = isFacing[corner] !== isFacing[before];
        const isSharp = Math.abs(turnSin(corners[before]!, a, b)) > SMOOTH_CORNER_SIN;
        if (isSilhouette || (isFacing[corner] && isSharp)) edges.push([footA, topA]);
      });
    });
  }
  return edges;
}

/** In metres; outer outlines counter-clockwise, yards clockwise: walls look to the right of their direction. */
function cornersOf(outlineCm: readonly Point2[], isOuter: boolean): Point2[] {
  const corners = outlineCm.map(([x, y]): Point2 => [x / 100, y / 100]);
  return signedArea(corners) > 0 === isOuter ? corners : corners.reverse();
}

function facesEye(a: Point2, b: Point2, eye: Vec3): boolean {
  return (b[0] - a[0]) * (eye[1] - a[1]) - (b[1] - a[1]) * (eye[0] - a[0]) < 0;
}

/** Sine of the angle by which the way from a over b to c turns. */
function turnSin(a: Point2, b: Point2, c: Point2): number {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]];
  const length = Math.hypot(ux, uy) * Math.hypot(vx, vy);
  return length === 0 ? 0 : (ux * vy - uy * vx) / length;
}
