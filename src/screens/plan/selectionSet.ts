/** Buildings chosen together. Pure. */
import type { Selected } from './selection.ts';

export interface SetMember extends Selected {
  readonly buildingIndex: number;
}

/** Adds a building that is not in it, takes out one that is. */
export function toggled(set: readonly SetMember[], member: SetMember): readonly SetMember[] {
  return set.some(({ id }) => id === member.id) ? set.filter(({ id }) => id !== member.id) : [...set, member];
}
