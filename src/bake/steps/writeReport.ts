/** What `report.json` says of a bake: nothing vanishes without a line. */
import type { Recipe } from '../../model/contract/recipe.ts';
import { REPORT_SCHEMA, type Report, type SourceReport } from '../../model/contract/reportFile.ts';
import { storeyHeightMeters } from '../../model/domain/buildings.ts';
import { describeFault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { DEFAULT_GRID_AREA_BAND } from '../prove/proof.ts';
import { MOST_FLOORS, STOREY_BAND_METERS, TALLEST_HALL_METERS, TALLEST_METERS, YEAR_BAND } from '../repair/storeys.ts';
import { crsName } from '../sources/lonLatFromCrs.ts';
import type { ReadSource } from '../sources/readSource.ts';
import type { BuiltModel } from './buildModel.ts';
import { uncoveredOf } from './finishProof.ts';
import { proofReportOf } from './proofReport.ts';
import type { Sources } from './readSources.ts';

export interface ReportInput {
  readonly recipe: Recipe;
  readonly sources: Sources;
  readonly built: Pick<BuiltModel, 'coverage' | 'snapped' | 'proof'>;
  /** By source key, of sources whose makers count themselves. */
  readonly acceptedBySource: ReadonlyMap<string, number>;
  readonly faults: FaultLog;
  readonly notes: FaultLog;
}

type Dropped = Omit<SourceReport['dropped'][number], 'ids'> & { readonly ids: Iterable<string> };
/** As the file has it, but for the ids of what was dropped: those are read as they are written. */
export type WrittenSource = Omit<SourceReport, 'dropped'> & { readonly dropped: readonly Dropped[] };
export type WrittenReport = Omit<Report, 'sources'> & { readonly sources: readonly WrittenSource[] };

/** Of one source. What its makers did not count as accepted themselves is accepted unless it was dropped. */
export function sourceReport(
  { source, recordCount, filteredCount, declaredCrs }: ReadSource,
  acceptedBySource: ReadonlyMap<string, number>,
  faults: FaultLog,
): WrittenSource {
  const dropped = faults.fatesOf(source.key, 'dropped').map(({ code, count, ids }) => ({ code, count, ids }));
  const lost = dropped.reduce((sum, { count }) => sum + count, 0);
  const counts = (fate: 'repaired' | 'derived') =>
    faults.fatesOf(source.key, fate).map(({ code, count }) => ({ code, count }));
  return {
    key: source.key,
    role: source.role,
    format: source.format,
    crs: crsName(source.crs),
    declaredCrs,
    heightDatum: source.heightDatum ?? null,
    records: recordCount,
    filtered: filteredCount,
    accepted: acceptedBySource.get(source.key) ?? Math.max(0, recordCount - filteredCount - lost),
    dropped,
    repaired: counts('repaired'),
    derived: counts('derived'),
  };
}

const inWords = (faults: FaultLog): Report['kept'] =>
  faults.kept().map((item) => ({
    code: item.code,
    path: item.path ?? null,
    values: { ...item.values },
    zh: describeFault(item, 'zh').message,
    en: describeFault(item, 'en').message,
  }));

export function reportOf({ recipe, sources, built, acceptedBySource, faults, notes }: ReportInput): WrittenReport {
  return {
    schema: REPORT_SCHEMA,
    heightDatum: recipe.heightDatum,
    sources: sources.all.map((read) => sourceReport(read, acceptedBySource, faults)),
    faults: faults.counts(),
    kept: inWords(faults),
    notes: notes.counts(),
    noted: inWords(notes),
    rules: {
      storeyHeightMeters: { ...storeyHeightMeters },
      tallestMeters: TALLEST_METERS,
      mostFloors: MOST_FLOORS,
      storeyBandMeters: { ...STOREY_BAND_METERS, mostOfOne: TALLEST_HALL_METERS },
      yearBand: { ...YEAR_BAND },
    },
    coverage: built.coverage.map((level) => ({ ...level })),
    snapped: built.snapped,
    proof: proofReportOf(built.proof, recipe.proof?.gridAreaBand ?? DEFAULT_GRID_AREA_BAND),
    uncovered: uncoveredOf(built.proof).map(({ squareMeters, polygonCm }) => ({
      squareMeters,
      polygonEnuCm: polygonCm.map((outline) => outline.map(([x, y]): [number, number] => [x, y])),
    })),
  };
}
