/**
 * Column frames: many values of one layer in one binary message, little-endian.
 *
 *   header 64 bytes: magic u32 'BYCF', version u16, layer u16, room u32, pad u32, seqFrom f64, seqTo f64,
 *                    presentAtMillis f64, count u32, columnCount u32, reserved 16
 *   directory per column, 8 bytes: name u16, type u8, pad u8, offset u32 (from the frame's start)
 *   columns, each aligned to 8 bytes
 *
 * An unknown column is skipped; an unknown version is refused. Positions are Float32 ENU metres, times Float64.
 */
const MAGIC = 0x46435942; // 'BYCF'
export const COLUMN_FRAME_VERSION = 1;
const HEADER_BYTES = 64;
const ENTRY_BYTES = 8;

export const columnLayers = { videoPoint: 1, patrol: 2 } as const;
export type ColumnLayer = keyof typeof columnLayers;

/** Column names on the wire. Never reuse a number. */
export const columnNames = { index: 1, status: 2, eventMillis: 3, eastMeters: 4, northMeters: 5, origin: 6 } as const;
export type ColumnName = keyof typeof columnNames;

const columnTypes = [
  { code: 1, ctor: Uint8Array },
  { code: 2, ctor: Uint16Array },
  { code: 3, ctor: Uint32Array },
  { code: 4, ctor: Float32Array },
  { code: 5, ctor: Float64Array },
] as const;
export type Column = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

export interface ColumnFrame {
  readonly layer: ColumnLayer;
  readonly room: number;
  readonly seqFrom: number;
  readonly seqTo: number;
  readonly presentAtMillis: number;
  readonly count: number;
  readonly columns: Partial<Record<ColumnName, Column>>;
}

const align8 = (offset: number): number => (offset + 7) & ~7;

export function encodeColumnFrame(frame: ColumnFrame): Uint8Array {
  const entries = (Object.keys(columnNames) as ColumnName[]).flatMap((name) => {
    const column = frame.columns[name];
    return column ? [{ name, column }] : [];
  });
  let offset = align8(HEADER_BYTES + entries.length * ENTRY_BYTES);
  const placed = entries.map((entry) => {
    const at = offset;
    offset = align8(offset + entry.column.byteLength);
    return { ...entry, at };
  });
  const bytes = new Uint8Array(offset);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, COLUMN_FRAME_VERSION, true);
  view.setUint16(6, columnLayers[frame.layer], true);
  view.setUint32(8, frame.room, true);
  view.setFloat64(16, frame.seqFrom, true);
  view.setFloat64(24, frame.seqTo, true);
  view.setFloat64(32, frame.presentAtMillis, true);
  view.setUint32(40, frame.count, true);
  view.setUint32(44, placed.length, true);
  placed.forEach(({ name, column, at }, index) => {
    const entry = HEADER_BYTES + index * ENTRY_BYTES;
    const type = columnTypes.find(({ ctor }) => column instanceof ctor)!;
    view.setUint16(entry, columnNames[name], true);
    view.setUint8(entry + 2, type.code);
    view.setUint32(entry + 4, at, true);
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
  });
  return bytes;
}

export type ColumnFrameProblem = 'short' | 'magic' | 'version' | 'layer' | 'layout';
export type ColumnFrameResult = { ok: true; frame: ColumnFrame } | { ok: false; problem: ColumnFrameProblem };

/**
 * Never throws on any bytes. Columns are copies: a network buffer may be unaligned or reused. Takes what Socket.IO's
 * msgpack parser gives: an ArrayBuffer in browsers, a Buffer in Node.
 */
export function decodeColumnFrame(received: Uint8Array | ArrayBuffer): ColumnFrameResult {
  // A plain view in either case: slices of a Buffer would share its memory.
  const bytes =
    received instanceof ArrayBuffer
      ? new Uint8Array(received)
      : new Uint8Array(received.buffer, received.byteOffset, received.byteLength);
  if (bytes.byteLength < HEADER_BYTES) return { ok: false, problem: 'short' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) return { ok: false, problem: 'magic' };
  if (view.getUint16(4, true) !== COLUMN_FRAME_VERSION) return { ok: false, problem: 'version' };
  const layerCode = view.getUint16(6, true);
  const layer = (Object.keys(columnLayers) as ColumnLayer[]).find((name) => columnLayers[name] === layerCode);
  if (!layer) return { ok: false, problem: 'layer' };
  const count = view.getUint32(40, true);
  const columnCount = view.getUint32(44, true);
  if (columnCount > 64 || HEADER_BYTES + columnCount * ENTRY_BYTES > bytes.byteLength) {
    return { ok: false, problem: 'layout' };
  }
  const columns: Partial<Record<ColumnName, Column>> = {};
  for (let index = 0; index < columnCount; index++) {
    const entry = HEADER_BYTES + index * ENTRY_BYTES;
    const nameCode = view.getUint16(entry, true);
    const type = columnTypes.find(({ code }) => code === view.getUint8(entry + 2));
    const at = view.getUint32(entry + 4, true);
    const name = (Object.keys(columnNames) as ColumnName[]).find((key) => columnNames[key] === nameCode);
    if (!name || !type) continue; // written by a newer hub: skip what we do not know
    const byteLength = count * type.ctor.BYTES_PER_ELEMENT;
    if (at % 8 !== 0 || at + byteLength > bytes.byteLength) return { ok: false, problem: 'layout' };
    columns[name] = new type.ctor(bytes.slice(at, at + byteLength).buffer);
  }
  return {
    ok: true,
    frame: {
      layer,
      room: view.getUint32(8, true),
      seqFrom: view.getFloat64(16, true),
      seqTo: view.getFloat64(24, true),
      presentAtMillis: view.getFloat64(32, true),
      count,
      columns,
    },
  };
}
