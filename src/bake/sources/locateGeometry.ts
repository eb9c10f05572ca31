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

/** Bounds that grow with what is read. */
export class Extent {
  #bounds: Bounds2 | null = null;

  add(located: Located): void {
    if (!located || !('geometry' in located) || located.geometry.kind !== 'polygons') return;
    const next = boundsOf(located.geometry.polygons.flat());
    const { minX, minY, maxX, maxY } = this.#bounds ?? next;
    this.#bounds = {
      minX: Math.min(minX, next.minX),
      minY: Math.min(minY, next.minY),
      maxX: Math.max(maxX, next.maxX),
      maxY: Math.max(maxY, next.maxY),
    };
  }

  bounds(): Bounds2 | null {
    return this.#bounds;
  }
}
