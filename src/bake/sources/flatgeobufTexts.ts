/** The bytes of a FlatGeobuf feature's texts, which the library decodes leniently (specification 3, "Properties"). */
import type { ColumnMeta } from 'flatgeobuf/lib/mjs/column-meta.js';
import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';

const bytesOfType: Readonly<Partial<Record<ColumnType, number>>> = {
  [ColumnType.Byte]: 1,
  [ColumnType.UByte]: 1,
  [ColumnType.Bool]: 1,
  [ColumnType.Short]: 2,
  [ColumnType.UShort]: 2,
  [ColumnType.Int]: 4,
  [ColumnType.UInt]: 4,
  [ColumnType.Long]: 8,
  [ColumnType.ULong]: 8,
  [ColumnType.Float]: 4,
  [ColumnType.Double]: 8,
};

/** @param properties as the library has read them through before: every length in them holds. */
export function* textsOfProperties(
  properties: Uint8Array,
  columns: readonly Pick<ColumnMeta, 'type'>[],
): Generator<Uint8Array> {
  const view = new DataView(properties.buffer, properties.byteOffset, properties.byteLength);
  for (let at = 0; at < properties.length; ) {
    const { type } = columns[view.getUint16(at, true)]!;
    at += 2;
    const fixed = bytesOfType[type];
    if (fixed !== undefined) {
      at += fixed;
      continue;
    }
    const length = view.getUint32(at, true);
    at += 4;
    if (type !== ColumnType.Binary) yield properties.subarray(at, at + length);
    at += length;
  }
}
