/** Buildings and people as the cache of stages keeps them: most of what a bake keeps. */

import { packPolygons, packRows, unpackPolygons, unpackRows } from '../cache/packedRows.ts';
import type { Packing } from '../cache/stages.ts';
import type { PlacedBuilding } from '../districtModel.ts';
import type { MadePeople } from './makePeople.ts';

export interface MadeStage {
  /** Records of each source that became part of the district, by source key. */
  readonly accepted: ReadonlyMap<string, number>;
  readonly buildings: readonly PlacedBuilding[];
  readonly residentsAreInvented: boolean;
  readonly people: MadePeople;
}

function packed({ buildings, people, ...rest }: MadeStage) {
  return {
    ...rest,
    // Each building without its outlines, which stand apart.
    buildings: packRows(buildings.map((building) => ({ ...building, footprintCm: null }))),
    footprints: packPolygons(buildings.map(({ footprintCm }) => footprintCm)),
    people: {
      ...people,
      enterprises: packRows(people.enterprises),
      stewards: packRows(people.stewards),
      persons: packRows(people.persons),
    },
  };
}

export const keptBuildings: Packing<MadeStage, ReturnType<typeof packed>> = {
  pack: packed,
  unpack({ buildings, footprints, people, ...rest }) {
    const footprintsCm = unpackPolygons(footprints);
    return {
      ...rest,
      buildings: unpackRows(buildings).map((building, row) => ({ ...building, footprintCm: footprintsCm[row]! })),
      people: {
        ...people,
        enterprises: unpackRows(people.enterprises),
        stewards: unpackRows(people.stewards),
        persons: unpackRows(people.persons),
      },
    };
  },
};
