/** Ages of those who live in each grid: older in the walk-ups and courts, younger in the compounds of this century. */
import { type AgeBand, type AgeCounts, ageBands, noAges } from '../../model/domain/people.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { PlacedBuilding } from '../districtModel.ts';
import { apportion } from './apportion.ts';

interface AgeShares {
  /** Housing built before this year. */
  readonly before: number;
  readonly shares: Readonly<Record<AgeBand, number>>;
}

/** Around the city's means of the 2020 census (15 % under 15, 20 % of 60 and older), told apart by the age of the house. */
const SHARES: readonly AgeShares[] = [
  { before: 1960, shares: { under15: 0.1, from15to59: 0.57, from60to79: 0.26, from80: 0.07 } },
  { before: 2000, shares: { under15: 0.11, from15to59: 0.59, from60to79: 0.245, from80: 0.055 } },
  { before: Infinity, shares: { under15: 0.18, from15to59: 0.68, from60to79: 0.12, from80: 0.02 } },
];
const USUAL_YEAR = 1990;

/** Counts by grid; each adds up to the residents of the grid's buildings exactly. Grids without residents are absent. */
export function shareAges(buildings: readonly PlacedBuilding[], seed: string): Map<string, AgeCounts> {
  const homes = buildings.filter(({ residents }) => residents > 0);
  const byGrid = [...Map.groupBy(homes, ({ gridId }) => gridId)].sort(([a], [b]) => (a < b ? -1 : 1));
  const base = new SeededRandom(`${seed}/ages`);
  return new Map(
    byGrid.map(([gridId, own]): [string, AgeCounts] => {
      const random = base.fork(gridId);
      const weights = ageBands.map((band) => {
        const expected = own.reduce((sum, { residents, yearBuilt }) => {
          const { shares } = SHARES.find(({ before }) => (yearBuilt ?? USUAL_YEAR) < before)!;
          return sum + residents * shares[band];
        }, 0);
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
