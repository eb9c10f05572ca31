/** Parcels of a block: oriented rectangles along its streets or in rows, none over the block's margins or another. */
import {
  type Bounds2,
  boundsOf,
  type Outline,
  type Point2,
  sideOfOutline,
  signedArea,
} from '../../model/geometry/polygon.ts';
import type { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { Block } from './specs.ts';

/** A rectangle in ENU metres: its centre, its size, and the direction (unit vector) of its width. */
export interface Plot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly depth: number;
  readonly cos: number;
  readonly sin: number;
}

/** One side of a block: the block lies to the left of from → to. */
export interface StreetSide {
  readonly from: Point2;
  readonly to: Point2;
  readonly lengthMeters: number;
  readonly cos: number;
  readonly sin: number;
  /** Metres to keep free: half of the road and a verge. */
  readonly setbackMeters: number;
}

function cornersCm({ x, y, width, depth, cos, sin }: Plot): Outline {
  return CORNERS.map(([u, v]): Point2 => {
    const [along, across] = [u * width, v * depth];
    return [(x + along * cos - across * sin) * 100, (y + along * sin + across * cos) * 100];
  });
}
/** Anticlockwise, as shares of width and depth. */
const CORNERS: readonly Point2[] = [
  [-0.5, -0.5],
  [0.5, -0.5],
  [0.5, 0.5],
  [-0.5, 0.5],
];

/** Does the segment a → b come into a box around the origin? Liang–Barsky clipping. */
function entersBox(ax: number, ay: number, bx: number, by: number, halfX: number, halfY: number): boolean {
  let enter = 0;
  let leave = 1;
  for (let side = 0; side < 4; side++) {
    const step = side === 0 ? ax - bx : side === 1 ? bx - ax : side === 2 ? ay - by : by - ay;
    const room = side === 0 ? ax + halfX : side === 1 ? halfX - ax : side === 2 ? ay + halfY : halfY - ay;
    if (step === 0) {
      if (room < 0) return false;
    } else if (step < 0) enter = Math.max(enter, room / step);
    else leave = Math.min(leave, room / step);
  }
  return enter <= leave;
}

/** Widest gap between two plots along the sides of either: at most their distance, 0 or less where they overlap. */
function gapBetween(a: Plot, b: Plot): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  // |cos| and |sin| of the angle between the two: how far one reaches along the other's axes.
  const along = Math.abs(a.cos * b.cos + a.sin * b.sin);
  const across = Math.abs(a.cos * b.sin - a.sin * b.cos);
  const alongA = Math.abs(dx * a.cos + dy * a.sin) - (a.width + along * b.width + across * b.depth) / 2;
  const acrossA = Math.abs(dy * a.cos - dx * a.sin) - (a.depth + across * b.width + along * b.depth) / 2;
  const alongB = Math.abs(dx * b.cos + dy * b.sin) - (b.width + along * a.width + across * a.depth) / 2;
  const acrossB = Math.abs(dy * b.cos - dx * b.sin) - (b.depth + across * a.width + along * a.depth) / 2;
  return Math.max(alongA, acrossA, alongB, acrossB);
}

/** How far a walk along a street or a row slides on where nothing fits. */
const SLIDE_METERS = 3;

/** A block while it is being built on. */
export class Site {
  readonly sides: readonly StreetSide[];
  readonly squareMeters: number;
  readonly random: SeededRandom;
  /** Spacing against the usual: 1 as built, more = looser. */
  readonly spread: number;
  /** Direction of the rows. */
  readonly cos: number;
  readonly sin: number;
  /** Extent of the block in the frame of its rows. */
  readonly bounds: Readonly<Bounds2>;
  readonly #outline: Outline;
  /** The outline in the frame of the rows. */
  readonly #inRows: Outline;
  readonly #taken: Plot[] = [];
  readonly #isBuildable: (outlineCm: Outline) => boolean;
  /** What the last plot that was not free ran into; null where it was the block's own margin. */
  #blocker: Plot | null = null;
  #refusing: StreetSide | null = null;

