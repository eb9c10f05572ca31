/** Pieces of geometry as files give them → one geometry of ours. */
import { recordFault } from '../../model/faults/fault.ts';
import type { Outline, Point2 } from '../../model/geometry/polygon.ts';
import type { Geometry, OpenOptions } from './rawFile.ts';

/** What a decoder of binary geometry made of one record. */
export type GeometryResult =
  /** Null: empty. */
  | { readonly ok: true; readonly geometry: Geometry | null }
  /** A kind that no role uses: curves, solids, many points, mixtures. */
  | { readonly ok: false; readonly kind: string }
  | { readonly ok: false; readonly damaged: string };

/** The geometry of record `id`; undefined where the record is to be dropped, which is counted (BAKE-230, BAKE-231). */
export function acceptedGeometry(
  result: GeometryResult,
  id: string,
  { source, faults }: Pick<OpenOptions, 'source' | 'faults'>,
): Geometry | null | undefined {
  if (result.ok) return result.geometry;
  const fate = { source, id, fate: 'dropped' } as const;
  if ('kind' in result) faults.add(recordFault('BAKE-230', fate, { kind: result.kind }));
  else faults.add(recordFault('BAKE-231', fate, { reason: result.damaged }));
  return undefined;
}

type Ring = readonly Point2[];

function isClosed(ring: Ring): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return ring.length > 1 && first![0] === last![0] && first![1] === last![1];
}

/** A ring whose last point repeats its first → an open outline; null where fewer than three points are left. */
function outlineFromRing(ring: Ring): Outline | null {
  const points = isClosed(ring) ? ring.slice(0, -1) : ring;
  return points.length >= 3 ? points : null;
}

/** One polygon of rings as files write them; null without any, and where one has fewer than three points. */
export function polygonFromRings(rings: readonly Ring[]): Geometry | null {
  const outlines = rings.map(outlineFromRing);
  if (rings.length === 0 || outlines.includes(null)) return null;
  const unclosedRings = rings.filter((ring) => !isClosed(ring)).length;
  return { kind: 'polygons', polygons: [outlines as Outline[]], ...(unclosedRings > 0 && { unclosedRings }) };
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
    const areas = parts.filter((part) => part.kind === 'polygons');
    const unclosedRings = areas.reduce((sum, part) => sum + (part.unclosedRings ?? 0), 0);
    const polygons = areas.flatMap((part) => part.polygons);
    return { kind: 'polygons', polygons, ...(unclosedRings > 0 && { unclosedRings }) };
  }
  if (first.kind === 'lines') {
    return { kind: 'lines', lines: parts.flatMap((part) => (part.kind === 'lines' ? part.lines : [])) };
  }
  return null;
}
