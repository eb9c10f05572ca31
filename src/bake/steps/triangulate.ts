import earcut from 'earcut';
import { type Outline, type Polygon, signedArea } from '../../model/geometry/polygon.ts';

/** The outline turned counter-clockwise (or clockwise). */
export function turned(outline: Outline, counterClockwise: boolean): Outline {
  return signedArea(outline) > 0 === counterClockwise ? outline : [...outline].reverse();
}

/** Vertices of all outlines in a row (flat x, y) and counter-clockwise triangles into them. */
export function triangulate(polygon: Polygon): { flat: number[]; triangles: number[] } {
  const flat: number[] = [];
  const holes: number[] = [];
  polygon.forEach((outline, index) => {
    if (index > 0) holes.push(flat.length / 2);
    for (const [x, y] of outline) flat.push(x, y);
  });
  const triangles = earcut(flat, holes);
  for (let at = 0; at < triangles.length; at += 3) {
    const [a, b, c] = [triangles[at]! * 2, triangles[at + 1]! * 2, triangles[at + 2]! * 2];
    const cross =
      (flat[b]! - flat[a]!) * (flat[c + 1]! - flat[a + 1]!) - (flat[b + 1]! - flat[a + 1]!) * (flat[c]! - flat[a]!);
    if (cross < 0) [triangles[at + 1], triangles[at + 2]] = [triangles[at + 2]!, triangles[at + 1]!];
  }
  return { flat, triangles };
}
