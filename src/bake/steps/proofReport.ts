import type { Report } from '../../model/contract/reportFile.ts';
import type { Proof } from '../prove/proof.ts';

/** What `report.json` keeps of a proof: all but the pieces, which are a file of their own. */
export function proofReportOf(proof: Proof, gridAreaBand: readonly [number, number]): Report['proof'] {
  const { snapMeters, levels, snapped, splitBuildings, codes, outOfBand, ownerless, notes } = proof;
  return {
    snapMeters,
    gridAreaBand: [...gridAreaBand],
    levels: levels.map((level) => ({ ...level })),
    snapped: {
      ...snapped,
      worst: snapped.worst.map(({ areaId, enuCm, distanceCm }) => ({
        areaId,
        distanceCm,
        enuCm: [enuCm[0], enuCm[1]],
      })),
      collapsed: [...snapped.collapsed],
    },
    splitBuildings: splitBuildings.map(({ buildingId, shares }) => ({ buildingId, shares: [...shares] })),
    codes: [...codes],
    outOfBand: [...outOfBand],
    ownerless: [...ownerless],
    notes: { parts: [...notes.parts], codeOrder: [...notes.codeOrder] },
  };
}
