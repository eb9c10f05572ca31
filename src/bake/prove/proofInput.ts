/** What a proof is made of, wherever it comes from: a baked package, a recipe's sources, or files named one by one. */
import type { RecipeProof } from '../../model/contract/recipe.ts';
import type { StandardRef } from '../../model/domain/areas.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import {
  DEFAULT_GRID_AREA_BAND,
  DEFAULT_SNAP_METERS,
  type GivenArea,
  type Proof,
  type ProofBuilding,
} from './proof.ts';

export interface ProofInput {
  readonly title: string;
  readonly areas: readonly GivenArea[];
  readonly buildings: readonly ProofBuilding[];
  readonly standardRef: StandardRef;
  readonly snapMeters: number;
  readonly gridAreaBand: readonly [number, number];
  readonly frame: EnuFrame;
  /** False where the grids are invented: then a building across two of them is nobody's mistake. */
  readonly gridsAreGiven: boolean;
  /** A package: what its bake found in the owner's outlines, before its own areas were made of them. */
  readonly recorded: Proof | null;
  /** Of reading and repairing; the proof's own findings are not in it. */
  readonly faults: FaultLog;
  /** Of a recipe: its records far from the district. A city's file holds other districts' houses: no fault of the areas. */
  readonly elsewhere: FaultLog;
}

export const limitsOf = (proof: RecipeProof | undefined): Pick<ProofInput, 'snapMeters' | 'gridAreaBand'> => ({
  snapMeters: proof?.snapMeters ?? DEFAULT_SNAP_METERS,
  gridAreaBand: proof?.gridAreaBand ?? DEFAULT_GRID_AREA_BAND,
});

/** A district alone has nothing that could tile it. */
export const canBeProved = ({ areas }: ProofInput): boolean => areas.some(({ level }) => level !== 'district');
