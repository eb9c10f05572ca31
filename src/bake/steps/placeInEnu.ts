/** The district's frame and its outline: where everything else is placed. */
import type { Recipe } from '../../model/contract/recipe.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { LonLatDeg } from '../../model/frames/ecef.ts';
import { EnuFrame } from '../../model/frames/enu.ts';
import { boundsOf, type MultiPolygon, type Outline, type Point2 } from '../../model/geometry/polygon.ts';
import type { ReadSource, SourceRecord } from '../sources/readSource.ts';
import type { OfficialFiles } from './readOfficial.ts';
import type { Sources } from './readSources.ts';

/** The origin stands on a round coordinate near the centre, so that people can quote it. */
const ORIGIN_DECIMALS = 3;
/** So far below the plane lies what is some 1,100 km away: nothing of a district, however its plane is stretched. */
const LOWEST_UP_METERS = -100_000;

export function polygonsOfRecords(records: readonly SourceRecord[]): MultiPolygon {
  return records.flatMap(({ geometry }) => (geometry.kind === 'polygons' ? geometry.polygons : []));
}

/**
 * Degrees → whole centimetres in the district's plane; null far behind the horizon. The plane alone would not tell: a
 * place on the other side of the Earth has the same east and north as one in the district.
 */
export function enuCmFromLonLat(frame: EnuFrame, lonLatDeg: LonLatDeg): Point2 | null {
  const [east, north, up] = frame.enuFromLonLat(lonLatDeg);
  return up < LOWEST_UP_METERS ? null : [Math.round(east * 100), Math.round(north * 100)];
}

export function isBehindHorizon(frame: EnuFrame, polygons: MultiPolygon): boolean {
  return polygons.flat(2).some((point) => enuCmFromLonLat(frame, point) === null);
}

/**
 * Quantises; drops vertices that fall together, outlines that are left with fewer than three, and polygons of which any
 * vertex lies far behind the horizon.
 */
export function polygonsCmFromLonLat(frame: EnuFrame, polygons: MultiPolygon): MultiPolygon {
  const outlineCm = (outline: Outline): Outline => {
    const points = outline.flatMap((point) => {
      const pointCm = enuCmFromLonLat(frame, point);
      return pointCm ? [pointCm] : [];
    });
    if (points.length < outline.length) return [];
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

/** The rectangle in longitude and latitude around all that stands in the sources' files, before any `where`. */
function extentOf(sources: readonly ReadSource[]): MultiPolygon {
  const extents = sources.flatMap(({ extentLonLatDeg }) => extentLonLatDeg ?? []);
  if (extents.length === 0) return [];
  const west = Math.min(...extents.map(({ minX }) => minX));
  const south = Math.min(...extents.map(({ minY }) => minY));
  const east = Math.max(...extents.map(({ maxX }) => maxX));
  const north = Math.max(...extents.map(({ maxY }) => maxY));
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
export function placeInEnu(recipe: Recipe, official: OfficialFiles, sources: Sources): PlacedOutline {
  const boundary = polygonsOfRecords(sources.of('districtBoundary').flatMap(({ records }) => records));
  const streets = polygonsOfRecords(sources.of('streetBoundaries').flatMap(({ records }) => records));
  const extent = recipe.outline && 'extentOf' in recipe.outline ? extentOf(sources.of(recipe.outline.extentOf)) : [];
  const spread = [boundary, official.outline ?? [], streets, extent].find((polygons) => polygons.length > 0);
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
  if (extent.length > 0) return { frame, outlineCm: polygonsCmFromLonLat(frame, extent), synthetic: true };
  return { frame, outlineCm: null, synthetic: false };
}
