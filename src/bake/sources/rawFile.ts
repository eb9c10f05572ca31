/** What a reader hands on: the file's own names and coordinates, before fields, units and CRS have been looked at. */
import type { MultiPolygon, Outline } from '../../model/geometry/polygon.ts';

export type Geometry =
  | { readonly kind: 'point'; readonly at: readonly [number, number] }
  /** Open outlines, outer first. */
  | { readonly kind: 'polygons'; readonly polygons: MultiPolygon };

export interface RawRecord {
  /** Position in the file, from 1: how faults name a record that has no id. */
  readonly number: number;
  readonly values: Readonly<Record<string, unknown>>;
  readonly geometry: Geometry | null;
}

export interface RawFile {
  readonly fieldNames: readonly string[];
  readonly records: readonly RawRecord[];
}

function isPosition(value: unknown): value is [number, number] {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number';
}

/** A closed ring of positions → an open outline; null where it is none. */
function outlineFromRing(ring: unknown): Outline | null {
  if (!Array.isArray(ring) || !ring.every(isPosition)) return null;
  const points = ring.map(([x, y]) => [x, y] as const);
  const [first, last] = [points[0], points.at(-1)];
  if (points.length > 1 && first![0] === last![0] && first![1] === last![1]) points.pop();
  return points.length >= 3 ? points : null;
}

/** GeoJSON geometry (RFC 7946 §3.1) → ours; null for kinds that no role uses, and for broken ones. */
export function geometryFromGeojson(geometry: unknown): Geometry | null {
  if (typeof geometry !== 'object' || geometry === null) return null;
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown };
  if (type === 'Point') return isPosition(coordinates) ? { kind: 'point', at: [coordinates[0], coordinates[1]] } : null;
  if ((type !== 'Polygon' && type !== 'MultiPolygon') || !Array.isArray(coordinates)) return null;
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates).map((rings) =>
    Array.isArray(rings) ? rings.map(outlineFromRing) : [null],
  );
  const whole = polygons.every((outlines) => outlines.length > 0 && outlines.every((outline) => outline !== null));
  return whole && polygons.length > 0 ? { kind: 'polygons', polygons: polygons as MultiPolygon } : null;
}
