/** What people of a district look for by name, and who works in it. */

export const facilityKinds = [
  'school',
  'kindergarten',
  'hospital',
  'clinic',
  'market',
  'petrolStation',
  'metroEntrance',
  'policeStation',
  'fireStation',
  'park',
  'cruiseTerminal',
] as const;
export type FacilityKind = (typeof facilityKinds)[number];

export interface Facility {
  readonly facilityId: string;
  readonly kind: FacilityKind;
  readonly name: string;
  readonly nameEn: string;
  readonly enuMeters: readonly [number, number];
  readonly gridId: string;
  /** Null for what stands in no building (a metro entrance, a park). */
  readonly buildingId: string | null;
}

export const enterpriseKinds = ['shop', 'catering', 'office', 'works', 'logistics', 'service', 'institution'] as const;
export type EnterpriseKind = (typeof enterpriseKinds)[number];

export interface Enterprise {
  /** 统一社会信用代码, 18 characters with a valid check character (GB 32100-2015). */
  readonly unitCode: string;
  readonly name: string;
  readonly nameEn: string;
  readonly kind: EnterpriseKind;
  readonly buildingId: string;
  readonly gridId: string;
}
