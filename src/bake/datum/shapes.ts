/** A source's geometry in a small plane, in the forms that alignments ask for. */
import type { SourceRole } from '../../model/contract/recipeSources.ts';
import type { LonLatDeg } from '../../model/frames/ecef.ts';
import type { MultiPolygon, Point2 } from '../../model/geometry/polygon.ts';
import type { ReadSource } from '../sources/readSource.ts';
import type { LocalMeters } from './localMeters.ts';

export interface Shapes {
  readonly key: string;
  readonly role: SourceRole;
  /** Of areas: the district's outline that stands in no source is coarsest. Null for what is no area. */
  readonly level: number | null;
  readonly points: readonly Point2[];
  /** Lines, and outlines with their first vertex again. */
  readonly lines: readonly (readonly Point2[])[];
  readonly polygons: readonly MultiPolygon[];
}

const OUTLINE_LEVEL = -1;
const boundaryLevel: Partial<Record<SourceRole, number>> = {
  districtBoundary: 0,
  streetBoundaries: 1,
  communityBoundaries: 2,
  communityGridBoundaries: 3,
  gridBoundaries: 4,
};

export function shapesOf({ source, records }: ReadSource, local: LocalMeters): Shapes {
  const points: Point2[] = [];
  const lines: Point2[][] = [];
  const polygons: MultiPolygon[] = [];
  const plane = (at: LonLatDeg): Point2 => local.metersFromLonLat(at);
  for (const { geometry } of records) {
    if (geometry.kind === 'point') points.push(plane(geometry.at));
    else if (geometry.kind === 'lines') for (const line of geometry.lines) lines.push(line.map(plane));
    else {
      const moved = geometry.polygons.map((polygon) => polygon.map((outline) => outline.map(plane)));
      polygons.push(moved);
      for (const outline of moved.flat()) lines.push([...outline, outline[0]!]);
    }
  }
  return { key: source.key, role: source.role, level: boundaryLevel[source.role] ?? null, points, lines, polygons };
}

/** Of an outline that stands in no source. */
export function outlineShapes(key: string, outlineLonLatDeg: MultiPolygon, local: LocalMeters): Shapes {
  const moved = outlineLonLatDeg.map((polygon) =>
    polygon.map((outline) => outline.map((at): Point2 => local.metersFromLonLat(at))),
  );
  const lines = moved.flat().map((outline) => [...outline, outline[0]!]);
  return { key, role: 'districtBoundary', level: OUTLINE_LEVEL, points: [], lines, polygons: [moved] };
}

export const MOST_SAMPLES = 1_500;

export function everyNth<T>(items: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, Math.ceil(items.length / most));
  return items.filter((_, index) => index % step === 0);
}

/** Places along lines, evenly. */
export function along(lines: readonly (readonly Point2[])[], stepMeters: number): readonly Point2[] {
  const places = lines.flatMap((line) =>
    line.slice(1).flatMap((to, index) => {
      const from = line[index]!;
      const count = Math.max(1, Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) / stepMeters));
      return Array.from({ length: count }, (_, part): Point2 => {
        const ratio = (part + 0.5) / count;
        return [from[0] + (to[0] - from[0]) * ratio, from[1] + (to[1] - from[1]) * ratio];
      });
    }),
  );
  return everyNth(places, MOST_SAMPLES);
}

/** One place for each thing that stands somewhere: a point, or the first vertex of a polygon's outline. */
export function standingPlaces({ points, polygons }: Shapes): readonly Point2[] {
  return [...points, ...polygons.flatMap((parts): readonly Point2[] => parts[0]?.[0]?.slice(0, 1) ?? [])];
}

/** Where most of a source lies: the median of its records' first places. Null where it has none. */
export function somePlace({ records }: ReadSource): LonLatDeg | null {
  const [lons, lats]: [number[], number[]] = [[], []];
  for (const { geometry } of records) {
    const line =
      geometry.kind === 'lines' ? geometry.lines[0] : geometry.kind === 'polygons' ? geometry.polygons[0]?.[0] : null;
    const place = geometry.kind === 'point' ? geometry.at : line?.[0];
    if (!place) continue;
    lons.push(place[0]);
    lats.push(place[1]);
  }
  if (lons.length === 0) return null;
  // The middle of the middle: single places far off do not matter.
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;
  return [middle(lons), middle(lats)];
}
