/** Answers about one city component. What it is, is public: a thing of the street; to whom it belongs, duty alone learns. */
import type { ComponentAnswer } from '../../model/contract/answers.ts';
import type { Audience } from '../../model/domain/audiences.ts';
import type { District } from '../state/districtPackage.ts';
import { upwardPath } from './caseView.ts';

interface ComponentRow {
  readonly componentIndex: number;
  readonly componentId: string;
  readonly name: string | null;
  readonly ownerUnit: string | null;
}

/** By id, or by `@` and componentIndex; null for none of them. */
export type ComponentAnswers = (idOrIndex: string, nowMillis: number) => ComponentAnswer | null;

export function componentAnswers(district: District, audience: Audience): ComponentAnswers {
  const { manifest, components } = district;
  const classes = manifest.components?.classes ?? [];
  const count = components?.count ?? 0;
  const rowAt = district.index.prepare('SELECT * FROM components WHERE componentIndex = ?');
  const at = (index: number): ComponentRow | undefined => rowAt.get(index) as ComponentRow | undefined;

  /** Rows stand in the order of their ids (UTF-16 code units): found by halves, without an index of its own. */
  const byId = (id: string): ComponentRow | undefined => {
    let [low, high] = [0, count - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const row = at(middle);
      if (!row || row.componentId === id) return row;
      if (row.componentId < id) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  };

  return (idOrIndex, nowMillis) => {
    const index = /^@(\d{1,9})$/.exec(idOrIndex)?.[1];
    const row = index === undefined ? byId(idOrIndex) : at(Number(index));
    if (!row || !components || row.componentIndex >= count) return null;
    const { componentIndex } = row;
    const { enuCm, classRow, areaRow } = components;
    const own = classes[classRow[componentIndex]!]!;
    const grid = district.areas[areaRow[componentIndex]!]!;
    const department = district.departments.get(own.departmentKey);
    const enuMeters = [enuCm[componentIndex * 2]! / 100, enuCm[componentIndex * 2 + 1]! / 100] as const;
    const answer: ComponentAnswer = {
      componentId: row.componentId,
      componentIndex,
      classCode: own.code,
      className: own.name,
      classNameEn: own.nameEn,
      name: row.name,
      departmentName: department?.name ?? own.departmentKey,
      departmentNameEn: department?.nameEn ?? own.departmentKey,
      gridId: grid.id,
      gridOwnerUnit: grid.ownerUnit,
      path: upwardPath(district, grid.id)
        .map(({ id, level, name, nameEn }) => ({ id, level, name, nameEn }))
        .reverse(),
      enuMeters,
      lonLatDeg: district.frame.lonLatFromEnu([...enuMeters, 0]).lonLatDeg,
      provenance: {
        name: manifest.name,
        nameEn: manifest.nameEn,
        asOfMillis: nowMillis,
        synthetic: manifest.synthetic.components ?? false,
      },
    };
    return audience === 'public' ? answer : { ...answer, ownerUnit: row.ownerUnit };
  };
}
