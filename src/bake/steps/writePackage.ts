/** A whole district → its package: tiles, areas, index, report, and last the manifest with the hash over all of them. */
import { COMPONENTS_FILE, encodeComponents } from '../../model/contract/componentsFile.ts';
import { windowColumnsOf } from '../../model/contract/facadeBays.ts';
import { encodeFootprints, type FootprintInput } from '../../model/contract/footprintsFile.ts';
import { encodeHeightField, HEIGHTS_FILE, heightSpan, MOST_SPAN_METERS } from '../../model/contract/heightFieldFile.ts';
import { MANIFEST_FILE, MANIFEST_SCHEMA, type Manifest } from '../../model/contract/manifest.ts';
import { NAMED_ROADS_FILE } from '../../model/contract/namedRoadsFile.ts';
import {
  AREAS_FILE,
  FOOTPRINTS_FILE,
  INDEX_FILE,
  mayBePublic,
  originalOfTwin,
} from '../../model/contract/packageFiles.ts';
import { PERSONAL_FILE } from '../../model/contract/personalTables.ts';
import type { Recipe } from '../../model/contract/recipe.ts';
import type { SourceRole } from '../../model/contract/recipeSources.ts';
import { REPORT_FILE } from '../../model/contract/reportFile.ts';
import { SLIVERS_FILE } from '../../model/contract/sliversFile.ts';
import { facadeFloorsOf, lookBitsOf } from '../../model/contract/tileAttributes.ts';
import { type AreaLevel, areaLevels } from '../../model/domain/areas.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { HeightField } from '../../model/geometry/heightField.ts';
import { boundsOf } from '../../model/geometry/polygon.ts';
import type { StageKey, Stages } from '../cache/stages.ts';
import type { DistrictModel } from '../districtModel.ts';
import type { OnPart } from '../progress.ts';
import { sliversOf } from '../prove/sliversOf.ts';
import type { BuiltModel } from './buildModel.ts';
import { districtHashOf, filesHashOf } from './districtHash.ts';
import { uncoveredOf } from './finishProof.ts';
import { writeJson } from './jsonText.ts';
import { namedRoadsOf } from './namedRoads.ts';
import { type OwnerLayers, ownerLayers } from './ownerLayers.ts';
import { jsonFile, type PackageFile, plainFile } from './packageFile.ts';
import type { PackageFolder } from './packageFolder.ts';
import { packageFiles } from './packageWalk.ts';
import type { PlacedOutline } from './placeInEnu.ts';
import type { Sources } from './readSources.ts';
import { rollUps } from './rollUps.ts';
import { syntheticTables } from './syntheticTables.ts';
import type { TileWork } from './tileWork.ts';
import { withTwins } from './withTwins.ts';
import { writeIndex } from './writeIndex.ts';
import { writePersonal } from './writePersonal.ts';
import { reportOf, sourceReport } from './writeReport.ts';

export interface PackageInput {
  readonly recipe: Recipe;
  readonly sources: Sources;
  readonly placed: PlacedOutline;
  readonly built: BuiltModel;
  readonly faults: FaultLog;
  readonly notes: FaultLog;
  readonly stages: Stages;
  readonly tileWork: TileWork;
}

export interface WriteListener {
  /** Called before each step of writing, and after each tile; may throw to stop the bake. */
  onStep(step: 'tiles' | 'groundTiles' | 'index' | 'publish', done: number, total: number): Promise<void>;
  /** Called on the way through a step. */
  readonly onPart: OnPart;
}

/** Tiles are stages of the bake: unchanged buildings need no new ones. */
export function packageStageKeys(
  { ground, buildings }: BuiltModel['stageKeys'],
  stages: Stages,
): Readonly<Record<'tiles' | 'groundTiles', StageKey>> {
  return { tiles: stages.keyOf('tiles', [buildings]), groundTiles: stages.keyOf('groundTiles', [ground]) };
}

/** Of the time that the stores take; the rest goes to their indexes and to the personal one. */
const ROWS_SHARE = 0.75;

const jsonBytes = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);

/** Every file so far that any audience may fetch, without the twins beside them. */
function publicFilesOf(folder: PackageFolder): string[] {
  const files = new Set(packageFiles(folder.folder));
  const isTwin = (file: string): boolean => files.has(originalOfTwin(file) ?? '');
  return [MANIFEST_FILE, ...[...files].filter((file) => mayBePublic(file) && !isTwin(file))];
}

