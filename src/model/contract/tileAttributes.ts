/**
 * What the vertices of a package's 3D Tiles carry besides their shape: written by the bake, read by the shaders.
 *
 * Buildings (`buildings/*.glb`)
 *   _FEATURE_ID_0  buildingIndex (uint16, float32 from 65,536 buildings on)
 *   _FEATURE_ID_1  row in this tile's property table (EXT_structural_metadata, class `building`: BuildingProperties);
 *                  the one feature id set that EXT_mesh_features declares here
 *   TEXCOORD_0     [column, metres above the base, negative on sloping ground]. Column: walls with windows count bays
 *                  through all walls of the building, whole at every corner (facadeBays.ts): its floor is the column of
 *                  windows; walls without windows have BLANK_U, roofs ROOF_U
 *   COLOR_0        normalised bytes that hold the building's use, age class, floors, roof as drawn (one that cannot be drawn
 *                  on its footprint is flat), and how high its walls are: bytesOfFacade below
 *   NORMAL         int8; walls and roof faces are flat-shaded
 * The base is the lowest ground under the outline (model/geometry/standOnGround.ts): storeys and windows count from it.
 *
 * Ground (`ground/*.glb`)
 *   _FEATURE_ID_0  index in groundClasses (uint16)
 *   NORMAL         int16; smooth over the height field, flat on walls and viaducts: for light alone, the shape is flat
 *                  triangle by triangle
 */
import { type Building, type BuildingUse, buildingUses, type RoofType, roofTypes } from '../domain/buildings.ts';
import { invariant } from '../faults/invariant.ts';

export const buildingAgeClasses = ['unknown', 'before1938', 'before1975', 'before2000', 'before2015', 'later'] as const;
export type BuildingAgeClass = (typeof buildingAgeClasses)[number];

/** First year that is no longer in the class, for the classes between `unknown` and `later`. */
const AGE_LIMITS = [1938, 1975, 2000, 2015];

export function ageClassOf(yearBuilt: number | null): BuildingAgeClass {
  if (yearBuilt === null) return 'unknown';
  const older = AGE_LIMITS.findIndex((limit) => yearBuilt < limit);
  return older < 0 ? 'later' : buildingAgeClasses[older + 1]!;
}

/** What a façade is drawn from: storeys are its wall, from the base up to the top, in as many equal parts as it has floors. */
export interface Facade {
  readonly use: BuildingUse;
  readonly age: BuildingAgeClass;
  readonly floors: number;
  readonly roof: RoofType;
  /** Of the wall over the building's base, without its gables: the largest v of TEXCOORD_0 along it. */
  readonly wallTopMeters: number;
}

/** Metres up a façade are whole quarters: in TEXCOORD_0 and here, so that a top storey ends where its wall does. */
export const FACADE_STEPS_PER_METER = 4;
const MOST_TOP_STEPS = 4095;
/** Windows are counted on as many floors as a tile can say. */
export const MOST_FLOORS = 255;

/** Rows of windows of a building: one at least. */
export function facadeFloorsOf(floors: number): number {
  return Math.max(1, Math.min(floors, MOST_FLOORS));
}

/**
 * COLOR_0 of a building's vertices. The wall's top in steps is 12 bits, t: r = use | (t & 31) << 3,
 * g = age | (t >> 5 & 31) << 3, b = floors, a = 255 - (roof | t >> 10 << 2); indices as in their lists. Whoever takes a
 * for opacity sees at least 94 %. Read by shaders/lib/facadeFacts.glsl.
 */
export function bytesOfFacade({ use, age, floors, roof, wallTopMeters }: Facade): [number, number, number, number] {
  const top = Math.min(MOST_TOP_STEPS, Math.max(0, Math.round(wallTopMeters * FACADE_STEPS_PER_METER)));
  const [useIndex, ageIndex, roofIndex] = [
    ...[buildingUses.indexOf(use), buildingAgeClasses.indexOf(age), roofTypes.indexOf(roof)],
  ] as [number, number, number];
  invariant(useIndex < 8 && ageIndex < 8 && roofIndex < 4, 'each fits into its bits');
  return [
    useIndex | ((top & 31) << 3),
    ageIndex | (((top >> 5) & 31) << 3),
    facadeFloorsOf(floors),
    255 - (roofIndex | ((top >> 10) << 2)),
  ];
}

/** What a building looks like from afar, in nine bits: use | age << 3 | roof << 6; indices as in their lists. */
export function lookBitsOf({ use, yearBuilt, roof }: Pick<Building, 'use' | 'yearBuilt' | 'roof'>): number {
  const age = buildingAgeClasses.indexOf(ageClassOf(yearBuilt));
  return buildingUses.indexOf(use) | (age << 3) | (roofTypes.indexOf(roof) << 6);
}

/** The roof that such bits say was asked for: what its footprint does not bear is drawn flat. */
export function roofOfLook(look: number): RoofType {
  return roofTypes[look >> 6]!;
}

/** What COLOR_0 says, from its bytes. */
export function facadeOfBytes([r, g, b, a]: ArrayLike<number> & Iterable<number>): Facade {
  const [low, middle, rest] = [r! >> 3, g! >> 3, 255 - a!];
  return {
    ...{ use: buildingUses[r! & 7]!, age: buildingAgeClasses[g! & 7]!, floors: b!, roof: roofTypes[rest & 3]! },
    wallTopMeters: (low | (middle << 5) | ((rest >> 2) << 10)) / FACADE_STEPS_PER_METER,
  };
}

/** `u` of roof vertices in TEXCOORD_0. */
export const ROOF_U = -1;
/** `u` of walls without windows: too short for one, or a gable over other walls. */
export const BLANK_U = -2;

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
  /** Land beyond the district: invented, and no part of it. */
  'outside',
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
