/** Pieces of geometry as files give them → one geometry of ours. */
import type { Outline, Point2 } from '../../model/geometry/polygon.ts';
import type { Geometry } from './rawFile.ts';

/** A ring whose last point repeats its first → an open outline; null where fewer than three points are left. */
export function outlineFromRing(ring: readonly Point2[]): Outline | null {
  const [first, last] = [ring[0], ring.at(-1)];
  const closed = ring.length > 1 && first![0] === last![0] && first![1] === last![1];
  const points = closed ? ring.slice(0, -1) : ring;
  return points.length >= 3 ? points : null;
}

/**
 * Several geometries as one: all polygons, all lines, or a single point; null for a mixture and for many points, which no
 * role of a source can use.
 */
export function mergedGeometry(parts: readonly Geometry[]): Geometry | null {
  const [first] = parts;
  if (!first || parts.some(({ kind }) => kind !== first.kind)) return null;
  if (parts.length === 1) return first;
  if (first.kind === 'polygons') {
    return { kind: 'polygons', polygons: parts.flatMap((part) => (part.kind === 'polygons' ? part.polygons : [])) };
  }
  if (first.kind === 'lines') {
    return { kind: 'lines', lines: parts.flatMap((part) => (part.kind === 'lines' ? part.lines : [])) };
  }
  return null;
}
