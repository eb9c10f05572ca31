/** Footprints of an owner's file → buildings of the district. What the file does not say is derived or left null. */
import { type BuildingUse, buildingUses, storeyHeightMeters } from '../../model/domain/buildings.ts';
import { type Fate, type FaultCode, recordFault } from '../../model/faults/fault.ts';
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
import {
  LOWEST_METERS,
  MOST_FLOORS,
  STOREY_BAND_METERS,
  type StoreyFault,
  storeysOf,
  TALLEST_METERS,
  YEAR_BAND,
  yearBuiltOf,
} from '../repair/storeys.ts';
import type { SourceValue } from '../sources/fieldValue.ts';
import { refuseUnused } from '../sources/noneUsable.ts';
import type { ReadSource } from '../sources/readSource.ts';
import { buildingIdFromPlace } from '../synthetic/generate.ts';
import { type Footprint, footprintsOf } from './footprints.ts';

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

const numberOrNull = (value: SourceValue | undefined): number | null => (typeof value === 'number' ? value : null);

const codeOfStoreyFault: Readonly<Record<StoreyFault, FaultCode>> = {
  impossibleHeight: 'BAKE-340',
  impossibleFloors: 'BAKE-341',
  contradiction: 'BAKE-342',
};
const limitsOfStoreyFault: Readonly<Record<StoreyFault, { readonly least: number; readonly most: number }>> = {
  impossibleHeight: { least: LOWEST_METERS, most: TALLEST_METERS },
  impossibleFloors: { least: 1, most: MOST_FLOORS },
  contradiction: STOREY_BAND_METERS,
};

/** Floors, height and year of a record; what was not believed, and what was made from what, is counted. */
function settledValues({ source, record }: Footprint, use: BuildingUse, faults: FaultLog) {
  const { values } = record;
  const storeys = storeysOf(numberOrNull(values.heightGroundMeters), numberOrNull(values.floors), use);
  const { floors, heightGroundMeters } = storeys;
  const add = (code: FaultCode, fate: Fate, more: Record<string, string | number>): void => {
    const named = { ...more, id: `${source.key}:${record.label}` };
    faults.add(recordFault(code, { source: source.key, id: record.label, fate }, named, source.path));
  };
  for (const { kind, value } of storeys.faults) {
    add(codeOfStoreyFault[kind], 'repaired', { value, ...limitsOfStoreyFault[kind] });
  }
  const storeyMeters = storeyHeightMeters[use];
  if (storeys.rule === 'heightFromFloors') add('BAKE-344', 'derived', { floors, storeyMeters });
  if (storeys.rule === 'floorsFromHeight') add('BAKE-345', 'derived', { meters: heightGroundMeters, storeyMeters });
  if (storeys.rule === 'oneStorey') add('BAKE-307', 'repaired', {});
  const { year, isImpossible } = yearBuiltOf(numberOrNull(values.yearBuilt));
  if (isImpossible) add('BAKE-343', 'repaired', { value: Number(values.yearBuilt), ...YEAR_BAND });
  return { floors, heightGroundMeters, yearBuilt: year };
}

/** More live in no building; a column of ids or of floor areas would say so. */
const MOST_PEOPLE = 100_000;

/** Households or residents of a record; null where it does not say, or says what cannot be, which is counted. */
function countOf({ source, record }: Footprint, field: 'households' | 'residents', faults: FaultLog): number | null {
  const value = numberOrNull(record.values[field]);
  if (value === null || (Number.isInteger(value) && value >= 0 && value <= MOST_PEOPLE)) return value;
  const fate = { source: source.key, id: record.label, fate: 'repaired' } as const;
  const id = `${source.key}:${record.label}`;
  faults.add(recordFault('BAKE-346', fate, { id, field, value, most: MOST_PEOPLE }, source.path));
  return null;
}

/** Where the owner gives no id: from type and place, so that the next bake knows the building again. */
function derivedId(use: BuildingUse, centroid: Point2, taken: ReadonlySet<string>): string {
  const base = buildingIdFromPlace(use, centroid);
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  return id;
}

/**
 * Households and residents are 0 where the file does not say; outside ones are dropped and counted. Throws FaultError
 * BAKE-210 for a source of which no building is left.
 * @param emptyIds receives the buildings of which the file says that nobody lives there.
 */
export function placeBuildings(
  sources: readonly ReadSource[],
  frame: EnuFrame,
  findGrid: FindGrid,
  faults: FaultLog,
  emptyIds: Set<string> = new Set(),
): Map<string, PlacedBuilding[]> {
  const bySource = new Map<string, PlacedBuilding[]>(sources.map(({ source }) => [source.key, []]));
  const taken = new Set<string>();
  for (const footprint of footprintsOf(sources, frame, faults)) {
    const { source, record, footprintCm } = footprint;
    const id = `${source.key}:${record.label}`;
    const largest = footprintCm.reduce((best, next) => (polygonArea(next) > polygonArea(best) ? next : best));
    const centroidCm = outlineCentroid(largest[0]!);
    const gridId = gridOfFootprint(footprintCm, centroidCm, findGrid);
    if (gridId === null) {
      const fate = { source: source.key, id: record.label, fate: 'dropped' } as const;
      faults.add(recordFault('BAKE-303', fate, { id }, source.path));
      continue;
    }
    const use = buildingUse(record.values.use);
    const { floors, heightGroundMeters, yearBuilt } = settledValues(footprint, use, faults);
    const centroid: Point2 = [centroidCm[0] / 100, centroidCm[1] / 100];
    const buildingId = record.hasOwnId ? id : derivedId(use, centroid, taken);
    taken.add(buildingId);
    const residents = countOf(footprint, 'residents', faults);
    if (residents === 0) emptyIds.add(buildingId);
    const footprintSquareMeters = Math.max(1, Math.round(multiPolygonArea(footprintCm) / CM2_PER_M2));
    const name = String(record.values.name ?? '');
    bySource.get(source.key)!.push({
      buildingId,
      name,
      nameEn: String(record.values.nameEn ?? name),
      code: record.values.code == null ? null : String(record.values.code).slice(0, 32),
      use,
      roof: 'flat',
      floors,
      yearBuilt,
      heightGroundMeters,
      footprintSquareMeters,
      floorAreaSquareMeters: footprintSquareMeters * floors,
      households: countOf(footprint, 'households', faults) ?? 0,
      residents: residents ?? 0,
      gridId,
      centroidEnuMeters: centroid,
      footprintCm,
    });
  }
  for (const { source, records } of sources) {
    refuseUnused(source, records.length, bySource.get(source.key)!.length, faults);
  }
  return bySource;
}
