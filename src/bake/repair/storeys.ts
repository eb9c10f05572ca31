/** Floors and height of a building from what its record says: which of the two is believed, and by which rule. */
import { type BuildingUse, storeyHeightMeters } from '../../model/domain/buildings.ts';

/** The tallest building stands 828 m; districts have none above this, and a figure above is feet or centimetres. */
export const TALLEST_METERS = 700;
/** Lower is no building: kilometres, or a slip. */
export const LOWEST_METERS = 1;
/** The most that any building has is 163; more is a typing slip. */
export const MOST_FLOORS = 150;
/** Metres of height per floor, for buildings of two floors and more. */
export const STOREY_BAND_METERS = { least: 2, most: 12 } as const;
/** One floor may be a hall. */
export const TALLEST_HALL_METERS = 60;
export const YEAR_BAND = { first: 1000, last: 2100 } as const;

/** given: as the record says; the others say what was made from what. */
export type StoreyRule = 'given' | 'heightFromFloors' | 'floorsFromHeight' | 'oneStorey';
export type StoreyFault = 'impossibleHeight' | 'impossibleFloors' | 'contradiction';

export interface Storeys {
  readonly floors: number;
  readonly heightGroundMeters: number;
  readonly rule: StoreyRule;
  /** Values that were not believed, each with the word that names it. */
  readonly faults: readonly { readonly kind: StoreyFault; readonly value: string }[];
}

const toCentimeters = (meters: number): number => Math.round(meters * 100) / 100;

/**
 * 0 and null are "not said". A height outside 1 … 700 m and floors outside 1 … 150 are taken as not said. Where both are
 * there and a floor would be lower than 2 m or higher than 12 m (60 m for a single one), the height is believed: it was
 * measured, and floors are counted by eye. What is missing then follows from the use's storey height.
 */
export function storeysOf(height: number | null, floors: number | null, use: BuildingUse): Storeys {
  const faults: { kind: StoreyFault; value: string }[] = [];
  let [meters, count] = [height || null, Math.round(floors ?? 0) || null];
  if (meters !== null && !(meters >= LOWEST_METERS && meters <= TALLEST_METERS)) {
    faults.push({ kind: 'impossibleHeight', value: String(meters) });
    meters = null;
  }
  if (count !== null && !(count > 0 && count <= MOST_FLOORS)) {
    faults.push({ kind: 'impossibleFloors', value: String(count) });
    count = null;
  }
  if (meters !== null && count !== null) {
    const storey = meters / count;
    const most = count === 1 ? TALLEST_HALL_METERS : STOREY_BAND_METERS.most;
    if (storey >= STOREY_BAND_METERS.least && storey <= most) {
      return { floors: count, heightGroundMeters: toCentimeters(meters), rule: 'given', faults };
    }
    faults.push({ kind: 'contradiction', value: `${meters} m / ${count}` });
    count = null;
  }
  const storey = storeyHeightMeters[use];
  if (meters !== null) {
    const made = Math.min(MOST_FLOORS, Math.max(1, Math.round(meters / storey)));
    return { floors: made, heightGroundMeters: toCentimeters(meters), rule: 'floorsFromHeight', faults };
  }
  if (count !== null) {
    return { floors: count, heightGroundMeters: toCentimeters(count * storey), rule: 'heightFromFloors', faults };
  }
  return { floors: 1, heightGroundMeters: toCentimeters(storey), rule: 'oneStorey', faults };
}

export type BuildingYear = { readonly year: number | null; readonly isImpossible: boolean };

/** 0 and null are "not said". */
export function yearBuiltOf(value: number | null): BuildingYear {
  if (!value) return { year: null, isImpossible: false };
  const year = Math.round(value);
  const isImpossible = year < YEAR_BAND.first || year > YEAR_BAND.last;
  return { year: isImpossible ? null : year, isImpossible };
}
