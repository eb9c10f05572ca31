/** Where an invented house may stand: beside roads, water and green, on ground that is level enough. */
import { flatHeightField, groundUpMeters, type HeightField } from '../../model/geometry/heightField.ts';
import { boundsOf, type MultiPolygon, type Outline } from '../../model/geometry/polygon.ts';
import { type Stand, standOnGround } from '../../model/geometry/standOnGround.ts';
import type { Road } from '../districtModel.ts';
import { AreaClearance } from './clearOfAreas.ts';
import { RoadClearance } from './clearOfRoads.ts';
import type { Block } from './specs.ts';

/** The most that the ground may rise along a house: a storey. Beyond it a builder takes another place. */
export const MOST_RISE_METERS = 3;

/** What is known around the blocks. */
export interface Surroundings {
  readonly roads: readonly Road[];
  readonly waterCm: MultiPolygon;
  /** Lawns and woods that nothing may be built on; absent where there are none. */
  readonly greenCm?: MultiPolygon;
  /** Absent: level. */
  readonly heightField?: HeightField;
  /** Where ships of guests are to call; absent where no plan says it. */
  readonly cruiseQuaysCm?: readonly Outline[];
}

export class Buildable {
  readonly #roads: RoadClearance;
  readonly #areas: AreaClearance;
  readonly #field: HeightField;

  constructor(blocks: readonly Block[], { roads, waterCm, greenCm = [], heightField }: Surroundings) {
    this.#roads = new RoadClearance(roads);
    this.#areas = new AreaClearance([...waterCm, ...greenCm], boundsOf(blocks.map(({ outlineCm }) => outlineCm)));
    this.#field = heightField ?? flatHeightField();
  }

  /** Has a plot room there? Its rise is taken at its corners and between them: `stand` knows it exactly. */
  isOpen(outlineCm: Outline): boolean {
    return !this.#isSteep(outlineCm) && this.isClear(outlineCm);
  }

  /** Does the outline touch no road, no water and no green? Centimetres ENU. */
  isClear(outlineCm: Outline): boolean {
    return this.#roads.isClear(outlineCm) && this.#areas.isClear(outlineCm);
  }

  stand(footprintCm: MultiPolygon, heightMeters: number): Stand {
    return standOnGround(this.#field, footprintCm, heightMeters);
  }

  #isSteep(outlineCm: Outline): boolean {
    let [lowest, highest] = [Infinity, -Infinity];
    for (let index = 0; index < outlineCm.length; index++) {
      const at = outlineCm[index]!;
      const next = outlineCm[(index + 1) % outlineCm.length]!;
      const up = groundUpMeters(this.#field, at[0] / 100, at[1] / 100);
      const between = groundUpMeters(this.#field, (at[0] + next[0]) / 200, (at[1] + next[1]) / 200);
      lowest = Math.min(lowest, up, between);
      highest = Math.max(highest, up, between);
    }
    return highest - lowest > MOST_RISE_METERS;
  }
}
