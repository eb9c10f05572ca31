/** GeoJSON geometry (RFC 7946 §3.1), heights left out. */
import type { Outline, Point2 } from '../../model/geometry/polygon.ts';
import { mergedGeometry, outlineFromRing } from './geometryParts.ts';
import type { Geometry } from './rawFile.ts';

/** Collections in collections: deeper than any tool writes. */
const DEEPEST = 8;

function isPosition(value: unknown): value is [number, number] {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number';
}

function outlineOf(ring: unknown): Outline | null {
  if (!Array.isArray(ring) || !ring.every(isPosition)) return null;
  return outlineFromRing(ring.map(([x, y]) => [x, y] as const));
}

function lineOf(positions: unknown): readonly Point2[] | null {
  if (!Array.isArray(positions) || positions.length < 2 || !positions.every(isPosition)) return null;
  return positions.map(([x, y]) => [x, y] as const);
}

function isClosed(ring: unknown): boolean {
  if (!Array.isArray(ring)) return false;
  const [first, last] = [ring[0], ring.at(-1)];
  return isPosition(first) && isPosition(last) && first[0] === last[0] && first[1] === last[1];
}

const allOf = <T>(items: readonly (T | null)[]): T[] | null =>
  items.length > 0 && items.every((item) => item !== null) ? (items as T[]) : null;

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
    return lines && { kind: 'lines', lines };
  }
  if (type !== 'Polygon' && type !== 'MultiPolygon') return null;
  const polygons = allOf(
    (type === 'Polygon' ? [coordinates] : coordinates).map((rings) =>
      Array.isArray(rings) ? allOf(rings.map(outlineOf)) : null,
    ),
  );
  if (!polygons) return null;
  const rings: unknown[] = type === 'Polygon' ? coordinates : coordinates.flat();
  const unclosedRings = rings.filter((ring) => !isClosed(ring)).length;
  return { kind: 'polygons', polygons, ...(unclosedRings > 0 ? { unclosedRings } : {}) };
}
