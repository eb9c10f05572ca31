/** Video points and replayed events of an owner's files. Whatever lies outside the boundary is refused and counted. */
import { gb28181Pattern } from '../../model/domain/videoPoints.ts';
import { type FaultCode, type RecordFate, recordFault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import type { Point2 } from '../../model/geometry/polygon.ts';
import type { PlacedVideoPoint, ReplayEvent } from '../districtModel.ts';
import { refuseUnused } from '../sources/noneUsable.ts';
import type { ReadSource, SourceRecord } from '../sources/readSource.ts';
import { enuCmFromLonLat } from './enuCm.ts';
import type { FindGrid } from './placeBuildings.ts';
import { wrongKind } from './soundPolygons.ts';

/** Where the owner does not say: a pole's usual height. */
const MAST_METERS = 6;

interface Place {
  readonly lonLatDeg: readonly [number, number];
  readonly atCm: Point2;
  readonly gridId: string;
}

/** Null outside the district, and for what is no point; either is counted. */
export function placeOf(
  { source, record }: { readonly source: ReadSource['source']; readonly record: SourceRecord },
  frame: EnuFrame,
  findGrid: FindGrid,
  outside: { readonly code: FaultCode; readonly values: Readonly<Record<string, string>> },
  faults: FaultLog,
): Place | null {
  const { geometry } = record;
  const drop = (code: FaultCode, values: Readonly<Record<string, string>>): null => {
    faults.add(recordFault(code, fateOf(source.key, record), values, source.path));
    return null;
  };
  if (geometry.kind !== 'point') return drop('BAKE-337', wrongKind(source, geometry, 'point'));
  const atCm = enuCmFromLonLat(frame, geometry.at);
  const grid = atCm && findGrid(...atCm);
  return grid ? { lonLatDeg: geometry.at, atCm, gridId: grid.id } : drop(outside.code, outside.values);
}

const fateOf = (source: string, { label }: SourceRecord): RecordFate => ({ source, id: label, fate: 'dropped' });

/** Throws FaultError BAKE-210 for a source of which no point lies in the district. */
export function placeVideoPoints(
  sources: readonly ReadSource[],
  frame: EnuFrame,
  findGrid: FindGrid,
  faults: FaultLog,
): Map<string, PlacedVideoPoint[]> {
  return new Map(
    sources.map(({ source, records }) => {
      const placed = records.flatMap((record): PlacedVideoPoint[] => {
        const name = String(record.values.name ?? record.label);
        const outside = { code: 'BAKE-301', values: { name } } as const;
        const place = placeOf({ source, record }, frame, findGrid, outside, faults);
        if (!place) return [];
        const code = String(record.values.gb28181Code ?? '');
        return [
          {
            videoPointId: `${source.key}:${record.label}`,
            name,
            gb28181Code: gb28181Pattern.test(code) ? code : null,
            enuAboveGroundMeters: [place.atCm[0] / 100, place.atCm[1] / 100, MAST_METERS],
            gridId: place.gridId,
            azimuthDeg: typeof record.values.azimuthDeg === 'number' ? record.values.azimuthDeg : null,
            horizontalFovDeg: null,
            rangeMeters: null,
          },
        ];
      });
      refuseUnused(source, records.length, placed.length, faults);
      return [source.key, placed];
    }),
  );
}

/** In the order of their time, then source and id. Throws FaultError BAKE-210 for a source of which none is left. */
export function placeEvents(
  sources: readonly ReadSource[],
  frame: EnuFrame,
  findGrid: FindGrid,
  matterCodes: ReadonlySet<string>,
  faults: FaultLog,
): Map<string, ReplayEvent[]> {
  return new Map(
    sources.map(({ source, records }) => {
      const placed = records.flatMap((record): ReplayEvent[] => {
        const outside = { code: 'BAKE-302', values: {} } as const;
        const place = placeOf({ source, record }, frame, findGrid, outside, faults);
        if (!place) return [];
        const matterCode = String(record.values.matterCode ?? '');
        if (!matterCodes.has(matterCode)) {
          const values = { field: 'matterCode', value: matterCode, expected: 'official.matters' };
          faults.add(recordFault('BAKE-208', fateOf(source.key, record), values, source.path));
          return [];
        }
        return [
          {
            source: source.key,
            id: record.label,
            originalMillis: Number(record.values.time),
            lonLatDeg: place.lonLatDeg,
            matterCode,
            title: String(record.values.title ?? ''),
            description: String(record.values.description ?? ''),
          },
        ];
      });
      placed.sort((a, b) => a.originalMillis - b.originalMillis || (a.id < b.id ? -1 : 1));
      refuseUnused(source, records.length, placed.length, faults);
      return [source.key, placed];
    }),
  );
}
