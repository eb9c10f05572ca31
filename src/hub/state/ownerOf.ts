/** Whose it is: the one responsible grid of a place, and the building it falls on. Exact in whole centimetres ENU. */
import Flatbush from 'flatbush';
import { footprintOf } from '../../model/contract/footprintsFile.ts';
import { isResponsibilityGrid } from '../../model/domain/areas.ts';
import type { Vec3 } from '../../model/frames/ecef.ts';
import {
  type Bounds2,
  boundsOf,
  distanceToOutline,
  type MultiPolygon,
  sideOfMultiPolygon,
} from '../../model/geometry/polygon.ts';
import type { District } from './districtPackage.ts';

export type Owner =
  | { readonly kind: 'grid'; readonly gridId: string; readonly buildingIndex: number | null }
  /** Inside the district, in no grid: a harbour basin. */
  | { readonly kind: 'noGrid'; readonly nearestGridId: string }
  | { readonly kind: 'outside'; readonly distanceMeters: number };

/** `enuMeters` is rounded to whole centimetres first: the same rounding that placed the outlines. */
export type OwnerOf = (enuMeters: Vec3) => Owner;

/** East and north alone would find the other side of the Earth inside: what lies this far below is no place of here. */
const BELOW_HORIZON_METERS = -100_000;

function indexBounds(bounds: readonly Bounds2[]): Flatbush | null {
  if (bounds.length === 0) return null;
  const index = new Flatbush(bounds.length);
  for (const { minX, minY, maxX, maxY } of bounds) index.add(minX, minY, maxX, maxY);
  index.finish();
  return index;
}

export function ownerResolver(district: District): OwnerOf {
  // Ids in ascending order: the first hit of a sorted search is the lowest areaId, which owns a shared edge.
  const gridIds = district.areas
    .filter((area) => isResponsibilityGrid(area.level))
    .map((area) => area.id)
    .sort();
  const gridOutlines = gridIds.map((id) => district.outlinesCm.get(id)!);
  const gridIndex = indexBounds(gridOutlines.map((polygons) => boundsOf(polygons.flat())));
  const { footprints } = district;
  const buildingIndex = indexBounds(
    Array.from({ length: footprints.count }, (_, building) => boundsOf(footprintOf(footprints, building).flat())),
  );
  const districtOutline = district.outlinesCm.get(district.areas.find((area) => area.level === 'district')!.id)!;

  const firstTouching = (
    index: Flatbush | null,
    outlinesOf: (item: number) => MultiPolygon,
    x: number,
    y: number,
  ): number | null => {
    const candidates = (index?.search(x, y, x, y) ?? []).sort((a, b) => a - b);
    return candidates.find((item) => sideOfMultiPolygon(outlinesOf(item), x, y) !== 'outside') ?? null;
  };
  const distanceCm = (polygons: MultiPolygon, x: number, y: number): number =>
    Math.min(...polygons.flat().map((outline) => distanceToOutline(outline, x, y)));

  return ([eastMeters, northMeters, upMeters]) => {
    const [x, y] = [Math.round(eastMeters * 100), Math.round(northMeters * 100)];
    const outside = (): Owner => ({
      kind: 'outside',
      distanceMeters: Math.round(Math.hypot(distanceCm(districtOutline, x, y) / 100, upMeters)),
    });
    if (upMeters < BELOW_HORIZON_METERS) return outside();
    const grid = firstTouching(gridIndex, (item) => gridOutlines[item]!, x, y);
    if (grid !== null) {
      const building = firstTouching(buildingIndex, (item) => footprintOf(footprints, item), x, y);
      return { kind: 'grid', gridId: gridIds[grid]!, buildingIndex: building };
    }
    if (sideOfMultiPolygon(districtOutline, x, y) === 'outside') return outside();
    const nearest = gridIndex?.neighbors(x, y, 1)[0];
    return { kind: 'noGrid', nearestGridId: nearest === undefined ? '' : gridIds[nearest]! };
  };
}
