import type { GroundClass } from '../../model/contract/tileAttributes.ts';
import { groundClasses } from '../../model/contract/tileAttributes.ts';
import type { Point2, Polygon } from '../../model/geometry/polygon.ts';
import type { Mesh } from './mesh.ts';
import { triangulate } from './triangulate.ts';

/** A mitre longer than this is cut: sharp bends would throw spikes. */
const MITRE_LIMIT = 2;
const CAP_CORNERS = 8;

function addVertex(mesh: Mesh, x: number, y: number, up: number, kind: GroundClass): number {
  mesh.enuMeters.push(x, y, up);
  mesh.featureIds.push(groundClasses.indexOf(kind));
  return mesh.featureIds.length - 1;
}

/** A flat polygon (whole centimetres) at one height. */
export function addFlatPolygon(mesh: Mesh, polygonCm: Polygon, upMeters: number, kind: GroundClass): void {
  const { flat, triangles } = triangulate(polygonCm);
  const first = mesh.featureIds.length;
  for (let at = 0; at < flat.length; at += 2) addVertex(mesh, flat[at]! / 100, flat[at + 1]! / 100, upMeters, kind);
  for (const index of triangles) mesh.indices.push(first + index);
}

/** A disc at a line's end: ribbons that meet there close without notches. */
function addCap(mesh: Mesh, [x, y]: Point2, radius: number, up: number, kind: GroundClass): void {
  const first = mesh.featureIds.length;
  for (let corner = 0; corner < CAP_CORNERS; corner++) {
    const angle = (corner / CAP_CORNERS) * 2 * Math.PI;
    addVertex(mesh, x + Math.cos(angle) * radius, y + Math.sin(angle) * radius, up, kind);
  }
  for (let corner = 1; corner + 1 < CAP_CORNERS; corner++) mesh.indices.push(first, first + corner, first + corner + 1);
}

/** A centreline drawn at its true width, mitred at bends. */
export function addRibbon(
  mesh: Mesh,
  centrelineCm: readonly Point2[],
  halfWidthMeters: number,
  upMeters: number,
  kind: GroundClass,
): void {
  const points = centrelineCm
    .map(([x, y]): Point2 => [x / 100, y / 100])
    .filter((point, index, all) => index === 0 || point[0] !== all[index - 1]![0] || point[1] !== all[index - 1]![1]);
  if (points.length < 2) return;
  const directions = points.slice(1).map((point, index): Point2 => {
    const before = points[index]!;
    const length = Math.hypot(point[0] - before[0], point[1] - before[1]);
    return [(point[0] - before[0]) / length, (point[1] - before[1]) / length];
  });
  let [left, right] = [-1, -1];
  points.forEach(([x, y], index) => {
    const into = directions[Math.max(0, index - 1)]!;
    const out = directions[Math.min(directions.length - 1, index)]!;
    // Normal of the bisector; its length grows with the bend so that both edges keep their distance.
    const [nx, ny] = [-(into[1] + out[1]), into[0] + out[0]];
    const length = Math.hypot(nx, ny);
    const unit: Point2 = length > 1e-6 ? [nx / length, ny / length] : [-into[1], into[0]];
    const cos = unit[0] * -into[1] + unit[1] * into[0];
    const reach = halfWidthMeters * Math.min(MITRE_LIMIT, 1 / Math.max(cos, 1e-6));
    const nextLeft = addVertex(mesh, x + unit[0] * reach, y + unit[1] * reach, upMeters, kind);
    const nextRight = addVertex(mesh, x - unit[0] * reach, y - unit[1] * reach, upMeters, kind);
    if (index > 0) mesh.indices.push(right, nextRight, nextLeft, right, nextLeft, left);
    [left, right] = [nextLeft, nextRight];
  });
  addCap(mesh, points[0]!, halfWidthMeters, upMeters, kind);
  addCap(mesh, points.at(-1)!, halfWidthMeters, upMeters, kind);
}
