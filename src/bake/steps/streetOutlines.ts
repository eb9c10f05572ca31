/** Features of an owner's file → streets. A street in several features is one street in several parts. */
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import type { ReadSource, SourceRecord } from '../sources/readSource.ts';
import type { StreetOutline } from '../synthetic/generate.ts';
import { unionCm } from '../topology/clipCm.ts';
import { areaDrops, areaLimits, soundPolygons } from './soundPolygons.ts';

const textOrNull = (value: SourceRecord['values'][string] | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

/** What makes features one street: its code, or its name where the file has no codes. */
const identityOf = ({ values }: SourceRecord): string => textOrNull(values.code) ?? `name:${values.name}`;

/**
 * Streets in the order of their first features; merged ones are counted as BAKE-211. Throws FaultError BAKE-210 where a
 * source of streets has none: inventing them instead is not what its owner asked for.
 */
export function streetOutlines(sources: readonly ReadSource[], frame: EnuFrame, faults: FaultLog): StreetOutline[] {
  for (const { source, records } of sources) {
    if (records.length > 0) continue;
    throw new FaultError(fault('BAKE-210', { source: source.key, role: source.role }, source.path));
  }
  const sound = sources.flatMap(({ source, records }) =>
    records.flatMap((record) => {
      const polygonsCm = soundPolygons({ source, record }, frame, areaLimits, areaDrops, faults);
      return polygonsCm ? [{ source, record, polygonsCm }] : [];
    }),
  );
  const featuresByStreet = Map.groupBy(sound, ({ record }) => identityOf(record));
  return [...featuresByStreet.values()].map((features): StreetOutline => {
    const [{ source, record }] = features as [(typeof features)[number]];
    const { values } = record;
    const name = String(values.name);
    if (features.length > 1) {
      faults.add(fault('BAKE-211', { source: source.key, name, count: features.length }, source.path));
    }
    const parts = features.flatMap(({ polygonsCm }) => polygonsCm);
    return {
      code: textOrNull(values.code),
      name,
      nameEn: textOrNull(values.nameEn),
      polygonsCm: features.length > 1 ? unionCm(parts) : parts,
    };
  });
}
