/** Who answers for what, who works where, and the ages of who lives there. */
import { boundsOf } from '../../model/geometry/polygon.ts';
import type { DistrictModel } from '../districtModel.ts';
import { type OnPart, unheard } from '../progress.ts';
import { generateEnterprises, generateFacilities, generateStaff, shareAges } from '../synthetic/generate.ts';
import type { NamedPlace } from '../synthetic/metroEntrances.ts';
import { KnownPlaces } from '../synthetic/openPlaces.ts';
import { enuCmFromLonLat } from './enuCm.ts';
import type { MadeAreas } from './makeAreas.ts';
import type { MadeBuildings } from './makeBuildings.ts';
import type { MadeGround } from './makeGround.ts';
import { byId, checkMade, type ModelInput } from './modelInput.ts';
import { ownersOfBuildings } from './ownersOfBuildings.ts';
import type { FindGrid } from './placeBuildings.ts';

export type MadePeople = Pick<
  DistrictModel,
  'facilities' | 'enterprises' | 'staff' | 'stewards' | 'persons' | 'agesByGrid'
>;

/** Where the recipe does not say: enterprises of a large city against its residents, in whole numbers. */
const RESIDENTS_PER_ENTERPRISE = 40;

/** How much of the time has passed when that is there. */
const [FACILITIES_SHARE, ENTERPRISES_SHARE, STAFF_SHARE] = [0.15, 0.4, 0.6];

/** Full names of grid heads that an owner's file gives, by code. */
function headNames({ sources }: ModelInput): ReadonlyMap<string, string> {
  return new Map(
    sources.of('gridBoundaries').flatMap(({ records }) =>
      records.flatMap(({ values }): [string, string][] => {
        const [code, name] = [String(values.code ?? ''), String(values.gridHead ?? '').trim()];
        return code === '' || name === '' ? [] : [[code, name]];
      }),
    ),
  );
}

/** Stations and parks of the recipe's city plan, where it has one. */
function plannedPlaces({ official, placed }: ModelInput): { stations: NamedPlace[]; parks: NamedPlace[] } {
  const cm = (places: readonly { name: string; nameEn: string; at: readonly [number, number] }[]): NamedPlace[] =>
    places.flatMap(({ name, nameEn, at }) => {
      const atCm = enuCmFromLonLat(placed.frame, at);
      return atCm ? [{ name, nameEn, atCm }] : [];
    });
  return { stations: cm(official.plan?.metroStations ?? []), parks: cm(official.plan?.parks ?? []) };
}

export function makePeople(
  input: ModelInput,
  { areas, landCm }: MadeAreas,
  { blocks, roads, waterCm }: MadeGround,
  { buildings, facilities: builtFor }: MadeBuildings,
  findGrid: FindGrid,
  onPart: OnPart = unheard,
  places: KnownPlaces = new KnownPlaces(),
): MadePeople {
  onPart('people', 0);
  const { recipe, sources, faults } = input;
  const { seed, residents, enterprises: wanted } = recipe.generate;
  // Invented parks would lie across real houses, as invented lawns would.
  const green = sources.of('buildings').length > 0 ? [] : blocks;
  const open = places.around({ roads, waterCm, buildings }, boundsOf(landCm.flat()));
  const isOpen = (xCm: number, yCm: number): boolean => open.isOpen(xCm, yCm);
  const facilities = generateFacilities(
    { ...plannedPlaces(input), areas, blocks: green, roads, buildings, builtFor, findGrid, isOpen },
    { seed, districtKey: recipe.district.key },
  );
  onPart('people', FACILITIES_SHARE);
  const count = wanted ?? Math.round(residents / RESIDENTS_PER_ENTERPRISE);
  const enterprises = generateEnterprises(areas, buildings, { seed, count });
  onPart('people', ENTERPRISES_SHARE);
  if (wanted !== undefined) checkMade('enterprises', wanted, enterprises.length, faults);
  const { staff, stewards, persons } = generateStaff(areas, buildings, { seed, headNames: headNames(input) });
  onPart('people', STAFF_SHARE);
  const owners = ownersOfBuildings(sources.of('buildings'), buildings, faults);
  return {
    facilities,
    enterprises,
    staff: staff.sort(byId(({ staffId }) => staffId)),
    stewards: stewards.sort(byId(({ stewardId }) => stewardId)),
    persons: [...persons, ...owners].sort(byId(({ personId }) => personId)),
    agesByGrid: shareAges(buildings, seed),
  };
}
