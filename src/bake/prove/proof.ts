/** What the coverage proof is asked and what it answers. Lengths of given outlines are centimetres ENU. */

import type { CodeProblem } from '../../model/domain/areaCodes.ts';
import type { AreaLevel, StandardRef } from '../../model/domain/areas.ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import type { OutlineSnaps } from './snapOutlines.ts';

/** What it takes to say where an area is and what it should tile. */
export interface OutlinedArea {
  readonly id: string;
  readonly level: AreaLevel;
  readonly parentId: string | null;
  /** Of communities and grids, where it is known. */
  readonly communityGridId: string | null;
  readonly polygonsCm: MultiPolygon;
}

/** An area as it was handed over: ids may be double, parents unknown, outlines apart. */
export interface GivenArea extends OutlinedArea {
  readonly ownerUnit: string | null;
}

export interface ProofBuilding {
  readonly id: string;
  readonly residents: number;
  readonly footprintCm: MultiPolygon;
}

export interface ProofOptions {
  /** Edges nearer than this are one: survey noise. */
  readonly snapMeters: number;
  /** Least and most square metres of a responsibility grid; null: not asked. */
  readonly gridAreaBand: readonly [number, number] | null;
  /** Null: codes are not asked. */
  readonly standardRef: StandardRef | null;
}

/**
 * Two surveys of one corner differ by some centimetres (boundary points of the first class: 5 cm); a line that is
 * farther off was meant to run elsewhere.
 */
export const DEFAULT_SNAP_METERS = 0.05;
/**
 * A decade about the mean unit grid of the first district, 61,500 m²: what is ten times smaller or larger was cut
 * wrongly or coded wrongly. The nominal "万米" grid of the standard lies inside.
 */
export const DEFAULT_GRID_AREA_BAND: readonly [number, number] = [6_150, 615_000];
/** A building belongs to a grid that holds this share of its footprint. */
export const WHOLE_BUILDING_SHARE = 0.99;

export interface Neighbour {
  readonly areaId: string;
  readonly sharedMeters: number;
}

/** Land that is in no area, in several, or in one that has no right to it. */
export interface ProofPiece {
  readonly kind: 'gap' | 'overlap' | 'crossing';
  /** Unit and extension grids tile together and are reported as unitGrid. */
  readonly level: AreaLevel;
  /** What should have been tiled; '' where no parent is known. */
  readonly parentId: string;
  /** A crossing: in whose land it lies; null for beyond all. */
  readonly hostId: string | null;
  /** A gap's neighbours, an overlap's owners, a crossing's area; sorted. */
  readonly areaIds: readonly string[];
  /** Areas of the level along its outline, longest shared line first. */
  readonly neighbours: readonly Neighbour[];
  /** Of the outlines as they were given; its polygon is of the joined ones. */
  readonly squareMeters: number;
  /** Buildings whose centroid lies inside, with their residents. */
  readonly buildings: number;
  readonly residents: number;
  readonly polygonCm: MultiPolygon[number];
}

export interface LevelProof {
  readonly level: AreaLevel;
  readonly parents: number;
  readonly parts: number;
  readonly partsSquareMeters: number;
  readonly gaps: number;
  readonly overlaps: number;
  readonly crossings: number;
  readonly gapSquareMeters: number;
  readonly overlapSquareMeters: number;
  readonly crossingSquareMeters: number;
}

export interface SplitBuilding {
  readonly buildingId: string;
  /** By share of the footprint, largest first; null: in no grid. */
  readonly shares: readonly { readonly areaId: string | null; readonly share: number }[];
}

export interface CodeFinding {
  readonly problem: CodeProblem;
  readonly areaId: string;
  readonly level: AreaLevel;
  readonly expected: string;
}

export interface AreaFinding {
  readonly areaId: string;
  readonly squareMeters: number;
}

export interface SnapSummary extends OutlineSnaps {
  /** Gaps and overlaps that nowhere are wider than the tolerance: noise, counted here and not as findings. */
  readonly thinPieces: number;
  readonly thinSquareMeters: number;
}

export interface Proof {
  readonly snapMeters: number;
  readonly snapped: SnapSummary;
  readonly levels: readonly LevelProof[];
  /** By level, then kind, then size. */
  readonly pieces: readonly ProofPiece[];
  readonly splitBuildings: readonly SplitBuilding[];
  readonly codes: readonly CodeFinding[];
  readonly outOfBand: readonly AreaFinding[];
  /** Extension grids that no unit answers for. */
  readonly ownerless: readonly string[];
  /** Worth knowing, no fault: grids in several parts or with holes, codes out of their usual order. */
  readonly notes: {
    readonly parts: readonly { readonly areaId: string; readonly parts: number; readonly holes: number }[];
    readonly codeOrder: readonly { readonly parentId: string; readonly areaId: string }[];
  };
}

/** Everything that keeps a district from being proved. */
export function findingsOf(proof: Proof): number {
  const { pieces, splitBuildings, codes, outOfBand, ownerless, snapped } = proof;
  return [pieces, splitBuildings, codes, outOfBand, ownerless, snapped.collapsed].reduce(
    (sum, findings) => sum + findings.length,
    0,
  );
}

/** A proof without what another one says already, but for its pieces, which no two proofs measure alike. */
export function withoutKnown(proof: Proof, known: Proof): Proof {
  const unknown = <T>(found: readonly T[], before: readonly T[], nameOf: (item: T) => string): T[] => {
    const names = new Set(before.map(nameOf));
    return found.filter((item) => !names.has(nameOf(item)));
  };
  return {
    ...proof,
    codes: unknown(proof.codes, known.codes, ({ problem, areaId }) => `${problem} ${areaId}`),
    outOfBand: unknown(proof.outOfBand, known.outOfBand, ({ areaId }) => areaId),
    ownerless: unknown(proof.ownerless, known.ownerless, (areaId) => areaId),
    splitBuildings: unknown(proof.splitBuildings, known.splitBuildings, ({ buildingId }) => buildingId),
  };
}
