/** Streets of the owner's files. A street in several features is one street in several parts. */
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import { fitsDisc } from '../prove/fitsDisc.ts';
import { DEFAULT_SNAP_METERS } from '../prove/proof.ts';
import type { ReadSource, SourceRecord } from '../sources/readSource.ts';
import type { StreetOutline } from '../synthetic/generate.ts';
import { intersectionCm, unionCm } from '../topology/clipCm.ts';
import { areaDrops, areaLimits, soundPolygons } from './soundPolygons.ts';

const textOrNull = (value: SourceRecord['values'][string] | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

/** What makes features one street: its code, or its name where the file has no codes. */
export const streetIdentity = ({ code, name }: Pick<StreetOutline, 'code' | 'name'>): string => code ?? `name:${name}`;

/** Whether two parts claim land that is wider than the noise of a survey. */
function overlap(first: MultiPolygon, second: MultiPolygon): boolean {
  return intersectionCm(first, second).some((polygon) => fitsDisc(polygon, DEFAULT_SNAP_METERS * 100));
}

const overlapAny = (parts: readonly MultiPolygon[]): boolean =>
  parts.some((part, index) => parts.slice(index + 1).some((other) => overlap(part, other)));

/**
 * Streets in the order of their first features, for the coverage proof. Features of one code and one name are parts of
 * one street (BAKE-211) where none lies on another; all others stay apart, for the proof to find. Throws FaultError
 * BAKE-210 where a source of streets has none: inventing them instead is not what its owner asked for.
 */
export function streetOutlines(sources: readonly ReadSource[], frame: EnuFrame, faults: FaultLog): StreetOutline[] {
  for (const { source, records } of sources) {
    if (records.length > 0) continue;
    throw new FaultError(fault('BAKE-210', { source: source.key, role: source.role }, source.path));
  }
  const features = sources.flatMap(({ source, records }) =>
    records.flatMap((record) => {
      const polygonsCm = soundPolygons({ source, record }, frame, areaLimits, areaDrops, faults);
      if (!polygonsCm) return [];
      const { values } = record;
      const [code, name, nameEn] = [textOrNull(values.code), String(values.name), textOrNull(values.nameEn)];
      return [{ source, street: { code, name, nameEn, polygonsCm } }];
    }),
  );
  const byStreet = Map.groupBy(features, ({ street: { code, name } }) => JSON.stringify([code, name]));
  return [...byStreet.values()].flatMap((parts): StreetOutline[] => {
    const [{ source, street }] = parts as [(typeof parts)[number]];
    if (parts.length === 1) return [street];
    if (overlapAny(parts.map((part) => part.street.polygonsCm))) return parts.map((part) => part.street);
    faults.add(fault('BAKE-211', { source: source.key, name: street.name, count: parts.length }, source.path));
    return [{ ...street, polygonsCm: unionCm(parts.flatMap((part) => part.street.polygonsCm)) }];
  });
}

/** For a generator, that fills each street once: land that several features of one claim counts once. */
export function eachStreetOnce(streets: readonly StreetOutline[]): StreetOutline[] {
  return [...Map.groupBy(streets, streetIdentity).values()].map((features): StreetOutline => {
    const [first] = features as [StreetOutline];
    if (features.length === 1) return first;
    return { ...first, polygonsCm: unionCm(features.flatMap(({ polygonsCm }) => polygonsCm)) };
  });
}
