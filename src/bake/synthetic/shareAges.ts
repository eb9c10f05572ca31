/** Ages of those who live in each grid: older in the walk-ups and courts, younger in the compounds of this century. */
import { type AgeCounts, ageBands, noAges } from '../../model/domain/people.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { PlacedBuilding } from '../districtModel.ts';
import { apportion } from './apportion.ts';
import { homesOf } from './words.ts';

/** Counts by grid; each adds up to the residents of the grid's buildings exactly. Grids without residents are absent. */
export function shareAges(buildings: readonly PlacedBuilding[], seed: string): Map<string, AgeCounts> {
  const homes = buildings.filter(({ residents }) => residents > 0);
  const byGrid = [...Map.groupBy(homes, ({ gridId }) => gridId)].sort(([a], [b]) => (a < b ? -1 : 1));
  const base = new SeededRandom(`${seed}/ages`);
  return new Map(
    byGrid.map(([gridId, own]): [string, AgeCounts] => {
      const random = base.fork(gridId);
      const weights = ageBands.map((band) => {
        const expected = own.reduce(
          (sum, { residents, yearBuilt }) => sum + residents * homesOf(yearBuilt).ages[band],
          0,
        );
        return expected * random.between(0.9, 1.1);
      });
      const counts = apportion(
        own.reduce((sum, { residents }) => sum + residents, 0),
        weights,
      );
      return [gridId, { ...noAges, ...Object.fromEntries(ageBands.map((band, index) => [band, counts[index]!])) }];
    }),
  );
}
