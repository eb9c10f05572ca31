/** The district's areas of every level, and what the proof says of them. */
import { FaultError, fault } from '../../model/faults/fault.ts';
import { type MultiPolygon, multiPolygonArea } from '../../model/geometry/polygon.ts';
import type { AreaNode } from '../districtModel.ts';
import { type AreasResult, type AreasSpec, generateAreas } from '../synthetic/generate.ts';
import { type LevelCoverage, proveCoverage } from '../topology/coverage.ts';
import { enuCmFromLonLat } from './enuCm.ts';
import { findOverlaps } from './findOverlaps.ts';
import { findUncovered, type UncoveredPiece } from './findUncovered.ts';
import type { ModelInput } from './modelInput.ts';
import { planOfInput } from './planOfInput.ts';
import { streetOutlines } from './streetOutlines.ts';

export interface MadeAreas {
  readonly areas: readonly AreaNode[];
  /** All grids together: the land. */
  readonly landCm: MultiPolygon;
  readonly coverage: readonly LevelCoverage[];
  readonly snapped: AreasResult['snapped'];
  readonly uncovered: readonly UncoveredPiece[];
}

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

/** Throws FaultError where the areas cannot be made (BAKE-308, BAKE-4xx). */
export function makeAreas(input: ModelInput): MadeAreas {
  const { recipe, official, placed, faults } = input;
  const { generate, district } = recipe;
  const streets = streetsOf(input);
  const { areas, snapped } = generateAreas({
    district: { ...district, code: district.code ?? null },
    standardRef: recipe.standardRef,
    seed: generate.seed,
    seaSide: generate.sea ?? null,
    plan: planOfInput(input),
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
