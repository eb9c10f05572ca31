/**
 * Outlines of buildings as the city from afar has them: rings with what is built on their left, roofs as triangles, boxes.
 * All buildings pass here before the first picture, much of it before the browser has compiled any of it: plain loops.
 */
import earcut from 'earcut';
import type { Footprints } from '../../../model/contract/footprintsFile.ts';

/** Triangles of a simple outline's roof into its own corners; one with yards is triangulated, too. */
export function roofTriangles(flat: readonly number[], holes: readonly number[]): readonly number[] {
  const corners = flat.length / 2;
  if (holes.length === 0 && corners === 4 && isConvexQuad(flat)) return [0, 1, 2, 0, 2, 3];
  return earcut(flat as number[], holes as number[]);
}

function isConvexQuad(flat: readonly number[]): boolean {
  let [positive, negative] = [false, false];
  for (let corner = 0; corner < 4; corner++) {
    const [a, b, c] = [corner * 2, ((corner + 1) % 4) * 2, ((corner + 2) % 4) * 2];
    const cross =
      (flat[b]! - flat[a]!) * (flat[c + 1]! - flat[b + 1]!) - (flat[b + 1]! - flat[a + 1]!) * (flat[c]! - flat[b]!);
    if (cross > 0) positive = true;
    if (cross < 0) negative = true;
  }
  return positive !== negative;
}

/** Twice the signed area of a ring of positions in a row. */
function doubleArea(enuCm: Int32Array, first: number, last: number): number {
  let sum = 0;
  for (let vertex = first; vertex < last; vertex++) {
    const next = vertex + 1 < last ? vertex + 1 : first;
    sum += enuCm[vertex * 2]! * enuCm[next * 2 + 1]! - enuCm[next * 2]! * enuCm[vertex * 2 + 1]!;
  }
  return sum;
}

/** A ring of positions in metres, counter-clockwise around what is built. */
export type Ring = readonly (readonly [number, number])[];

/** Rings of one part of a building: the outer one counter-clockwise, yards clockwise. */
export function ringsOf({ outlineStart, vertexStart, enuCm }: Footprints, part: number): Ring[] {
  const rings: Ring[] = [];
  for (let outline = outlineStart[part]!; outline < outlineStart[part + 1]!; outline++) {
    const [first, last] = [vertexStart[outline]!, vertexStart[outline + 1]!];
    const ring: [number, number][] = [];
    for (let at = first * 2; at < last * 2; at += 2) ring.push([enuCm[at]! / 100, enuCm[at + 1]! / 100]);
    rings.push(doubleArea(enuCm, first, last) > 0 === (rings.length === 0) ? ring : ring.reverse());
  }
  return rings;
}

/** A rectangle along the ring's longest side, around its middle, as long for its width as the ring and as large. */
export function boxOf(ring: Ring): Ring {
  let [longest, ux, uy] = [0, 1, 0];
  for (let corner = 0; corner < ring.length; corner++) {
    const from = ring[corner]!;
    const to = ring[(corner + 1) % ring.length]!;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (length > longest) [longest, ux, uy] = [length, (to[0] - from[0]) / length, (to[1] - from[1]) / length];
  }
  let [minU, maxU, minV, maxV, area] = [Infinity, -Infinity, Infinity, -Infinity, 0];
  for (let corner = 0; corner < ring.length; corner++) {
    const here = ring[corner]!;
    const next = ring[(corner + 1) % ring.length]!;
    const u = here[0] * ux + here[1] * uy;
    const v = here[1] * ux - here[0] * uy;
    if (u < minU) minU = u;
    if (u > maxU) maxU = u;
    if (v < minV) minV = v;
    if (v > maxV) maxV = v;
    area += (here[0] * next[1] - next[0] * here[1]) / 2;
  }
  const [middleU, middleV] = [(minU + maxU) / 2, (minV + maxV) / 2];
  const share = Math.sqrt(Math.min(1, Math.abs(area) / Math.max(1e-6, (maxU - minU) * (maxV - minV))));
  const [halfU, halfV] = [((maxU - minU) / 2) * share, ((maxV - minV) / 2) * share];
  const corner = (du: number, dv: number): [number, number] => {
    const [u, v] = [middleU + du * halfU, middleV + dv * halfV];
    return [u * ux - v * uy, u * uy + v * ux];
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}
