/** Who answers for each grid and each building, with the days of it: posts of a community grid, grid heads, stewards. */
import { isResponsibilityGrid } from '../../model/domain/areas.ts';
import { type Person, type Post, posts, type StaffMember, type Steward } from '../../model/domain/people.ts';
import type { AreaNode, PlacedBuilding } from '../districtModel.ts';
import { PeopleInventor } from './inventPeople.ts';

export interface StaffSpec {
  readonly seed: string;
  /** Full names of grid heads that an owner's file gives, by area id. */
  readonly headNames: ReadonlyMap<string, string>;
}

/** Chance that a post changed hands within the last year. Those who are sent down rotate. */
const CHANGED: Readonly<Record<Post, number>> = {
  gridHead: 0.12,
  patrolOfficer: 0.18,
  seniorCadre: 0.3,
  sectionCadre: 0.3,
  enforcementOfficer: 0.2,
  responsibleSection: 0.15,
  policeOfficer: 0.2,
  trafficPolice: 0.2,
};
const STEWARD_CHANGED = 0.05;
/** A responsibility grid has its head and one who walks it; the other posts are of its community grid. */
const GRID_POSTS: readonly Post[] = ['gridHead', 'patrolOfficer'];

const postsOf = ({ level }: AreaNode): readonly Post[] =>
  level === 'communityGrid' ? posts : isResponsibilityGrid(level) ? GRID_POSTS : [];

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/**
 * All posts of all grids and a steward for every building, in the order of their ids.
 * @returns also the people themselves: of the personal store alone.
 */
export function generateStaff(
  areas: readonly AreaNode[],
  buildings: readonly PlacedBuilding[],
  spec: StaffSpec,
): { staff: StaffMember[]; stewards: Steward[]; persons: Person[] } {
  const staffPeople = new PeopleInventor(`${spec.seed}/staff`);
  const staff = [...areas].sort(byId).flatMap((area) =>
    postsOf(area).flatMap((post) => {
      const name = post === 'gridHead' ? spec.headNames.get(area.id) : undefined;
      // The areas name their heads already, masked: the same person stands here.
      const surname = post === 'gridHead' ? area.gridHeadMasked?.replace('*', '') : undefined;
      const known = name ? { name } : surname ? { surname } : null;
      return staffPeople
        .holders(`${area.id}/${post}`, CHANGED[post], known)
        .map(({ personId, ...holder }): StaffMember => ({ staffId: personId, areaId: area.id, post, ...holder }));
    }),
  );
  const stewardPeople = new PeopleInventor(`${spec.seed}/stewards`);
  const stewards = buildings.flatMap(({ buildingId }) =>
    stewardPeople
      .holders(`${buildingId}/steward`, STEWARD_CHANGED)
      .map(({ personId, ...holder }): Steward => ({ stewardId: personId, buildingId, ...holder })),
  );
  return { staff, stewards, persons: [...staffPeople.persons, ...stewardPeople.persons] };
}
