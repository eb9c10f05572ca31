/** Who lives where: households and residents shared out over homes, adding up exactly. */
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { PlacedBuilding } from '../districtModel.ts';
import { apportion } from './apportion.ts';
import { homesOf } from './words.ts';

/**
 * Shares residents and households out by residential floor area. What an owner's file counted stays; where no building
 * is known to be residential, all are taken, because then the source simply does not say.
 * @param totalResidents the exact sum, unless owners counted more; 0 leaves the rest empty.
 * @param crowding residents per floor area against the usual of their time, by building id.
 */
export function populate(
  buildings: readonly PlacedBuilding[],
  totalResidents: number,
  seed: string,
  crowding: ReadonlyMap<string, number> = new Map(),
): PlacedBuilding[] {
  const random = new SeededRandom(`${seed}/residents`);
  const anyHome = buildings.some((building) => building.use === 'residential');
  const counted = buildings.reduce((sum, building) => sum + building.residents, 0);
  const weights = buildings.map(({ buildingId, use, floorAreaSquareMeters, yearBuilt, residents }) => {
    const own = random.between(0.88, 1.12) * (crowding.get(buildingId) ?? 1);
    if (residents > 0 || (use !== 'residential' && anyHome)) return 0;
    return (floorAreaSquareMeters / homesOf(yearBuilt).roominess) * own;
  });
  const left = Math.max(0, totalResidents - counted);
  const shared = weights.some((weight) => weight > 0) ? apportion(left, weights) : weights;
  return buildings.map((building, index) => {
    const residents = building.residents > 0 ? building.residents : shared[index]!;
    const perHousehold = homesOf(building.yearBuilt).residentsPerHousehold * random.between(0.9, 1.1);
    if (residents === 0 || building.households > 0) return { ...building, residents };
    return {
      ...building,
      residents,
      households: Math.min(residents, Math.max(1, Math.round(residents / perHousehold))),
    };
  });
}
