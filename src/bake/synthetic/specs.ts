/** What the generators are asked for, and what they hand back. All outlines in whole centimetres ENU. */
import { type ZoneKind, zoneKinds } from '../../model/contract/cityPlan.ts';
import type { StandardRef } from '../../model/domain/areas.ts';
import type { HeightField } from '../../model/geometry/heightField.ts';
import type { MultiPolygon, Outline, Point2 } from '../../model/geometry/polygon.ts';
import type { AreaNode } from '../districtModel.ts';
import type { SnapReport } from '../topology/noding.ts';
import type { PlacedPlan } from './placedPlan.ts';

export type SeaSide = 'west' | null;

/** A street whose outline is not known: it is placed near `atCm`, with a share of the land by `weight`. */
export interface StreetSeed {
  readonly code: string | null;
  readonly name: string;
  /** Null: made from the Chinese name by pinyin. */
  readonly nameEn: string | null;
  readonly atCm: Point2;
  readonly weight: number;
}

/** A street whose outline is known. */
export interface StreetOutline {
  readonly code: string | null;
  readonly name: string;
  readonly nameEn: string | null;
  readonly polygonsCm: MultiPolygon;
}

/** A community of the official list; its street is the first nine digits of its code. */
export interface OfficialCommunity {
  readonly code: string;
  readonly name: string;
}

export interface AreasSpec {
  readonly district: {
    readonly key: string;
    readonly code: string | null;
    readonly name: string;
    readonly nameEn: string;
  };
  readonly standardRef: StandardRef;
  readonly seed: string;
  readonly seaSide: SeaSide;
  /** Null or absent: boundaries follow nothing but their own shape. */
  readonly plan?: PlacedPlan | null;
  readonly streets:
    | { readonly from: 'seeds'; readonly outlineCm: MultiPolygon; readonly seeds: readonly StreetSeed[] }
    | { readonly from: 'count'; readonly outlineCm: MultiPolygon; readonly count: number }
    | { readonly from: 'outlines'; readonly outlines: readonly StreetOutline[] };
  readonly communities: readonly OfficialCommunity[] | number;
  readonly communityGrids: number;
  readonly unitGrids: number;
  readonly extensionGrids: number;
}

export interface AreasResult {
  /** District first, then streets, communities, community grids, unit and extension grids; each by id. */
  readonly areas: readonly AreaNode[];
  readonly snapped: SnapReport;
}

export { type ZoneKind, zoneKinds };

/** A piece of a grid between lanes. Blocks tile their grid; buildings stand inside one block each. */
export interface Block {
  readonly gridId: string;
  readonly outlineCm: Outline;
  readonly zone: ZoneKind;
  /** Metres to keep free along each edge (edge i runs from vertex i to i + 1): half the road there and a verge. */
  readonly setbackMeters: readonly number[];
  /** Direction of rows in this part of the city, anticlockwise from east, in (−45°, 45°]. */
  readonly alignmentDeg: number;
}

export interface BlocksSpec {
  readonly seed: string;
  readonly seaSide: SeaSide;
  readonly plan?: PlacedPlan | null;
  /** Absent: level. */
  readonly heightField?: HeightField;
}

export interface BuildingsSpec {
  readonly seed: string;
  readonly count: number;
}

export interface VideoPointsSpec {
  readonly seed: string;
  readonly districtKey: string;
  /** Six digits, or null: then there are no GB/T 28181 codes. */
  readonly divisionCode: string | null;
  readonly count: number;
}

export interface HazardsSpec {
  readonly seed: string;
  readonly districtKey: string;
  readonly count: number;
}
