/** Which buildings are chosen and which is pointed at, and what that makes of every building. Pure. */
import type { CityFocus } from '../../cityView.ts';
import { buildingFlags } from '../buildings/buildingStates.ts';

/** Each once, in the order in which they were chosen. */
export function selectedBuildings({ buildingIndex, selectedBuildings = [] }: CityFocus): readonly number[] {
  if (buildingIndex === undefined || selectedBuildings.includes(buildingIndex)) return selectedBuildings;
  return [...selectedBuildings, buildingIndex];
}

export function hoveredBuilding({ hovered }: CityFocus): number | null {
  return hovered?.kind === 'building' ? hovered.buildingIndex : null;
}

/** Sums of `buildingFlags` for so many buildings; null where none is chosen or pointed at. While some are chosen the others step back. */
export function flagsOfFocus(focus: CityFocus, count: number): Uint8Array | null {
  const selected = selectedBuildings(focus).filter((row) => row < count);
  const hovered = hoveredBuilding(focus);
  if (selected.length === 0 && hovered === null) return null;
  const flags = new Uint8Array(count).fill(selected.length > 0 ? buildingFlags.dimmed : 0);
  for (const row of selected) flags[row] = buildingFlags.selected;
  if (hovered !== null && hovered < count)
    flags[hovered] = (flags[hovered]! & ~buildingFlags.dimmed) | buildingFlags.hovered;
  return flags;
}
