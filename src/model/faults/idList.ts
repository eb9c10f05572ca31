/**
 * Ids of dropped records, millions of them: nineteen of twenty records of a city's file lie in another district, and all
 * are named. Kept in one run of bytes, each id by what it does not share with the one before: some four bytes for ids
 * that count on, where a list of strings takes fifty.
 */

/** Byte that stands in no UTF-8: the end of an id. */
const END = 0xff;
const MOST_SHARED = END - 1;
const FIRST_BYTES = 256;
/** UTF-8 of one UTF-16 unit; and what stands around an id. */
const [MOST_BYTES_PER_UNIT, AROUND_BYTES] = [3, 2];

/** Per id: how many of its first bytes are those of the id before (one byte, 254 at most), the rest of it in UTF-8, 0xff. */
export type PackedIds = Uint8Array;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** An id that is no well-formed UTF-16 comes back with U+FFFD for what cannot be written in a file. */
export class IdList implements Iterable<string> {
  #bytes: Uint8Array = new Uint8Array();
  #length = 0;
  /** Bytes of the last id, and how many they are. */
  #last: Uint8Array = new Uint8Array();
  #lastLength = 0;

  /** Takes the ids as they are now: neither list changes with the other. */
  static from(packed: PackedIds): IdList {
    const list = new IdList();
    list.append(packed);
    return list;
  }

  add(id: string): void {
    const most = id.length * MOST_BYTES_PER_UNIT;
    this.#makeRoom(most + AROUND_BYTES);
    const at = this.#length + 1;
    const { written } = encoder.encodeInto(id, this.#bytes.subarray(at, at + most));
    let shared = 0;
    const mostShared = Math.min(MOST_SHARED, written, this.#lastLength);
    while (shared < mostShared && this.#last[shared] === this.#bytes[at + shared]) shared++;
    this.#keepLast(at, written);
    this.#bytes[this.#length] = shared;
    this.#bytes.copyWithin(at, at + shared, at + written);
    this.#length = at + written - shared;
    this.#bytes[this.#length++] = END;
  }

  #keepLast(from: number, length: number): void {
    if (length > this.#last.length) this.#last = new Uint8Array(Math.max(FIRST_BYTES, length * 2));
    for (let index = 0; index < length; index++) this.#last[index] = this.#bytes[from + index]!;
    this.#lastLength = length;
  }

  /** The room behind `#length` may be another list's: it is written only where this list has made it. */
  #makeRoom(byteCount: number): void {
    const needed = this.#length + byteCount;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(FIRST_BYTES, needed, this.#length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }

  /** Adds another list's ids behind these. */
  append(packed: PackedIds): void {
    // What comes next is told by itself, as the first of any list is.
    this.#lastLength = 0;
    if (this.#length === 0) {
      // No copy: what is full is never written to.
      [this.#bytes, this.#length] = [packed, packed.length];
      return;
    }
    this.#makeRoom(packed.length);
    this.#bytes.set(packed, this.#length);
    this.#length += packed.length;
  }

  /** Of all that were added so far; what is added later is not in it. */
  packed(): PackedIds {
    return this.#bytes.subarray(0, this.#length);
  }

  /** In the order of adding. */
  *[Symbol.iterator](): Generator<string> {
    const packed = this.packed();
    let id = new Uint8Array(FIRST_BYTES);
    for (let at = 0; at < packed.length; ) {
      const shared = packed[at]!;
      const end = packed.indexOf(END, at + 1);
      const length = shared + end - at - 1;
      if (length > id.length) {
        const larger = new Uint8Array(length * 2);
        larger.set(id.subarray(0, shared));
        id = larger;
      }
      id.set(packed.subarray(at + 1, end), shared);
      yield decoder.decode(id.subarray(0, length));
      at = end + 1;
    }
  }
}
