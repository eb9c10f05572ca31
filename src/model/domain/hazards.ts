/** Hazard sources and their grades. Grade by GB 18218-2018 (R value); 1 is the worst. Colours are statutory, never limits. */

export const hazardKinds = [
  'hazardousChemicals',
  'fuelStation',
  'gasRegulator',
  'boiler',
  'crowdedPlace',
  'highRise',
  'undergroundSpace',
  'slope',
  'waterlogging',
  'constructionSite',
] as const;
export type HazardKind = (typeof hazardKinds)[number];

/** 1 red (worst) … 4 blue; 5 = not yet confirmed. */
export type HazardGrade = 1 | 2 | 3 | 4 | 5;

export interface Hazard {
  readonly hazardId: string;
  readonly name: string;
  readonly nameEn: string;
  readonly kind: HazardKind;
  readonly grade: HazardGrade;
  /** East and north in the district's frame, and metres above the ground there. */
  readonly enuAboveGroundMeters: readonly [number, number, number];
  readonly gridId: string;
  readonly ownerUnit: string;
  /** What is kept there, where that matters to those around: UN number and names. */
  readonly substanceUn: string | null;
  readonly substanceName: string | null;
  readonly substanceNameEn: string | null;
  /** Initial isolation radius where the substance has one (ERG green pages, as data). */
  readonly isolationMeters: number | null;
  /** Side of the square downwind within which people are protected, by day and by night (sunset to sunrise). */
  readonly downwindDayMeters: number | null;
  readonly downwindNightMeters: number | null;
  /** Who says so. */
  readonly distanceSource: string | null;
}

/** GB 18218-2018: I R ≥ 100, II 50–100, III 10–50, IV below. */
export function gradeFromRisk(riskValue: number): HazardGrade {
  return riskValue >= 100 ? 1 : riskValue >= 50 ? 2 : riskValue >= 10 ? 3 : 4;
}
