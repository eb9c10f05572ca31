/** Footprints of an owner's file → buildings of the district. What the file does not say is derived or left null. */
import { type BuildingUse, buildingUses, storeyHeightMeters } from '../../model/domain/buildings.ts';
import { fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import {
  boundsOf,
  type MultiPolygon,
  multiPolygonArea,
  outlineCentroid,
  type Point2,
  polygonArea,
  sideOfMultiPolygon,
} from '../../model/geometry/polygon.ts';
import type { PlacedBuilding } from '../districtModel.ts';
import type { ReadSource, SourceRecord } from '../sources/readSource.ts';
import { buildingIdFromPlace } from '../synthetic/generate.ts';
import { isBehindHorizon, polygonsCmFromLonLat } from './placeInEnu.ts';

const CM2_PER_M2 = 10_000;
/** Candidates per side of a footprint's bounds when the larger share decides. */
const SHARE_LATTICE = 7;

/** Finds the responsible grid at a place in whole centimetres; null outside. */
export type FindGrid = (xCm: number, yCm: number) => { readonly id: string } | null;

/** The grid that holds the largest share of a footprint; on a tie the lowest id. */
function gridOfFootprint(footprintCm: MultiPolygon, centroidCm: Point2, findGrid: FindGrid): string | null {
  const votes = new Map<string, number>();
  const vote = ([x, y]: Point2): void => {
    const id = findGrid(Math.round(x), Math.round(y))?.id;
    if (id !== undefined) votes.set(id, (votes.get(id) ?? 0) + 1);
  };
  const { minX, minY, maxX, maxY } = boundsOf(footprintCm.flat());
  for (let row = 0; row < SHARE_LATTICE; row++) {
    for (let column = 0; column < SHARE_LATTICE; column++) {
      const x = minX + ((column + 0.5) / SHARE_LATTICE) * (maxX - minX);
      const y = minY + ((row + 0.5) / SHARE_LATTICE) * (maxY - minY);
      if (sideOfMultiPolygon(footprintCm, x, y) !== 'outside') vote([x, y]);
    }
  }
  if (votes.size === 0) vote(centroidCm);
  const [best] = [...votes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return best?.[0] ?? null;
}

function buildingUse(value: unknown): BuildingUse {
  return buildingUses.find((use) => use === value) ?? 'other';
}

interface Storeys {
  readonly floors: number;
  readonly heightGroundMeters: number;
}

/** Floors from height or height from floors; null where the file gives neither. */
function storeysOf(record: SourceRecord, use: BuildingUse): Storeys | null {
  const height = Number(record.values.heightGroundMeters ?? 0);
  const floors = Math.round(Number(record.values.floors ?? 0));
  const storey = storeyHeightMeters[use];
  if (height > 0) {
    return {
      floors: floors > 0 ? floors : Math.max(1, Math.round(height / storey)),
      heightGroundMeters: Math.round(height * 100) / 100,
    };
  }
  return floors > 0 ? { floors, heightGroundMeters: Math.round(floors * storey * 100) / 100 } : null;
}

/** Where the owner gives no id: from type and place, so that the next bake knows the building again. */
function derivedId(use: BuildingUse, centroid: Point2, taken: ReadonlySet<string>): string {
  const base = buildingIdFromPlace(use, centroid);
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  return id;
}

/** Households and residents are 0: they are no business of a footprint file. Outside ones are dropped and counted. */
export function placeBuildings(
  sources: readonly ReadSource[],
  frame: EnuFrame,
  findGrid: FindGrid,
  faults: FaultLog,
): Map<string, PlacedBuilding[]> {
  const bySource = new Map<string, PlacedBuilding[]>();
  const taken = new Set<string>();
  for (const { source, records } of sources) {
    const placed: PlacedBuilding[] = [];
    bySource.set(source.key, placed);
    for (const record of records) {
      const polygons = record.geometry.kind === 'polygons' ? record.geometry.polygons : [];
      const footprintCm = polygonsCmFromLonLat(frame, polygons).filter((polygon) => polygonArea(polygon) >= CM2_PER_M2);
      const id = `${source.key}:${record.label}`;
      if (isBehindHorizon(frame, polygons)) {
        faults.add(fault('BAKE-303', { id }, source.path));
        continue;
      }
      if (footprintCm.length === 0) {
        faults.add(fault('BAKE-304', { id }, source.path));
        continue;
      }
      const largest = footprintCm.reduce((best, next) => (polygonArea(next) > polygonArea(best) ? next : best));
      const centroidCm = outlineCentroid(largest[0]!);
      const gridId = gridOfFootprint(footprintCm, centroidCm, findGrid);
      if (gridId === null) {
        faults.add(fault('BAKE-303', { id }, source.path));
        continue;
      }
      const use = buildingUse(record.values.use);
      const storeys = storeysOf(record, use);
      if (!storeys) faults.add(fault('BAKE-307', { id }, source.path));
      const { floors, heightGroundMeters } = storeys ?? { floors: 1, heightGroundMeters: storeyHeightMeters[use] };
      const centroid: Point2 = [centroidCm[0] / 100, centroidCm[1] / 100];
      const buildingId = record.hasOwnId ? id : derivedId(use, centroid, taken);
      taken.add(buildingId);
      const footprintSquareMeters = Math.max(1, Math.round(multiPolygonArea(footprintCm) / CM2_PER_M2));
      const yearBuilt = record.values.yearBuilt;
      const name = String(record.values.name ?? '');
      placed.push({
        buildingId,
        name,
        nameEn: String(record.values.nameEn ?? name),
        code: record.values.code == null ? null : String(record.values.code).slice(0, 32),
        use,
        roof: 'flat',
        floors,
        yearBuilt: typeof yearBuilt === 'number' && yearBuilt > 0 ? Math.round(yearBuilt) : null,
        heightGroundMeters,
        footprintSquareMeters,
        floorAreaSquareMeters: footprintSquareMeters * floors,
        households: 0,
        residents: 0,
        gridId,
        centroidEnuMeters: centroid,
        footprintCm,
      });
    }
  }
  return bySource;
}
