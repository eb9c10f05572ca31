import type { CaseView } from '../../model/contract/answers.ts';
import type { CaseRecord } from '../../model/domain/cases.ts';
import { lightHashOf } from '../../model/domain/litWindows.ts';
import type { AreaFacts, District } from '../state/districtPackage.ts';
import { lightPlaces } from './lightPlaces.ts';

/** The area and those above it, itself first. */
export function upwardPath(district: District, areaId: string): AreaFacts[] {
  const path: AreaFacts[] = [];
  for (let area = district.areaById.get(areaId); area; area = district.areaById.get(area.parentId ?? ''))
    path.push(area);
  return path;
}

/** A case and its one owner in words. Duty only. */
export function caseViews(district: District): (item: CaseRecord) => CaseView {
  const buildingName = district.index.prepare('SELECT name, nameEn FROM buildings WHERE buildingId = ?');
  const lights = lightPlaces(district);
  return (item) => {
    const path = upwardPath(district, item.gridId);
    const at = (level: AreaFacts['level']): AreaFacts | undefined => path.find((area) => area.level === level);
    const grid = path[0];
    const department = district.departments.get(item.departmentKey);
    const building =
      item.buildingId === null
        ? undefined
        : (buildingName.get(item.buildingId) as { name: string; nameEn: string } | undefined);
    return {
      ...item,
      departmentName: department?.name ?? item.departmentKey,
      departmentNameEn: department?.nameEn ?? item.departmentKey,
      gridName: grid?.name ?? item.gridId,
      gridNameEn: grid?.nameEn ?? item.gridId,
      streetName: at('street')?.name ?? '',
      streetNameEn: at('street')?.nameEn ?? '',
      communityName: at('community')?.name ?? '',
      communityNameEn: at('community')?.nameEn ?? '',
      ownerUnit: grid?.ownerUnit ?? null,
      gridHead: grid?.gridHeadMasked ?? null,
      buildingName: building?.name ?? null,
      buildingNameEn: building?.nameEn ?? null,
      lightBuildingIndex:
        item.state === 'closed' ? (lights.of(item, lightHashOf(item.caseId))?.buildingIndex ?? null) : null,
    };
  };
}
