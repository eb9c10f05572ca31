/** Answers of `/api/v1/…`: one typed shape per question and audience. What an audience may not see has no field. */

import type { AreaLevel } from '../domain/areas.ts';
import type { BuildingUse } from '../domain/buildings.ts';
import type { CaseRecord } from '../domain/cases.ts';
import type { EnterpriseKind, Facility } from '../domain/facilities.ts';
import type { CountBand, ShownCount } from '../domain/suppression.ts';
import type { VideoStatus } from '../domain/videoPoints.ts';
import type { FaultAnswer } from '../faults/fault.ts';
import type { HazardView, WindView } from './live.ts';

/** Where and as of when every figure was counted. */
export interface Provenance {
  /** The district whose package was counted. */
  readonly name: string;
  readonly nameEn: string;
  readonly asOfMillis: number;
  readonly synthetic: boolean;
}

export interface AreaFigures {
  readonly buildings: number;
  readonly residentialBuildings: number;
  readonly footprintSquareMeters: number;
  readonly floorAreaSquareMeters: number;
  readonly households: ShownCount;
  readonly residents: ShownCount;
}

export interface AreaSummary {
  readonly id: string;
  readonly level: AreaLevel;
  readonly name: string;
  readonly nameEn: string;
  readonly figures: AreaFigures;
}

/** `GET /api/v1/areas/{id}`: one area, the way up, and its parts; the parts' figures add up to the area's. */
export interface AreaAnswer extends AreaSummary {
  readonly path: readonly {
    readonly id: string;
    readonly level: AreaLevel;
    readonly name: string;
    readonly nameEn: string;
  }[];
  readonly areaSquareMeters: number;
  readonly ownerUnit: string | null;
  readonly children: readonly AreaSummary[];
  /** City components by class, as many as there are; empty where the package has none. */
  readonly components: readonly ComponentCount[];
  /** Only for responsibility grids. */
  readonly buildings: readonly BuildingSummary[];
  /** Only on duty: the grid's head as the screens may show the name, and open cases. */
  readonly gridHead?: string | null;
  readonly openCases?: number;
  readonly provenance: Provenance;
}

export interface ComponentCount {
  readonly classCode: string;
  readonly className: string;
  readonly classNameEn: string;
  readonly count: number;
}

export interface BuildingSummary {
  readonly buildingId: string;
  readonly buildingIndex: number;
  readonly name: string;
  readonly nameEn: string;
  readonly use: BuildingUse;
  readonly floors: number;
  /** Public: a band. Duty: a count. */
  readonly residents: CountBand | ShownCount;
}

/** `GET /api/v1/buildings/{id}` or `/api/v1/buildings/@{index}`. */
export interface BuildingAnswer extends BuildingSummary {
  readonly yearBuilt: number | null;
  readonly heightGroundMeters: number;
  readonly footprintSquareMeters: number;
  readonly floorAreaSquareMeters: number;
  readonly households: CountBand | ShownCount;
  readonly gridId: string;
  readonly path: AreaAnswer['path'];
  readonly centroidEnuMeters: readonly [number, number];
  readonly lonLatDeg: readonly [number, number];
  /** Who works there. Public: how many, as a band, and of which kinds. */
  readonly enterprises: {
    readonly count: CountBand | ShownCount;
    readonly kinds: readonly EnterpriseKind[];
    /** Only on duty. */
    readonly list?: readonly EnterpriseView[];
  };
  /** Schools, clinics, markets: what the public looks for by name. */
  readonly facilities: readonly Pick<Facility, 'facilityId' | 'kind' | 'name' | 'nameEn'>[];
  /** Only on duty. */
  readonly openCases?: readonly CaseView[];
  readonly provenance: Provenance;
}

export interface EnterpriseView {
  /** 统一社会信用代码. */
  readonly unitCode: string;
  readonly name: string;
  readonly nameEn: string;
  readonly kind: EnterpriseKind;
}

/** `GET /api/v1/components/{id}` or `/api/v1/components/@{index}`: one thing of the street. */
export interface ComponentAnswer {
  readonly componentId: string;
  readonly componentIndex: number;
  readonly classCode: string;
  readonly className: string;
  readonly classNameEn: string;
  /** Null where the owner gives none. */
  readonly name: string | null;
  /** 主管部门: who answers for its class. */
  readonly departmentName: string;
  readonly departmentNameEn: string;
  /** 权属单位, only on duty; null where it is not recorded. */
  readonly ownerUnit?: string | null;
  readonly gridId: string;
  /** Of an extension grid: the unit that answers for all in it. */
  readonly gridOwnerUnit: string | null;
  readonly path: AreaAnswer['path'];
  readonly enuMeters: readonly [number, number];
  readonly lonLatDeg: readonly [number, number];
  readonly provenance: Provenance;
}

/** A case as duty sees it: the record and its one owner in words. */
export interface CaseView extends CaseRecord {
  readonly departmentName: string;
  readonly departmentNameEn: string;
  readonly gridName: string;
  readonly gridNameEn: string;
  readonly streetName: string;
  readonly streetNameEn: string;
  readonly communityName: string;
  readonly communityNameEn: string;
  /** Extension grids: the unit that answers; else null. */
  readonly ownerUnit: string | null;
  readonly gridHead: string | null;
  readonly buildingName: string | null;
  readonly buildingNameEn: string | null;
  /** Whose window shows that it was closed: its building, else one of its grid. Null for others, and without a window. */
  readonly lightBuildingIndex: number | null;
}

