/** Areas and buildings of files as they lie there, without a recipe. */
import path from 'node:path';
import {
  areaRoles,
  fieldsOfRole,
  namedCrs,
  type RecipeSource,
  type SourceCrs,
  type SourceRole,
} from '../../model/contract/recipeSources.ts';
import type { StandardRef } from '../../model/domain/areas.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { FaultLog } from '../../model/faults/faultLog.ts';
import { nearestName } from '../../model/faults/nearestName.ts';
import { EnuFrame } from '../../model/frames/enu.ts';
import { boundsOf, type MultiPolygon } from '../../model/geometry/polygon.ts';
import { mappingFor } from '../inspect/fieldNames.ts';
import { formats } from '../sources/formats.ts';
import { type ReadSource, readSource } from '../sources/readSource.ts';
import { sniffFormat } from '../sources/sniffFormat.ts';
import { givenAreas, givenBuildings } from '../steps/givenAreas.ts';
import { polygonsOfRecords } from '../steps/placeInEnu.ts';
import { areaDrops, areaLimits, soundPolygons } from '../steps/soundPolygons.ts';
import { streetOutlines } from '../steps/streetOutlines.ts';
import { limitsOf, type ProofInput } from './proofInput.ts';

export interface ProofFiles {
  readonly files: readonly { readonly role: SourceRole; readonly file: string }[];
  readonly crs: string | null;
  /** Column names where they are not among the usual ones. */
  readonly fields: Readonly<Record<string, string>>;
  readonly encoding: string | undefined;
  readonly layer: string | undefined;
  readonly standardRef: StandardRef;
}

function crsOf(crs: string | null): SourceCrs {
  const known = [...namedCrs, '+proj=…'].join(', ');
  if (crs === null) throw new FaultError(fault('BAKE-104', { source: '--crs', likely: known }));
  if ((namedCrs as readonly string[]).includes(crs) || crs.startsWith('+proj=')) return crs as SourceCrs;
  throw new FaultError(fault('BAKE-105', { source: '--crs', crs, nearest: nearestName(crs, namedCrs), known }));
}

async function readFileAs(
  role: SourceRole,
  file: string,
  index: number,
  spec: ProofFiles,
  faults: FaultLog,
): Promise<ReadSource> {
  const crs = crsOf(spec.crs);
  const key = `file-${index + 1}`;
  const format = sniffFormat(file);
  const reader = format ? formats[format] : undefined;
  if (!format || !reader) throw new FaultError(fault('BAKE-213', { source: file, role, format: format ?? '?' }, file));
  const { encoding, layer } = spec;
  const opened = await reader.open(file, { source: key, encoding, layer, faults: new FaultLog() });
  let columns = opened.fieldNames ?? [];
  if (columns.length === 0) {
    for await (const record of opened.records()) {
      columns = Object.keys(record.values);
      break;
    }
  }
  const guessed = mappingFor(role, columns, false);
  const known: readonly string[] = fieldsOfRole[role].known;
  const fields = Object.entries({ ...guessed, ...spec.fields })
    .filter(([name, from]) => known.includes(name) && columns.includes(from))
    .map(([name, from]) => [name, { from }]);
  const source: RecipeSource = {
    ...{ key, path: file, format, crs, role, fields: Object.fromEntries(fields) },
    ...(encoding === undefined ? {} : { encoding }),
    ...(layer === undefined ? {} : { layer }),
  };
  return readSource(source, '', 'UTC', faults);
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Where most areas lie: one record that strayed to the other side of the Earth does not take the others with it. */
function frameOf(polygons: MultiPolygon): EnuFrame {
  const centres = polygons.map((polygon) => {
    const { minX, minY, maxX, maxY } = boundsOf(polygon);
    return [(minX + maxX) / 2, (minY + maxY) / 2] as const;
  });
  const round = (value: number): number => Number(value.toFixed(3));
  const lonLatDeg = [round(median(centres.map(([lon]) => lon))), round(median(centres.map(([, lat]) => lat)))] as const;
  return new EnuFrame({ lonLatDeg, heightEllipsoidMeters: 0 });
}

/** Of the district's records, where they agree. */
function districtCode(sources: readonly ReadSource[]): string | null {
  const codes = new Set(
    sources.flatMap(({ records }) => records.map(({ values }) => String(values.code ?? '').trim())),
  );
  const [code] = codes;
  return codes.size === 1 && code ? code : null;
}

/** Throws FaultError BAKE-104, BAKE-105, BAKE-2xx, BAKE-509. */
export async function proofInputOfFiles(spec: ProofFiles): Promise<ProofInput> {
  const faults = new FaultLog();
  const sources: ReadSource[] = [];
  for (const [index, { role, file }] of spec.files.entries()) {
    sources.push(await readFileAs(role, path.resolve(file), index, spec, faults));
  }
  const of = (role: SourceRole): ReadSource[] => sources.filter(({ source }) => source.role === role);
  const title = spec.files.map(({ file }) => path.basename(file)).join(', ');
  const polygons = polygonsOfRecords(areaRoles.flatMap(of).flatMap(({ records }) => records));
  if (polygons.length === 0) throw new FaultError(fault('BAKE-509', { reason: title }));
  const frame = frameOf(polygons);
  const outlineCm = of('districtBoundary').flatMap(({ source, records }) =>
    records.flatMap((record) => soundPolygons({ source, record }, frame, areaLimits, areaDrops, faults) ?? []),
  );
  const areas = givenAreas(
    {
      district: { key: 'district', code: districtCode(of('districtBoundary')), name: '', nameEn: '' },
      ...{ standardRef: spec.standardRef, frame },
      outlineCm: outlineCm.length > 0 ? outlineCm : null,
      streets: streetOutlines(of('streetBoundaries'), frame, faults),
      communities: of('communityBoundaries'),
      communityGrids: of('communityGridBoundaries'),
      grids: of('gridBoundaries'),
    },
    faults,
  );
  return {
    ...{ title, areas, frame, faults },
    buildings: givenBuildings(of('buildings'), frame, faults),
    standardRef: spec.standardRef,
    ...limitsOf(undefined),
    ...{ gridsAreGiven: true, recorded: null, elsewhere: new FaultLog() },
  };
}
