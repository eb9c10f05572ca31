/** What each camera sees of the ground, computed once: it changes only with the city, and is asked for again and again. */
import { type FieldOfView, fieldOfView } from '../../../model/analysis/fieldOfView.ts';
import type { HeightField } from '../../../model/geometry/heightField.ts';
import type { BuildingRays } from '../../picking/buildingRays.ts';
import type { VideoPointPlaces } from '../videoPoints/videoPoints.ts';
import { lensOf } from './fieldsOfView.ts';

export interface SightInputs {
  readonly places: VideoPointPlaces;
  readonly rays: BuildingRays;
  readonly ground: HeightField;
}

export class CameraFields {
  readonly inputs: SightInputs;
  readonly #known = new Map<number, FieldOfView>();

  constructor(inputs: SightInputs) {
    this.inputs = inputs;
  }

  /** @param row below `places.count`. */
  of(row: number): FieldOfView {
    const known = this.#known.get(row);
    if (known) return known;
    const { places, rays, ground } = this.inputs;
    const [east, north, up] = places.enuMeters.subarray(row * 3, row * 3 + 3) as unknown as [number, number, number];
    const lens = lensOf(places, row);
    const field = fieldOfView(ground, [east, north, up], lens, rays.obstaclesNear([east, north], lens.rangeMeters));
    this.#known.set(row, field);
    return field;
  }
}
