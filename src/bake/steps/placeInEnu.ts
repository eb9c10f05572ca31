/** The district's frame and its outline: where everything else is placed. */
import type { Recipe } from '../../model/contract/recipe.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { LonLatDeg } from '../../model/frames/ecef.ts';
import { EnuFrame } from '../../model/frames/enu.ts';
import { boundsOf, type MultiPolygon, type Outline, type Point2 } from '../../model/geometry/polygon.ts';
import type { SourceRecord } from '../sources/readSource.ts';
import type { OfficialFiles } from './readRecipe.ts';
import type { Sources } from './readSources.ts';

/** The origin stands on a round coordinate near the centre, so that people can quote it. */
const ORIGIN_DECIMALS = 3;
const HULL_CORNERS = 16;

export function polygonsOfRecords(records: readonly SourceRecord[]): MultiPolygon {
  return records.flatMap(({ geometry }) => (geometry.kind === 'polygons' ? geometry.polygons : []));
}

/** Degrees → whole centimetres in the district's plane. */
export function enuCmFromLonLat(frame: EnuFrame, lonLatDeg: LonLatDeg): Point2 {
  const [east, north] = frame.enuFromLonLat(lonLatDeg);
  return [Math.round(east * 100), Math.round(north * 100)];
}

/** Quantises; drops vertices that fall together and outlines that are left with fewer than three. */
export function polygonsCmFromLonLat(frame: EnuFrame, polygons: MultiPolygon): MultiPolygon {
  const outlineCm = (outline: Outline): Outline => {
    const points = outline.map((point) => enuCmFromLonLat(frame, point));
    return points.filter((point, index) => {
      const before = points[(index + points.length - 1) % points.length]!;
      return points.length === 1 || point[0] !== before[0] || point[1] !== before[1];
    });
  };
  return polygons.flatMap((polygon) => {
    const [outer, ...holes] = polygon.map(outlineCm);
    return outer && outer.length >= 3 ? [[outer, ...holes.filter((hole) => hole.length >= 3)]] : [];
  });
}

/** Convex hull of all vertices, grown by a margin with rounded corners. */
async function hullCm(polygonsCm: MultiPolygon, marginMeters: number): Promise<MultiPolygon> {
  const { convex, featureCollection, point } = await import('@turf/turf');
  const hullOf = (points: readonly Point2[]): Point2[] => {
    const hull = convex(featureCollection(points.map(([x, y]) => point([x, y]))));
    return (hull?.geometry.coordinates[0] ?? []).slice(0, -1).map((at) => [at[0]!, at[1]!] as const);
  };
  const corners = hullOf(polygonsCm.flat(2));
  const grown = corners.flatMap(([x, y]) =>
    Array.from({ length: HULL_CORNERS }, (_, index): Point2 => {
      const angle = (index / HULL_CORNERS) * 2 * Math.PI;
      return [
        Math.round(x + Math.cos(angle) * marginMeters * 100),
        Math.round(y + Math.sin(angle) * marginMeters * 100),
      ];
    }),
  );
  return [[hullOf(grown)]];
}

/** Bounds of all vertices along east and north, grown by a margin. */
function rectangleCm(polygonsCm: MultiPolygon, marginMeters: number): MultiPolygon {
  const { minX, minY, maxX, maxY } = boundsOf(polygonsCm.flat());
  const margin = Math.round(marginMeters * 100);
  const [west, south, east, north] = [minX - margin, minY - margin, maxX + margin, maxY + margin];
  const corners: Outline = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  return [[corners]];
}

export interface PlacedOutline {
  readonly frame: EnuFrame;
  /** Null where only street outlines are known: the district is then their union. */
  readonly outlineCm: MultiPolygon | null;
  /** True where it stands in no source. */
  readonly synthetic: boolean;
}

/** Throws FaultError BAKE-109 where no source gives an outline after all. */
export async function placeInEnu(recipe: Recipe, official: OfficialFiles, sources: Sources): Promise<PlacedOutline> {
  const boundary = polygonsOfRecords(sources.of('districtBoundary').flatMap(({ records }) => records));
  const streets = polygonsOfRecords(sources.of('streetBoundaries').flatMap(({ records }) => records));
  const hull = recipe.outline && 'hullOf' in recipe.outline ? recipe.outline : null;
  const buildings = hull ? polygonsOfRecords(sources.of('buildings').flatMap(({ records }) => records)) : [];
  const spread = [boundary, official.outline ?? [], streets, buildings].find((polygons) => polygons.length > 0);
  if (!spread) throw new FaultError(fault('BAKE-109'));

  const { minX, minY, maxX, maxY } = boundsOf(spread.flat());
  const round = (value: number): number => Number(value.toFixed(ORIGIN_DECIMALS));
  const frame = new EnuFrame({
    lonLatDeg: [round((minX + maxX) / 2), round((minY + maxY) / 2)],
    heightEllipsoidMeters: 0,
  });
  if (boundary.length > 0) return { frame, outlineCm: polygonsCmFromLonLat(frame, boundary), synthetic: false };
  if (official.outline) {
    return { frame, outlineCm: polygonsCmFromLonLat(frame, official.outline), synthetic: true };
  }
  if (hull) {
    const polygonsCm = polygonsCmFromLonLat(frame, buildings);
    const outlineCm =
      hull.shape === 'rectangle'
        ? rectangleCm(polygonsCm, hull.marginMeters)
        : await hullCm(polygonsCm, hull.marginMeters);
    return { frame, outlineCm, synthetic: true };
  }
  return { frame, outlineCm: null, synthetic: false };
}
