import type { Vec3 } from '../../model/frames/ecef.ts';
import { hexFromLinear, linearFromHex, type Palette } from '../palette.ts';

const number = (a: number, b: number, share: number): number => a + (b - a) * share;
const vector = (a: Vec3, b: Vec3, share: number): Vec3 => [
  number(a[0], b[0], share),
  number(a[1], b[1], share),
  number(a[2], b[2], share),
];

function mixed<T>(a: T, b: T, share: number): T;
function mixed(a: unknown, b: unknown, share: number): unknown {
  if (typeof a === 'number') return number(a, b as number, share);
  if (typeof a === 'string') return hexFromLinear(vector(linearFromHex(a), linearFromHex(b as string), share));
  return (a as readonly unknown[]).map((part, index) => mixed(part, (b as readonly unknown[])[index], share));
}

/** Between two palettes, entry by entry, colours in linear light. @param share 0 = the first, 1 = the second. */
export function mixedPalette(first: Palette, second: Palette, share: number): Palette {
  if (share <= 0) return first;
  if (share >= 1) return second;
  const keys = Object.keys(first) as (keyof Palette)[];
  return Object.fromEntries(keys.map((key) => [key, mixed(first[key], second[key], share)])) as unknown as Palette;
}
