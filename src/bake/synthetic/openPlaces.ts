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
