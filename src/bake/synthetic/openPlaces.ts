/** Where a pole, a stair or a pit may be: on land, beside every carriageway and track, in no house. */
import type { Bounds2, MultiPolygon } from '../../model/geometry/polygon.ts';
import type { PlacedBuilding, Road } from '../districtModel.ts';
import { AreaClearance } from './clearOfAreas.ts';
import { RoadClearance } from './clearOfRoads.ts';

/** A pole's own width, off the kerb. */
const OFF_KERB_CM = 30;

export interface StandingAround {
  readonly roads: readonly Road[];
  readonly waterCm: MultiPolygon;
  readonly buildings: readonly PlacedBuilding[];
}

/** Whoever asks about the same surroundings again has the same answer, without all of them being sorted again. */
export class KnownPlaces {
  #last: { readonly around: StandingAround; readonly places: OpenPlaces } | null = null;

  /** @param within as of OpenPlaces. */
  around(around: StandingAround, within: Readonly<Bounds2>): OpenPlaces {
    const { roads, waterCm, buildings } = this.#last?.around ?? {};
    const isSame = roads === around.roads && waterCm === around.waterCm && buildings === around.buildings;
    if (this.#last === null || !isSame) this.#last = { around, places: new OpenPlaces(around, within) };
    return this.#last.places;
  }
}

export class OpenPlaces {
  readonly #roads: RoadClearance;
  readonly #areas: AreaClearance;

  /** @param within the land, in centimetres ENU: beyond it nothing is known. */
  constructor({ roads, waterCm, buildings }: StandingAround, within: Readonly<Bounds2>) {
    this.#roads = new RoadClearance(roads);
    this.#areas = new AreaClearance([...waterCm, ...buildings.flatMap(({ footprintCm }) => footprintCm)], within);
  }

  /** Centimetres ENU. */
  isOpen(xCm: number, yCm: number): boolean {
    return this.#roads.isBeside(xCm, yCm, OFF_KERB_CM) && !this.#areas.holds(xCm, yCm);
  }
}
