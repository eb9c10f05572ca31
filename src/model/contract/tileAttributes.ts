/**
 * What the vertices of a package's 3D Tiles carry besides their shape: written by the bake, read by the shaders.
 *
 * Buildings (`buildings/*.glb`)
 *   _FEATURE_ID_0  buildingIndex (uint16, float32 from 65,536 buildings on)
 *   _FEATURE_ID_1  row in this tile's property table (EXT_structural_metadata, class `building`: BuildingProperties);
 *                  the one feature id set that EXT_mesh_features declares here
 *   TEXCOORD_0     walls: [metres along the wall, metres above the base, negative on sloping ground]; roofs: [-1, metres]
 *   COLOR_0        normalised bytes: r = index in buildingUses, g = index in buildingAgeClasses, b = min(floors, 255),
 *                  a = 255 - index in roofTypes, as drawn: a roof that cannot be drawn on its footprint is flat
 *   NORMAL         int8; walls and roof faces are flat-shaded
 * The base is the lowest ground under the outline (model/geometry/standOnGround.ts): storeys and windows count from it.
 *
 * Ground (`ground/*.glb`)
 *   _FEATURE_ID_0  index in groundClasses (uint16)
 *   NORMAL         int16; smooth over the height field, flat on walls and viaducts: for light alone, the shape is flat
 *                  triangle by triangle
 */
import type { BuildingUse } from '../domain/buildings.ts';

export const buildingAgeClasses = ['unknown', 'before1938', 'before1975', 'before2000', 'before2015', 'later'] as const;
export type BuildingAgeClass = (typeof buildingAgeClasses)[number];

/** First year that is no longer in the class, for the classes between `unknown` and `later`. */
const AGE_LIMITS = [1938, 1975, 2000, 2015];

/** Index in `buildingAgeClasses`. */
export function ageClassIndex(yearBuilt: number | null): number {
  if (yearBuilt === null) return 0;
  const older = AGE_LIMITS.findIndex((limit) => yearBuilt < limit);
  return older < 0 ? buildingAgeClasses.length - 1 : older + 1;
}

/** `u` of roof vertices in TEXCOORD_0. */
export const ROOF_U = -1;

export const groundClasses = [
  'land',
  'water',
  'green',
  'road1',
  'road2',
  'road3',
  'road4',
  'quay',
  'rail',
  'deck',
] as const;
export type GroundClass = (typeof groundClasses)[number];

/** What a tile says of a building to anybody: nothing that the smallest audience may not know. */
export interface BuildingProperties {
  readonly id: string;
  readonly code: string | null;
  readonly use: BuildingUse;
  readonly floors: number;
  /** Metres from the base to the highest point of the roof, as drawn. */
  readonly height: number;
  readonly baseUp: number;
  readonly year: number | null;
  readonly grid: string;
  /** Never written as it is: only its band. */
  readonly households: number;
}

/**
 * Households of a building as anybody may know them. Each band is at least ten wide and none parts zero from a few: who
 * reads a tile cannot tell whether somebody lives in a small house (domain threshold k = 10 in public).
 */
export const householdsBands = ['under10', 'from10to49', 'from50to99', 'from100to199', 'from200'] as const;
export type HouseholdsBand = (typeof householdsBands)[number];

/** First count of each band. */
const BAND_STARTS = [0, 10, 50, 100, 200];

export function householdsBandOf(households: number): HouseholdsBand {
  return householdsBands[BAND_STARTS.findLastIndex((start) => households >= start)] ?? 'under10';
}
