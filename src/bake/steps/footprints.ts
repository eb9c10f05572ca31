/** Footprints of all buildings' files, sound and each once: what was given twice is merged, slivers join their neighbour. */
import { recordFault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import { Footprints } from '../repair/neighbourOf.ts';
import { isSliver, repairPolygons } from '../repair/repairPolygons.ts';
import { SameOutline } from '../repair/sameOutline.ts';
import type { SourceValue } from '../sources/fieldValue.ts';
import type { ReadSource, SourceRecord } from '../sources/readSource.ts';
import { buildingLimits, countRepairs, type DropCodes, soundPolygons } from './soundPolygons.ts';

export interface Footprint {
  readonly source: ReadSource['source'];
  /** With what its duplicates say where it says nothing. */
  readonly record: SourceRecord;
  readonly footprintCm: MultiPolygon;
}

const drops: DropCodes = { outside: 'BAKE-303', empty: 'BAKE-304' };
/** Slivers are kept until their neighbours are known. */
const keepingSlivers = { ...buildingLimits, smallestPartCm2: 0, narrowestPartCm: 0 };

const nameOf = ({ source, record }: Footprint): string => `${source.key}:${record.label}`;

/** What two records of one building may not disagree on: parts of a tower stand on one outline too. */
const telling = ['heightGroundMeters', 'floors', 'use', 'code'] as const;

function agree(a: SourceRecord, b: SourceRecord): boolean {
  return telling.every((field) => {
    const [first, second] = [a.values[field] ?? null, b.values[field] ?? null];
    return first === null || second === null || first === second;
  });
}

/** Values of the first, and of the second where the first has none. */
function filled(first: SourceRecord, second: SourceRecord): SourceRecord {
  const values: Record<string, SourceValue> = { ...second.values };
  for (const [field, value] of Object.entries(first.values)) values[field] = value ?? second.values[field] ?? null;
  return { label: first.label, hasOwnId: first.hasOwnId, values, geometry: first.geometry };
}

/** A record without an id of its own whose outline was there before, and that says nothing else, is the same building. */
function mergeDuplicates(footprints: readonly Footprint[], faults: FaultLog): Footprint[] {
  const kept: Footprint[] = [];
  const known = new SameOutline<number>();
  for (const footprint of footprints) {
    const { source, record, footprintCm } = footprint;
    const same = record.hasOwnId
      ? undefined
      : known.find(footprintCm).find((index) => agree(kept[index]!.record, record));
    if (same === undefined) {
      known.add(footprintCm, kept.length);
      kept.push(footprint);
      continue;
    }
    const first = kept[same]!;
    const fate = { source: source.key, id: record.label, fate: 'dropped' } as const;
    faults.add(recordFault('BAKE-331', fate, { first: nameOf(first) }, source.path));
    kept[same] = { ...first, record: filled(first.record, record) };
  }
  return kept;
}

function withoutSlivers(footprints: readonly Footprint[], faults: FaultLog): Footprint[] {
  const isWholeSliver = ({ footprintCm }: Footprint): boolean =>
    footprintCm.every((polygon) => isSliver(polygon, buildingLimits));
  const standing = footprints.filter((footprint) => !isWholeSliver(footprint));
  const added = new Map<number, MultiPolygon[]>();
  let neighbours: Footprints | null = null;
  for (const footprint of footprints.filter(isWholeSliver)) {
    const { source, record, footprintCm } = footprint;
    neighbours ??= new Footprints(standing.map((item) => item.footprintCm));
    const into = neighbours.neighbourOf(footprintCm);
    const fate = { source: source.key, id: record.label, fate: 'dropped' } as const;
    if (into === null) {
      faults.add(recordFault('BAKE-304', fate, { id: nameOf(footprint) }, source.path));
      continue;
    }
    faults.add(recordFault('BAKE-332', fate, { into: nameOf(standing[into]!) }, source.path));
    const slivers = added.get(into);
    if (slivers) slivers.push(footprintCm);
    else added.set(into, [footprintCm]);
  }
  return standing.map((footprint, index) => {
    const slivers = added.get(index) ?? [];
    const hasSlivers = footprint.footprintCm.some((polygon) => isSliver(polygon, buildingLimits));
    if (slivers.length === 0 && !hasSlivers) return footprint;
    const joined = repairPolygons([...footprint.footprintCm, ...slivers.flat()], buildingLimits);
    // What joins does so by overlapping or touching: that is no fault of this record.
    const lost = [...joined.counts].filter(([kind]) => kind === 'droppedSlivers' && hasSlivers);
    countRepairs(new Map(lost), footprint.source, footprint.record.label, faults);
    return joined.isTangle ? footprint : { ...footprint, footprintCm: joined.polygonsCm };
  });
}

/** In the order of sources and records. Dropped ones are counted: BAKE-303, 304, 330, 331, 332. */
export function footprintsOf(sources: readonly ReadSource[], frame: EnuFrame, faults: FaultLog): Footprint[] {
  const sound = sources.flatMap(({ source, records }) =>
    records.flatMap((record): Footprint[] => {
      const footprintCm = soundPolygons({ source, record }, frame, keepingSlivers, drops, faults);
      return footprintCm ? [{ source, record, footprintCm }] : [];
    }),
  );
  return withoutSlivers(mergeDuplicates(sound, faults), faults);
}
