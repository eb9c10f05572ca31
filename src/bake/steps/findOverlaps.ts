import { fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { boundsOf, type MultiPolygon, multiPolygonArea } from '../../model/geometry/polygon.ts';
import { intersectionCm } from '../topology/clipCm.ts';

/** Less is what two hands make of one line, not land with two owners. */
const SMALLEST_SQUARE_METERS = 1;
const CM2_PER_M2 = 10_000;

export interface NamedOutline {
  readonly name: string;
  readonly polygonsCm: MultiPolygon;
}

/** Land that two streets of an owner's file both claim: one fault BAKE-311 a pair. */
export function findOverlaps(streets: readonly NamedOutline[], faults: FaultLog): void {
  const boxed = streets.map((street) => ({ ...street, bounds: boundsOf(street.polygonsCm.flat()) }));
  boxed.forEach((first, index) => {
    for (const second of boxed.slice(index + 1)) {
      const [a, b] = [first.bounds, second.bounds];
      if (a.maxX <= b.minX || b.maxX <= a.minX || a.maxY <= b.minY || b.maxY <= a.minY) continue;
      const sharedCm2 = multiPolygonArea(intersectionCm(first.polygonsCm, second.polygonsCm));
      const squareMeters = Math.round(sharedCm2 / CM2_PER_M2);
      if (squareMeters < SMALLEST_SQUARE_METERS) continue;
      faults.add(fault('BAKE-311', { first: first.name, second: second.name, squareMeters }));
    }
  });
}
