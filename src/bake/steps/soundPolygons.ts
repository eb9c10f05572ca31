/** A record's polygons in the district's plane, repaired; every repair is counted with the record's id. */
import { type FaultCode, recordFault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import { type RepairKind, type RepairLimits, repairPolygons } from '../repair/repairPolygons.ts';
import { crsName } from '../sources/lonLatFromCrs.ts';
import { refuseUnused } from '../sources/noneUsable.ts';
import type { ReadSource, SourceRecord } from '../sources/readSource.ts';
import { farPlace, quantisedPolygons } from './enuCm.ts';

const codeOfRepair: Readonly<Record<RepairKind, FaultCode>> = {
  repeatedVertices: 'BAKE-320',
  spikes: 'BAKE-321',
  repeatedLoops: 'BAKE-335',
  selfCrossings: 'BAKE-322',
  turnedHoles: 'BAKE-323',
  holesOutside: 'BAKE-324',
  holesAcross: 'BAKE-325',
  nestedHoles: 'BAKE-336',
  overlappingParts: 'BAKE-326',
  filledHoles: 'BAKE-327',
  droppedSlivers: 'BAKE-328',
  emptyOutlines: 'BAKE-329',
};

/** Of areas nothing is too small: a grid's slivers are what the coverage proof looks for. */
export const areaLimits: RepairLimits = { smallestPartCm2: 0, narrowestPartCm: 0, smallestHoleCm2: 0 };
/** A square metre, 20 cm: less is no part of a building, and no shaft in one. */
export const buildingLimits: RepairLimits = { smallestPartCm2: 10_000, narrowestPartCm: 20, smallestHoleCm2: 10_000 };

export function countRepairs(
  counts: ReadonlyMap<RepairKind, number>,
  { key, path }: Pick<ReadSource['source'], 'key' | 'path'>,
  id: string,
  faults: FaultLog,
): void {
  for (const [kind, count] of counts) {
    faults.add(recordFault(codeOfRepair[kind], { source: key, id, fate: 'repaired' }, { count }, path));
  }
}

export interface DropCodes {
  /** For a place far behind the horizon. */
  readonly outside: FaultCode;
  /** Where nothing is left. */
  readonly empty: FaultCode;
}
export const areaDrops: DropCodes = { outside: 'BAKE-204', empty: 'BAKE-334' };

export function wrongKind(
  { role }: ReadSource['source'],
  { kind }: SourceRecord['geometry'],
  needed: SourceRecord['geometry']['kind'],
): Record<string, string> {
  return { role, kind, needed };
}

/** Throws FaultError BAKE-210, with BAKE-337, for a source of outlines that has records but not one outline. */
export function refuseWithoutPolygons({ source, records }: ReadSource, faults: FaultLog): void {
  const isPolygons = ({ geometry }: SourceRecord): boolean => geometry.kind === 'polygons';
  if (records.some(isPolygons)) return;
  for (const { label: id, geometry } of records) {
    const fate = { source: source.key, id, fate: 'dropped' } as const;
    faults.add(recordFault('BAKE-337', fate, wrongKind(source, geometry, 'polygons'), source.path));
  }
  refuseUnused(source, records.length, 0, faults);
}

/** Null where the record was dropped, which is counted. Limits as `repairPolygons` takes them. */
export function soundPolygons(
  { source, record }: { readonly source: ReadSource['source']; readonly record: SourceRecord },
  frame: EnuFrame,
  limits: RepairLimits,
  drops: DropCodes,
  faults: FaultLog,
): MultiPolygon | null {
  const { label: id, geometry } = record;
  const drop = (code: FaultCode, values = {}): null => {
    faults.add(recordFault(code, { source: source.key, id, fate: 'dropped' }, values, source.path));
    return null;
  };
  if (geometry.kind !== 'polygons') return drop('BAKE-337', wrongKind(source, geometry, 'polygons'));
  const given = geometry.polygons;
  const polygonsCm = quantisedPolygons(frame, given);
  if (!polygonsCm) {
    const [x, y] = farPlace(frame, given)!;
    return drop(drops.outside, { x, y, crs: crsName(source.crs) });
  }
  const { polygonsCm: sound, counts, isTangle } = repairPolygons(polygonsCm, limits);
  if (isTangle) return drop('BAKE-330');
  if (sound.length === 0) return drop(drops.empty);
  countRepairs(counts, source, id, faults);
  const unclosed = geometry.unclosedRings ?? 0;
  if (unclosed > 0) {
    const fate = { source: source.key, id, fate: 'repaired' } as const;
    faults.add(recordFault('BAKE-333', fate, { count: unclosed }, source.path));
  }
  return sound;
}
