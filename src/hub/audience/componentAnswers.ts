/** Answers about one city component. What it is, is public: a thing of the street; to whom it belongs, duty alone learns. */
import type { ComponentAnswer } from '../../model/contract/answers.ts';
import type { Audience } from '../../model/domain/audiences.ts';
import type { District } from '../state/districtPackage.ts';
import { upwardPath } from './caseView.ts';

interface ComponentRow {
  readonly componentIndex: number;
  readonly componentId: string;
  readonly classCode: string;
  readonly name: string | null;
  readonly ownerUnit: string | null;
  readonly eastCm: number;
  readonly northCm: number;
  readonly gridId: string;
}

/** By id, or by `@` and componentIndex; null for none of them. */
export type ComponentAnswers = (idOrIndex: string, nowMillis: number) => ComponentAnswer | null;

export function componentAnswers(district: District, audience: Audience): ComponentAnswers {
  const { manifest } = district;
  const classOf = new Map(manifest.components?.classes.map((one) => [one.code, one]));
  const count = manifest.counts.components ?? 0;
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
    const kind = row && classOf.get(row.classCode);
    if (!row || !kind) return null;
    const department = district.departments.get(kind.departmentKey);
    const enuMeters = [row.eastCm / 100, row.northCm / 100] as const;
    const answer: ComponentAnswer = {
      componentId: row.componentId,
      componentIndex: row.componentIndex,
      classCode: kind.code,
      className: kind.name,
      classNameEn: kind.nameEn,
      name: row.name,
      departmentName: department?.name ?? kind.departmentKey,
      departmentNameEn: department?.nameEn ?? kind.departmentKey,
      gridId: row.gridId,
      gridOwnerUnit: district.areaById.get(row.gridId)?.ownerUnit ?? null,
      path: upwardPath(district, row.gridId)
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
