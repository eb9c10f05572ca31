/** The district's frame and its outline: where everything else is placed. */
import type { Recipe } from '../../model/contract/recipe.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { EnuFrame } from '../../model/frames/enu.ts';
import { boundsOf, type MultiPolygon, type Outline } from '../../model/geometry/polygon.ts';
import { repairPolygons } from '../repair/repairPolygons.ts';
import type { ReadSource, SourceRecord } from '../sources/readSource.ts';
import { quantisedPolygons } from './enuCm.ts';
import type { OfficialFiles } from './readOfficial.ts';
import type { Sources } from './readSources.ts';
import { areaDrops, areaLimits, countRepairs, soundPolygons } from './soundPolygons.ts';

/** The origin stands on a round coordinate near the centre, so that people can quote it. */
const ORIGIN_DECIMALS = 3;

export function polygonsOfRecords(records: readonly SourceRecord[]): MultiPolygon {
  return records.flatMap(({ geometry }) => (geometry.kind === 'polygons' ? geometry.polygons : []));
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
export function placeInEnu(recipe: Recipe, official: OfficialFiles, sources: Sources, faults: FaultLog): PlacedOutline {
  const boundaries = sources
    .of('districtBoundary')
    .flatMap(({ source, records }) => records.map((record) => ({ source, record })));
  const boundary = polygonsOfRecords(boundaries.map(({ record }) => record));
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
  if (boundary.length > 0) {
    const outlineCm = boundaries.flatMap((item) => soundPolygons(item, frame, areaLimits, areaDrops, faults) ?? []);
    return { frame, outlineCm, synthetic: false };
  }
  const invented = official.outline ?? extent;
  if (invented.length === 0) return { frame, outlineCm: null, synthetic: false };
  const { polygonsCm, counts } = repairPolygons(quantisedPolygons(frame, invented) ?? [], areaLimits);
  countRepairs(counts, { key: 'outline', path: 'outline' }, '#1', faults);
  return { frame, outlineCm: polygonsCm, synthetic: true };
}
