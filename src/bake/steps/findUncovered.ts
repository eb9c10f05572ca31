import { fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { type MultiPolygon, polygonArea } from '../../model/geometry/polygon.ts';
import { differenceCm } from '../topology/clipCm.ts';

/** Smaller pieces are what two hands make of one line, not places. */
const SMALLEST_SQUARE_METERS = 1;
const CM2_PER_M2 = 10_000;

export interface UncoveredPiece {
  readonly squareMeters: number;
  readonly polygonCm: MultiPolygon[number];
}

/** Parts of the district that lie in no street, largest first; counted as one fault BAKE-305 where there are any. */
export function findUncovered(districtCm: MultiPolygon, streetsCm: MultiPolygon, faults: FaultLog): UncoveredPiece[] {
  const pieces = differenceCm(districtCm, streetsCm)
    .map((polygonCm): UncoveredPiece => ({ squareMeters: Math.round(polygonArea(polygonCm) / CM2_PER_M2), polygonCm }))
    .filter(({ squareMeters }) => squareMeters >= SMALLEST_SQUARE_METERS)
    .sort((a, b) => b.squareMeters - a.squareMeters);
  if (pieces.length > 0) {
    const squareKilometers = (pieces.reduce((sum, piece) => sum + piece.squareMeters, 0) / 1e6).toFixed(2);
    faults.add(fault('BAKE-305', { squareKilometers, pieces: pieces.length }));
  }
  return pieces;
}
