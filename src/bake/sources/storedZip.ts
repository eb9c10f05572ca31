/** A zip without compression (PKWARE appnote 6.3, §4.3), in memory: how checked entries are handed to a library. */
import { crc32 } from 'node:zlib';

const [LOCAL_HEADER, DIRECTORY_HEADER, DIRECTORY_END] = [0x04034b50, 0x02014b50, 0x06054b50];
const [LOCAL_BYTES, DIRECTORY_BYTES, END_BYTES] = [30, 46, 22];
/** Version 2.0; names in UTF-8. */
const [VERSION, UTF8_NAMES] = [20, 0x0800];

export interface StoredEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Below 4 GiB and 65,536 entries: the format without its 64-bit extension. */
export function storedZip(entries: readonly StoredEntry[]): Buffer {
  const pieces: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { path, bytes } of entries) {
    const name = Buffer.from(path);
    /** Fields that both headers share, from the flags to the length of the extra field. */
    const shared = (header: Buffer, at: number): Buffer => {
      header.writeUInt16LE(UTF8_NAMES, at);
      header.writeUInt32LE(crc32(bytes), at + 8);
      header.writeUInt32LE(bytes.length, at + 12);
      header.writeUInt32LE(bytes.length, at + 16);
      header.writeUInt16LE(name.length, at + 20);
      return header;
    };
    const local = shared(Buffer.alloc(LOCAL_BYTES), 6);
    local.writeUInt32LE(LOCAL_HEADER, 0);
    local.writeUInt16LE(VERSION, 4);
    const central = shared(Buffer.alloc(DIRECTORY_BYTES), 8);
    central.writeUInt32LE(DIRECTORY_HEADER, 0);
    central.writeUInt16LE(VERSION, 4);
    central.writeUInt16LE(VERSION, 6);
    central.writeUInt32LE(offset, 42);
    pieces.push(local, name, bytes);
    directory.push(central, name);
    offset += LOCAL_BYTES + name.length + bytes.length;
  }
  const directoryBytes = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(DIRECTORY_END, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, ...directory, end]);
}
