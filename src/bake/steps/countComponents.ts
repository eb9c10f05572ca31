import { isResponsibilityGrid } from '../../model/domain/areas.ts';
import { invariant } from '../../model/faults/invariant.ts';
import type { DistrictModel } from '../districtModel.ts';
import { Totals } from './rollUps.ts';

/**
 * How many components of each class every area has, by area id: one number a class, in the order of the class table. What
 * counts in a grid counts once in each area above it.
 */
export function countComponents(
  { areas, components }: Pick<DistrictModel, 'areas' | 'components'>,
  classCount: number,
): Map<string, readonly number[]> {
  const none: readonly number[] = new Array(classCount).fill(0);
  const inGrid = new Map<string, number[]>();
  for (const { id, level } of areas) if (isResponsibilityGrid(level)) inGrid.set(id, [...none]);
  components.gridIds.forEach((gridId, row) => {
    const counts = inGrid.get(gridId);
    invariant(counts, `${gridId} is a grid of the district`);
    counts[components.classRow[row]!]!++;
  });
  const totals = new Totals<readonly number[]>(areas, none, (a, b) => a.map((count, row) => count + b[row]!));
  for (const [gridId, counts] of inGrid) totals.add(gridId, counts);
  return totals.carried();
}
