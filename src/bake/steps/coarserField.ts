import type { HeightField } from '../../model/geometry/heightField.ts';

/** Blocks of this many cells a side, largest first, are made two triangles where they may. */
const BLOCKS = [8, 4, 2];
const MOST_ERROR_METERS = 3;

/**
 * The same lattice with straightened heights: where a block of cells is nearly two triangles it becomes them, so that
 * what is cut along the field's creases is cut less. No height moves by more than `errorMeters`.
 */
export function coarserField(
  field: HeightField,
  mostErrorMeters = MOST_ERROR_METERS,
  blocks: readonly number[] = BLOCKS,
): { field: HeightField; errorMeters: number } {
  const { columns, rows, upMeters: original } = field;
  const upMeters = Float32Array.from(original);
  const isSet = new Uint8Array(original.length);
  let errorMeters = 0;

  /** Heights of a block's two triangles in its lattice points; null where one is too far off. */
  const straightened = (west: number, south: number, size: number): { at: number; up: number }[] | null => {
    const corner = (x: number, y: number): number => upMeters[(south + y) * columns + west + x]!;
    const [southWest, southEast, northWest, northEast] = [
      corner(0, 0),
      corner(size, 0),
      corner(0, size),
      corner(size, size),
    ];
    const points: { at: number; up: number }[] = [];
    for (let y = 0; y <= size; y++) {
      for (let x = 0; x <= size; x++) {
        const [u, v] = [x / size, y / size];
        const up =
          u >= v
            ? southWest + u * (southEast - southWest) + v * (northEast - southEast)
            : southWest + v * (northWest - southWest) + u * (northEast - northWest);
        const at = (south + y) * columns + west + x;
        if (Math.abs(up - original[at]!) > mostErrorMeters) return null;
        points.push({ at, up });
      }
    }
    return points;
  };

  for (const size of blocks) {
    for (let south = 0; south + size < rows; south += size) {
      for (let west = 0; west + size < columns; west += size) {
        // Inside a larger block that is straight already.
        if (isSet[(south + 1) * columns + west + 1]) continue;
        for (const { at, up } of straightened(west, south, size) ?? []) {
          // An edge that a neighbour has straightened stays as it is: both have the same heights there.
          if (isSet[at]) continue;
          isSet[at] = 1;
          upMeters[at] = up;
          errorMeters = Math.max(errorMeters, Math.abs(up - original[at]!));
        }
      }
    }
  }
  return { field: { ...field, upMeters }, errorMeters };
}
