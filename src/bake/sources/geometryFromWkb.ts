/**
 * Well-known binary (OGC 06-103r4 §8; ISO 13249-3 for z and m; the flags of EWKB as PostGIS writes them). Heights and
 * measures are left out.
 */
import type { Point2 } from '../../model/geometry/polygon.ts';
import { type GeometryResult, hasLength, mergedGeometry, polygonFromRings } from './geometryParts.ts';
import type { Geometry } from './rawFile.ts';

/** Collections in collections: deeper than any tool writes. */
const DEEPEST = 8;
const [EWKB_Z, EWKB_M, EWKB_SRID] = [0x80000000, 0x40000000, 0x20000000];

const kindNames: Readonly<Record<number, string>> = {
  1: 'Point',
  2: 'LineString',
  3: 'Polygon',
  4: 'MultiPoint',
  5: 'MultiLineString',
  6: 'MultiPolygon',
  7: 'GeometryCollection',
  8: 'CircularString',
  9: 'CompoundCurve',
  10: 'CurvePolygon',
  11: 'MultiCurve',
  12: 'MultiSurface',
  13: 'Curve',
  14: 'Surface',
  15: 'PolyhedralSurface',
  16: 'TIN',
  17: 'Triangle',
};

/** Ends the reading of one geometry; never leaves this file. */
class Unread extends Error {
  readonly result: GeometryResult;
  constructor(result: GeometryResult) {
    super('unread geometry');
    this.result = result;
  }
}

const damaged = (reason: string): Unread => new Unread({ ok: false, damaged: reason });

class WkbReader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  #room(bytes: number): void {
    if (this.#at + bytes > this.#view.byteLength) throw damaged(`ends at byte ${this.#view.byteLength}`);
  }

  #uint32(little: boolean): number {
    this.#room(4);
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, little);
  }

  /** A count of things of at least `leastBytes` each: never more than there is room for. */
  #count(little: boolean, leastBytes: number): number {
    const count = this.#uint32(little);
    this.#room(count * leastBytes);
    return count;
  }

  #point(little: boolean, dimensions: number): Point2 {
    this.#room(8 * dimensions);
    const [x, y] = [this.#view.getFloat64(this.#at, little), this.#view.getFloat64(this.#at + 8, little)];
    this.#at += 8 * dimensions;
    return [x, y];
  }

  #points(little: boolean, dimensions: number): Point2[] {
    const count = this.#count(little, 8 * dimensions);
    return Array.from({ length: count }, () => this.#point(little, dimensions));
  }

  #polygon(little: boolean, dimensions: number): Geometry | null {
    const rings = Array.from({ length: this.#count(little, 4) }, () => this.#points(little, dimensions));
    if (rings.every((ring) => ring.length === 0)) return null;
    const polygon = polygonFromRings(rings);
    if (!polygon) throw damaged('holes in an empty outline');
    return polygon;
  }

  geometry(depth: number): Geometry | null {
    if (depth > DEEPEST) throw damaged('nested too deep');
    this.#room(1);
    const little = this.#view.getUint8(this.#at++) === 1;
    const raw = this.#uint32(little);
    if (raw & EWKB_SRID) this.#uint32(little);
    const code = raw & 0x0fffffff;
    const [type, variant] = [code % 1000, Math.floor(code / 1000)];
    if (!(type in kindNames) || variant > 3) throw damaged(`unknown type ${raw}`);
    const hasZ = (raw & EWKB_Z) !== 0 || variant === 1 || variant === 3;
    const hasM = (raw & EWKB_M) !== 0 || variant === 2 || variant === 3;
    const dimensions = 2 + Number(hasZ) + Number(hasM);
    if (type === 1) {
      const at = this.#point(little, dimensions);
      // How WKB writes an empty point.
      return Number.isNaN(at[0]) && Number.isNaN(at[1]) ? null : { kind: 'point', at };
    }
    if (type === 2) {
      const line = this.#points(little, dimensions);
      return line.length === 0 ? null : { kind: 'lines', lines: [line] };
    }
    if (type === 3) return this.#polygon(little, dimensions);
    if (type > 7) throw new Unread({ ok: false, kind: kindNames[type]! });
    const parts: Geometry[] = [];
    for (let left = this.#count(little, 9); left > 0; left--) {
      const part = this.geometry(depth + 1);
      if (part) parts.push(part);
    }
    if (parts.length === 0) return null;
    const merged = mergedGeometry(parts);
    if (!merged) throw new Unread({ ok: false, kind: kindNames[type]! });
    return merged;
  }
}

/** Never throws for what the bytes are. */
export function geometryFromWkb(bytes: Uint8Array): GeometryResult {
  try {
    const geometry = new WkbReader(bytes).geometry(0);
    if (geometry?.kind === 'lines' && !hasLength(geometry.lines)) throw damaged('a line of one point');
    return { ok: true, geometry };
  } catch (error) {
    if (error instanceof Unread) return error.result;
    throw error;
  }
}
