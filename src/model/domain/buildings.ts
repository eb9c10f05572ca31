/** Uses of a building, in the order of the fields asked of owners (JGJ/T 496-2022 basic attributes, shortened). */
export const buildingUses = [
  'residential',
  'commercial',
  'office',
  'education',
  'medical',
  'industrial',
  'public',
  'other',
] as const;
export type BuildingUse = (typeof buildingUses)[number];

/** True storey heights by use in metres, for floors ↔ height where only one is known. Housing 2.95, offices 3.7. */
export const storeyHeightMeters: Readonly<Record<BuildingUse, number>> = {
  residential: 2.95,
  commercial: 4.5,
  office: 3.7,
  education: 3.6,
  medical: 3.9,
  industrial: 6,
  public: 4,
  other: 3.3,
};

/** Shapes of roofs that the city draws; real files mostly do not say, then it is flat. */
export const roofTypes = ['flat', 'gable', 'hip', 'sawtooth'] as const;
export type RoofType = (typeof roofTypes)[number];

export interface Building {
  readonly buildingId: string;
  /** The owner's code, opaque, 32 characters at most (JGJ/T 496-2022); null where there is none. */
  readonly code: string | null;
  /** Row in this package's sorted building list; valid only with the package's districtHash. */
  readonly buildingIndex: number;
  readonly name: string;
  readonly nameEn: string;
  readonly use: BuildingUse;
  readonly roof: RoofType;
  readonly floors: number;
  /** Null where the source does not say. */
  readonly yearBuilt: number | null;
  readonly heightGroundMeters: number;
  readonly footprintSquareMeters: number;
  readonly floorAreaSquareMeters: number;
  readonly households: number;
  readonly residents: number;
  /** Responsible unit or extension grid. */
  readonly gridId: string;
  readonly centroidEnuMeters: readonly [number, number];
}
