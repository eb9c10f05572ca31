/** Where areas to prove come from: a baked package, a recipe's sources, or files named one by one. */
import path from 'node:path';
import { footprintOf } from '../../model/contract/footprintsFile.ts';
import type { RecipeProof } from '../../model/contract/recipe.ts';
import { namedCrs, type RecipeSource, type SourceCrs, type SourceRole } from '../../model/contract/recipeSources.ts';
import { parseSliversFile, SLIVERS_FILE, type Sliver } from '../../model/contract/sliversFile.ts';
import type { StandardRef } from '../../model/domain/areas.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { FaultLog } from '../../model/faults/faultLog.ts';
import { nearestName } from '../../model/faults/nearestName.ts';
import { EnuFrame } from '../../model/frames/enu.ts';
import { boundsOf } from '../../model/geometry/polygon.ts';
import { Stages } from '../cache/stages.ts';
import { PackageOnDisk } from '../check/packageOnDisk.ts';
import { mappingFor } from '../inspect/fieldNames.ts';
import { formats } from '../sources/formats.ts';
import { type ReadSource, readSource } from '../sources/readSource.ts';
import { sniffFormat } from '../sources/sniffFormat.ts';
import { givenAreas, givenBuildings } from '../steps/givenAreas.ts';
import { placeInEnu, polygonsOfRecords } from '../steps/placeInEnu.ts';
import { readRecipe } from '../steps/readRecipe.ts';
import { readSources } from '../steps/readSources.ts';
import { areaDrops, areaLimits, soundPolygons } from '../steps/soundPolygons.ts';
import { streetOutlines } from '../steps/streetOutlines.ts';
import { DEFAULT_GRID_AREA_BAND, DEFAULT_SNAP_METERS, type GivenArea, type ProofBuilding } from './proof.ts';

export interface ProofInput {
  readonly title: string;
  readonly areas: readonly GivenArea[];
  readonly buildings: readonly ProofBuilding[];
  readonly standardRef: StandardRef;
  readonly snapMeters: number;
  readonly gridAreaBand: readonly [number, number];
  readonly frame: EnuFrame;
  /** A package: what its bake found in the owner's outlines, before its own areas were made of them. */
  readonly recorded: readonly Sliver[];
  /** Of reading and repairing; the proof's own findings are not in it. */
  readonly faults: FaultLog;
}

const limitsOf = (proof: RecipeProof | undefined): Pick<ProofInput, 'snapMeters' | 'gridAreaBand'> => ({
  snapMeters: proof?.snapMeters ?? DEFAULT_SNAP_METERS,
  gridAreaBand: proof?.gridAreaBand ?? DEFAULT_GRID_AREA_BAND,
});

function withAreas(input: ProofInput): ProofInput {
  // A district alone has nothing that could tile it.
  if (input.areas.some(({ level }) => level !== 'district')) return input;
  throw new FaultError(fault('BAKE-509', { reason: input.title }));
}

/** Throws FaultError BAKE-600, BAKE-605 or BAKE-613 where the folder is no whole package. */
export function proofInputOfPackage(folder: string): ProofInput {
  const faults = new FaultLog();
  const opened = new PackageOnDisk(folder);
  const { manifest } = opened;
  const read = opened.areas(faults);
  const footprints = opened.footprints(faults);
  const rows = opened.withDatabase('index.sqlite', faults, (database) =>
    database.prepare('SELECT buildingId, residents FROM buildings ORDER BY buildingIndex').all(),
  );
  const slivers = parseSliversFile(opened.jsonOf(SLIVERS_FILE));
  if (!slivers) faults.add(fault('BAKE-613', { file: SLIVERS_FILE, reason: 'slivers/1' }, SLIVERS_FILE));
  const broken = faults.kept()[0];
  if (!read || !footprints || !rows || !slivers || broken)
    throw new FaultError(broken ?? fault('BAKE-600', { folder, reason: '-' }));
  return withAreas({
    title: `${manifest.name} ${manifest.nameEn}`,
    areas: read.file.areas.map((area) => ({ ...area, polygonsCm: read.outlinesCm.get(area.id)! })),
    buildings: rows.slice(0, footprints.count).map(({ buildingId, residents }, row) => ({
      ...{ id: String(buildingId), residents: Number(residents) },
      footprintCm: footprintOf(footprints, row),
    })),
    standardRef: manifest.standardRef,
    ...limitsOf(undefined),
    frame: new EnuFrame(manifest.enuOrigin),
    recorded: slivers.slivers,
    faults,
  });
}

