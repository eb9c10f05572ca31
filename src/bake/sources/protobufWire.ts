/** Just enough of protobuf's wire format (encoding guide, "Message structure") to look into a message before it is parsed. */

export interface WireField {
  readonly number: number;
  /** Of a length-delimited field; null for all others. */
  readonly bytes: Uint8Array | null;
  /** Of a varint field. */
  readonly value: number;
}

/** Value and the place after it; null where the bytes end first or go on for more than ten. */
export function readVarint(bytes: Uint8Array, at: number): { value: number; next: number } | null {
  let value = 0;
  for (let count = 0; count < 10; count++) {
    const byte = bytes[at + count];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** (7 * count);
    if (byte < 0x80) return { value, next: at + count + 1 };
  }
  return null;
}

/** The fields of one message; null where it is not well formed. */
export function wireFields(bytes: Uint8Array): WireField[] | null {
  const fields: WireField[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = readVarint(bytes, at);
    if (!tag) return null;
    const number = Math.floor(tag.value / 8);
    const type = tag.value % 8;
    if (type === 0) {
      const varint = readVarint(bytes, tag.next);
      if (!varint) return null;
      fields.push({ number, bytes: null, value: varint.value });
      at = varint.next;
    } else if (type === 2) {
      const length = readVarint(bytes, tag.next);
      if (!length || length.next + length.value > bytes.length) return null;
      fields.push({ number, bytes: bytes.subarray(length.next, length.next + length.value), value: 0 });
      at = length.next + length.value;
    } else if (type === 1 || type === 5) {
      at = tag.next + (type === 1 ? 8 : 4);
      if (at > bytes.length) return null;
      fields.push({ number, bytes: null, value: 0 });
    } else return null;
  }
  return fields;
}

/** How many varints stand in a packed field. */
export function countVarints(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte < 0x80) count++;
  return count;
}
