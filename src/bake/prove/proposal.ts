/**
 * Who could take each sliver: the area that shares the longest line with it. A proposal is a file for owners to agree
 * on; nothing applies it.
 */
import type { GivenArea, Neighbour, ProofPiece } from './proof.ts';

export const PROPOSAL_SCHEMA = 'proposal/1';

export interface ProposedOwner {
  readonly piece: ProofPiece;
  /** Null where nobody borders on it. */
  readonly takerId: string | null;
  readonly sharedMeters: number;
  /** Who else borders on it, longest first. */
  readonly others: readonly Neighbour[];
}

/** A gap goes to a neighbour under the same parent, an overlap to one of its owners, a crossing to one of its host's. */
export function proposeOwners(pieces: readonly ProofPiece[], areas: readonly GivenArea[]): ProposedOwner[] {
  const parentOf = new Map(areas.map(({ id, parentId }) => [id, parentId]));
  return pieces.map((piece): ProposedOwner => {
    const { kind, neighbours, areaIds, parentId, hostId } = piece;
    const home = kind === 'crossing' ? hostId : parentId;
    const rightful = neighbours.filter(({ areaId }) =>
      kind === 'overlap' ? areaIds.includes(areaId) : parentOf.get(areaId) === home,
    );
    const candidates = rightful.length > 0 ? rightful : kind === 'overlap' ? [] : neighbours;
    const [taker] = candidates;
    // Of owners that lie on each other line by line nobody has the longer one: the first by id.
    const takerId = taker?.areaId ?? (kind === 'overlap' ? areaIds[0]! : null);
    const others = neighbours.filter(({ areaId }) => areaId !== takerId);
    return { piece, takerId, sharedMeters: taker?.sharedMeters ?? 0, others };
  });
}

export function proposalFile(proposed: readonly ProposedOwner[]): unknown {
  return {
    schema: PROPOSAL_SCHEMA,
    rule: 'longest shared line',
    proposals: proposed.map(({ piece, takerId, sharedMeters, others }) => ({
      ...{ kind: piece.kind, level: piece.level, parentId: piece.parentId, areaIds: piece.areaIds },
      ...{ squareMeters: piece.squareMeters, buildings: piece.buildings, residents: piece.residents },
      ...{ takerId, sharedMeters, others },
      polygonCm: piece.polygonCm.map((outline) => outline.flat()),
    })),
  };
}
