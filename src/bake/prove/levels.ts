/** Which areas should tile which: the levels of a proof, from what the areas say of their parents. */
import { type AreaLevel, areaLevels, isResponsibilityGrid } from '../../model/domain/areas.ts';
import type { OutlinedArea } from './proof.ts';

export interface ProofLevel {
  /** Unit and extension grids together are unitGrid. */
  readonly level: AreaLevel;
  /** Rows of the areas that should tile. */
  readonly parts: ReadonlySet<number>;
  /** Rows of what they should tile; empty where nothing coarser was given. */
  readonly parents: ReadonlySet<number>;
  /** Rows of the areas in whose land a part may lie; a part without a known parent is not in it. */
  readonly homesOf: ReadonlyMap<number, readonly number[]>;
}

const levelOf = ({ level }: OutlinedArea): AreaLevel => (isResponsibilityGrid(level) ? 'unitGrid' : level);

export function levelsOf(areas: readonly OutlinedArea[]): ProofLevel[] {
  const rowById = new Map<string, number>();
  areas.forEach(({ id }, row) => {
    if (!rowById.has(id)) rowById.set(id, row);
  });
  const rowsOf = (level: AreaLevel): number[] => areas.flatMap((area, row) => (levelOf(area) === level ? [row] : []));
  const parentRow = ({ parentId, level }: OutlinedArea): number | undefined => {
    const row = parentId === null ? undefined : rowById.get(parentId);
    // A slip of the pen may name a sibling.
    return row !== undefined && areaLevels.indexOf(areas[row]!.level) < areaLevels.indexOf(level) ? row : undefined;
  };

  return areaLevels.slice(1).flatMap((level): ProofLevel[] => {
    const parts = rowsOf(level);
    if (parts.length === 0 || level === 'extensionGrid') return [];
    const tally = new Map<AreaLevel, number>();
    for (const row of parts) {
      const parent = parentRow(areas[row]!);
      if (parent !== undefined) tally.set(areas[parent]!.level, (tally.get(areas[parent]!.level) ?? 0) + 1);
    }
    const coarser = areaLevels.slice(0, areaLevels.indexOf(level)).filter((above) => above !== 'communityGrid');
    const above =
      [...tally].sort((a, b) => b[1] - a[1])[0]?.[0] ?? coarser.findLast((candidate) => rowsOf(candidate).length > 0);
    const homesOf = new Map<number, number[]>();
    for (const row of parts) {
      const area = areas[row]!;
      const members =
        level === 'communityGrid'
          ? areas.flatMap((other, at) => (other.level === 'community' && other.communityGridId === area.id ? [at] : []))
          : [];
      const parent = parentRow(area);
      if (members.length > 0) homesOf.set(row, members);
      else if (parent !== undefined) homesOf.set(row, [parent]);
    }
    return [{ level, parts: new Set(parts), parents: new Set(above ? rowsOf(above) : []), homesOf }];
  });
}
