/** A block's own frame: metres along and across its rows; finds out whether a rectangle may stand somewhere. */
import { boundsOf, type Outline, type Point2, sideOfOutline } from '../../model/geometry/polygon.ts';
import type { Block } from './specs.ts';

/** An upright rectangle in the block's frame: centre and size in metres. */
export interface Plot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly depth: number;
}

/** Does a segment come into a box around the origin? Liang–Barsky clipping. */
function entersBox(a: Point2, b: Point2, halfX: number, halfY: number): boolean {
  let [enter, leave] = [0, 1];
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  for (const [step, room] of [
    [-dx, a[0] + halfX],
    [dx, halfX - a[0]],
    [-dy, a[1] + halfY],
    [dy, halfY - a[1]],
  ] as const) {
    if (step === 0) {
      if (room < 0) return false;
    } else if (step < 0) enter = Math.max(enter, room / step);
    else leave = Math.min(leave, room / step);
  }
  return enter <= leave;
}

export class BlockFrame {
  readonly outline: Outline;
  readonly bounds: ReturnType<typeof boundsOf>;
  readonly #setbacks: readonly number[];
  readonly #cos: number;
  readonly #sin: number;
  readonly #taken: Plot[] = [];

  /** @param rowDeg direction of the rows, anticlockwise from east. */
  constructor(block: Block, rowDeg: number) {
    this.#cos = Math.cos((rowDeg * Math.PI) / 180);
    this.#sin = Math.sin((rowDeg * Math.PI) / 180);
    this.#setbacks = block.setbackMeters;
    this.outline = block.outlineCm.map(([x, y]): Point2 => {
      const [east, north] = [x / 100, y / 100];
      return [east * this.#cos + north * this.#sin, north * this.#cos - east * this.#sin];
    });
    this.bounds = boundsOf([this.outline]);
  }

  /** Frame metres → whole centimetres ENU. */
  enuCmFromFrame([x, y]: Point2): Point2 {
    return [Math.round((x * this.#cos - y * this.#sin) * 100), Math.round((x * this.#sin + y * this.#cos) * 100)];
  }

  /** Inside the block with its margins kept, and `gapMeters` from every plot already taken. */
  isFree(plot: Plot, gapMeters: number): boolean {
    const { x, y, width, depth } = plot;
    if (sideOfOutline(this.outline, x, y) !== 'inside') return false;
    for (const other of this.#taken) {
      const apartX = Math.abs(other.x - x) - (other.width + width) / 2;
      const apartY = Math.abs(other.y - y) - (other.depth + depth) / 2;
      if (Math.max(apartX, apartY) < gapMeters) return false;
    }
    return this.outline.every((from, index) => {
      const to = this.outline[(index + 1) % this.outline.length]!;
      const margin = this.#setbacks[index]!;
      return !entersBox([from[0] - x, from[1] - y], [to[0] - x, to[1] - y], width / 2 + margin, depth / 2 + margin);
    });
  }

  take(plot: Plot): void {
    this.#taken.push(plot);
  }
}
