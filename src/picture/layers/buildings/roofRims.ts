/** The upper edges of flat roofs: the coping of a parapet catches light all around, where a wall's own rim shows two sides. */
import { roofOfLook } from '../../../model/contract/tileAttributes.ts';
import type { FarCell } from './farCity.ts';

/** A wall: two triangles, from its first upper corner over its foot to the other. */
const INDICES_PER_WALL = 6;

/** Pairs of a cell's vertices: every upper edge of its flat roofs, once, as they are outlined. */
export function roofRimsOf({ indices, looks, tiers }: FarCell): Uint32Array {
  const edges: number[] = [];
  for (const { prisms } of tiers) {
    for (let side = 0; side < prisms.starts.length / 2; side++) {
      for (let at = prisms.starts[side]!; at < prisms.ends[side]!; at += INDICES_PER_WALL) {
        const [first, last] = [indices[at]!, indices[at + INDICES_PER_WALL - 1]!];
        if (roofOfLook(looks[first * 4 + 2]!) === 'flat') edges.push(first, last);
      }
    }
  }
  return Uint32Array.from(edges);
}
