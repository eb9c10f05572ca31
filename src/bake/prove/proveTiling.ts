/**
 * The proof of areas that share their lines already: our own, or those of a package. Nothing is joined and nothing is
 * too thin to tell: a gap of one centimetre is a gap.
 */
import { findPieces } from './findPieces.ts';
import { levelsOf } from './levels.ts';
import type { LevelProof, OutlinedArea } from './proof.ts';
import { inProofOrder, levelProof } from './proveDistrict.ts';

const NO_TOLERANCE = 0;

/** Every level below the district that has areas, coarsest first. Outlines in whole centimetres ENU, exact to 1/256 cm. */
export function proveTiling(given: readonly OutlinedArea[]): LevelProof[] {
  const areas = inProofOrder(given);
  const levels = levelsOf(areas);
  const polygonsCm = areas.map((area) => area.polygonsCm);
  const { pieces } = findPieces(areas, polygonsCm, false, levels, NO_TOLERANCE);
  return levels.map((level) => levelProof(level, areas, pieces));
}

/** How many places have no owner, several, or one without a right to them; and how many square metres they are. */
export function faultyOf({
  gaps,
  overlaps,
  crossings,
  gapSquareMeters,
  overlapSquareMeters,
  crossingSquareMeters,
}: LevelProof): { readonly gaps: number; readonly overlaps: number; readonly squareMeters: number } {
  const squareMeters = gapSquareMeters + overlapSquareMeters + crossingSquareMeters;
  return { gaps, overlaps: overlaps + crossings, squareMeters: Number(squareMeters.toFixed(4)) };
}
