/** What a proof answers to one input: of its areas as they are, without what is known already or is nobody's mistake. */
import { type Proof, withoutKnown } from './proof.ts';
import type { ProofInput } from './proofInput.ts';
import { proveDistrict } from './proveDistrict.ts';

export interface Answer {
  /** For a package without what its bake recorded already: that stands in `recorded` of the input. */
  readonly proof: Proof;
  /** Buildings across grids that nobody gave: a note, no finding. */
  readonly generatedSplits: number;
}

export function answerOf(input: ProofInput, snapMeters: number): Answer {
  const { areas, buildings, gridAreaBand, standardRef, recorded, gridsAreGiven } = input;
  const proved = proveDistrict(areas, buildings, { snapMeters, gridAreaBand, standardRef });
  const proof = recorded ? withoutKnown(proved, recorded) : proved;
  if (gridsAreGiven) return { proof, generatedSplits: 0 };
  return { proof: { ...proof, splitBuildings: [] }, generatedSplits: proof.splitBuildings.length };
}
