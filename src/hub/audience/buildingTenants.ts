/** Who works in a building: enterprises by name for duty, how many and of which kinds for the public; and public places. */
import type { BuildingAnswer, EnterpriseView } from '../../model/contract/answers.ts';
import type { Audience } from '../../model/domain/audiences.ts';
import { enterpriseKinds } from '../../model/domain/facilities.ts';
import { bandOf } from '../../model/domain/suppression.ts';
import type { District } from '../state/districtPackage.ts';

export type BuildingTenants = Pick<BuildingAnswer, 'enterprises' | 'facilities'>;

/** In the order of their codes, and of their ids. */
export function buildingTenants(
  district: District,
  audience: Audience,
): (building: { readonly buildingId: string; readonly gridId: string }) => BuildingTenants {
  const enterprisesOf = district.index.prepare(
    'SELECT unitCode, name, nameEn, kind FROM enterprises WHERE buildingId = ? ORDER BY unitCode',
  );
  // By grid first: that is what the table is indexed by.
  const facilitiesOf = district.index.prepare(
    'SELECT facilityId, kind, name, nameEn FROM facilities WHERE gridId = ? AND buildingId = ? ORDER BY facilityId',
  );
  return ({ buildingId, gridId }) => {
    const list = enterprisesOf.all(buildingId).map((row) => ({ ...row })) as unknown as EnterpriseView[];
    const facilities = facilitiesOf.all(gridId, buildingId).map((row) => ({ ...row }));
    const kinds = enterpriseKinds.filter((kind) => list.some((one) => one.kind === kind));
    return {
      enterprises:
        audience === 'public' ? { count: bandOf(list.length), kinds } : { count: { value: list.length }, kinds, list },
      facilities: facilities as unknown as BuildingTenants['facilities'],
    };
  };
}
