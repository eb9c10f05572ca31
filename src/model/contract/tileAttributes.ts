/**
 * What the vertices of a package's 3D Tiles carry besides their shape: written by the bake, read by the shaders.
 *
 * Buildings (`buildings/*.glb`)
 *   _FEATURE_ID_0  buildingIndex (uint16, float32 from 65,536 buildings on)
 *   TEXCOORD_0     walls: [metres along the wall, metres above the ground, from -1: a foot]; roofs: [-1, height]
 *   COLOR_0        normalised bytes: r = index in buildingUses, g = index in buildingAgeClasses, b = min(floors, 255),
 *                  a = 255 - index in roofTypes
 *   NORMAL         int8; walls are flat-shaded, roofs point up
 *
 * Ground (`ground/*.glb`)
 *   _FEATURE_ID_0  index in groundClasses (uint16)
 */
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
