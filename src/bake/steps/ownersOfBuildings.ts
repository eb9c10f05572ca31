/** Owners of buildings as an owner's file names them: for the personal store, never for the index or a tile. */
import type { Person } from '../../model/domain/people.ts';
import { fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { PlacedBuilding } from '../districtModel.ts';
import type { ReadSource } from '../sources/readSource.ts';

/**
 * One person for each building that kept its owner's own id. A name on a record without an id belongs to nobody that a
 * later bake would find again: it is left out and counted (BAKE-430).
 */
export function ownersOfBuildings(
  sources: readonly ReadSource[],
  buildings: readonly PlacedBuilding[],
  faults: FaultLog,
): Person[] {
  const known = new Set(buildings.map(({ buildingId }) => buildingId));
  return sources.flatMap(({ source, records }) =>
    records.flatMap(({ label, hasOwnId, values }): Person[] => {
      const name = String(values.ownerName ?? '').trim();
      if (name === '') return [];
      const id = `${source.key}:${label}`;
      if (!hasOwnId) {
        faults.add(fault('BAKE-430', { id }, source.path));
        return [];
      }
      const phone = String(values.ownerPhone ?? '').trim();
      // A dropped building has its own line in the report: its owner goes with it.
      return known.has(id) ? [{ personId: `${id}/owner`, name, phone: phone === '' ? null : phone }] : [];
    }),
  );
}
