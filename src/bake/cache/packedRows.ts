/**
 * Long lists as the cache keeps them. V8's clone writes every key of every object and every list of two numbers on its own:
 * columns and flat numbers are half its bytes and a quarter of its time, and this thread waits for it.
 */
import type { MultiPolygon, Outline, Point2, Polygon } from '../../model/geometry/polygon.ts';

/** One list of values for each key; rows that do not all have the same keys stay as they are. */
export type PackedRows<Row> =
  | { readonly keys: readonly (keyof Row)[]; readonly columns: readonly (readonly unknown[])[] }
  | readonly Row[];

export function packRows<Row extends object>(rows: readonly Row[]): PackedRows<Row> {
  const keys = Object.keys(rows[0] ?? {}) as (keyof Row)[];
  const isAlike = (row: Row): boolean => {
    let count = 0;
    for (const key in row) if (key !== keys[count++]) return false;
    return count === keys.length;
  };
  if (keys.length === 0 || !rows.every(isAlike)) return rows;
  // Filled one by one (a list made long at once is cloned as if it had holes), and row by row: read column by column, each
  // row would be looked for in memory again and again.
  const columns = keys.map((): unknown[] => []);
  for (const row of rows) {
    for (let column = 0; column < keys.length; column++) columns[column]!.push(row[keys[column]!]);
  }
  return { keys, columns };
}

/** The same rows, their keys in the same order. */
export function unpackRows<Row extends object>(packed: PackedRows<Row>): Row[] {
  if (!('columns' in packed)) return [...packed];
  const { keys, columns } = packed;
  return columns[0]!.map((_, index) => {
    const row: Partial<Record<keyof Row, unknown>> = {};
    for (let column = 0; column < keys.length; column++) row[keys[column]!] = columns[column]![index];
    return row as Row;
  });
}

export interface PackedPolygons {
  /** Of each item its polygons, of each of these its outlines, of each of these its points: how many. */
  readonly counts: Uint32Array;
  /** x and y in turn. */
  readonly places: Float64Array;
}

export function packPolygons(items: readonly MultiPolygon[]): PackedPolygons {
  const [counts, places]: [number[], number[]] = [[], []];
  for (const polygons of items) {
    counts.push(polygons.length);
    for (const polygon of polygons) {
      counts.push(polygon.length);
      for (const outline of polygon) {
        counts.push(outline.length);
        for (const point of outline) places.push(point[0], point[1]);
      }
    }
  }
  return { counts: Uint32Array.from(counts), places: Float64Array.from(places) };
}

export function unpackPolygons({ counts, places }: PackedPolygons): MultiPolygon[] {
  const items: MultiPolygon[] = [];
  let [at, place] = [0, 0];
  const outlineOf = (): Outline => {
    const points: Point2[] = [];
    for (let left = counts[at++]!; left > 0; left--) points.push([places[place++]!, places[place++]!]);
    return points;
  };
  const listOf = <T>(one: () => T): T[] => {
    const list: T[] = [];
    for (let left = counts[at++]!; left > 0; left--) list.push(one());
    return list;
  };
  while (at < counts.length) items.push(listOf((): Polygon => listOf(outlineOf)));
  return items;
}
