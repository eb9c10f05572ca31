import { fnv1a32 } from '../../model/geometry/seededRandom.ts';

const smooth = (t: number): number => t * t * (3 - 2 * t);

/** Seeded value noise in [0, 1) on the whole-number lattice, smoothed between its corners. */
export function valueNoise(seed: string, x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [tx, ty] = [smooth(x - column), smooth(y - row)];
  const corner = (dx: number, dy: number): number => fnv1a32(`${seed}/${column + dx}/${row + dy}`) / 4294967296;
  const [southWest, northWest] = [corner(0, 0), corner(0, 1)];
  const low = southWest + tx * (corner(1, 0) - southWest);
  const high = northWest + tx * (corner(1, 1) - northWest);
  return low + ty * (high - low);
}
