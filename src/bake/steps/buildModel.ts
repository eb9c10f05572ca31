/** From what was read to a whole district in memory: areas, then what stands in them, then what is invented. */
import type { Recipe } from '../../model/contract/recipe.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { type MultiPolygon, multiPolygonArea } from '../../model/geometry/polygon.ts';
import type { AreaNode, DistrictModel } from '../districtModel.ts';
import {
  type AreasResult,
  type AreasSpec,
  type Block,
  generateAreas,
  generateBuildings,
  generateGreen,
  generateHazards,
  generateRoads,
  generateVideoPoints,
  generateWater,
  planBlocks,
  populate,
} from '../synthetic/generate.ts';
import { type LevelCoverage, proveCoverage } from '../topology/coverage.ts';
import { LeafLocator } from '../topology/leafLocator.ts';
import { findOverlaps } from './findOverlaps.ts';
import { findUncovered, type UncoveredPiece } from './findUncovered.ts';
import { placeBuildings } from './placeBuildings.ts';
import { enuCmFromLonLat, type PlacedOutline } from './placeInEnu.ts';
import { placeEvents, placeVideoPoints } from './placePoints.ts';
import type { OfficialFiles } from './readOfficial.ts';
import type { Sources } from './readSources.ts';
import { streetOutlines } from './streetOutlines.ts';

export interface BuiltModel {
  readonly model: DistrictModel;
  /** All grids together: the land. */
  readonly landCm: MultiPolygon;
  readonly coverage: readonly LevelCoverage[];
  readonly snapped: AreasResult['snapped'];
  readonly uncovered: readonly UncoveredPiece[];
  /** Records of each source that became part of the district, by source key. */
  readonly acceptedBySource: ReadonlyMap<string, number>;
}

export interface ModelInput {
  readonly recipe: Recipe;
  readonly official: OfficialFiles;
  readonly sources: Sources;
  readonly placed: PlacedOutline;
  readonly faults: FaultLog;
}

/** Called before each part; may throw to stop the bake. */
export type OnPart = (part: 'areas' | 'buildings' | 'points') => void;

/** A hectare: a sixth of a usual grid. Less is a slip of the outline or of its coordinate system. */
const SMALLEST_SQUARE_METERS = 10_000;
const CM2_PER_M2 = 10_000;

/** Throws FaultError BAKE-308 for an outline that is no district and no street. */
function withArea(name: string, polygonsCm: MultiPolygon): MultiPolygon {
  const squareMeters = Math.round(multiPolygonArea(polygonsCm) / CM2_PER_M2);
  if (squareMeters < SMALLEST_SQUARE_METERS) throw new FaultError(fault('BAKE-308', { name, squareMeters }));
  return polygonsCm;
}

function streetsOf({ recipe, official, sources, placed, faults }: ModelInput): AreasSpec['streets'] {
  const { frame, outlineCm } = placed;
  const outlines = streetOutlines(sources.of('streetBoundaries'), frame, faults);
  if (outlines.length > 0) {
    for (const { name, polygonsCm } of outlines) withArea(name, polygonsCm);
    return { from: 'outlines', outlines };
  }
  const landCm = withArea(recipe.district.name, outlineCm ?? []);
  if (official.streets) {
    const seeds = official.streets.map(({ code, name, lonLatDeg, weight }) => {
      const atCm = enuCmFromLonLat(frame, lonLatDeg);
      if (!atCm) throw new FaultError(fault('BAKE-310', { name, lonDeg: lonLatDeg[0], latDeg: lonLatDeg[1] }));
      return { code, name, nameEn: null, atCm, weight };
    });
    return { from: 'seeds', outlineCm: landCm, seeds };
  }
  return { from: 'count', outlineCm: landCm, count: recipe.generate.streets ?? 1 };
}

function makeAreas(input: ModelInput): Pick<BuiltModel, 'coverage' | 'snapped' | 'uncovered' | 'landCm'> & {
  areas: readonly AreaNode[];
} {
  const { recipe, official, placed, faults } = input;
  const { generate, district } = recipe;
  const streets = streetsOf(input);
  const { areas, snapped } = generateAreas({
    district: { ...district, code: district.code ?? null },
    standardRef: recipe.standardRef,
    seed: generate.seed,
    seaSide: generate.sea ?? null,
    streets,
    communities: official.communities ?? generate.communities ?? 1,
    communityGrids: generate.communityGrids,
    unitGrids: generate.unitGrids,
    extensionGrids: generate.extensionGrids,
  });
  const coverage = proveCoverage(areas);
  for (const { level, gaps, overlaps, areaErrorSquareMeters } of coverage) {
    if (gaps + overlaps === 0 && areaErrorSquareMeters === 0) continue;
    faults.add(fault('BAKE-306', { level, gaps, overlaps, areaError: areaErrorSquareMeters }));
  }
  const landCm = areas.find(({ level }) => level === 'district')!.polygonsCm;
  if (streets.from === 'outlines') findOverlaps(streets.outlines, faults);
  const given = streets.from === 'outlines' ? streets.outlines.flatMap(({ polygonsCm }) => polygonsCm) : null;
  const uncovered = given && placed.outlineCm ? findUncovered(placed.outlineCm, given, faults) : [];
  return { areas, snapped, coverage, landCm, uncovered };
}

