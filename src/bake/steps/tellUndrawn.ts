import type { SourceRole } from '../../model/contract/recipeSources.ts';
import { recordFault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { Sources } from './readSources.ts';

/** Roles whose records no step places: they are read, and other sources' coordinates are checked against them. */
const undrawn: readonly SourceRole[] = ['roads', 'water', 'green'];

/** Adds BAKE-269 for each record that no step will place, so that its owner does not look for it on the wall. */
export function tellUndrawn(sources: Sources, faults: FaultLog): void {
  for (const role of undrawn) {
    for (const { source, records } of sources.of(role)) {
      for (const { label } of records) {
        faults.add(recordFault('BAKE-269', { source: source.key, id: label, fate: 'dropped' }, { role }, source.path));
      }
    }
  }
}