  /** @param isBuildable what the block itself does not know: its ground, and what crosses it; centimetres ENU. */
  constructor(
    block: Block,
    rowDeg: number,
    random: SeededRandom,
    spread: number,
    isBuildable: (outlineCm: Outline) => boolean = () => true,
  ) {
    this.#isBuildable = isBuildable;
    this.random = random;
    this.spread = spread;
    this.cos = Math.cos((rowDeg * Math.PI) / 180);
    this.sin = Math.sin((rowDeg * Math.PI) / 180);
    this.#outline = block.outlineCm.map(([x, y]): Point2 => [x / 100, y / 100]);
    this.squareMeters = Math.abs(signedArea(this.#outline));
    const isCounterClockwise = signedArea(this.#outline) > 0;
    this.sides = this.#outline.map((start, index): StreetSide => {
      const end = this.#outline[(index + 1) % this.#outline.length]!;
      const [from, to] = isCounterClockwise ? [start, end] : [end, start];
      const lengthMeters = Math.hypot(to[0] - from[0], to[1] - from[1]);
      const [cos, sin] =
        lengthMeters > 0 ? [(to[0] - from[0]) / lengthMeters, (to[1] - from[1]) / lengthMeters] : [1, 0];
      return { from, to, lengthMeters, cos, sin, setbackMeters: block.setbackMeters[index]! };
    });
    this.#inRows = this.#outline.map(([x, y]): Point2 => [x * this.cos + y * this.sin, y * this.cos - x * this.sin]);
    this.bounds = boundsOf([this.#inRows]);
  }

  /** The block's reach along the row at `v`: first and last crossing of its outline; empty (first > last) beyond it. */
  reachAlong(v: number): { first: number; last: number } {
    let [first, last] = [Infinity, -Infinity];
    for (let index = 0, before = this.#inRows.length - 1; index < this.#inRows.length; before = index++) {
      const from = this.#inRows[before]!;
      const to = this.#inRows[index]!;
      if (from[1] > v === to[1] > v) continue;
      const u = from[0] + ((v - from[1]) / (to[1] - from[1])) * (to[0] - from[0]);
      first = Math.min(first, u);
      last = Math.max(last, u);
    }
    return { first, last };
  }

  /** A plot in line with the rows, by its centre in their frame. */
  rowPlot(u: number, v: number, width: number, depth: number): Plot {
    const { cos, sin } = this;
    return { x: u * cos - v * sin, y: u * sin + v * cos, width, depth, cos, sin };
  }

  /** Inside the block with its margins kept, and `gapMeters` from every plot already taken. */
  isFree(plot: Plot, gapMeters: number): boolean {
    const { x, y, width, depth } = plot;
    const reach = Math.sqrt(width * width + depth * depth) / 2 + gapMeters;
    for (let index = 0; index < this.#taken.length; index++) {
      const other = this.#taken[index]!;
      const near = reach + (other.width + other.depth) / 2;
      if (Math.abs(other.x - x) > near || Math.abs(other.y - y) > near) continue;
      if (gapBetween(plot, other) >= gapMeters) continue;
      this.#blocker = other;
      return false;
    }
    this.#blocker = null;
    // Plots slide along a side that refuses them: the one that refused the last one is asked first.
    if (this.#refusing !== null && this.#comesTooNear(this.#refusing, plot)) return false;
    for (const side of this.sides) {
      if (!this.#comesTooNear(side, plot)) continue;
      this.#refusing = side;
      return false;
    }
    return sideOfOutline(this.#outline, x, y) === 'inside';
  }

  #comesTooNear({ from, lengthMeters, cos: sideCos, sin: sideSin, setbackMeters }: StreetSide, plot: Plot): boolean {
    const { x, y, width, depth, cos, sin } = plot;
    const ax = from[0] - x;
    const ay = from[1] - y;
    // Most sides are far off or right through the plot: its circles say so.
    const along = Math.max(0, Math.min(lengthMeters, -ax * sideCos - ay * sideSin));
    const nearX = ax + sideCos * along;
    const nearY = ay + sideSin * along;
    const squared = nearX * nearX + nearY * nearY;
    const inner = Math.min(width, depth) / 2 + setbackMeters;
    if (squared < inner * inner) return true;
    const outer = (width + depth) / 2 + 2 * setbackMeters;
    if (squared > outer * outer) return false;
    const bx = ax + sideCos * lengthMeters;
    const by = ay + sideSin * lengthMeters;
    const [halfX, halfY] = [width / 2 + setbackMeters, depth / 2 + setbackMeters];
    return entersBox(ax * cos + ay * sin, ay * cos - ax * sin, bx * cos + by * sin, by * cos - bx * sin, halfX, halfY);
  }

  /** Where along its row the plot that was just refused may be free again: behind what it ran into. */
  nextFreeAlong(u: number, gapMeters: number): number {
    const blocker = this.#blocker;
    const isAligned = blocker !== null && blocker.cos === this.cos && blocker.sin === this.sin;
    const behind = isAligned ? blocker.x * this.cos + blocker.y * this.sin + blocker.width / 2 + gapMeters : u;
    return Math.max(u + SLIDE_METERS, behind);
  }

  /** Takes the plot where it is free and can be built on; says whether it was. */
  take(plot: Plot, gapMeters: number): boolean {
    if (!this.isFree(plot, gapMeters) || !this.#isBuildable(cornersCm(plot))) return false;
    this.#taken.push(plot);
    return true;
  }
}

/** Between a front and its setback line, so that rounding never crosses it. */
const OFF_THE_LINE_METERS = 0.02;

export interface FrontageStyle {
  readonly width: () => number;
  readonly depth: () => number;
  /** From one plot to the next, and from all others. */
  readonly gap: number;
  /** A parcel no narrower than this takes what is left at a corner. */
  readonly leastWidth: number;
  /** Streets to build along; all where it is absent. */
  readonly isWanted?: (side: StreetSide) => boolean;
}

/** Parcels side by side along the block's streets, their front (−depth / 2) to the street. */
export function* frontage(site: Site, style: FrontageStyle): Iterable<Plot> {
  for (const side of site.sides) {
    if (side.lengthMeters < style.leastWidth || style.isWanted?.(side) === false) continue;
    const { from, cos, sin, setbackMeters, lengthMeters } = side;
    let along = 0;
    while (along + style.leastWidth <= lengthMeters) {
      const depth = style.depth();
      const inward = setbackMeters + OFF_THE_LINE_METERS + depth / 2;
      const wanted = Math.min(style.width(), lengthMeters - along);
      const made = [wanted, Math.max(style.leastWidth, wanted * 0.65)].find((width) => {
        const middle = along + width / 2;
        const [x, y] = [from[0] + cos * middle - sin * inward, from[1] + sin * middle + cos * inward];
        return site.take({ x, y, width, depth, cos, sin }, style.gap);
      });
      if (made === undefined) {
        along += SLIDE_METERS;
        continue;
      }
      const middle = along + made / 2;
      yield {
        ...{ x: from[0] + cos * middle - sin * inward, y: from[1] + sin * middle + cos * inward },
        ...{ width: made, depth, cos, sin },
      };
      along += made + style.gap * site.spread ** 2;
    }
  }
}

export interface RowStyle {
  readonly width: () => number;
  readonly depth: number;
  /** From row to row, wall to wall. */
  readonly between: number;
  /** From plot to plot in a row. */
  readonly gap: number;
  /** From what stands there already; by default half of the smaller of the two above. */
  readonly apart?: number;
}

/** How many widths are drawn for what is left at the end of a row. */
const DRAWS_AT_END = 3;

/** Parcels in rows from south to north and from west to east; slides on where one does not fit. */
export function* rows(site: Site, style: RowStyle): Iterable<Plot> {
  const { random, spread, bounds } = site;
  const pitch = style.depth + style.between * spread;
  const apart = style.apart ?? Math.min(style.between, style.gap) / 2;
  for (let v = bounds.minY + style.depth / 2 + random.between(0, 4); v < bounds.maxY; ) {
    let any = false;
    let tooWide = 0;
    const { first, last } = site.reachAlong(v);
    for (let u = first + random.between(0, 4); u < last; ) {
      const width = style.width();
      if (u + width > last) {
        // A narrower one may still fit at the end of the row.
        if (++tooWide > DRAWS_AT_END) break;
        continue;
      }
      const plot = site.rowPlot(u + width / 2, v, width, style.depth);
      if (site.take(plot, apart)) {
        yield plot;
        any = true;
        u += width + style.gap * spread;
      } else u = site.nextFreeAlong(u, apart);
    }
    // Only a row that found room pushes the next one a whole pitch away.
    v += any ? pitch : SLIDE_METERS;
  }
}

/** The largest of some sizes that finds room near the middle of the block: for yards, fields and single large halls. */
export function takeInMiddle(
  site: Site,
  sizes: readonly (readonly [number, number])[],
  gapMeters: number,
): Plot | null {
  const { minX, minY, maxX, maxY } = site.bounds;
  const [middleU, middleV] = [(minX + maxX) / 2, (minY + maxY) / 2];
  for (const [width, depth] of sizes) {
    for (const [du, dv] of MIDDLE_STEPS) {
      const plot = site.rowPlot(middleU + du * (maxX - minX), middleV + dv * (maxY - minY), width, depth);
      if (site.take(plot, gapMeters)) return plot;
    }
  }
  return null;
}

/** Steps from the middle as shares of the block's extent, the nearest first. */
const MIDDLE_STEPS: readonly Point2[] = [0, 0.08, -0.08, 0.17, -0.17].flatMap((du) =>
  [0, 0.08, -0.08, 0.17, -0.17].map((dv): Point2 => [du, dv]),
);