/** Numbers by source of what `place…` kept. */
function countInto(accepted: Map<string, number>, placedBySource: ReadonlyMap<string, readonly unknown[]>): void {
  for (const [key, placed] of placedBySource) accepted.set(key, placed.length);
}

const byId =
  <T>(idOf: (item: T) => string) =>
  (a: T, b: T): number =>
    idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0;

/** "About so many" was asked for: a tenth less is no longer about. */
function checkMade(thing: string, wanted: number, made: number, faults: FaultLog): void {
  if (made < wanted * 0.9) faults.add(fault('BAKE-309', { thing, wanted, made }));
}

/** Throws FaultError where the areas cannot be made (BAKE-308, BAKE-4xx). */
export function buildModel(input: ModelInput, onPart: OnPart): BuiltModel {
  const { recipe, official, sources, placed, faults } = input;
  const { generate, district } = recipe;
  const { frame } = placed;
  const acceptedBySource = new Map<string, number>();
  for (const role of ['districtBoundary', 'streetBoundaries'] as const) {
    countInto(acceptedBySource, new Map(sources.of(role).map(({ source, records }) => [source.key, records])));
  }

  onPart('areas');
  const { areas, landCm, ...proof } = makeAreas(input);
  const locator = new LeafLocator(areas);
  const findGrid = (xCm: number, yCm: number) => locator.find(xCm, yCm);
  const blocks: Block[] = planBlocks(areas, { seed: generate.seed, seaSide: generate.sea ?? null });
  const roads = generate.roads ? generateRoads(areas, blocks) : [];

  onPart('buildings');
  const buildingSources = sources.of('buildings');
  const real = placeBuildings(buildingSources, frame, findGrid, faults);
  countInto(acceptedBySource, real);
  const unsettled =
    buildingSources.length > 0
      ? [...real.values()].flat()
      : generateBuildings(areas, blocks, { seed: generate.seed, count: generate.buildings ?? 0 });
  const buildings = populate(unsettled, generate.residents, generate.seed).sort(byId((item) => item.buildingId));
  if (buildingSources.length === 0) checkMade('buildings', generate.buildings ?? 0, buildings.length, faults);
  const settled = buildings.reduce((sum, building) => sum + building.residents, 0);
  checkMade('residents', generate.residents, settled, faults);

  onPart('points');
  const videoSources = sources.of('videoPoints');
  const realVideo = placeVideoPoints(videoSources, frame, findGrid, faults);
  countInto(acceptedBySource, realVideo);
  const videoSpec = { seed: generate.seed, districtKey: district.key, divisionCode: district.code ?? null };
  const videoPoints =
    videoSources.length > 0
      ? [...realVideo.values()].flat()
      : generateVideoPoints(areas, roads, { ...videoSpec, count: generate.videoPoints ?? 0 });
  const hazards = generateHazards(blocks, {
    seed: generate.seed,
    districtKey: district.key,
    count: generate.hazards,
  });
  const matterCodes = new Set(official.matters.map(({ code }) => code));
  const events = placeEvents(sources.of('events'), frame, findGrid, matterCodes, faults);
  countInto(acceptedBySource, events);

  const model: DistrictModel = {
    areas,
    buildings,
    roads,
    waterCm: generate.sea ? generateWater(landCm, generate.sea) : [],
    // Invented lawns would lie across real houses.
    greenCm: buildingSources.length > 0 ? [] : generateGreen(blocks),
    videoPoints: [...videoPoints].sort(byId((item) => item.videoPointId)),
    hazards: [...hazards].sort(byId((item) => item.hazardId)),
    replayEvents: [...events.values()].flat(),
    matters: official.matters,
    departments: official.departments,
    calendarDays: official.calendarDays,
  };
  return { model, landCm, acceptedBySource, ...proof };
}
