import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipFileEntry {
  readonly path: string;
  readonly bytes: Uint8Array | string;
  /** What the headers say instead of the truth. */
  readonly lies?: {
    readonly uncompressedSize?: number;
    readonly crc?: number;
    readonly flags?: number;
    readonly method?: number;
    readonly externalAttributes?: number;
    /** Raw bytes of the name, such as GBK's. */
    readonly nameBytes?: Uint8Array;
  };
  /** Its local header is the one of an earlier entry, by index: entries that share their bytes. */
  readonly sharesWith?: number;
}

/** A bomb goes into several archives: it takes longer to pack than to refuse. */
const packedBefore = new WeakMap<Uint8Array, Buffer>();

function packedOf(content: Uint8Array): Buffer {
  const packed = packedBefore.get(content) ?? deflateRawSync(content);
  packedBefore.set(content, packed);
  return packed;
}

/** A zip as archivers write it (PKWARE appnote), deflated, with room for every lie that a test needs. */
export function zipFile(entries: readonly ZipFileEntry[]): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const { path, bytes, lies = {}, sharesWith } of entries) {
    const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    const packed = packedOf(content);
    const name = lies.nameBytes ?? Buffer.from(path);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(lies.flags ?? (lies.nameBytes ? 0 : 0x0800), 2);
    shared.writeUInt16LE(lies.method ?? 8, 4);
    shared.writeUInt32LE(lies.crc ?? crc32(content), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(lies.uncompressedSize ?? content.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const at = sharesWith === undefined ? offset : offsets[sharesWith]!;
    offsets.push(at);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE((3 << 8) | 20, 4);
    shared.copy(central, 6);
    central.writeUInt32LE(lies.externalAttributes ?? 0, 38);
    central.writeUInt32LE(at, 42);
    directory.push(central, Buffer.from(name));
    if (sharesWith !== undefined) continue;
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), shared, Buffer.from(name), packed]);
    pieces.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, ...directory, end]);
}
