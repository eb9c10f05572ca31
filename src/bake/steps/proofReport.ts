import type { Report } from '../../model/contract/reportFile.ts';
import type { Proof } from '../prove/proof.ts';

/** What `report.json` keeps of a proof: all but the pieces, which are a file of their own, and what the faults say. */
export function proofReportOf({ snapMeters, levels, snapped, splitBuildings, notes }: Proof): Report['proof'] {
  return {
    snapMeters,
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
    notes: { parts: [...notes.parts], codeOrder: [...notes.codeOrder] },
  };
}
