import type { Direct, Group } from '../../model/contract/stage.ts';
import { audienceOf } from '../../model/domain/audiences.ts';
import type { District } from '../state/districtPackage.ts';
import type { DistrictState } from '../state/districtState.ts';

export type Command = Omit<Direct, 'leaseToken'>;
export type CommandFor = (command: Command, group: Group) => Command;

/**
 * A desk's command as a group may have it. Halls are public: where the desk means a case, they get the grid that
 * answers for it, seen in its middle; the case's id and place stay on duty.
 */
export function commandProjection(district: District, state: DistrictState): CommandFor {
  return (command, group) => {
    const { look, focus } = command;
    if (focus?.kind !== 'case' || audienceOf(group, true) === 'duty') return command;
    const grid = district.areaById.get(state.cases.get(focus.id)?.gridId ?? '');
    // A case that nobody knows any more: where it was is still nothing for the public.
    if (!grid) return { ...command, look: null, focus: null };
    const [east, north] = grid.labelEnuMeters;
    return {
      ...command,
      look: look && { ...look, targetEnuMeters: [east, north] },
      focus: { kind: 'area', id: grid.id },
    };
  };
}
