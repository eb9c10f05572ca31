/**
 * `ground/heights.bin`: the district's height field. Little-endian: magic u32, columns u32, rows u32, reserved u32, origin
 * east f64, origin north f64, step f64, then heights as int16 steps of 1/64 m from `base` (f64 before them), row by row.
 * 1/64 m is a power of two: what is read is what was written, and the tiles are cut from the rounded field.
 */
import { invariant } from '../faults/invariant.ts';
import type { HeightField } from '../geometry/heightField.ts';

export const HEIGHTS_FILE = 'ground/heights.bin';
const MAGIC = 0x31_48_59_42; // 'BYH1'
const HEADER_BYTES = 48;
const STEPS_PER_METER = 64;
const INT16_MAX = 32_767;

/** Lowest and highest ground may lie this far apart. */
export const MOST_SPAN_METERS = 1000;

export function heightSpan({ upMeters }: HeightField): { minUpMeters: number; maxUpMeters: number } {
  let [minUpMeters, maxUpMeters] = [Infinity, -Infinity];
  for (const up of upMeters) {
    minUpMeters = Math.min(minUpMeters, up);
    maxUpMeters = Math.max(maxUpMeters, up);
  }
  return { minUpMeters, maxUpMeters };
}

function baseOf(field: HeightField): number {
  const { minUpMeters, maxUpMeters } = heightSpan(field);
  return Math.round((minUpMeters + maxUpMeters) / 2);
}

/** Rounds heights to what the file can say: bake from this field, not from the one before. */
export function roundedHeightField(field: HeightField): HeightField {
  const upMeters = field.upMeters.map((up) => Math.round(up * STEPS_PER_METER) / STEPS_PER_METER);
  return { ...field, upMeters };
}

/** The field must be rounded, and its heights no more than MOST_SPAN_METERS apart. */
export function encodeHeightField(field: HeightField): Uint8Array {
  const base = baseOf(field);
  const bytes = new Uint8Array(HEADER_BYTES + field.upMeters.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, field.columns, true);
  view.setUint32(8, field.rows, true);
  view.setFloat64(16, field.originEnuMeters[0], true);
  view.setFloat64(24, field.originEnuMeters[1], true);
  view.setFloat64(32, field.stepMeters, true);
  view.setFloat64(40, base, true);
  field.upMeters.forEach((up, index) => {
    const steps = Math.round((up - base) * STEPS_PER_METER);
    invariant(Math.abs(steps) <= INT16_MAX, `${up} m is within the span of a height file`);
    view.setInt16(HEADER_BYTES + index * 2, steps, true);
  });
  return bytes;
}

/** The field, or null where the bytes are not one: the caller names its own fault. */
export function decodeHeightField(bytes: Uint8Array): HeightField | null {
  if (bytes.length < HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [columns, rows] = [view.getUint32(4, true), view.getUint32(8, true)];
  if (view.getUint32(0, true) !== MAGIC || columns < 2 || rows < 2) return null;
  if (bytes.length !== HEADER_BYTES + columns * rows * 2) return null;
  const base = view.getFloat64(40, true);
  const upMeters = new Float32Array(columns * rows);
  for (let index = 0; index < upMeters.length; index++) {
    upMeters[index] = base + view.getInt16(HEADER_BYTES + index * 2, true) / STEPS_PER_METER;
  }
  return {
    originEnuMeters: [view.getFloat64(16, true), view.getFloat64(24, true)],
    stepMeters: view.getFloat64(32, true),
    columns,
    rows,
    upMeters,
  };
}
