/** Who lives where: households and residents shared out over homes, adding up exactly. */
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { PlacedBuilding } from '../districtModel.ts';
import { apportion } from './apportion.ts';

/** Mean household of the city in the 2020 census, rounded; only the mean matters here. */
const RESIDENTS_PER_HOUSEHOLD = 2.5;
/** Newer flats are larger: floor area per household against the mean. */
const LARGER_SINCE = 2000;
const LARGER_BY = 1.35;

/**
 * Shares residents and households out by residential floor area. Where no building is known to be residential, all are
 * taken, because then the source simply does not say.
 * @param totalResidents the exact sum; 0 leaves everything empty.
 */
export function populate(buildings: readonly PlacedBuilding[], totalResidents: number, seed: string): PlacedBuilding[] {
  const random = new SeededRandom(`${seed}/residents`);
  const anyHome = buildings.some((building) => building.use === 'residential');
  const weights = buildings.map(({ use, floorAreaSquareMeters, yearBuilt }) => {
    const flats = floorAreaSquareMeters / (yearBuilt !== null && yearBuilt >= LARGER_SINCE ? LARGER_BY : 1);
    return use === 'residential' || !anyHome ? flats * random.between(0.88, 1.12) : 0;
  });
  if (buildings.length === 0 || weights.every((weight) => weight === 0)) return [...buildings];
  const residents = apportion(totalResidents, weights);
  return buildings.map((building, index) => {
    const living = residents[index]!;
    const households = Math.min(
      living,
      Math.max(1, Math.round(living / random.between(2.2, 2 * RESIDENTS_PER_HOUSEHOLD - 2.2))),
    );
    return { ...building, residents: living, households: living === 0 ? 0 : households };
  });
}
