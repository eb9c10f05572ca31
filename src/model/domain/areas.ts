/** Levels of responsibility and the codes that name them (GB/T 30428.1, GB/T 47678.3; NBS statistical codes). */

export const areaLevels = ['district', 'street', 'community', 'communityGrid', 'unitGrid', 'extensionGrid'] as const;
export type AreaLevel = (typeof areaLevels)[number];

/** The level that owns matters: unit and extension grids together tile the land. */
export function isResponsibilityGrid(level: AreaLevel): boolean {
  return level === 'unitGrid' || level === 'extensionGrid';
}

export const standardRefs = ['GB/T 47678', 'GB/T 30428', 'none'] as const;
export type StandardRef = (typeof standardRefs)[number];

/** Digits of a grid's own sequence number: 15-digit codes of GB/T 47678, 14-digit codes of GB/T 30428. */
export function gridSequenceDigits(standardRef: StandardRef): number {
  return standardRef === 'GB/T 30428' ? 2 : 3;
}

/** Extension grids number from here in 15-digit codes, so that a code alone tells its kind. */
export const FIRST_EXTENSION_SEQUENCE = 900;

/** Code of a unit or extension grid inside a 12-digit community. Sequence from 1 (units) or 900 (extensions). */
export function gridCode(communityCode: string, sequence: number, standardRef: StandardRef): string {
  return communityCode + String(sequence).padStart(gridSequenceDigits(standardRef), '0');
}

/** A community grid carries the code of its (first) community and the letter G. */
export function communityGridCode(firstCommunityCode: string): string {
  return `${firstCommunityCode}G`;
}

/** Areas of districts without official codes: `<key>:<level>:<n>`. */
export function uncodedAreaId(districtKey: string, level: AreaLevel, number: number): string {
  return `${districtKey}:${level}:${number}`;
}
