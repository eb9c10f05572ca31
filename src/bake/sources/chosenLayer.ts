import { FaultError, fault } from '../../model/faults/fault.ts';
import { nearestName } from '../../model/faults/nearestName.ts';

const SHOWN = 12;

/**
 * The layer that the recipe names, or the only one there is; `layers` must not be empty. Throws FaultError BAKE-227 where
 * there are several and none is named: never the first by chance; BAKE-228 for a name that is not there.
 */
export function chosenLayer(layers: readonly string[], wanted: string | undefined, file: string): string {
  const shown = layers.slice(0, SHOWN).join(', ') + (layers.length > SHOWN ? ` … (${layers.length})` : '');
  if (wanted !== undefined) {
    if (layers.includes(wanted)) return wanted;
    const values = { file, layer: wanted, nearest: nearestName(wanted, layers), layers: shown };
    throw new FaultError(fault('BAKE-228', values, file));
  }
  if (layers.length > 1) throw new FaultError(fault('BAKE-227', { file, layers: shown }, file));
  return layers[0]!;
}
