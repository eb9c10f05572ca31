/** A district in memory, between reading its sources and writing its package. All outlines in whole centimetres ENU. */
import type { AreaLevel } from '../model/domain/areas.ts';
import type { Building } from '../model/domain/buildings.ts';
import type { Department, MatterType } from '../model/domain/cases.ts';
import type { KindedClass } from '../model/domain/components.ts';
import type { Enterprise, Facility } from '../model/domain/facilities.ts';
import type { Hazard } from '../model/domain/hazards.ts';
import type { AgeCounts, Person, StaffMember, Steward } from '../model/domain/people.ts';
import type { VideoPoint } from '../model/domain/videoPoints.ts';
import type { HeightField } from '../model/geometry/heightField.ts';
import type { MultiPolygon, Outline, Point2 } from '../model/geometry/polygon.ts';

/** One area of any level. Neighbours share vertices exactly; a parent's outline is the dissolve of its parts. */
export interface AreaNode {
  readonly id: string;
  readonly level: AreaLevel;
  readonly parentId: string | null;
  readonly communityGridId: string | null;
  readonly name: string;
  readonly nameEn: string;
  readonly ownerUnit: string | null;
  /** Already masked (王*): the full name stands in the personal store alone. Null for areas without a head. */
  readonly gridHeadMasked: string | null;
  readonly polygonsCm: MultiPolygon;
}

/** A building before it has its row. */
export type PlacedBuilding = Omit<Building, 'buildingIndex'> & { readonly footprintCm: MultiPolygon };
export type PlacedVideoPoint = Omit<VideoPoint, 'videoPointIndex'>;

/** 1 main road … 4 lane inside a grid. */
export type RoadRank = 1 | 2 | 3 | 4;

export const roadKinds = ['street', 'viaduct', 'rail'] as const;
export type RoadKind = (typeof roadKinds)[number];

export interface Road {
  readonly rank: RoadRank;
  readonly kind: RoadKind;
  readonly name: string | null;
  readonly nameEn: string | null;
  readonly centrelineCm: readonly Point2[];
  readonly halfWidthMeters: number;
  /** A viaduct's deck over the ground, one per point of the centreline; null for what lies on the ground. */
  readonly deckAboveGroundMeters: readonly number[] | null;
}

/** Land around the district, invented: a horizon. It leaves out the district itself, and water. */
export interface BeyondSheet {
  /** Its own, coarser than the district's; it meets that at the district's edge. */
  readonly field: HeightField;
  readonly landCm: MultiPolygon;
  readonly woodsCm: MultiPolygon;
  /** Outer edge of the nearer sheet that this one lies around; null for the nearest. */
  readonly aroundCm: Outline | null;
}

/** What carries a street or a railway over water on its own level, from bank to bank. */
export interface Bridge {
  readonly centrelineCm: readonly Point2[];
  readonly halfWidthMeters: number;
}

/** Components in columns: there are more of them than of anything else. Rows in the order of their ids. */
export interface ComponentRows {
  readonly ids: readonly string[];
  /** Two per component: whole centimetres ENU. */
  readonly enuCm: Int32Array;
  /** Rows of the class table. */
  readonly classRow: Uint8Array;
  readonly gridIds: readonly string[];
  /** By row, where the owner gives one. */
  readonly names: ReadonlyMap<number, string>;
  readonly ownerUnits: ReadonlyMap<number, string>;
}

export interface ReplayEvent {
  readonly source: string;
  readonly id: string;
  readonly originalMillis: number;
  readonly lonLatDeg: readonly [number, number];
  readonly matterCode: string;
  readonly title: string;
  readonly description: string;
}

export interface CalendarDay {
  /** `YYYY-MM-DD` in the district's zone. */
  readonly date: string;
  readonly kind: 'holiday' | 'makeUp';
}

export interface DistrictModel {
  readonly areas: readonly AreaNode[];
  readonly buildings: readonly PlacedBuilding[];
  readonly roads: readonly Road[];
  /** Water around the land, as far as the horizon needs it; empty where no coast is known. */
  readonly waterCm: MultiPolygon;
  /** Rows of `waterCm` that lie in a bed below their banks: land is open there. */
  readonly sunkWater: readonly number[];
  readonly bridges: readonly Bridge[];
  /** Metres of invented street for which an owner's houses left less room, or none. */
  readonly streetsAtHouses: { readonly narrowedMeters: number; readonly leftOutMeters: number };
  readonly beyond: readonly BeyondSheet[];
  readonly greenCm: MultiPolygon;
  /** Paved land at the water: quays, piers, moles. */
  readonly quaysCm: MultiPolygon;
  /** Rounded as its file says it (contract/heightFieldFile.ts): every tile is cut from this one. */
  readonly heightField: HeightField;
  readonly videoPoints: readonly PlacedVideoPoint[];
  readonly hazards: readonly Hazard[];
  readonly components: ComponentRows;
  readonly componentClasses: readonly KindedClass[];
  readonly facilities: readonly Facility[];
  readonly enterprises: readonly Enterprise[];
  readonly staff: readonly StaffMember[];
  readonly stewards: readonly Steward[];
  /** Of the personal store alone. */
  readonly persons: readonly Person[];
  /** Residents of each unit or extension grid by age. */
  readonly agesByGrid: ReadonlyMap<string, AgeCounts>;
  readonly replayEvents: readonly ReplayEvent[];
  readonly matters: readonly MatterType[];
  readonly departments: readonly Department[];
  readonly calendarDays: readonly CalendarDay[];
}
