/** The district's frame and its outline: where everything else is placed. */
import type { Recipe } from '../../model/contract/recipe.ts';
import type { SourceRole } from '../../model/contract/recipeSources.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { EnuFrame } from '../../model/frames/enu.ts';
import { boundsOf, type MultiPolygon, type Outline } from '../../model/geometry/polygon.ts';
import { repairPolygons } from '../repair/repairPolygons.ts';
import { refuseUnused } from '../sources/noneUsable.ts';
import type { ReadSource, SourceRecord } from '../sources/readSource.ts';
import { farPlace, quantisedPolygons } from './enuCm.ts';
import type { OfficialFiles } from './readOfficial.ts';
import type { Sources } from './readSources.ts';
import { areaDrops, areaLimits, countRepairs, refuseWithoutPolygons, soundPolygons } from './soundPolygons.ts';

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

/** Degrees; a district is smaller by far. */
const FARTHEST_DEG = 2.5;

/** All vertices near the median one: a single stray 0, 0 must not move a district to Africa. */
function nearMedian(polygons: MultiPolygon): Outline {
  const vertices = polygons.flat(2);
  const median = (axis: 0 | 1): number => {
    const values = vertices.map((vertex) => vertex[axis]).sort((a, b) => a - b);
    return values[values.length >> 1]!;
  };
  const [lon, lat] = [median(0), median(1)];
  return vertices.filter(([x, y]) => Math.max(Math.abs(x - lon), Math.abs(y - lat)) <= FARTHEST_DEG);
}

export interface PlacedOutline {
  readonly frame: EnuFrame;
  /** Null where only its parts are known: the district is then their union. */
  readonly outlineCm: MultiPolygon | null;
  /** True where it stands in no source. */
  readonly synthetic: boolean;
  /** Where neither an outline nor streets were given: how many areas of which role the district is the union of. */
  readonly dissolvedFrom: { readonly role: SourceRole; readonly count: number } | null;
}

/** Whose union a district without an outline may be, as far as every place in it is then in one of them. */
const tilingRoles: readonly SourceRole[] = ['gridBoundaries', 'communityBoundaries'];

/**
 * Records far from all others are dropped (BAKE-204). Throws FaultError BAKE-109 where no source gives an outline after
 * all, BAKE-110 for a recipe's own outline with a place far off, BAKE-210 where no record of the boundary is left.
 */
export function placeInEnu(recipe: Recipe, official: OfficialFiles, sources: Sources, faults: FaultLog): PlacedOutline {
  const boundaries = sources.of('districtBoundary');
  const cutOut = recipe.outline && 'extentOf' in recipe.outline ? sources.of(recipe.outline.extentOf) : [];
  const tiling = tilingRoles.flatMap((role) => sources.of(role));
  for (const read of [...boundaries, ...sources.of('streetBoundaries'), ...cutOut, ...tiling]) {
    refuseWithoutPolygons(read, faults);
  }
  const boundary = polygonsOfRecords(boundaries.flatMap(({ records }) => records));
  const streets = polygonsOfRecords(sources.of('streetBoundaries').flatMap(({ records }) => records));
  const extent = extentOf(cutOut);
  const tilingRole = tilingRoles.find((role) => sources.of(role).length > 0);
  const tiles = tilingRole ? sources.of(tilingRole).flatMap(({ records }) => records) : [];
  const outlines = [boundary, official.outline ?? [], streets, extent];
  const spread = [...outlines, polygonsOfRecords(tiles)].find((polygons) => polygons.length > 0);
  if (!spread) throw new FaultError(fault('BAKE-109'));

  const { minX, minY, maxX, maxY } = boundsOf([nearMedian(spread)]);
  const round = (value: number): number => Number(value.toFixed(ORIGIN_DECIMALS));
  const frame = new EnuFrame({
    lonLatDeg: [round((minX + maxX) / 2), round((minY + maxY) / 2)],
    heightEllipsoidMeters: 0,
  });
  if (boundaries.some(({ records }) => records.length > 0)) {
    const outlineCm = boundaries.flatMap(({ source, records }) => {
      const sound = records.map((record) => soundPolygons({ source, record }, frame, areaLimits, areaDrops, faults));
      const kept = sound.filter((polygonsCm) => polygonsCm !== null);
      refuseUnused(source, records.length, kept.length, faults);
      return kept.flat();
    });
    return { frame, outlineCm, synthetic: false, dissolvedFrom: null };
  }
  const invented = official.outline ?? extent;
  if (invented.length === 0) {
    const dissolvedFrom = streets.length === 0 && tilingRole ? { role: tilingRole, count: tiles.length } : null;
    return { frame, outlineCm: null, synthetic: false, dissolvedFrom };
  }
  const inventedCm = quantisedPolygons(frame, invented);
  if (!inventedCm) {
    const file = recipe.outline && 'file' in recipe.outline ? recipe.outline.file : 'outline';
    throw new FaultError(fault('BAKE-110', { file, reason: `${farPlace(frame, invented)}` }, file));
  }
  const { polygonsCm, counts } = repairPolygons(inventedCm, areaLimits);
  countRepairs(counts, { key: 'outline', path: 'outline' }, '#1', faults);
  return { frame, outlineCm: polygonsCm, synthetic: true, dissolvedFrom: null };
}