/** Of the model's makers and of the owner's layers. */
function acceptedOf({ built, sources }: PackageInput, owners: OwnerLayers): ReadonlyMap<string, number> {
  const layers = sources.all.filter(({ source }) => source.role === 'landmarks' || source.role === 'extraTiles');
  const placed = layers.map(({ source: { key } }) => [key, owners.sourceKeys.includes(key) ? 1 : 0] as const);
  return new Map([...built.acceptedBySource, ...placed]);
}

type Described = Omit<Manifest, 'districtHash' | 'filesHash' | 'publicFiles'>;

function describe(input: PackageInput, owners: OwnerLayers): Described {
  const { recipe, sources, placed, built } = input;
  const { areas, buildings, videoPoints, hazards, components } = built.model;
  const count = (level: AreaLevel): number => areas.filter((area) => area.level === level).length;
  const invented = (role: SourceRole): boolean => sources.of(role).length === 0;
  const { minX, minY, maxX, maxY } = boundsOf(built.landCm.flat());
  const { lonLatDeg, heightEllipsoidMeters } = placed.frame.origin;
  return {
    schema: MANIFEST_SCHEMA,
    key: recipe.district.key,
    code: recipe.district.code ?? null,
    name: recipe.district.name,
    nameEn: recipe.district.nameEn,
    timeZone: recipe.timeZone,
    standardRef: recipe.standardRef,
    levels: areaLevels.filter((level) => count(level) > 0),
    enuOrigin: { lonLatDeg: [lonLatDeg[0], lonLatDeg[1]], heightEllipsoidMeters },
    heightDatum: recipe.heightDatum,
    heights: { file: HEIGHTS_FILE, ...heightSpan(built.model.heightField) },
    ...(components.ids.length > 0 ? { components: describeComponents(built.model) } : {}),
    boundsEnuMeters: { minX: minX / 100, minY: minY / 100, maxX: maxX / 100, maxY: maxY / 100 },
    counts: {
      streets: count('street'),
      communities: count('community'),
      communityGrids: count('communityGrid'),
      unitGrids: count('unitGrid'),
      extensionGrids: count('extensionGrid'),
      buildings: buildings.length,
      videoPoints: videoPoints.length,
      hazards: hazards.length,
      ...(components.ids.length > 0 ? { components: components.ids.length } : {}),
      residents: buildings.reduce((sum, building) => sum + building.residents, 0),
    },
    synthetic: {
      boundary: placed.synthetic,
      streets: invented('streetBoundaries'),
      communities: invented('communityBoundaries'),
      grids: !built.gridsAreGiven,
      buildings: invented('buildings'),
      residents: built.residentsAreInvented,
      videoPoints: invented('videoPoints'),
      hazards: built.model.hazards.length > 0,
      ...(components.ids.length > 0 ? { components: invented('components') } : {}),
      roads: invented('roads') && built.model.roads.length > 0,
      surroundings: built.model.beyond.length > 0,
    },
    sources: sources.all.map((read) => {
      const { key, role, format, crs, records, accepted } = sourceReport(read, acceptedOf(input, owners), input.faults);
      return { key, role, format, crs, records, accepted };
    }),
    layers: [...owners.layers],
    attribution: recipe.attribution,
    mapApprovalNumber: recipe.mapApprovalNumber ?? null,
    uncoveredSquareMeters: uncoveredOf(built.proof).reduce((sum, { squareMeters }) => sum + squareMeters, 0),
  };
}

/** Classes of which there is something, or of which an owner may yet give something: all, each with its number. */
function describeComponents({ components, componentClasses }: DistrictModel): Described['components'] {
  const { classRow } = components;
  const counts = new Array<number>(componentClasses.length).fill(0);
  for (const row of classRow) counts[row]!++;
  // By name: a public file says what it is meant to say.
  const classes = componentClasses.map(({ code, name, nameEn, shape, reachMeters, departmentKey }, row) => ({
    ...{ code, name, nameEn, shape, reachMeters, departmentKey },
    count: counts[row]!,
  }));
  return { file: COMPONENTS_FILE, classes };
}

/** Throws FaultError BAKE-700 where the ground is higher than a package can say. */
function heightsFile(field: HeightField): PackageFile {
  const { minUpMeters, maxUpMeters } = heightSpan(field);
  if (maxUpMeters - minUpMeters > MOST_SPAN_METERS) {
    const span = { minUpMeters: Math.round(minUpMeters), maxUpMeters: Math.round(maxUpMeters) };
    throw new FaultError(fault('BAKE-700', { ...span, mostMeters: MOST_SPAN_METERS }, HEIGHTS_FILE));
  }
  return plainFile(HEIGHTS_FILE, encodeHeightField(field));
}

