/**
 * `components/components.bin`: where the city's components stand, by componentIndex (rows sorted by id), little-endian.
 * Public: things of the street. Their classes are named in the manifest, their ids and owners in index.sqlite alone.
 *
 *   0  u32 magic 'BYCP'   4  u16 version   6  u16 classes   8  u32 components
 *   then i32 eastCm[components] · i32 northCm[components] (each the difference to the row before: neighbours in the list
 *   are neighbours in the street, and small numbers pack well) · u32 areaRow[components] (its grid's row in areas.json)
 *   · u8 classRow[components] (row in the manifest's `components.classes`)
 */
export const COMPONENTS_FILE = 'components/components.bin';

const MAGIC = 0x50435942; // 'BYCP'
const VERSION = 1;
const HEADER_BYTES = 12;
const ROW_BYTES = 13;

export interface Components {
  readonly count: number;
  /** Two per component: whole centimetres ENU. */
  readonly enuCm: Int32Array;
  readonly areaRow: Uint32Array;
  readonly classRow: Uint8Array;
}

/** @param classCount every `classRow` is below it. */
export function encodeComponents(
  { count, enuCm, areaRow, classRow }: Components,
  classCount: number,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + count * ROW_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, VERSION, true);
  view.setUint16(6, classCount, true);
  view.setUint32(8, count, true);
  let at = HEADER_BYTES;
  for (const axis of [0, 1]) {
    let before = 0;
    for (let row = 0; row < count; row++) {
      const value = enuCm[row * 2 + axis]!;
      view.setInt32(at, (value - before) | 0, true);
      before = value;
      at += 4;
    }
  }
  for (let row = 0; row < count; row++) {
    view.setUint32(at, areaRow[row]!, true);
    at += 4;
  }
  bytes.set(classRow.subarray(0, count), at);
  return bytes;
}

/** Null where the bytes are not a whole file of this version, or name a class that `classCount` has not. */
export function decodeComponents(bytes: Uint8Array, classCount: number): Components | null {
  if (bytes.byteLength < HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC || view.getUint16(4, true) !== VERSION) return null;
  const count = view.getUint32(8, true);
  if (view.getUint16(6, true) !== classCount || bytes.byteLength !== HEADER_BYTES + count * ROW_BYTES) return null;
  const enuCm = new Int32Array(count * 2);
  let at = HEADER_BYTES;
  for (const axis of [0, 1]) {
    let value = 0;
    for (let row = 0; row < count; row++) {
      value = (value + view.getInt32(at, true)) | 0;
      enuCm[row * 2 + axis] = value;
      at += 4;
    }
  }
  const areaRow = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    areaRow[row] = view.getUint32(at, true);
    at += 4;
  }
  const classRow = bytes.slice(at);
  for (let row = 0; row < count; row++) if (classRow[row]! >= classCount) return null;
  return { count, enuCm, areaRow, classRow };
}
