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

/**
 * One polygon of rings as files write them, closed or not; null where the outer one has no point at all. What has fewer
 * than three points is handed on: a shaft that has shrunk to a point is no reason to lose the house around it, and the
 * repair counts what it leaves out (BAKE-329).
 */
export function polygonFromRings(rings: readonly Ring[]): Geometry | null {
  const [outer] = rings;
  if (!outer || outer.length === 0) return null;
  const outlines = rings.flatMap((ring): Outline[] => {
    if (ring.length === 0) return [];
    return [isClosed(ring) ? ring.slice(0, -1) : ring];
  });
  const unclosedRings = rings.filter((ring) => ring.length >= 3 && !isClosed(ring)).length;
  return { kind: 'polygons', polygons: [outlines], ...(unclosedRings > 0 && { unclosedRings }) };
}

/** Of what is left of some lines: is one of them a line? */
export const hasLength = (lines: readonly (readonly Point2[])[]): boolean => lines.some(({ length }) => length > 1);

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
