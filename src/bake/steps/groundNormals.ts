/**
 * Smooth normals of the ground, for light alone: the shape stays flat triangle by triangle. The slope at a lattice point
 * is the central difference of its neighbours (one-sided at the edge), between points it is mixed bilinearly.
 */
import type { HeightField } from '../../model/geometry/heightField.ts';
import type { Place } from './buildingVertex.ts';

export const UPWARD: Place = [0, 0, 1];

/** Slopes at all lattice points: east in one array, north in the other. */
function latticeSlopes({ columns, rows, stepMeters, upMeters }: HeightField): [Float32Array, Float32Array] {
  const [eastward, northward] = [new Float32Array(upMeters.length), new Float32Array(upMeters.length)];
  for (let row = 0; row < rows; row++) {
    const [south, north] = [Math.max(0, row - 1), Math.min(rows - 1, row + 1)];
    for (let column = 0; column < columns; column++) {
      const [west, east] = [Math.max(0, column - 1), Math.min(columns - 1, column + 1)];
      const at = row * columns + column;
      eastward[at] = (upMeters[row * columns + east]! - upMeters[row * columns + west]!) / ((east - west) * stepMeters);
      northward[at] =
        (upMeters[north * columns + column]! - upMeters[south * columns + column]!) / ((north - south) * stepMeters);
    }
  }
  return [eastward, northward];
}

/** Unit normals (east, north, up) of places in metres ENU; beyond the lattice as at its nearest edge. */
export function groundNormals(field: HeightField): (eastMeters: number, northMeters: number) => Place {
  const { originEnuMeters, stepMeters, columns, rows } = field;
  const slopes = latticeSlopes(field);
  return (eastMeters, northMeters) => {
    const x = Math.min(columns - 1, Math.max(0, (eastMeters - originEnuMeters[0]) / stepMeters));
    const y = Math.min(rows - 1, Math.max(0, (northMeters - originEnuMeters[1]) / stepMeters));
    const [column, row] = [Math.min(columns - 2, Math.floor(x)), Math.min(rows - 2, Math.floor(y))];
    const [u, v, at] = [x - column, y - row, row * columns + column];
    const mixed = (values: Float32Array): number =>
      (1 - v) * ((1 - u) * values[at]! + u * values[at + 1]!) +
      v * ((1 - u) * values[at + columns]! + u * values[at + columns + 1]!);
    const [east, north] = [mixed(slopes[0]), mixed(slopes[1])];
    const length = Math.sqrt(east * east + north * north + 1);
    return [-east / length, -north / length, 1 / length];
  };
}
