import { describe, expect, it } from 'vitest';
import { geometryFromGeojson } from '../../../src/bake/sources/geometryFromGeojson.ts';
import { geometryFromWkb } from '../../../src/bake/sources/geometryFromWkb.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';

type Nested = number | readonly Nested[];

/** WKB by its grammar: numbers of 32 bits and points, one after the other. */
class WkbWriter {
  readonly #pieces: Buffer[] = [];
  readonly #little: boolean;
  readonly #extra: readonly number[];

  constructor(little: boolean, extra: readonly number[]) {
    this.#little = little;
    this.#extra = extra;
  }

  head(type: number): this {
    this.#pieces.push(Buffer.of(this.#little ? 1 : 0));
    return this.count(type);
  }

  count(value: number): this {
    const bytes = Buffer.alloc(4);
    if (this.#little) bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    this.#pieces.push(bytes);
    return this;
  }

  points(points: readonly (readonly number[])[]): this {
    for (const value of points.flatMap((point) => [...point, ...this.#extra])) {
      const bytes = Buffer.alloc(8);
      if (this.#little) bytes.writeDoubleLE(value);
      else bytes.writeDoubleBE(value);
      this.#pieces.push(bytes);
    }
    return this;
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.#pieces);
  }
}

const ring = [[0, 0], [4, 0], [4, 4], [0, 0]]; // biome-ignore format: a ring
const open = ring.slice(0, 3);
const variants = [
  ['little endian', true, 0, []],
  ['big endian', false, 0, []],
  ['with z', true, 1000, [7]],
  ['with m', false, 2000, [8]],
  ['with z and m', true, 3000, [7, 8]],
  ['with z by the flag of EWKB', true, 0x80000000, [7]],
  ['with z and m by flags', false, 0xc0000000, [7, 8]],
] as const;

describe.each(variants)('WKB %s', (_, little, variant, extra) => {
  const writer = (): WkbWriter => new WkbWriter(little, extra);
  const type = (kind: number): number => (variant + kind) >>> 0;

  it('gives points, lines and polygons', () => {
    expect(
      geometryFromWkb(
        writer()
          .head(type(1))
          .points([[1, 2]])
          .bytes(),
      ),
    ).toEqual({
      ok: true,
      geometry: { kind: 'point', at: [1, 2] },
    });
    expect(geometryFromWkb(writer().head(type(2)).count(2).points([[1, 2], [3, 4]]).bytes())).toEqual({
      ok: true,
      geometry: { kind: 'lines', lines: [[[1, 2], [3, 4]]] },
    }); // biome-ignore format: one idea
    const lines = (...parts: number[][][]): Uint8Array => {
      const many = writer().head(type(5)).count(parts.length);
      for (const part of parts) many.head(type(2)).count(part.length).points(part);
      return many.bytes();
    };
    expect(geometryFromWkb(lines([[0, 0]], [[1, 2], [3, 4]]))).toEqual({
      ok: true,
      geometry: { kind: 'lines', lines: [[[0, 0]], [[1, 2], [3, 4]]] },
    }); // biome-ignore format: one idea
    expect(geometryFromWkb(lines([[0, 0]], [[1, 2]]))).toEqual({ ok: false, damaged: 'a line of one point' });
    const polygon = writer().head(type(3)).count(2).count(4).points(ring).count(4).points(ring).bytes();
    expect(geometryFromWkb(polygon)).toEqual({ ok: true, geometry: { kind: 'polygons', polygons: [[open, open]] } });
  });

  it('gives many as one, and mixtures as a kind that is not read', () => {
    const many = writer().head(type(6)).count(2);
    for (let part = 0; part < 2; part++) many.head(type(3)).count(1).count(4).points(ring);
    expect(geometryFromWkb(many.bytes())).toEqual({
      ok: true,
      geometry: { kind: 'polygons', polygons: [[open], [open]] },
    });
    const mixed = writer()
      .head(type(7))
      .count(2)
      .head(type(1))
      .points([[1, 2]]);
    mixed.head(type(2)).count(2).points([[1, 2], [3, 4]]); // biome-ignore format: a line
    expect(geometryFromWkb(mixed.bytes())).toEqual({ ok: false, kind: 'GeometryCollection' });
  });

  it('hands on a hole that has shrunk to a line, and refuses holes in nothing', () => {
    const line = [[1, 1], [2, 2], [1, 1]]; // biome-ignore format: a ring
    const house = writer().head(type(3)).count(2).count(4).points(ring).count(3).points(line);
    expect(geometryFromWkb(house.bytes())).toEqual({
      ok: true,
      geometry: { kind: 'polygons', polygons: [[open, line.slice(0, 2)]] },
    });
    const nothing = writer().head(type(3)).count(2).count(0).count(4).points(ring);
    expect(geometryFromWkb(nothing.bytes())).toEqual({ ok: false, damaged: 'holes in an empty outline' });
  });

  it('is damaged wherever it is cut', () => {
    const bytes = writer().head(type(3)).count(1).count(4).points(ring).bytes();
    for (let length = 0; length < bytes.length; length++) {
      expect(geometryFromWkb(bytes.subarray(0, length))).toHaveProperty('damaged');
    }
  });
});

describe('WKB', () => {
  const writer = (): WkbWriter => new WkbWriter(true, []);

  it('passes over the SRID of EWKB', () => {
    const bytes = writer()
      .head(0x20000001)
      .count(4490)
      .points([[120, 36]])
      .bytes();
    expect(geometryFromWkb(bytes)).toEqual({ ok: true, geometry: { kind: 'point', at: [120, 36] } });
  });

  it('names curves, and knows nothing', () => {
    expect(geometryFromWkb(writer().head(10).count(0).bytes())).toEqual({ ok: false, kind: 'CurvePolygon' });
    for (const empty of [
      writer()
        .head(1)
        .points([[Number.NaN, Number.NaN]]),
      writer().head(3).count(0),
      writer().head(6).count(0),
    ]) {
      expect(geometryFromWkb(empty.bytes())).toEqual({ ok: true, geometry: null });
    }
  });

  it('believes no count that the bytes have no room for', () => {
    expect(
      geometryFromWkb(
        writer()
          .head(2)
          .count(0xffffffff)
          .points([[1, 2]])
          .bytes(),
      ),
    ).toHaveProperty('damaged');
    expect(geometryFromWkb(writer().head(6).count(0x7fffffff).bytes())).toHaveProperty('damaged');
    const nested = writer();
    for (let depth = 0; depth < 5000; depth++) nested.head(7).count(1);
    expect(geometryFromWkb(nested.points([[1, 2]]).bytes())).toEqual({ ok: false, damaged: 'nested too deep' });
  });

  it('never throws for 2,000 random strings of bytes', () => {
    const random = new SeededRandom('wkb');
    for (let round = 0; round < 2000; round++) {
      const bytes = Uint8Array.from({ length: random.whole(0, 80) }, () => random.whole(0, 255));
      if (bytes.length > 5) bytes.set([1, random.whole(0, 18), 0, 0, 0]);
      expect(geometryFromWkb(bytes)).toHaveProperty('ok');
    }
  });
});

describe('GeoJSON geometry', () => {
  const geometry = (type: string, coordinates: Nested) => geometryFromGeojson({ type, coordinates });

  it('leaves heights out and closes nothing twice', () => {
    expect(geometry('Polygon', [[[0, 0, 9], [4, 0, 9], [4, 4, 9], [0, 0, 9]]])).toEqual({
      kind: 'polygons',
      polygons: [[open]],
    }); // biome-ignore format: one idea
    expect(geometry('Polygon', [open])).toEqual({ kind: 'polygons', polygons: [[open]], unclosedRings: 1 });
    expect(geometry('MultiPolygon', [[open], [ring], [open, open]])).toMatchObject({ unclosedRings: 3 });
  });

  it('merges collections of one kind, and takes a single one of many points', () => {
    const point = { type: 'Point', coordinates: [1, 2] };
    const polygon = { type: 'Polygon', coordinates: [ring] };
    expect(geometryFromGeojson({ type: 'GeometryCollection', geometries: [polygon, polygon] })).toEqual({
      kind: 'polygons',
      polygons: [[open], [open]],
    });
    expect(geometryFromGeojson({ type: 'GeometryCollection', geometries: [polygon, point] })).toBeNull();
    expect(geometry('MultiPoint', [[1, 2]])).toEqual({ kind: 'point', at: [1, 2] });
    expect(geometry('MultiPoint', [[1, 2], [3, 4]])).toBeNull(); // biome-ignore format: points
  });

  it('hands on rings that have shrunk to a line or a point: the repair leaves them out and counts them', () => {
    const line = [[1, 1], [2, 2], [1, 1]]; // biome-ignore format: a ring
    const point = [[1, 1], [1, 1], [1, 1], [1, 1]]; // biome-ignore format: a ring
    expect(geometry('Polygon', [ring, line, [[1, 1]]])).toEqual({
      kind: 'polygons',
      polygons: [[open, line.slice(0, 2), [[1, 1]]]],
    });
    expect(geometry('MultiPolygon', [[ring], [], [point]])).toEqual({
      kind: 'polygons',
      polygons: [[open], [point.slice(0, 3)]],
    });
  });

  it('is nothing where it is broken', () => {
    for (const [type, coordinates] of [
      ['Polygon', []],
      ['Polygon', [[], ring]],
      ['Polygon', [[0, 0], [1, 1]]],
      ['MultiPolygon', [[]]],
      ['LineString', [[0, 0]]],
      ['Point', []],
      ['Sphere', [0, 0]],
    ] as const) expect(geometry(type, coordinates)).toBeNull(); // biome-ignore format: a table
    // One part that is but a point leaves the others as they are; a line of nothing else is none.
    expect(geometry('MultiLineString', [[[0, 0]], [[1, 1], [2, 2]]])).toEqual({ kind: 'lines', lines: [[[0, 0]], [[1, 1], [2, 2]]] }); // biome-ignore format: lines
    expect(geometry('MultiLineString', [[[0, 0]], [[1, 1]]])).toBeNull();
    let nested: unknown = { type: 'Point', coordinates: [1, 2] };
    for (let depth = 0; depth < 50; depth++) nested = { type: 'GeometryCollection', geometries: [nested] };
    expect(geometryFromGeojson(nested)).toBeNull();
  });
});
