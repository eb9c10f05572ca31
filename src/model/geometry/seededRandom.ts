/**
 * Seeded pseudo-random numbers: the same seed gives the same district, the same fuzz case, the same bytes.
 * Algorithm: sfc32 (PractRand, public domain), seeded by FNV-1a of the text.
 */
export class SeededRandom {
  // Kept with a sign: a field that needs more than 31 bits is made anew at every draw.
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: string | number) {
    const text = String(seed);
    const hash = fnv1a32(text);
    this.#a = hash | 0;
    this.#b = fnv1a32('/b', hash) | 0;
    this.#c = fnv1a32('/c', hash) | 0;
    for (let round = 0; round < 12; round++) this.nextUint32();
  }

  nextUint32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform in [0, 1). */
  ratio(): number {
    return this.nextUint32() / 4294967296;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.ratio();
  }

  /** Whole number in [low, high], both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.ratio() * (high - low + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[this.whole(0, items.length - 1)]!;
  }

  chance(probability: number): boolean {
    return this.ratio() < probability;
  }

  /** Index drawn in proportion to `weights` (all ≥ 0, sum > 0). */
  weighted(weights: readonly number[]): number {
    let rest = this.ratio() * weights.reduce((sum, weight) => sum + weight, 0);
    for (let index = 0; index < weights.length; index++) {
      rest -= weights[index]!;
      if (rest < 0) return index;
    }
    return weights.length - 1;
  }

  /** A generator of its own for one named part, so that adding draws elsewhere does not shift it. */
  fork(name: string): SeededRandom {
    return new SeededRandom(`${this.nextUint32()}/${name}`);
  }
}

/** 32-bit FNV-1a of a text's UTF-16 units. Reference: Fowler, Noll, Vo. @param before hash of what stands before it. */
export function fnv1a32(text: string, before = 0x811c9dc5): number {
  let hash = before;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
