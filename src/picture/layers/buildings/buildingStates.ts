/**
 * What the buildings' shader knows of each building now, one texel each: RGBA float32, 256 in a row by buildingIndex.
 *
 *   r  lit windows, with a fraction while one is coming on
 *   g  columns of windows
 *   b  step of the order in which they come on (model/contract/windowOrder.ts)
 *   a  glow 0…15 + 16 × thematic class (0 none, 1…12) + 256 × flags (1 hovered, 2 selected, 4 dimmed)
 *
 * Read by shaders/lib/buildingState.glsl.
 */
import { type Footprints, windowCountOf } from '../../../model/contract/footprintsFile.ts';
import { columnStepOf } from '../../../model/contract/windowOrder.ts';
import { invariant } from '../../../model/faults/invariant.ts';

export const STATE_TEXELS_WIDE = 256;
const CHANNELS = 4;
const [LIT, COLUMNS, STEP, BITS] = [0, 1, 2, 3] as const;
const CLASS_UNIT = 16;
const FLAG_UNIT = 256;
export const MOST_CLASS = 12;
export const buildingFlags = { hovered: 1, selected: 2, dimmed: 4 } as const;

/** Whole rows of texels that changed; `texels` are those of all buildings. */
export interface StateRows {
  readonly texels: Float32Array<ArrayBuffer>;
  readonly fromRow: number;
  /** First row that did not change. */
  readonly toRow: number;
  /** Of some building more windows have any light, or fewer. */
  readonly isLitChanged: boolean;
  /** Some building has a class or a flag. */
  readonly isTold: boolean;
}

/** Rows of texels for so many buildings: one at least. */
export function stateRowsOf(buildings: number): number {
  return Math.max(1, Math.ceil(buildings / STATE_TEXELS_WIDE));
}

export class BuildingStates {
  readonly count: number;
  readonly windowCounts: Uint32Array;
  readonly #texels: Float32Array<ArrayBuffer>;
  readonly #glow: Uint8Array;
  #classes: Uint8Array | null = null;
  #flags: Uint8Array | null = null;
  #dirtyFrom = 0;
  #dirtyTo: number;
  #isLitChanged = true;

  constructor(footprints: Footprints) {
    this.count = footprints.count;
    this.windowCounts = Uint32Array.from({ length: this.count }, (_, row) => windowCountOf(footprints, row));
    this.#glow = new Uint8Array(this.count);
    const rows = stateRowsOf(this.count);
    this.#texels = new Float32Array(rows * STATE_TEXELS_WIDE * CHANNELS);
    this.#dirtyTo = rows;
    for (let row = 0; row < this.count; row++) {
      this.#texels[row * CHANNELS + COLUMNS] = footprints.windowColumns[row]!;
      this.#texels[row * CHANNELS + STEP] = columnStepOf(footprints.windowColumns[row]!);
    }
  }

  /** `lit` ≤ the building's windows, `glow` 0…15. */
  setLit(row: number, lit: number, glow: number): void {
    this.#glow[row] = glow;
    this.#put(row, LIT, lit);
    this.#putBits(row);
  }

  /** Thematic class 0…12 of every building; null for none. */
  setClasses(classes: Uint8Array | null): void {
    invariant(classes === null || classes.length === this.count, 'one class for each building');
    invariant(classes?.every((value) => value <= MOST_CLASS) ?? true, 'classes go up to 12');
    this.#classes = classes?.slice() ?? null;
    for (let row = 0; row < this.count; row++) this.#putBits(row);
  }

  /** Sums of `buildingFlags` of every building; null for none. */
  setFlags(flags: Uint8Array | null): void {
    invariant(flags === null || flags.length === this.count, 'flags for each building');
    this.#flags = flags?.slice() ?? null;
    for (let row = 0; row < this.count; row++) this.#putBits(row);
  }

  /** What changed since the last call; null for nothing. */
  take(): StateRows | null {
    if (this.#dirtyFrom >= this.#dirtyTo) return null;
    const [texels, isLitChanged] = [this.#texels, this.#isLitChanged];
    const isTold = [this.#classes, this.#flags].some((all) => all?.some((value) => value > 0) ?? false);
    const rows = { texels, fromRow: this.#dirtyFrom, toRow: this.#dirtyTo, isLitChanged, isTold };
    [this.#dirtyFrom, this.#dirtyTo, this.#isLitChanged] = [Number.POSITIVE_INFINITY, 0, false];
    return rows;
  }

  /** All of it counts as changed: whoever took it is no more. */
  tellAnew(): void {
    [this.#dirtyFrom, this.#dirtyTo, this.#isLitChanged] = [0, stateRowsOf(this.count), true];
  }

  #putBits(row: number): void {
    const [thematic, flags] = [this.#classes?.[row] ?? 0, this.#flags?.[row] ?? 0];
    this.#put(row, BITS, this.#glow[row]! + CLASS_UNIT * thematic + FLAG_UNIT * flags);
  }

  #put(row: number, channel: number, value: number): void {
    const at = row * CHANNELS + channel;
    const rounded = Math.fround(value);
    if (this.#texels[at] === rounded) return;
    if (channel === LIT && Math.ceil(this.#texels[at]!) !== Math.ceil(rounded)) this.#isLitChanged = true;
    this.#texels[at] = rounded;
    const texelRow = Math.floor(row / STATE_TEXELS_WIDE);
    this.#dirtyFrom = Math.min(this.#dirtyFrom, texelRow);
    this.#dirtyTo = Math.max(this.#dirtyTo, texelRow + 1);
  }
}
