/** What the mark canvas draws: stems and shapes with sizes in CSS pixels at every distance. No engine. */
import type { MarkShape } from './markShape.ts';

export type Bytes4 = readonly [number, number, number, number];

export interface ShapeMark {
  readonly enuMeters: readonly [number, number, number];
  readonly shape: MarkShape;
  readonly sizeCssPx: number;
  readonly colour: Bytes4;
}

export interface StemMark {
  readonly footEnuMeters: readonly [number, number, number];
  readonly headEnuMeters: readonly [number, number, number];
  readonly widthCssPx: number;
  readonly colour: Bytes4;
}

/** One layer's marks, drawn in the order given. A new `version` means: look again. */
export interface MarkSet {
  readonly id: string;
  readonly version: number;
  readonly shapes: readonly ShapeMark[];
  readonly stems: readonly StemMark[];
}
