/** Who answers for what, who works where, and the ages of who lives there. */
import type { DistrictModel } from '../districtModel.ts';
import type { MadeAreas } from './makeAreas.ts';
import type { MadeBuildings } from './makeBuildings.ts';
import type { MadeGround } from './makeGround.ts';
import type { ModelInput } from './modelInput.ts';

export type MadePeople = Pick<
  DistrictModel,
  'facilities' | 'enterprises' | 'staff' | 'stewards' | 'persons' | 'agesByGrid'
>;

export function makePeople(
  _input: ModelInput,
  _areas: MadeAreas,
  _ground: MadeGround,
  _buildings: MadeBuildings,
): MadePeople {
  return { facilities: [], enterprises: [], staff: [], stewards: [], persons: [], agesByGrid: new Map() };
}
