import { groundUpMeters, type HeightField } from '../../model/geometry/heightField.ts';

/** Every n-th lattice point is kept, as many as stay within this of the whole. */
const STRIDES = [8, 4, 2];
const MOST_ERROR_METERS = 3;

/** Every `stride`-th point from the south-west; the last column and row may stand beyond the field's own. */
function thinned(field: HeightField, stride: number): HeightField {
  const { originEnuMeters, stepMeters } = field;
  const columns = Math.max(2, Math.ceil((field.columns - 1) / stride) + 1);
  const rows = Math.max(2, Math.ceil((field.rows - 1) / stride) + 1);
  const upMeters = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = [Math.min(column * stride, field.columns - 1), Math.min(row * stride, field.rows - 1)];
      upMeters[row * columns + column] = field.upMeters[y * field.columns + x]!;
    }
  }
  return { originEnuMeters, stepMeters: stepMeters * stride, columns, rows, upMeters };
}

/** The largest difference of two fields, of which one's lattice is part of the other's: it stands in a lattice point. */
function largestDifference(fine: HeightField, coarse: HeightField): number {
  let largest = 0;
  for (let row = 0; row < fine.rows; row++) {
    for (let column = 0; column < fine.columns; column++) {
      const east = fine.originEnuMeters[0] + column * fine.stepMeters;
      const north = fine.originEnuMeters[1] + row * fine.stepMeters;
      const difference = fine.upMeters[row * fine.columns + column]! - groundUpMeters(coarse, east, north);
      largest = Math.max(largest, Math.abs(difference));
    }
  }
  return largest;
}

/** A field with fewer points and how far it is off at most; the field itself where no thinner one is good enough. */
export function coarserField(field: HeightField): { field: HeightField; errorMeters: number } {
  for (const stride of STRIDES) {
    const coarse = thinned(field, stride);
    const errorMeters = largestDifference(field, coarse);
    if (errorMeters <= MOST_ERROR_METERS) return { field: coarse, errorMeters };
  }
  return { field, errorMeters: 0 };
}
