/**
 * On which sides of a district an OSM file's nodes lie. A country's extract holds a hundred million nodes: their places
 * stand in no memory, but neighbours in a file are mostly neighbours on the ground, so that some thousand runs of ids say
 * for all of them whether they are west, east, south or north of it. What lies wholly on one side is far (Cohen–Sutherland).
 */
import type { Bounds2 } from '../../model/geometry/polygon.ts';

const [WEST, EAST, SOUTH, NORTH] = [1, 2, 4, 8];
const ALL_SIDES = WEST | EAST | SOUTH | NORTH;
/** Nine bytes each. */
const MOST_RUNS = 8_000_000;
const FIRST_RUNS = 1024;

export class NodeSides {
  readonly #near: Bounds2;
  readonly #mostRuns: number;
  /** First id of each run, growing. */
  #firstIds = new Float64Array(FIRST_RUNS);
  #sides = new Uint8Array(FIRST_RUNS);
  #count = 0;
  /** That of the node that was asked for last: the next is mostly in it, too. */
  #run = 0;
  #lastId = Number.NEGATIVE_INFINITY;
  /** False where ids do not grow, or nodes lie about so that runs save nothing: then nothing is known. */
  #isOrdered = true;

  /** @param mostRuns for tests of its limit. */
  constructor(near: Bounds2, mostRuns = MOST_RUNS) {
    this.#near = near;
    this.#mostRuns = mostRuns;
  }

  /** A place that is none is on no side. */
  add(id: number, lon: number, lat: number): void {
    if (!this.#isOrdered) return;
    const { minX, minY, maxX, maxY } = this.#near;
    const sides = (lon < minX ? WEST : lon > maxX ? EAST : 0) | (lat < minY ? SOUTH : lat > maxY ? NORTH : 0);
    this.#isOrdered = id > this.#lastId;
    this.#lastId = id;
    if (this.#count > 0 && this.#sides[this.#count - 1] === sides) return;
    if (this.#count === this.#mostRuns) this.#isOrdered = false;
    if (this.#count === this.#sides.length) this.#grow();
    this.#firstIds[this.#count] = id;
    this.#sides[this.#count++] = sides;
  }

  #grow(): void {
    const [firstIds, sides] = [this.#firstIds, this.#sides];
    this.#firstIds = new Float64Array(2 * sides.length);
    this.#firstIds.set(firstIds);
    this.#sides = new Uint8Array(2 * sides.length);
    this.#sides.set(sides);
  }

  /** Of the run that an id falls in; nodes that the file does not hold count as the one before them. */
  #sidesOf(id: number): number {
    const isInRun =
      id >= this.#firstIds[this.#run]! && !(this.#run + 1 < this.#count && id >= this.#firstIds[this.#run + 1]!);
    if (isInRun) return this.#sides[this.#run]!;
    let [low, high] = [0, this.#count - 1];
    while (low <= high) {
      const middle = (low + high) >>> 1;
      if (this.#firstIds[middle]! <= id) low = middle + 1;
      else high = middle - 1;
    }
    if (high < 0) return 0;
    this.#run = high;
    return this.#sides[high]!;
  }

  /** Whether all of these nodes lie on one side, as far as the file holds them. False where that is not known. */
  areFar(ids: readonly number[]): boolean {
    if (!this.#isOrdered || ids.length === 0) return false;
    let common = ALL_SIDES;
    for (const id of ids) {
      common &= this.#sidesOf(id);
      if (common === 0) return false;
    }
    return true;
  }
}
