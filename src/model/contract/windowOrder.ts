/**
 * In which order the windows of a building light up: one fixed, scattered order per building, in which neighbours above
 * each other often come one after the other (a stair, a flat). With N matters the first N windows are lit, so that a
 * count is exact, and a window once lit stays lit as the count grows.
 *
 * Each round moves columns by something of the storey, or storeys by something of the column, modulo their number: an
 * unbalanced Feistel network over two radices, so every window has a rank of its own (B. Morris, P. Rogaway, T. Stegers,
 * "How to Encipher Messages on a Small Domain", CRYPTO 2009, for the idea; no secrecy is needed here). All in whole
 * numbers of 32 bits: shaders/lib/windowOrder.glsl says the same.
 */

/** A whole number of 32 bits from two, well mixed (Murmur3's finaliser). */
function mixed(a: number, b: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}

/** Golden section: multiples of it leave no two columns close. */
const SECTION = 0.381966;

/** Step from which neighbouring columns part: the first from the golden section on that has no factor in common. */
export function columnStepOf(columns: number): number {
  let step = Math.max(1, Math.round(columns * SECTION));
  while (greatestCommonDivisor(step, columns) > 1) step++;
  return step;
}

export interface WindowPlace {
  /** From the building's base up. */
  readonly storey: number;
  readonly column: number;
}

/**
 * Which window after how many others: 0 … columns × floors − 1, each once.
 * @param columns at most 65,535. @param step columnStepOf(columns). @param seed buildingIndex.
 */
export function windowRank(
  { storey, column }: WindowPlace,
  columns: number,
  floors: number,
  step: number,
  seed: number,
): number {
  let at = ((column * step) % columns) + (mixed(seed, storey >> 1) % columns);
  at %= columns;
  const up = (storey + (mixed(seed + 0x10000000, at) % floors)) % floors;
  at = (at + (mixed(seed + 0x20000000, up >> 1) % columns)) % columns;
  return at * floors + up;
}

/** The whole number below `modulus` whose product with `value` leaves 1: they have no factor in common. */
function inverseOf(value: number, modulus: number): number {
  let [rest, next] = [modulus, value % modulus];
  let [factor, nextFactor] = [0, 1];
  while (next > 0) {
    const times = Math.floor(rest / next);
    [rest, next] = [next, rest - times * next];
    [factor, nextFactor] = [nextFactor, factor - times * nextFactor];
  }
  return ((factor % modulus) + modulus) % modulus;
}

/**
 * Which window that is: windowRank the other way round, each of its rounds undone from the last to the first.
 * @param rank 0 … columns × floors − 1. @param step columnStepOf(columns). @param seed buildingIndex.
 */
export function windowOfRank(rank: number, columns: number, floors: number, step: number, seed: number): WindowPlace {
  const less = (value: number, by: number): number => (value - (by % columns) + columns) % columns;
  const up = rank % floors;
  const at = less(Math.floor(rank / floors), mixed(seed + 0x20000000, up >> 1));
  const storey = (up - (mixed(seed + 0x10000000, at) % floors) + floors) % floors;
  const stepped = less(at, mixed(seed, storey >> 1));
  return { storey, column: (stepped * inverseOf(step % columns, columns)) % columns };
}