/** Fills the folder and returns its manifest; the caller publishes it. Throws FaultError APP-003, APP-007, BAKE-700. */
export async function writePackage(
  input: PackageInput,
  folder: PackageFolder,
  listener: WriteListener,
): Promise<Manifest> {
  const { recipe, sources, placed, built, faults, stages, tileWork } = input;
  const { model } = built;
  const keys = packageStageKeys(built.stageKeys, stages);
  const contentHashes = new Map<string, string>();
  const put = (files: readonly PackageFile[]): void => {
    for (const { path: file, bytes, contentHash } of files) {
      folder.write(file, bytes);
      if (contentHash !== null) contentHashes.set(file, contentHash);
    }
  };
  // Rows first: the tiles are on other threads, and take longer.
  await listener.onStep('index', 0, 1);
  const buildings = model.buildings.map((building, buildingIndex) => ({ ...building, buildingIndex }));
  const owners = await ownerLayers(sources, { frame: placed.frame, heightField: model.heightField, faults });
  const areasFile = await tileWork.areas(model.areas);
  const rowById = new Map(areasFile.areas.map((area, row) => [area.id, row]));
  const footprints = buildings.map((building): FootprintInput => {
    const { heightGroundMeters, footprintCm, gridId } = building;
    return {
      heightGroundMeters,
      polygonsCm: footprintCm,
      areaRow: rowById.get(gridId)!,
      windowColumns: windowColumnsOf(building, footprintCm),
      floors: facadeFloorsOf(building.floors),
      look: lookBitsOf(building),
    };
  });
  // One after the other: an owner's tileset may be gigabytes.
  for (const { path: file, bytes } of owners.files) put(await withTwins([plainFile(file, bytes)]));
  const plain = [
    jsonFile(AREAS_FILE, areasFile),
    plainFile(FOOTPRINTS_FILE, encodeFootprints(footprints)),
    heightsFile(model.heightField),
  ];
  const namedRoads = namedRoadsOf(model.roads);
  if (namedRoads.roads.length > 0) plain.push(jsonFile(NAMED_ROADS_FILE, namedRoads));
  const { ids, enuCm, classRow, gridIds } = model.components;
  if (ids.length > 0) {
    const areaRow = Uint32Array.from(gridIds, (gridId) => rowById.get(gridId)!);
    const columns = { count: ids.length, enuCm, areaRow, classRow };
    plain.push(plainFile(COMPONENTS_FILE, encodeComponents(columns, model.componentClasses.length)));
  }
  const plainWithTwins = withTwins(plain);
  listener.onPart('rows', 0);
  const rowsHash = folder.fill(INDEX_FILE, (file) =>
    writeIndex(
      file,
      {
        districtKey: recipe.district.key,
        timeZone: recipe.timeZone,
        syntheticTables: syntheticTables(recipe, sources),
        areasFile,
        totals: rollUps(model),
        buildings,
        videoPoints: model.videoPoints.map((point, videoPointIndex) => ({ ...point, videoPointIndex })),
        model,
      },
      (share) => listener.onPart('rows', share * ROWS_SHARE),
    ),
  );
  contentHashes.set(INDEX_FILE, rowsHash);
  folder.fill(PERSONAL_FILE, (file) => writePersonal(file, recipe.district.key, model.persons));
  put(await plainWithTwins);

  await listener.onStep('groundTiles', 0, 1);
  put(await stages.run('groundTiles', keys.groundTiles, () => tileWork.ground(model, built.landCm)));
  const onTile = (done: number, total: number): Promise<void> => listener.onStep('tiles', done, total);
  put(await stages.run('tiles', keys.tiles, () => tileWork.buildings(model, onTile)));

  await listener.onStep('publish', 0, 1);
  folder.write(SLIVERS_FILE, jsonBytes(sliversOf(built.proof.pieces)));
  const report = reportOf({ ...input, acceptedBySource: acceptedOf(input, owners) });
  folder.fill(REPORT_FILE, (file) => writeJson(file, report));
  const described = describe(input, owners);
  const publicFiles = publicFilesOf(folder);
  const manifest: Manifest = {
    ...described,
    districtHash: await districtHashOf(folder.folder, described, contentHashes),
    filesHash: filesHashOf(folder.folder, publicFiles),
    publicFiles,
  };
  folder.write(MANIFEST_FILE, jsonBytes(manifest));
  return manifest;
}
