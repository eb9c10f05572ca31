/** Do the parts of an area add up to the area? Checked on what the visitor sees, not believed. Pure. */
import type { AreaAnswer, AreaFigures } from '../../model/contract/answers.ts';
import { isResponsibilityGrid } from '../../model/domain/areas.ts';
import type { ShownCount } from '../../model/domain/suppression.ts';

export type SumCheck =
  | { readonly kind: 'agrees'; readonly parts: number; readonly total: number }
  /** Some parts are too small to be shown: what they may hold covers exactly the rest. */
  | { readonly kind: 'agreesHidden'; readonly parts: number; readonly hidden: number; readonly below: number }
  | {
      readonly kind: 'differs';
      readonly parts: number;
      readonly figure: keyof AreaFigures;
      readonly difference: number;
    }
  /** A grid's parts are buildings, whose people are bands: there the buildings themselves are counted. */
  | { readonly kind: 'buildings'; readonly listed: number; readonly total: number };

const exactFigures = ['buildings', 'residentialBuildings', 'footprintSquareMeters', 'floorAreaSquareMeters'] as const;

interface CountSum {
  readonly shown: number;
  readonly hidden: number;
  /** The most that the hidden parts can hold: each may round up to its threshold. */
  readonly hiddenMost: number;
}

function sumOfCounts(counts: readonly ShownCount[]): CountSum {
  let [shown, hidden, hiddenMost] = [0, 0, 0];
  for (const count of counts) {
    if ('value' in count) shown += count.value;
    else {
      hidden++;
      hiddenMost += count.below;
    }
  }
  return { shown, hidden, hiddenMost };
}

/** Null where an area has no parts. */
export function checkSum(area: Pick<AreaAnswer, 'level' | 'figures' | 'children' | 'buildings'>): SumCheck | null {
  const { figures, children } = area;
  if (isResponsibilityGrid(area.level)) {
    return { kind: 'buildings', listed: area.buildings.length, total: figures.buildings };
  }
  if (children.length === 0) return null;
  const parts = children.length;
  for (const figure of exactFigures) {
    const difference = children.reduce((sum, child) => sum + child.figures[figure], 0) - figures[figure];
    if (difference !== 0) return { kind: 'differs', parts, figure, difference };
  }
  for (const figure of ['households', 'residents'] as const) {
    const { shown, hiddenMost } = sumOfCounts(children.map((child) => child.figures[figure]));
    const total = figures[figure];
    const [least, most] = 'value' in total ? [total.value, total.value] : [0, total.below];
    if (shown > most) return { kind: 'differs', parts, figure, difference: shown - most };
    if (shown + hiddenMost < least) return { kind: 'differs', parts, figure, difference: shown + hiddenMost - least };
  }
  const { shown, hidden } = sumOfCounts(children.map((child) => child.figures.residents));
  const firstHidden = children.map((child) => child.figures.residents).find((count) => 'below' in count);
  return firstHidden && 'below' in firstHidden
    ? { kind: 'agreesHidden', parts, hidden, below: firstHidden.below }
    : { kind: 'agrees', parts, total: shown };
}
