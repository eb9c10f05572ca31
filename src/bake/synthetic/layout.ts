/** What a layout makes of a block, and small words that all layouts share. */
import type { BuildingUse, RoofType } from '../../model/domain/buildings.ts';
import type { FacilityKind } from '../../model/domain/facilities.ts';
import type { Polygon } from '../../model/geometry/polygon.ts';
import type { Site, StreetSide } from './parcels.ts';

/** A building before it has a name. */
export interface LaidBuilding {
  readonly use: BuildingUse;
  readonly roof: RoofType;
  readonly floors: number;
  readonly yearBuilt: number;
  /** In ENU metres. */
  readonly polygon: Polygon;
  /** Where storeys do not say it: halls, canopies, tanks. */
  readonly heightMeters?: number;
  /** What people look for here by name. */
  readonly facility?: FacilityKind;
  /** Dwellings larger or smaller than usual for their age: residents per floor area against it. */
  readonly crowding?: number;
}

export type Layout = (site: Site) => LaidBuilding[];

/** Half of a road that carries through traffic, with its verge: lanes inside a grid keep less free. */
const MAIN_STREET_SETBACK_METERS = 10.5;

export const isMainStreet = (side: StreetSide): boolean => side.setbackMeters >= MAIN_STREET_SETBACK_METERS;
