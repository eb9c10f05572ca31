/** The proof's findings as counted faults, so that a bake says them and its report keeps them. */
import { type FaultCode, fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { CodeFinding, Proof, SplitBuilding } from '../prove/proof.ts';

const CM2_PER_M2 = 10_000;

const codeOfProblem: Readonly<Record<CodeFinding['problem'], FaultCode>> = {
  malformed: 'BAKE-502',
  duplicate: 'BAKE-503',
  wrongPrefix: 'BAKE-504',
};

/** Land of the district in no street: BAKE-305. Land of two streets: BAKE-311 a pair. Other levels: BAKE-306 each. */
function tellPieces(proof: Proof, nameOf: (id: string) => string, faults: FaultLog): void {
  const streets = proof.pieces.filter(({ level }) => level === 'street');
  const gaps = streets.filter(({ kind }) => kind === 'gap');
  if (gaps.length > 0) {
    const squareKilometers = (gaps.reduce((sum, { squareMeters }) => sum + squareMeters, 0) / 1e6).toFixed(2);
    faults.add(fault('BAKE-305', { squareKilometers, pieces: gaps.length }));
  }
  const pairs = new Map<string, { first: string; second: string; squareMeters: number }>();
  for (const { kind, areaIds, squareMeters } of streets) {
    if (kind !== 'overlap') continue;
    areaIds.forEach((firstId, index) => {
      for (const secondId of areaIds.slice(index + 1)) {
        const key = `${firstId} ${secondId}`;
        const before = pairs.get(key)?.squareMeters ?? 0;
        pairs.set(key, { first: nameOf(firstId), second: nameOf(secondId), squareMeters: before + squareMeters });
      }
    });
  }
  for (const { first, second, squareMeters } of pairs.values()) {
    faults.add(fault('BAKE-311', { first, second, squareMeters: Number(squareMeters.toFixed(2)) }));
  }
  for (const level of proof.levels) {
    const isStreet = level.level === 'street';
    const gapCount = isStreet ? 0 : level.gaps;
    const overlaps = level.crossings + (isStreet ? 0 : level.overlaps);
    if (gapCount + overlaps === 0) continue;
    const area = level.crossingSquareMeters + (isStreet ? 0 : level.gapSquareMeters + level.overlapSquareMeters);
    faults.add(fault('BAKE-306', { level: level.level, gaps: gapCount, overlaps, areaError: Number(area.toFixed(4)) }));
  }
}

export function tellProof(
  proof: Proof,
  gridAreaBand: readonly [number, number],
  nameOf: (id: string) => string,
  faults: FaultLog,
): void {
  tellPieces(proof, nameOf, faults);
  for (const { problem, areaId, level, expected } of proof.codes) {
    faults.add(fault(codeOfProblem[problem], { level, id: areaId, expected }));
  }
  const [least, most] = gridAreaBand;
  for (const { areaId, squareMeters } of proof.outOfBand) {
    faults.add(fault('BAKE-505', { id: areaId, squareMeters: Math.round(squareMeters), least, most }));
  }
  for (const id of proof.ownerless) faults.add(fault('BAKE-506', { id }));
  for (const { areaId, squareCm } of proof.snapped.collapsed) {
    const squareMeters = Number((squareCm / CM2_PER_M2).toFixed(4));
    faults.add(fault('BAKE-507', { id: areaId, squareMeters, snapMeters: proof.snapMeters }));
  }
}

export function tellSplitBuildings(split: readonly SplitBuilding[], faults: FaultLog): void {
  for (const { buildingId, shares } of split) {
    const words = shares.map(({ areaId, share }) => `${areaId ?? '∅'} ${(share * 100).toFixed(1)} %`);
    faults.add(fault('BAKE-501', { id: buildingId, shares: words.join(', ') }));
  }
}
