/**
 * Who answers for an area or a building, and who lives in it. What stands here may enter a package's index; full names
 * and telephone numbers stand in the personal store alone (contract/personalTables.ts).
 */

/** Posts of a community grid: its own two, the five that street, police and traffic police send down, one section. */
export const posts = [
  'gridHead',
  'patrolOfficer',
  'seniorCadre',
  'sectionCadre',
  'enforcementOfficer',
  'responsibleSection',
  'policeOfficer',
  'trafficPolice',
] as const;
export type Post = (typeof posts)[number];

export interface StaffMember {
  /** `<areaId>/<post>/<n>`: what the personal store knows the person by. */
  readonly staffId: string;
  readonly areaId: string;
  readonly post: Post;
  /** 王* */
  readonly nameMasked: string;
  /** `YYYY-MM-DD`, first day in the post; the last is null while it lasts. */
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** 王小明 → 王*: what an index and a screen may say of a person. */
export function maskedName(name: string): string {
  return `${[...name.trim()][0] ?? ''}*`;
}

/** Whom to ask about one building: its 楼长 where people live, its manager where they work. Every building has one. */
export interface Steward {
  /** `<buildingId>/steward/<n>` */
  readonly stewardId: string;
  readonly buildingId: string;
  readonly nameMasked: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** What the personal store keeps of a staff member, a steward or an owner. */
export interface Person {
  /** staffId, stewardId, or `<buildingId>/owner`. */
  readonly personId: string;
  readonly name: string;
  readonly phone: string | null;
}

/** Ages as a district's statistics band them; the sum of an area is its residents. */
export const ageBands = ['under15', 'from15to59', 'from60to79', 'from80'] as const;
export type AgeBand = (typeof ageBands)[number];
export type AgeCounts = Readonly<Record<AgeBand, number>>;

export const noAges: AgeCounts = { under15: 0, from15to59: 0, from60to79: 0, from80: 0 };
