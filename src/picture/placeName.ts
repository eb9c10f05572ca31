import type { Area } from '../model/contract/areasFile.ts';
import { areaLevels } from '../model/domain/areas.ts';
import type { Look, PickName } from './cityView.ts';
import type { AreaPlaces } from './picking/areaPlaces.ts';

/** Farther away a picture is of the whole district; of a street; nearer by of a community. */
const [DISTRICT_FROM_METERS, STREET_FROM_METERS] = [5_000, 1_800];

/** What a picture is of: the area in its middle, as large as the eye is far. Null outside of all. */
export function placeNameOf(places: AreaPlaces, { targetEnuMeters, rangeMeters }: Look): PickName | null {
  const finest =
    rangeMeters >= DISTRICT_FROM_METERS
      ? 'district'
      : rangeMeters >= STREET_FROM_METERS
        ? ('street' as const)
        : ('community' as const);
  let area: Area | null = places.areaAt(targetEnuMeters[0], targetEnuMeters[1]);
  while (area && areaLevels.indexOf(area.level) > areaLevels.indexOf(finest)) {
    area = area.parentId === null ? null : places.areaOf(area.parentId);
  }
  return area && { name: area.name, nameEn: area.nameEn };
}
