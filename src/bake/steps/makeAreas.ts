/** The district's areas of every level, and what the proof says of them. */
import { FaultError, fault } from '../../model/faults/fault.ts';
import { type MultiPolygon, multiPolygonArea } from '../../model/geometry/polygon.ts';
import type { AreaNode } from '../districtModel.ts';
import { type OnPart, type OnShare, unheard } from '../progress.ts';
import { DEFAULT_GRID_AREA_BAND, DEFAULT_SNAP_METERS, type LevelProof, type Proof } from '../prove/proof.ts';
import { proveDistrict } from '../prove/proveDistrict.ts';
import { faultyOf, proveTiling } from '../prove/proveTiling.ts';
import { type AreasResult, type AreasSpec, generateAreas, type StreetOutline } from '../synthetic/generate.ts';
import { areasFromGiven } from './areasFromGiven.ts';
import { enuCmFromLonLat } from './enuCm.ts';
import { givenAreas, type NamedArea } from './givenAreas.ts';
import type { ModelInput } from './modelInput.ts';
import { planOfInput } from './planOfInput.ts';
import { eachStreetOnce, streetOutlines } from './streetOutlines.ts';
import { tellProof } from './tellProof.ts';

export interface MadeAreas {
  readonly areas: readonly AreaNode[];
  /** All grids together: the land. */
  readonly landCm: MultiPolygon;
  /** Of the package's own areas. */
  readonly coverage: readonly LevelProof[];
  readonly snapped: AreasResult['snapped'];
  /** Of the owner's outlines as they were handed over; buildings are counted into it later. */
  readonly proof: Proof;
  /** False where the grids are invented: then a building across two of them is nobody's mistake. */
  readonly gridsAreGiven: boolean;
}

/** A hectare: a sixth of a usual grid. Less is a slip of the outline or of its coordinate system. */
const SMALLEST_SQUARE_METERS = 10_000;
const CM2_PER_M2 = 10_000;
/** Of the time that areas take; the rest goes to their proof. */
const INVENTED_SHARE = 0.9;

/** Throws FaultError BAKE-308 for an outline that is no district and no street. */
function withArea(name: string, polygonsCm: MultiPolygon): MultiPolygon {
  const squareMeters = Math.round(multiPolygonArea(polygonsCm) / CM2_PER_M2);
  if (squareMeters < SMALLEST_SQUARE_METERS) throw new FaultError(fault('BAKE-308', { name, squareMeters }));
  return polygonsCm;
}

function streetsOf({ recipe, official, placed }: ModelInput, outlines: readonly StreetOutline[]): AreasSpec['streets'] {
  const { frame, outlineCm } = placed;
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

/** What nobody gives, below the streets or from the outline on. */
function invented(input: ModelInput, outlines: readonly StreetOutline[], onShare: OnShare): AreasResult {
  const { recipe, official } = input;
  const { generate, district } = recipe;
  return generateAreas(
    {
      district: { ...district, code: district.code ?? null },
      standardRef: recipe.standardRef,
      seed: generate.seed,
      seaSide: generate.sea ?? null,
      plan: planOfInput(input),
      streets: streetsOf(input, outlines),
      communities: official.communities ?? generate.communities ?? 1,
      communityGrids: generate.communityGrids,
      unitGrids: generate.unitGrids,
      extensionGrids: generate.extensionGrids,
    },
    onShare,
  );
}

function givenOf({ recipe, sources, placed, faults }: ModelInput, streets: readonly StreetOutline[]): NamedArea[] {
  const { frame, outlineCm } = placed;
  const { district, standardRef } = recipe;
  return givenAreas(
    {
      district: { ...district, code: district.code ?? null },
      ...{ standardRef, frame, outlineCm, streets },
      communities: sources.of('communityBoundaries'),
      communityGrids: sources.of('communityGridBoundaries'),
      grids: sources.of('gridBoundaries'),
    },
    faults,
  );
}

/** Throws FaultError where the areas cannot be made (BAKE-308, BAKE-4xx). */
export function makeAreas(input: ModelInput, onPart: OnPart = unheard): MadeAreas {
  const { recipe, sources, placed, faults } = input;
  const streets = streetOutlines(sources.of('streetBoundaries'), placed.frame, faults);
  const given = givenOf(input, streets);
  const snapMeters = recipe.proof?.snapMeters ?? DEFAULT_SNAP_METERS;
  const gridAreaBand = recipe.proof?.gridAreaBand ?? DEFAULT_GRID_AREA_BAND;
  const proof = proveDistrict(given, [], { snapMeters, gridAreaBand, standardRef: recipe.standardRef });
  const nameOf = (id: string): string => given.find((area) => area.id === id)?.name ?? id;
  tellProof(proof, gridAreaBand, nameOf, faults);

  const has = (level: AreaNode['level']): boolean => given.some((area) => area.level === level);
  const gridsAreGiven = has('unitGrid') || has('extensionGrid');
  const { areas, snapped } =
    gridsAreGiven || has('community')
      ? { areas: areasFromGiven(input, given, snapMeters * 100), snapped: snapReportOf(proof) }
      : invented(input, eachStreetOnce(streets), (share) => onPart('areas', share * INVENTED_SHARE));
  const coverage = proveTiling(areas);
  for (const level of coverage) {
    const { gaps, overlaps, squareMeters } = faultyOf(level);
    if (gaps + overlaps === 0) continue;
    faults.add(fault('BAKE-306', { level: level.level, gaps, overlaps, areaError: squareMeters }));
  }
  const landCm = areas.find(({ level }) => level === 'district')!.polygonsCm;
  return { areas, snapped, coverage, landCm, proof, gridsAreGiven };
}

function snapReportOf({ snapped }: Proof): AreasResult['snapped'] {
  const { movedVertices, bentEdges, largestMoveCm } = snapped;
  return { movedVertices, insertedVertices: bentEdges, largestDistanceCm: largestMoveCm };
}
