import type { CityViewOptions } from './cityView.ts';
import type { Box } from './text/placement.ts';

type Inset = NonNullable<CityViewOptions['insetCssPx']>;

/** What is not free of a view, in its CSS pixels: the strips that panels take from its edges, and what stands over it. */
export function coveredBoxes(
  { width, height }: { readonly width: number; readonly height: number },
  inset: Inset,
  over: readonly Box[],
): Box[] {
  const strips = [
    { minX: 0, maxX: inset.left, minY: 0, maxY: height },
    { minX: width - inset.right, maxX: width, minY: 0, maxY: height },
    { minX: 0, maxX: width, minY: 0, maxY: inset.coveredTop ?? inset.top },
    { minX: 0, maxX: width, minY: height - inset.bottom, maxY: height },
  ];
  return [...strips, ...over].filter((box) => box.maxX > box.minX && box.maxY > box.minY);
}