/** What the recipe's files give; what it would only invent is not proved. Throws FaultError as a bake does. */
export async function proofInputOfRecipe(recipePath: string, dataFolder: string | null): Promise<ProofInput> {
  const faults = new FaultLog();
  const { recipe, official } = readRecipe(recipePath);
  const sources = await readSources(recipe, dataFolder, new Stages(null, faults), async () => undefined);
  const { frame, outlineCm } = placeInEnu(recipe, official, sources, faults);
  const { district, standardRef } = recipe;
  const areas = givenAreas(
    {
      district: { ...district, code: district.code ?? null },
      ...{ standardRef, frame, outlineCm },
      streets: streetOutlines(sources.of('streetBoundaries'), frame, faults),
      communities: sources.of('communityBoundaries'),
      communityGrids: sources.of('communityGridBoundaries'),
      grids: sources.of('gridBoundaries'),
    },
    faults,
  );
  const buildings = givenBuildings(sources.of('buildings'), frame);
  const title = `${district.name} ${district.nameEn}`;
  return withAreas({ title, areas, buildings, standardRef, ...limitsOf(recipe.proof), frame, recorded: [], faults });
}

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
  const guessed = role === 'districtBoundary' ? {} : mappingFor(role, columns, false);
  const fields = Object.entries({ ...guessed, ...spec.fields })
    .filter(([, from]) => columns.includes(from))
    .map(([name, from]) => [name, { from }]);
  const source: RecipeSource = {
    ...{ key, path: file, format, crs, role, fields: Object.fromEntries(fields) },
    ...(encoding === undefined ? {} : { encoding }),
    ...(layer === undefined ? {} : { layer }),
  };
  return readSource(source, '', 'UTC', faults);
}

/** Files as they lie there, without a recipe. Throws FaultError BAKE-104, BAKE-105, BAKE-2xx, BAKE-509. */
export async function proofInputOfFiles(spec: ProofFiles): Promise<ProofInput> {
  const faults = new FaultLog();
  const sources: ReadSource[] = [];
  for (const [index, { role, file }] of spec.files.entries()) {
    sources.push(await readFileAs(role, path.resolve(file), index, spec, faults));
  }
  const of = (role: SourceRole): ReadSource[] => sources.filter(({ source }) => source.role === role);
  const polygons = polygonsOfRecords(sources.flatMap(({ records }) => records));
  if (polygons.length === 0)
    throw new FaultError(fault('BAKE-509', { reason: spec.files.map(({ file }) => file).join(', ') }));
  const { minX, minY, maxX, maxY } = boundsOf(polygons.flat());
  const round = (value: number): number => Number(value.toFixed(3));
  const frame = new EnuFrame({
    lonLatDeg: [round((minX + maxX) / 2), round((minY + maxY) / 2)],
    heightEllipsoidMeters: 0,
  });
  const outlineCm = of('districtBoundary').flatMap(({ source, records }) =>
    records.flatMap((record) => soundPolygons({ source, record }, frame, areaLimits, areaDrops, faults) ?? []),
  );
  const areas = givenAreas(
    {
      district: { key: 'district', code: null, name: '', nameEn: '' },
      ...{ standardRef: spec.standardRef, frame },
      outlineCm: outlineCm.length > 0 ? outlineCm : null,
      streets: streetOutlines(of('streetBoundaries'), frame, faults),
      communities: of('communityBoundaries'),
      communityGrids: of('communityGridBoundaries'),
      grids: of('gridBoundaries'),
    },
    faults,
  );
  const title = spec.files.map(({ file }) => path.basename(file)).join(', ');
  const buildings = givenBuildings(of('buildings'), frame);
  return withAreas({
    title,
    areas,
    buildings,
    standardRef: spec.standardRef,
    ...limitsOf(undefined),
    frame,
    recorded: [],
    faults,
  });
}
