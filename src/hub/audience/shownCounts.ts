/** Counts of people as an audience may see them, for every area at once, so that parts add up at every level. */
import { isResponsibilityGrid } from '../../model/domain/areas.ts';
import type { Audience } from '../../model/domain/audiences.ts';
import {
  DUTY_THRESHOLD,
  PUBLIC_THRESHOLD,
  roundParts,
  roundToStep,
  type ShownCount,
  showRounded,
} from '../../model/domain/suppression.ts';
import type { AreaFacts, District } from '../state/districtPackage.ts';

export const countedOfPeople = ['households', 'residents'] as const;
export type CountOfPeople = (typeof countedOfPeople)[number];

export const thresholdOf: Readonly<Record<Audience, number>> = { public: PUBLIC_THRESHOLD, duty: DUTY_THRESHOLD };

/** The parts of an area in the strict tree; a community grid's parts are its communities, the second way down. */
export function partsOfArea(district: District, area: AreaFacts): AreaFacts[] {
  if (area.level === 'communityGrid') {
    return district.areas.filter((part) => part.level === 'community' && part.communityGridId === area.id);
  }
  return district.areas.filter((part) => part.parentId === area.id && part.level !== 'communityGrid');
}

/**
 * Controlled rounding from the district down: multiples of the step per area, the parts of each area summing to it.
 * Community grids are a second way up: they get the sum of their grids, so that no difference of the two ways tells
 * more than either.
 */
export function roundedCounts(district: District, counted: CountOfPeople): ReadonlyMap<string, number> {
  const rounded = new Map<string, number>();
  const byParent = new Map<string, AreaFacts[]>();
  for (const area of district.areas) {
    if (area.parentId === null || area.level === 'communityGrid') continue;
    const parts = byParent.get(area.parentId) ?? [];
    byParent.set(area.parentId, parts);
    parts.push(area);
  }
  const descend = (area: AreaFacts, value: number): void => {
    rounded.set(area.id, value);
    const parts = byParent.get(area.id) ?? [];
    const values = roundParts(
      parts.map((part) => part.rollUp[counted]),
      value,
    );
    parts.forEach((part, index) => {
      descend(part, values[index]!);
    });
  };
  for (const area of district.areas) if (area.level === 'district') descend(area, roundToStep(area.rollUp[counted]));
  for (const area of district.areas) {
    if (area.level !== 'communityGrid') continue;
    const grids = district.areas.filter((part) => isResponsibilityGrid(part.level) && part.communityGridId === area.id);
    const parts = grids.length > 0 ? grids : partsOfArea(district, area);
    rounded.set(
      area.id,
      parts.reduce((sum, part) => sum + (rounded.get(part.id) ?? 0), 0),
    );
  }
  return rounded;
}

export type ShownCounts = (area: AreaFacts, counted: CountOfPeople) => ShownCount;

export function shownCounts(district: District, audience: Audience): ShownCounts {
  const rounded = new Map(countedOfPeople.map((counted) => [counted, roundedCounts(district, counted)]));
  return (area, counted) =>
    showRounded(area.rollUp[counted], rounded.get(counted)!.get(area.id) ?? 0, thresholdOf[audience]);
}
