import type { ComponentCount } from '../../model/contract/answers.ts';
import type { District } from '../state/districtPackage.ts';

/** How many city components of each class an area has, as the index totals them; classes without any are left out. */
export function componentCounts(district: District): (areaId: string) => ComponentCount[] {
  const classes = district.manifest.components?.classes ?? [];
  const ofArea = district.index.prepare('SELECT countsByClass FROM componentCounts WHERE areaId = ?');
  return (areaId) => {
    const row = ofArea.get(areaId) as { readonly countsByClass: string } | undefined;
    const counts = row ? (JSON.parse(row.countsByClass) as number[]) : [];
    return classes.flatMap(({ code, name, nameEn }, at) => {
      const count = counts[at] ?? 0;
      return count > 0 ? [{ classCode: code, className: name, classNameEn: nameEn, count }] : [];
    });
  };
}
