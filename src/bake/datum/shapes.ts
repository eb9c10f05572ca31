/**
 * A source's geometry in a small plane, in the forms that alignments ask for. Nothing is copied: a file of a million houses
 * is walked record by record, whenever it is asked.
 */
import type { SourceRole } from '../../model/contract/recipeSources.ts';
import type { LonLatDeg } from '../../model/frames/ecef.ts';
import type { MultiPolygon, Point2 } from '../../model/geometry/polygon.ts';
import { firstPlace } from '../sources/misreadPlaces.ts';
import type { Geometry } from '../sources/rawFile.ts';
import type { ReadSource } from '../sources/readSource.ts';
import type { LocalMeters } from './localMeters.ts';

export type Line = readonly Point2[];

export interface Shapes {
  readonly key: string;
  readonly role: SourceRole;
  /** Of areas: the district's outline that stands in no source is coarsest. Null for what is no area. */
  readonly level: number | null;
  points(): Iterable<Point2>;
  /** Lines, and outlines with their first vertex again. */
  lines(): Iterable<Line>;
  readonly polygons: Polygons;
}

/** Of records that are polygons, by their number among the source's; each is made anew when it is asked for. */
export interface Polygons {
  all(): Iterable<{ readonly index: number; readonly polygons: MultiPolygon }>;
  at(index: number): MultiPolygon;
}

const OUTLINE_LEVEL = -1;
const boundaryLevel: Partial<Record<SourceRole, number>> = {
  districtBoundary: 0,
  streetBoundaries: 1,
  communityBoundaries: 2,
  communityGridBoundaries: 3,
  gridBoundaries: 4,
};

function shapesOfGeometries(
  named: Pick<Shapes, 'key' | 'role' | 'level'>,
  geometries: readonly { readonly geometry: Geometry }[],
  local: LocalMeters,
): Shapes {
  const plane = (at: LonLatDeg): Point2 => local.metersFromLonLat(at);
  const inPlane = (polygons: MultiPolygon): MultiPolygon =>
    polygons.map((rings) => rings.map((ring) => ring.map(plane)));
  return {
    ...named,
    *points() {
      for (const { geometry } of geometries) if (geometry.kind === 'point') yield plane(geometry.at);
    },
    *lines() {
      for (const { geometry } of geometries) {
        if (geometry.kind === 'lines') for (const line of geometry.lines) if (line.length > 1) yield line.map(plane);
        if (geometry.kind !== 'polygons') continue;
        for (const outline of inPlane(geometry.polygons).flat()) yield [...outline, outline[0]!];
      }
    },
    polygons: {
      *all() {
        for (let index = 0; index < geometries.length; index++) {
          const { geometry } = geometries[index]!;
          if (geometry.kind === 'polygons') yield { index, polygons: inPlane(geometry.polygons) };
        }
      },
      at(index) {
        const { geometry } = geometries[index]!;
        return geometry.kind === 'polygons' ? inPlane(geometry.polygons) : [];
      },
    },
  };
}

export function shapesOf({ source, records }: ReadSource, local: LocalMeters): Shapes {
  const { key, role } = source;
  return shapesOfGeometries({ key, role, level: boundaryLevel[role] ?? null }, records, local);
}

/** Of an outline that stands in no source. */
export function outlineShapes(key: string, outlineLonLatDeg: MultiPolygon, local: LocalMeters): Shapes {
  const geometry: Geometry = { kind: 'polygons', polygons: outlineLonLatDeg };
  return shapesOfGeometries({ key, role: 'districtBoundary', level: OUTLINE_LEVEL }, [{ geometry }], local);
}

/** All areas of a source together. */
export function areaOf({ polygons }: Shapes): MultiPolygon {
  return [...polygons.all()].flatMap((item) => item.polygons);
}

export const MOST_SAMPLES = 1_500;

/** At most so many of them, evenly; `walk` begins anew each time. */
export function everyNth<T>(walk: () => Iterable<T>, most: number): readonly T[] {
  let count = 0;
  for (const _ of walk()) count++;
  const step = Math.max(1, Math.ceil(count / most));
  const kept: T[] = [];
  let index = 0;
  for (const item of walk()) if (index++ % step === 0) kept.push(item);
  return kept;
}

/** Places along lines, evenly. */
export function along(lines: () => Iterable<Line>, stepMeters: number): readonly Point2[] {
  function* places(): Generator<Point2> {
    for (const line of lines()) {
      for (let index = 1; index < line.length; index++) {
        const [from, to] = [line[index - 1]!, line[index]!];
        const count = Math.max(1, Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) / stepMeters));
        for (let part = 0; part < count; part++) {
          const ratio = (part + 0.5) / count;
          yield [from[0] + (to[0] - from[0]) * ratio, from[1] + (to[1] - from[1]) * ratio];
        }
      }
    }
  }
  return everyNth(places, MOST_SAMPLES);
}

/** One place for each thing that stands somewhere: a point, or the first vertex of a polygon's outline. */
export function* standingPlaces({ points, polygons }: Shapes): Generator<Point2> {
  yield* points();
  for (const { polygons: parts } of polygons.all()) {
    const first = parts[0]?.[0]?.[0];
    if (first) yield first;
  }
}

/** Where most of a source lies: the median of its records' first places. Null where it has none. */
export function somePlace({ records }: ReadSource): LonLatDeg | null {
  const [lons, lats] = [new Float64Array(records.length), new Float64Array(records.length)];
  let count = 0;
  for (const { geometry } of records) {
    const place = firstPlace(geometry);
    if (!place) continue;
    [lons[count], lats[count]] = place;
    count++;
  }
  if (count === 0) return null;
  // The middle of the middle: single places far off do not matter.
  const middle = (values: Float64Array): number => values.subarray(0, count).sort()[count >> 1]!;
  return [middle(lons), middle(lats)];
}
