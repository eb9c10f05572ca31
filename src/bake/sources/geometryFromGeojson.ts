/** GeoJSON geometry (RFC 7946 §3.1), heights left out. */
import type { Point2 } from '../../model/geometry/polygon.ts';
import { hasLength, mergedGeometry, polygonFromRings } from './geometryParts.ts';
import type { Geometry } from './rawFile.ts';

/** Collections in collections: deeper than any tool writes. */
const DEEPEST = 8;

const allOf = <T>(items: readonly (T | null)[]): T[] | null =>
  items.length > 0 && items.every((item) => item !== null) ? (items as T[]) : null;

function isPosition(value: unknown): value is [number, number] {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number';
}

/** A polygon without rings, as some programs leave behind where a part was cut away. */
const isEmpty = (rings: unknown): boolean => Array.isArray(rings) && rings.length === 0;

function polygonOf(rings: unknown): Geometry | null {
  if (!Array.isArray(rings)) return null;
  const positions = allOf(
    rings.map((ring: unknown) =>
      Array.isArray(ring) && ring.every(isPosition) ? ring.map(([x, y]): Point2 => [x, y]) : null,
    ),
  );
  return positions && polygonFromRings(positions);
}

function lineOf(positions: unknown): readonly Point2[] | null {
  if (!Array.isArray(positions) || !positions.every(isPosition)) return null;
  return positions.map(([x, y]) => [x, y] as const);
}

/** Null for kinds that no role uses (many points, mixtures), and for broken ones. */
export function geometryFromGeojson(geometry: unknown, depth = 0): Geometry | null {
  if (typeof geometry !== 'object' || geometry === null || depth > DEEPEST) return null;
  const { type, coordinates, geometries } = geometry as Record<string, unknown>;
  if (type === 'Point') return isPosition(coordinates) ? { kind: 'point', at: [coordinates[0], coordinates[1]] } : null;
  if (type === 'GeometryCollection') {
    const parts = Array.isArray(geometries) && allOf(geometries.map((part) => geometryFromGeojson(part, depth + 1)));
    return parts ? mergedGeometry(parts) : null;
  }
  if (!Array.isArray(coordinates)) return null;
  if (type === 'MultiPoint') {
    return coordinates.length === 1 ? geometryFromGeojson({ type: 'Point', coordinates: coordinates[0] }) : null;
  }
  if (type === 'LineString' || type === 'MultiLineString') {
    const lines = allOf((type === 'LineString' ? [coordinates] : coordinates).map(lineOf));
    return lines && hasLength(lines) ? { kind: 'lines', lines } : null;
  }
  if (type !== 'Polygon' && type !== 'MultiPolygon') return null;
  const polygons = type === 'Polygon' ? [coordinates] : coordinates.filter((rings) => !isEmpty(rings));
  const parts = allOf(polygons.map(polygonOf));
  return parts && mergedGeometry(parts);
}
