/**
 * `buildings/footprints.bin`: footprints, heights, looks and windows of all buildings by buildingIndex, little-endian, for
 * picking by ray, for "which building is this", for lit windows and for the city from afar. Public: the tiles show the
 * same shapes.
 *
 *   0  u32 magic 'BYFP'   4  u16 version   6  u16 reserved   8  u32 buildings  12  u32 parts  16  u32 outlines  20  u32 vertices
 *   then, each aligned to 4: f32 heightGroundMeters[buildings] · u32 partStart[buildings+1] · u32 outlineStart[parts+1]
 *   · u32 vertexStart[outlines+1] · i32 enuCm[vertices*2] · u32 areaRow[buildings] (its grid's row in areas.json)
 *   · u16 windowColumns[buildings] · u16 floors[buildings] (rows of windows: facadeFloorsOf) · u16 looks[buildings]
 */
import type { MultiPolygon, Outline, Point2, Polygon } from '../geometry/polygon.ts';

const MAGIC = 0x50465942; // 'BYFP'
const VERSION = 3;
const HEADER_BYTES = 24;

export interface Footprints {
  readonly count: number;
  readonly heightGroundMeters: Float32Array;
  readonly partStart: Uint32Array;
  readonly outlineStart: Uint32Array;
  readonly vertexStart: Uint32Array;
  readonly enuCm: Int32Array;
  readonly areaRow: Uint32Array;
  /** Columns of windows through all walls of the building (facadeBays.ts), and rows of them. */
  readonly windowColumns: Uint16Array;
  readonly floors: Uint16Array;
  /** See lookBitsOf (tileAttributes.ts). */
  readonly looks: Uint16Array;
}

export interface FootprintInput {
  readonly heightGroundMeters: number;
  /** Whole centimetres ENU. */
  readonly polygonsCm: MultiPolygon;
  readonly areaRow: number;
  readonly windowColumns: number;
  readonly floors: number;
  /** 0 where nobody looks at it. */
  readonly look?: number;
}

/** Bytes of one u16 for each building, aligned to 4. */
const shortsBytes = (buildings: number): number => Math.ceil(buildings / 2) * 4;

export function encodeFootprints(buildings: readonly FootprintInput[]): Uint8Array<ArrayBuffer> {
  let [parts, outlines, vertices] = [0, 0, 0];
  for (const { polygonsCm } of buildings) {
    parts += polygonsCm.length;
    for (const polygon of polygonsCm) {
      outlines += polygon.length;
      for (const outline of polygon) vertices += outline.length;
    }
  }
  const words =
    buildings.length + (buildings.length + 1) + (parts + 1) + (outlines + 1) + vertices * 2 + buildings.length;
  const bytes = new Uint8Array(HEADER_BYTES + words * 4 + 3 * shortsBytes(buildings.length));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, VERSION, true);
  [buildings.length, parts, outlines, vertices].forEach((count, index) => {
    view.setUint32(8 + index * 4, count, true);
  });

  // Where each list is written next, in bytes; a list of starts begins with its 0.
  let heightAt = HEADER_BYTES;
  let partAt = heightAt + buildings.length * 4 + 4;
  let outlineAt = partAt + buildings.length * 4 + 4;
  let vertexAt = outlineAt + parts * 4 + 4;
  let placeAt = vertexAt + outlines * 4;
  let areaAt = placeAt + vertices * 8;
  let columnsAt = areaAt + buildings.length * 4;
  let floorsAt = columnsAt + shortsBytes(buildings.length);
  let looksAt = floorsAt + shortsBytes(buildings.length);
  [parts, outlines, vertices] = [0, 0, 0];
  for (const { heightGroundMeters, polygonsCm, areaRow, windowColumns, floors, look = 0 } of buildings) {
    view.setFloat32(heightAt, heightGroundMeters, true);
    heightAt += 4;
    parts += polygonsCm.length;
    view.setUint32(partAt, parts, true);
    partAt += 4;
    for (const polygon of polygonsCm) {
      outlines += polygon.length;
      view.setUint32(outlineAt, outlines, true);
      outlineAt += 4;
      for (const outline of polygon) {
        vertices += outline.length;
        view.setUint32(vertexAt, vertices, true);
        vertexAt += 4;
        for (const point of outline) {
          view.setInt32(placeAt, point[0], true);
          view.setInt32(placeAt + 4, point[1], true);
          placeAt += 8;
        }
      }
    }
    view.setUint32(areaAt, areaRow, true);
    areaAt += 4;
    view.setUint16(columnsAt, windowColumns, true);
    columnsAt += 2;
    view.setUint16(floorsAt, floors, true);
    floorsAt += 2;
    view.setUint16(looksAt, look, true);
    looksAt += 2;
  }
  return bytes;
}

/** Views over the bytes, no copy; null where they are not a whole file of this version. Needs 4-byte alignment. */
export function decodeFootprints(bytes: Uint8Array): Footprints | null {
  if (bytes.byteLength < HEADER_BYTES || bytes.byteOffset % 4 !== 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC || view.getUint16(4, true) !== VERSION) return null;
  const [count, parts, outlines, vertices] = [8, 12, 16, 20].map((at) => view.getUint32(at, true)) as [
    number,
    number,
    number,
    number,
  ];
  const words = count + (count + 1) + (parts + 1) + (outlines + 1) + vertices * 2 + count;
  if (bytes.byteLength !== HEADER_BYTES + words * 4 + 3 * shortsBytes(count)) return null;
  let at = bytes.byteOffset + HEADER_BYTES;
  const take = <T>(ctor: new (buffer: ArrayBufferLike, offset: number, length: number) => T, length: number): T => {
    const array = new ctor(bytes.buffer, at, length);
    at += length * 4;
    return array;
  };
  const takeShorts = (): Uint16Array => {
    const array = new Uint16Array(bytes.buffer, at, count);
    at += shortsBytes(count);
    return array;
  };
  return {
    count,
    heightGroundMeters: take(Float32Array, count),
    partStart: take(Uint32Array, count + 1),
    outlineStart: take(Uint32Array, parts + 1),
    vertexStart: take(Uint32Array, outlines + 1),
    enuCm: take(Int32Array, vertices * 2),
    areaRow: take(Uint32Array, count),
    windowColumns: takeShorts(),
    floors: takeShorts(),
    looks: takeShorts(),
  };
}

/** Windows that a building's façades are drawn with. */
export function windowCountOf({ windowColumns, floors }: Footprints, buildingIndex: number): number {
  return windowColumns[buildingIndex]! * floors[buildingIndex]!;
}

/** One building's polygons in whole centimetres ENU. */
export function footprintOf(footprints: Footprints, buildingIndex: number): MultiPolygon {
  const polygons: Polygon[] = [];
  for (let part = footprints.partStart[buildingIndex]!; part < footprints.partStart[buildingIndex + 1]!; part++) {
    const outlines: Outline[] = [];
    for (let outline = footprints.outlineStart[part]!; outline < footprints.outlineStart[part + 1]!; outline++) {
      const points: Point2[] = [];
      for (let vertex = footprints.vertexStart[outline]!; vertex < footprints.vertexStart[outline + 1]!; vertex++) {
        points.push([footprints.enuCm[vertex * 2]!, footprints.enuCm[vertex * 2 + 1]!]);
      }
      outlines.push(points);
    }
    polygons.push(outlines);
  }
  return polygons;
}
