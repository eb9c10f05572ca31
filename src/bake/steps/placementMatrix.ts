/** Matrices (4 × 4, column by column) that put an owner's model into the district's frame. */
import type { LandmarkPlacement } from '../../model/contract/recipeSources.ts';
import type { Vec3 } from '../../model/frames/ecef.ts';

/** Whole 2^-40: what sine and cosine give in their last bits differs from machine to machine. */
const rounded = (value: number): number => Math.round(value * 2 ** 40) / 2 ** 40;

/**
 * Tile (z up, a model's front at −y) → ENU metres: scaled, turned about its own up so that `turnDeg` goes anticlockwise,
 * moved to `atEnuMeters`.
 */
export function enuFromTileMatrix(atEnuMeters: Vec3, turnDeg: number, scale: number): number[] {
  const turn = (turnDeg * Math.PI) / 180;
  const [cos, sin] = [rounded(Math.cos(turn) * scale), rounded(Math.sin(turn) * scale)];
  return [cos, sin, 0, 0, -sin, cos, 0, 0, 0, 0, scale, 0, ...atEnuMeters, 1];
}

/** A glTF's +z, which 3D Tiles lay at −y, faces `headingDeg` clockwise from north. */
export const turnOfGltf = ({ headingDeg }: LandmarkPlacement): number => 180 - headingDeg;

/** A tileset's +y faces there: heading 0 leaves it as it is. */
export const turnOfTileset = ({ headingDeg }: LandmarkPlacement): number => -headingDeg;

export function multiplied(a: readonly number[], b: readonly number[]): number[] {
  const result: number[] = [];
  for (let column = 0; column < 4; column++) {
    for (let row = 0; row < 4; row++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += a[k * 4 + row]! * b[column * 4 + k]!;
      result.push(sum);
    }
  }
  return result;
}

export function transformed(matrix: readonly number[], [x, y, z]: Vec3): Vec3 {
  const at = (row: number): number =>
    matrix[row]! * x + matrix[4 + row]! * y + matrix[8 + row]! * z + matrix[12 + row]!;
  return [at(0), at(1), at(2)];
}
