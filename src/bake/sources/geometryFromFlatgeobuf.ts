/** Geometry tables of FlatGeobuf: flat coordinates with the ends of their rings. Heights and measures are left out. */
import type { Geometry as FlatGeometry } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry.js';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import type { Point2 } from '../../model/geometry/polygon.ts';
import { type GeometryResult, hasLength, mergedGeometry, polygonFromRings } from './geometryParts.ts';
import type { Geometry } from './rawFile.ts';

/** Collections in collections: deeper than any tool writes. */
const DEEPEST = 8;
/** What a part takes at least: offsets that run in a circle would otherwise make a small file endless. */
const LEAST_PART_BYTES = 8;

const damaged = (reason: string): GeometryResult => ({ ok: false, damaged: reason });

/** The points of a geometry, cut at its ends; null where the ends are not in order. */
function pointRuns(geometry: FlatGeometry): Point2[][] | null {
  const xy = geometry.xyArray() ?? new Float64Array();
  const pointCount = Math.floor(xy.length / 2);
  const listed = geometry.endsArray();
  const ends = listed && listed.length > 0 ? listed : Uint32Array.of(pointCount);
  const runs: Point2[][] = [];
  let from = 0;
  for (const end of ends) {
    if (end < from || end > pointCount) return null;
    runs.push(Array.from({ length: end - from }, (_, index) => [xy[2 * (from + index)]!, xy[2 * (from + index) + 1]!]));
    from = end;
  }
  return runs;
}

function linesOf(runs: readonly Point2[][]): GeometryResult {
  const lines = runs.filter((run) => run.length > 0);
  if (lines.length > 0 && !hasLength(lines)) return damaged('a line of one point');
  return { ok: true, geometry: lines.length === 0 ? null : { kind: 'lines', lines } };
}

function polygonOf(runs: readonly Point2[][]): GeometryResult {
  if (runs.every((run) => run.length === 0)) return { ok: true, geometry: null };
  const geometry = polygonFromRings(runs);
  return geometry ? { ok: true, geometry } : damaged('holes in an empty outline');
}

/** `type` is the file's, or Unknown where each geometry says its own. `budget` counts the parts left. */
function convert(geometry: FlatGeometry, type: GeometryType, depth: number, budget: { left: number }): GeometryResult {
  const own = type === GeometryType.Unknown ? geometry.type() : type;
  if (depth > DEEPEST) return damaged('nested too deep');
  if (own === GeometryType.MultiPolygon || own === GeometryType.GeometryCollection) {
    const partType = own === GeometryType.MultiPolygon ? GeometryType.Polygon : GeometryType.Unknown;
    const parts: Geometry[] = [];
    for (let index = 0; index < geometry.partsLength(); index++) {
      const part = geometry.parts(index);
      if (budget.left-- <= 0 || !part) return damaged('more parts than bytes');
      const result = convert(part, partType, depth + 1, budget);
      if (!result.ok) return result;
      if (result.geometry) parts.push(result.geometry);
    }
    if (parts.length === 0) return { ok: true, geometry: null };
    const merged = mergedGeometry(parts);
    return merged ? { ok: true, geometry: merged } : { ok: false, kind: GeometryType[own] };
  }
  const runs = pointRuns(geometry);
  if (!runs) return damaged('ends out of order');
  if (own === GeometryType.LineString || own === GeometryType.MultiLineString) return linesOf(runs);
  if (own === GeometryType.Polygon) return polygonOf(runs);
  const points = runs.flat();
  if ((own === GeometryType.Point || own === GeometryType.MultiPoint) && points.length < 2) {
    const [at] = points;
    return { ok: true, geometry: at ? { kind: 'point', at } : null };
  }
  return { ok: false, kind: GeometryType[own] ?? `type ${own}` };
}

/** `byteCount` is the feature's. Throws what the library throws where offsets lead out of the bytes. */
export function geometryFromFlatgeobuf(geometry: FlatGeometry, type: GeometryType, byteCount: number): GeometryResult {
  return convert(geometry, type, 0, { left: byteCount / LEAST_PART_BYTES });
}
