import v8 from 'node:v8';
import { describe, expect, it } from 'vitest';
import { packPolygons, packRows, unpackPolygons, unpackRows } from '../../../src/bake/cache/packedRows.ts';
import type { MultiPolygon } from '../../../src/model/geometry/polygon.ts';

/** As the cache keeps it and reads it back. */
const kept = <T>(value: T): T => v8.deserialize(v8.serialize(value)) as T;
const back = <Row extends object>(rows: readonly Row[]): Row[] => unpackRows(kept(packRows(rows)));

describe('rows as the cache keeps them', () => {
  it('come back equal, their keys in the same order', () => {
    const rows = Array.from({ length: 300 }, (_, row) => ({
      ...{ id: `h${row}`, code: row % 3 === 0 ? null : `c${row}`, floors: row, at: [row / 7, -row / 3] },
      ...{ share: row / 300, isOpen: row % 2 === 0, note: undefined },
    }));
    expect(back(rows)).toStrictEqual(rows);
    expect(back(rows).map((row) => Object.keys(row))).toEqual(rows.map((row) => Object.keys(row)));
    expect(v8.serialize(packRows(rows)).length).toBeLessThan(0.7 * v8.serialize(rows).length);
  });

  it('come back equal where they have other keys, or the same in another order', () => {
    const odd: readonly (readonly object[])[] = [
      [{ a: 1, b: 2 }, { a: 1 }],
      [{ a: 1 }, { a: 1, b: 2 }],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      [{ a: 1 }, {}],
      [{}, {}],
      [],
    ];
    for (const rows of odd) {
      expect(back(rows)).toStrictEqual(rows);
      expect(back(rows).map((row) => Object.keys(row))).toEqual(rows.map((row) => Object.keys(row)));
    }
  });
});

describe('polygons as the cache keeps them', () => {
  it('come back equal: several parts, holes, none at all, and every number', () => {
    const items: MultiPolygon[] = [
      [
        [
          [
            [0, 0],
            [900, -0],
            [900.25, 2 ** 40],
          ],
          [
            [1, 1],
            [2, 2],
            [3, 1],
          ],
        ],
        [
          [
            [-5, -6],
            [-7, -8],
            [-9, 1e-9],
          ],
        ],
      ],
      [],
      [[[]]],
    ];
    expect(unpackPolygons(kept(packPolygons(items)))).toStrictEqual(items);
    expect(unpackPolygons(kept(packPolygons([])))).toEqual([]);
  });
});
