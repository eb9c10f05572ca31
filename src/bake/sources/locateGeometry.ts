/** A record's geometry from the file's numbers into degrees. */
import { type Bounds2, boundsOf } from '../../model/geometry/polygon.ts';
import type { LonLatConverter } from './lonLatFromCrs.ts';
import type { Geometry } from './rawFile.ts';

export type Located = { readonly geometry: Geometry } | { readonly wrong: readonly [number, number] } | null;

/** The geometry in degrees; the offending numbers where the CRS does not allow them; null where there is none. */
export function locateGeometry(toLonLat: LonLatConverter, geometry: Geometry | null): Located {
  if (!geometry) return null;
  let wrong: readonly [number, number] | null = null;
  const convert = (at: readonly [number, number]): readonly [number, number] => {
    const lonLatDeg = toLonLat(at[0], at[1]);
    if (!lonLatDeg) wrong ??= at;
    return lonLatDeg ?? at;
  };
  const located = ((): Geometry => {
    if (geometry.kind === 'point') return { kind: 'point', at: convert(geometry.at) };
    if (geometry.kind === 'lines') return { kind: 'lines', lines: geometry.lines.map((line) => line.map(convert)) };
    return { ...geometry, polygons: geometry.polygons.map((rings) => rings.map((ring) => ring.map(convert))) };
  })();
  return wrong ? { wrong } : { geometry: located };
}

/** Degrees: no single outline is so large, and nothing of one district lies farther off. */
const LARGEST_OUTLINE_DEG = 1;
const NEAR_CELLS = 2;

const around = (a: Bounds2, b: Bounds2): Bounds2 => ({
  minX: Math.min(a.minX, b.minX),
  minY: Math.min(a.minY, b.minY),
  maxX: Math.max(a.maxX, b.maxX),
  maxY: Math.max(a.maxY, b.maxY),
});

/** Bounds that grow with what is read, by whole degrees: outlines far from where most lie are left out in the end. */
export class Extent {
  readonly #cells = new Map<
    string,
    { readonly column: number; readonly row: number; bounds: Bounds2; count: number }
  >();

  add(located: Located): void {
    if (!located || !('geometry' in located) || located.geometry.kind !== 'polygons') return;
    const next = boundsOf(located.geometry.polygons.flat());
    if (Math.max(next.maxX - next.minX, next.maxY - next.minY) > LARGEST_OUTLINE_DEG) return;
    const [column, row] = [Math.floor(next.minX), Math.floor(next.minY)];
    const cell = this.#cells.get(`${column},${row}`) ?? { column, row, bounds: next, count: 0 };
    cell.bounds = around(cell.bounds, next);
    cell.count++;
    this.#cells.set(`${column},${row}`, cell);
  }

  bounds(): Bounds2 | null {
    const cells = [...this.#cells.values()];
    const [first] = cells;
    if (!first) return null;
    const fullest = cells.reduce((best, cell) => (cell.count > best.count ? cell : best), first);
    return cells
      .filter(
        ({ column, row }) => Math.max(Math.abs(column - fullest.column), Math.abs(row - fullest.row)) <= NEAR_CELLS,
      )
      .reduce((bounds, cell) => around(bounds, cell.bounds), fullest.bounds);
  }
}
