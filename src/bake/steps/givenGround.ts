/** An owner's roads, water and green, laid on the district's ground; what lies outside it is dropped and told. */
import { type FaultCode, recordFault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { boundsOf, type MultiPolygon, type Point2 } from '../../model/geometry/polygon.ts';
import type { Road, RoadRank } from '../districtModel.ts';
import type { ReadSource, SourceRecord } from '../sources/readSource.ts';
import { HALF_WIDTH_METERS } from '../synthetic/boundaryRanks.ts';
import { clippedLine } from '../topology/guideCuts.ts';
import { enuCmFromLonLat } from './enuCm.ts';
import type { ModelInput } from './modelInput.ts';
import { areaDrops, areaLimits, soundPolygons } from './soundPolygons.ts';

export interface GivenGround {
  readonly roads: readonly Road[];
  readonly waterCm: MultiPolygon;
  readonly greenCm: MultiPolygon;
  /** Records that became part of the ground, by source key. */
  readonly accepted: ReadonlyMap<string, number>;
}

/** A street of which nobody says how important it is. */
const USUAL_RANK: RoadRank = 3;
/** Narrower no vehicle passes, wider no street is. */
const WIDTHS_METERS = { least: 1.5, most: 120 };

/** 1 … 4, as number or text; `highway` classes of OpenStreetMap come by the recipe's `map`. */
function rankOf(value: unknown): RoadRank {
  const rank = Number(value);
  return rank === 1 || rank === 2 || rank === 3 || rank === 4 ? rank : USUAL_RANK;
}

function halfWidthOf(value: unknown, rank: RoadRank): number {
  const width = Number(value);
  const isUsable = width >= WIDTHS_METERS.least && width <= WIDTHS_METERS.most;
  return isUsable ? width / 2 : HALF_WIDTH_METERS[rank];
}

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

/** The parts of a record's lines that lie on the land. */
function linesOnLand(record: SourceRecord, { placed }: ModelInput, landCm: MultiPolygon): Point2[][] {
  if (record.geometry.kind !== 'lines') return [];
  return record.geometry.lines.flatMap((line) => {
    const pointsCm = line.map((lonLatDeg) => enuCmFromLonLat(placed.frame, lonLatDeg));
    if (pointsCm.some((point) => point === null)) return [];
    return landCm.flatMap(([outer]) => clippedLine(outer!, pointsCm as Point2[])).filter((part) => part.length >= 2);
  });
}

function roadsOf(record: SourceRecord, centrelines: readonly Point2[][]): Road[] {
  const rank = rankOf(record.values.rank);
  const name = textOf(record.values.name);
  const nameEn = textOf(record.values.nameEn) ?? name;
  const halfWidthMeters = halfWidthOf(record.values.widthMeters, rank);
  return centrelines.map((centrelineCm) => ({
    ...{ rank, name, nameEn, centrelineCm, halfWidthMeters },
    kind: 'street',
    deckAboveGroundMeters: null,
  }));
}

/** Parts of a line that are but a point are left out, which is told. */
function countShortLines({ label, geometry }: SourceRecord, source: ReadSource['source'], faults: FaultLog): void {
  if (geometry.kind !== 'lines') return;
  const count = geometry.lines.filter(({ length }) => length < 2).length;
  const fate = { source: source.key, id: label, fate: 'repaired' } as const;
  if (count > 0) faults.add(recordFault('BAKE-339', fate, { count }, source.path));
}

/** Does anything of it lie where the district is? Water goes on beyond the land, but not elsewhere. */
function touches(polygonsCm: MultiPolygon, landCm: MultiPolygon): boolean {
  const [a, b] = [boundsOf(polygonsCm.flat()), boundsOf(landCm.flat())];
  return a.minX <= b.maxX && a.maxX >= b.minX && a.minY <= b.maxY && a.maxY >= b.minY;
}

export function givenGround(input: ModelInput, landCm: MultiPolygon): GivenGround {
  const { sources, placed, faults } = input;
  const accepted = new Map<string, number>();
  const each = <T>(
    role: 'roads' | 'water' | 'green',
    make: (record: SourceRecord, source: ReadSource['source']) => readonly T[] | null,
  ): T[] =>
    sources.of(role).flatMap(({ source, records }) => {
      let count = 0;
      const made = records.flatMap((record) => {
        const things = make(record, source);
        if (things === null) return []; // dropped and told by who found it unsound
        if (things.length > 0) {
          count++;
          countShortLines(record, source, faults);
        } else {
          const code: FaultCode = 'BAKE-269';
          const fate = { source: source.key, id: record.label, fate: 'dropped' } as const;
          faults.add(recordFault(code, fate, { role, kind: record.geometry.kind }, source.path));
        }
        return things;
      });
      accepted.set(source.key, count);
      return made;
    });
  const polygons = (record: SourceRecord, source: ReadSource['source']): MultiPolygon | null => {
    if (record.geometry.kind !== 'polygons') return [];
    const sound = soundPolygons({ source, record }, placed.frame, areaLimits, areaDrops, faults);
    return sound && (touches(sound, landCm) ? sound : []);
  };
  return {
    roads: each('roads', (record) => roadsOf(record, linesOnLand(record, input, landCm))),
    waterCm: each('water', polygons),
    greenCm: each('green', polygons),
    accepted,
  };
}