export interface SearchHit {
  readonly kind: 'area' | 'building' | 'case' | 'videoPoint' | 'hazard';
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  /** What tells it from others of its name: the grid it lies in, or an area's code. */
  readonly detail: string;
  readonly detailEn: string;
  readonly enuMeters: readonly [number, number];
}

/** `GET /api/v1/search?q=` */
export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
}

/** `GET /api/v1/hazards` and `/api/v1/video-points` (duty only): still facts of the layers drawn live. */
export interface VideoPointsAnswer {
  readonly count: number;
  /** Row = videoPointIndex. */
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** Three per point: east, north and metres above the ground there. */
  readonly enuAboveGroundMeters: readonly number[];
  readonly azimuthDeg: readonly (number | null)[];
  readonly horizontalFovDeg: readonly (number | null)[];
  readonly rangeMeters: readonly (number | null)[];
}

/** `GET /api/v1/video-points/{id}` or `/api/v1/video-points/@{index}` (duty only): one camera and whose it is. */
export interface VideoPointAnswer {
  readonly videoPointId: string;
  readonly videoPointIndex: number;
  readonly name: string;
  /** Null where the source has none. */
  readonly gb28181Code: string | null;
  /** Null until anybody said anything of it. */
  readonly status: VideoStatus | null;
  /** Since when it is so, and when that was said last. */
  readonly sinceMillis: number | null;
  readonly heardMillis: number | null;
  readonly enuAboveGroundMeters: readonly [number, number, number];
  readonly lonLatDeg: readonly [number, number];
  /** As the owner gave them; null where he did not: the picture then takes `usualLens`. */
  readonly azimuthDeg: number | null;
  readonly horizontalFovDeg: number | null;
  readonly rangeMeters: number | null;
  readonly gridId: string;
  readonly path: AreaAnswer['path'];
  /** Of an extension grid: the unit that answers for all in it; of others the grid's head, masked. */
  readonly gridOwnerUnit: string | null;
  readonly gridHead: string | null;
  readonly provenance: Provenance;
}

/** `GET /api/v1/cases` (duty only): all open cases, the least recently changed first. */
export interface CasesAnswer {
  readonly cases: readonly CaseView[];
}

/** `GET /api/v1/hazards` (duty only). */
export interface HazardsAnswer {
  readonly hazards: readonly HazardView[];
}

/** A house counts whole as soon as a zone touches it: it has to be cleared whole. */
export interface PeopleWithin {
  readonly buildings: number;
  readonly households: ShownCount;
  readonly residents: ShownCount;
}

/** `GET /api/v1/hazards/{id}` (duty only): one hazard, and who is within its distances now. */
export interface HazardAnswer {
  readonly hazard: HazardView;
  /** Since when its warning level holds; null until anybody said anything of it. */
  readonly levelSinceMillis: number | null;
  readonly path: AreaAnswer['path'];
  readonly lonLatDeg: readonly [number, number];
  /** As last told; null where nobody did. */
  readonly wind: WindView | null;
  /** Told too long ago: the protected place is then a circle, for it may go anywhere. */
  readonly isWindStale: boolean;
  readonly isNight: boolean;
  /** Each null where the substance has no such distance; `together`: in either, each house once. */
  readonly isolation: PeopleWithin | null;
  readonly downwind: PeopleWithin | null;
  readonly together: PeopleWithin | null;
  /** Where people need help to leave: schools, kindergartens, hospitals, clinics in either zone, the nearest first. */
  readonly sensitive: readonly (Pick<Facility, 'facilityId' | 'kind' | 'name' | 'nameEn'> & {
    readonly awayMeters: number;
  })[];
  readonly provenance: Provenance;
}

/** One answer to one posted event. `unknown` = send again with the same id. */
export type EventReceipt =
  | {
      readonly id: string | null;
      readonly outcome: 'accepted';
      readonly seq: number;
      readonly caseId?: string;
      readonly gridId?: string;
      readonly buildingId?: string | null;
    }
  | { readonly id: string | null; readonly outcome: 'duplicate'; readonly seq: number }
  | { readonly id: string | null; readonly outcome: 'refused'; readonly fault: FaultAnswer }
  | { readonly id: string | null; readonly outcome: 'unknown'; readonly fault: FaultAnswer };

/** `POST /api/v1/events` */
export interface EventsAnswer {
  readonly receipts: readonly EventReceipt[];
}

/** Every refusal of the API. */
export interface FaultsAnswer {
  readonly fault: FaultAnswer;
}

/** `GET /api/v1/health` */
export interface HealthAnswer {
  readonly status: 'ok' | 'degraded';
  readonly districtHash: string;
  readonly epoch: string;
  readonly headSeq: number;
  /** Only on duty. */
  readonly headHash?: string;
  readonly serverTimeMillis: number;
  readonly screens: number;
  readonly refusedEvents: number;
  readonly parts: readonly { readonly name: string; readonly ok: boolean; readonly reason: string }[];
}
