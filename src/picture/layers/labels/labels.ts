/**
 * Names of areas, each level at the distances where its areas are large enough to carry one: district → streets →
 * communities → grids. A level that shows already stays a little longer than it would come.
 */
import type { AreasFile } from '../../../model/contract/areasFile.ts';
import type { AreaLevel } from '../../../model/domain/areas.ts';
import type { Language } from '../../../model/faults/fault.ts';
import { groundUpMeters, type HeightField } from '../../../model/geometry/heightField.ts';

export interface AreaLabel {
  readonly id: string;
  readonly level: AreaLevel;
  readonly zh: string;
  readonly en: string;
  readonly enuMeters: readonly [number, number, number];
  /** Side of a square as large as the area. */
  readonly sizeMeters: number;
}

interface LevelRule {
  readonly sizeCssPx: number;
  readonly priority: number;
  /** On-screen size of the area (CSS px) from which and up to which its name shows. */
  readonly fromPx: number;
  readonly toPx: number;
}

const rules: Partial<Record<AreaLevel, LevelRule>> = {
  district: { sizeCssPx: 26, priority: 4, fromPx: 60, toPx: 330 },
  street: { sizeCssPx: 20, priority: 3, fromPx: 62, toPx: 1_500 },
  community: { sizeCssPx: 16, priority: 2, fromPx: 120, toPx: 1_100 },
  unitGrid: { sizeCssPx: 14, priority: 1, fromPx: 270, toPx: 1_600 },
  extensionGrid: { sizeCssPx: 14, priority: 1, fromPx: 270, toPx: 1_600 },
};
/** What shows may shrink or grow by this factor before it goes. */
const STAY = 1.15;
const ROOM_SHARE = 0.32;

export function areaLabels(file: AreasFile, ground: HeightField): AreaLabel[] {
  return file.areas.flatMap((area) =>
    area.level in rules
      ? [
          {
            id: area.id,
            level: area.level,
            zh: shortName(area.name),
            en: area.nameEn.replace(/ (Subdistrict|Community)$/, '').replace(/^.+ Community (?=Grid )/, ''),
            enuMeters: [...area.labelEnuMeters, groundUpMeters(ground, ...area.labelEnuMeters)] as const,
            sizeMeters: Math.sqrt(area.areaSquareMeters),
          },
        ]
      : [],
  );
}

/**
 * On the map 街道 (Subdistrict), 社区 (Community) and a grid's community are told by size and place; the full name stands
 * in lists and cards.
 */
function shortName(name: string): string {
  const short = name.replace(/(街道|社区)$/, '').replace(/^.+社区(?=单元网格)/, '');
  return short.length >= 2 ? short : name;
}

export function labelText(label: AreaLabel, language: Language): string {
  return language === 'zh' ? label.zh : label.en;
}

export interface ShownLabel {
  readonly sizeCssPx: number;
  readonly priority: number;
  /** How far from its area's middle, across the view, a name still stands well inside. */
  readonly roomCssPx: number;
}

/** How a label shows at a scale, or null where it does not. `metersPerCssPx` at the label's place. */
export function labelAtScale(label: AreaLabel, metersPerCssPx: number, standing: boolean): ShownLabel | null {
  const rule = rules[label.level];
  if (!rule) return null;
  const onScreenPx = label.sizeMeters / metersPerCssPx;
  const stay = standing ? STAY : 1;
  if (onScreenPx < rule.fromPx / stay || onScreenPx > rule.toPx * stay) return null;
  // Larger areas first within a level, by less than a level's step.
  const priority = rule.priority + Math.min(0.45, label.sizeMeters / 20_000);
  return { sizeCssPx: rule.sizeCssPx, priority, roomCssPx: onScreenPx * ROOM_SHARE };
}
