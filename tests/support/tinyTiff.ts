/** Writes small GeoTIFF rasters of one band (TIFF 6.0, OGC 19-008r4): strips or tiles, plain or deflate. */
import { deflateSync } from 'node:zlib';

export interface TinyTiff {
  readonly width: number;
  readonly height: number;
  readonly type: 'int16' | 'float32';
  valueAt(column: number, row: number): number;
  /** Centre of nothing: the corner of the first pixel, or its centre where `isPoint`. */
  readonly origin: readonly [x: number, y: number];
  readonly step: readonly [x: number, y: number];
  readonly isPoint?: boolean;
  readonly epsg?: { readonly projected?: number; readonly geographic?: number };
  /** Rows of a strip, or the side of a tile (a multiple of 16). */
  readonly block: { readonly rows: number } | { readonly tile: number };
  readonly isDeflate?: boolean;
  readonly noData?: string;
  readonly metadata?: string;
  readonly isPlaced?: boolean;
}

type Tag = readonly [code: number, type: number, values: readonly number[]];
const [ASCII, SHORT, LONG, DOUBLE] = [2, 3, 4, 12];
const sizeOf: Readonly<Record<number, number>> = { [ASCII]: 1, [SHORT]: 2, [LONG]: 4, [DOUBLE]: 8 };
const text = (value: string): number[] => [...Buffer.from(`${value}\0`, 'latin1')];

function geoKeys({ epsg, isPoint }: TinyTiff): number[] {
  const keys = [
    [1024, 0, 1, epsg?.projected ? 1 : 2],
    [1025, 0, 1, isPoint ? 2 : 1],
    ...(epsg?.geographic ? [[2048, 0, 1, epsg.geographic]] : []),
    ...(epsg?.projected ? [[3072, 0, 1, epsg.projected]] : []),
  ];
  return [1, 1, 0, keys.length, ...keys.flat()];
}

function blocksOf({ width, height, type, block, valueAt, isDeflate }: TinyTiff): Buffer[] {
  const bytes = type === 'int16' ? 2 : 4;
  const [blockWidth, blockHeight] = 'tile' in block ? [block.tile, block.tile] : [width, block.rows];
  const blocks: Buffer[] = [];
  for (let top = 0; top < height; top += blockHeight) {
    for (let left = 0; left < width; left += blockWidth) {
      // The last strip is shorter, the last tile is padded.
      const rows = 'tile' in block ? blockHeight : Math.min(blockHeight, height - top);
      const buffer = Buffer.alloc(blockWidth * rows * bytes);
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < blockWidth; column++) {
          const value = valueAt(Math.min(width - 1, left + column), Math.min(height - 1, top + row));
          const at = (row * blockWidth + column) * bytes;
          if (type === 'int16') buffer.writeInt16LE(value, at);
          else buffer.writeFloatLE(value, at);
        }
      }
      blocks.push(isDeflate ? deflateSync(buffer) : buffer);
    }
  }
  return blocks;
}

/** `blocks` replaces what would be written as the picture. */
export function tinyTiff(tiff: TinyTiff, blocks: readonly Buffer[] = blocksOf(tiff)): Uint8Array {
  const { width, height, type, origin, step, block, isDeflate, noData, metadata, isPlaced = true } = tiff;
  const offsets: number[] = [];
  let at = 8;
  for (const { length } of blocks) {
    offsets.push(at);
    at += length;
  }
  const lengths = blocks.map(({ length }) => length);
  const tags: Tag[] = [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, [type === 'int16' ? 16 : 32]],
    [259, SHORT, [isDeflate ? 8 : 1]],
    [262, SHORT, [1]],
    ...('tile' in block ? [] : [[273, LONG, offsets] as Tag]),
    [277, SHORT, [1]],
    ...('tile' in block
      ? []
      : ([
          [278, LONG, [block.rows]],
          [279, LONG, lengths],
        ] as Tag[])),
    [284, SHORT, [1]],
    ...('tile' in block
      ? ([
          [322, LONG, [block.tile]],
          [323, LONG, [block.tile]],
          [324, LONG, offsets],
          [325, LONG, lengths],
        ] as Tag[])
      : []),
    [339, SHORT, [type === 'int16' ? 2 : 3]],
    ...(isPlaced
      ? ([
          [33550, DOUBLE, [step[0], -step[1], 0]],
          [33922, DOUBLE, [0, 0, 0, origin[0], origin[1], 0]],
          [34735, SHORT, geoKeys(tiff)],
        ] as Tag[])
      : []),
    ...(metadata === undefined ? [] : [[42112, ASCII, text(metadata)] as Tag]),
    ...(noData === undefined ? [] : [[42113, ASCII, text(noData)] as Tag]),
  ];
  const directoryAt = at + (at % 2);
  let extraAt = directoryAt + 2 + tags.length * 12 + 4;
  const directory = Buffer.alloc(extraAt - directoryAt);
  const extras: Buffer[] = [];
  directory.writeUInt16LE(tags.length, 0);
  tags.forEach(([code, kind, values], index) => {
    const entry = 2 + index * 12;
    const content = Buffer.alloc(Math.max(4, sizeOf[kind]! * values.length));
    values.forEach((value, position) => {
      if (kind === ASCII) content.writeUInt8(value, position);
      else if (kind === SHORT) content.writeUInt16LE(value, position * 2);
      else if (kind === LONG) content.writeUInt32LE(value, position * 4);
      else content.writeDoubleLE(value, position * 8);
    });
    directory.writeUInt16LE(code, entry);
    directory.writeUInt16LE(kind, entry + 2);
    directory.writeUInt32LE(values.length, entry + 4);
    if (content.length === 4) content.copy(directory, entry + 8);
    else {
      directory.writeUInt32LE(extraAt, entry + 8);
      extras.push(content);
      extraAt += content.length;
    }
  });
  const header = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0]);
  header.writeUInt32LE(directoryAt, 4);
  return new Uint8Array(Buffer.concat([header, ...blocks, Buffer.alloc(at % 2), directory, ...extras]));
}
