/**
 * How long a bake still takes. Each part is expected to take what so many of its units (buildings, grids, bytes) took on
 * this machine before, times how slow this bake has been so far against that; a part that tells its share is judged by its
 * own pace, too. Tiles are made on other threads beside the parts of this one: what ends later counts.
 */
import { firstGuessSeconds, type PartRates } from './partRates.ts';
import { type BakePart, type BakeStep, bakeParts, partsOfStep } from './progress.ts';

/** Parts that other threads do. */
const besideParts = ['groundTiles', 'tiles'] as const;
export type BesidePart = (typeof besideParts)[number];
/** What this thread does before it has to wait for the others. */
const ownParts = bakeParts.slice(0, bakeParts.indexOf('groundTiles'));
const lastParts = bakeParts.slice(bakeParts.indexOf('tiles') + 1);

/** As share of the whole bake: so much must have been expected until now before its pace is believed by half. */
const HALF_TRUSTED_SHARE = 0.01;
/** What was measured so long ago, as share of the whole bake, counts a third: the load of a machine changes. */
const MEMORY_SHARE = 0.3;
/**
 * A part's own pace says something from here on. Few parts go evenly: while little is done, what was expected of it is the
 * better guess.
 */
const OWN_PACE_SHARE = 0.3;
/** A shorter bake is mostly start-up: its pace says nothing about a larger district. */
const LEAST_LEARNT_SECONDS = 3;
/** Reading a kept result instead of making it. */
const KEPT_SHARE = 0.08;

interface Running {
  readonly part: BakePart;
  readonly sinceSeconds: number;
  share: number;
  /** When its share was told the last time. */
  toldSeconds: number;
}

interface Beside {
  share: number;
  /** Of all threads together. */
  busySeconds: number;
  /** When its share was told the last time. */
  toldSeconds: number;
}

export class BakeClock {
  readonly #nowSeconds: () => number;
  readonly #rates: PartRates;
  readonly #units = new Map<BakePart, number>();
  readonly #kept = new Set<BakePart>();
  /** Of parts that are over. */
  readonly #seconds = new Map<BakePart, number>();
  readonly #beside = new Map<BesidePart, Beside>();
  #threads = 0;
  #running: Running | null = null;

  constructor(rates: PartRates, nowSeconds: () => number) {
    this.#rates = rates;
    this.#nowSeconds = nowSeconds;
  }

  /** How much a part has to do; until it is said, one unit. */
  expect(units: Partial<Readonly<Record<BakePart, number>>>): void {
    for (const [part, count] of Object.entries(units)) this.#units.set(part as BakePart, count);
  }

  /** So many others make tiles; none: this one does, after all else. */
  expectThreads(threads: number): void {
    this.#threads = threads;
  }

  /** The step's result lies in the cache: it will be read, not made. */
  expectKept(step: BakeStep): void {
    for (const part of partsOfStep(step)) this.#kept.add(part);
  }

  /** A part begins, or so large a share of it is done. */
  at(part: BakePart, share: number): void {
    const now = this.#nowSeconds();
    if (this.#running?.part === part) {
      // The same again is no news: what is left goes down meanwhile.
      if (share !== this.#running.share) Object.assign(this.#running, { share, toldSeconds: now });
    } else {
      this.end();
      this.#running = { part, sinceSeconds: now, share, toldSeconds: now };
    }
  }

  /** The same of what other threads do: @param busySeconds theirs, added up, for that share. */
  atBeside(part: BesidePart, share: number, busySeconds: number): void {
    this.#beside.set(part, { share, busySeconds, toldSeconds: this.#nowSeconds() });
  }

  /** How much of a step is done, 0 … 1: by the time that its parts are expected to take. */
  shareOf(step: BakeStep): number {
    let [done, whole] = [0, 0];
    for (const part of partsOfStep(step)) {
      const expected = this.#expected(part);
      whole += expected;
      if (this.#running?.part === part) done += expected * this.#running.share;
      else if (this.#seconds.has(part)) done += expected;
    }
    return whole > 0 ? done / whole : 0;
  }

  /** Closes the running part. */
  end(): void {
    if (!this.#running) return;
    const { part, sinceSeconds } = this.#running;
    this.#seconds.set(part, (this.#seconds.get(part) ?? 0) + this.#nowSeconds() - sinceSeconds);
    this.#running = null;
  }

  #unitsOf(part: BakePart): number {
    return this.#units.get(part) ?? 1;
  }

  #expected(part: BakePart): number {
    const whole = firstGuessSeconds(part, this.#unitsOf(part)) * (this.#rates[part] ?? 1);
    return this.#kept.has(part) ? whole * KEPT_SHARE : whole;
  }

  /** How much slower than expected this bake is: what was measured last counts most. */
  #slowness(): number {
    const whole = [...ownParts, ...lastParts].reduce((sum, part) => sum + this.#expected(part), 0);
    let [expected, actual, heard] = [0, 0, 0];
    const hear = (expectedSeconds: number, actualSeconds: number): void => {
      const fading = Math.exp(-expectedSeconds / (MEMORY_SHARE * whole));
      expected = expected * fading + expectedSeconds;
      actual = actual * fading + actualSeconds;
      heard += expectedSeconds;
    };
    for (const part of ownParts) {
      const seconds = this.#seconds.get(part);
      if (seconds !== undefined && !this.#kept.has(part)) hear(this.#expected(part), seconds);
    }
    const running = this.#running;
    if (running && running.share >= OWN_PACE_SHARE && ownParts.includes(running.part)) {
      hear(this.#expected(running.part) * running.share, running.toldSeconds - running.sinceSeconds);
    }
    if (expected === 0 || actual === 0) return 1;
    return (actual / expected) ** (heard / (heard + HALF_TRUSTED_SHARE * whole));
  }

  /** Seconds of this thread until the end of a part that has not ended. */
  #leftOf(part: BakePart, slowness: number): number {
    const expected = this.#expected(part) * slowness;
    const running = this.#running;
    if (running?.part !== part) return expected;
    const { sinceSeconds, share, toldSeconds } = running;
    const now = this.#nowSeconds();
    if (share < OWN_PACE_SHARE) return Math.max(0, expected - (now - sinceSeconds));
    const whole = blended(expected, (toldSeconds - sinceSeconds) / share, share);
    return Math.max(0, (1 - share) * whole - (now - toldSeconds));
  }

  /** Of parts of this thread that are neither over nor passed by, from the running one on to `last`. */
  #leftUntil(last: BakePart, slowness: number): number {
    const from = this.#running
      ? bakeParts.indexOf(this.#running.part)
      : this.#seconds.size === 0
        ? 0
        : bakeParts.length;
    return ownParts
      .slice(from, bakeParts.indexOf(last) + 1)
      .reduce((sum, part) => sum + this.#leftOf(part, slowness), 0);
  }

  /** Seconds of threads' work that are left of a part, as many of them as can be at it since it was told of. */
  #besideLeft(part: BesidePart, slowness: number, threads: number, sinceSeconds: number): number {
    if (this.#kept.has(part)) return 0;
    const expected = this.#expected(part) * slowness;
    const beside = this.#beside.get(part);
    if (!beside) return expected;
    const { share, busySeconds, toldSeconds } = beside;
    const whole = share < OWN_PACE_SHARE ? expected : blended(expected, busySeconds / share, share);
    const meanwhile = this.#nowSeconds() - Math.max(toldSeconds, sinceSeconds);
    return Math.max(0, (1 - share) * whole - meanwhile * threads);
  }

  /** Seconds until the other threads are through, this one helping them as soon as it has nothing else to do. */
  #besideEnd(slowness: number, ownLeft: number): number {
    const threads = this.#threads;
    const [ground, tiles] = [this.#beside.get('groundTiles'), this.#beside.get('tiles')];
    if (threads === 0) {
      return ownLeft + this.#besideLeft('groundTiles', slowness, 0, 0) + this.#besideLeft('tiles', slowness, 0, 0);
    }
    const groundFrom = ground ? 0 : this.#leftUntil('land', slowness);
    const groundEnd = groundFrom + this.#besideLeft('groundTiles', slowness, ground ? 1 : 0, 0);
    const tilesFrom = tiles ? 0 : this.#leftUntil('houses', slowness);
    const isGroundOver = this.#kept.has('groundTiles') || ground?.share === 1;
    const atTiles = isGroundOver ? threads : threads - 1;
    const work = this.#besideLeft('tiles', slowness, atTiles, isGroundOver ? (ground?.toldSeconds ?? 0) : 0);
    const end = Math.max(groundEnd, tilesFrom + (work + Math.max(0, groundEnd - tilesFrom)) / threads);
    return end <= ownLeft ? end : ownLeft + ((end - ownLeft) * threads) / (threads + 1);
  }

  /** Seconds until the end, by all that is known now. */
  remainingSeconds(): number {
    const slowness = this.#slowness();
    const last = lastParts.reduce((sum, part) => sum + (this.#isOver(part) ? 0 : this.#leftOf(part, slowness)), 0);
    const own = this.#leftUntil('rows', slowness);
    const kept = besideParts.filter((part) => this.#kept.has(part) && !this.#isOver(part));
    const reading = kept.reduce((sum, part) => sum + this.#leftOf(part, slowness), 0);
    const isBesideOver = lastParts.some((part) => this.#running?.part === part) || this.#isOver('tiles');
    return reading + last + (isBesideOver ? 0 : Math.max(own, this.#besideEnd(slowness, own)));
  }

  #isOver(part: BakePart): boolean {
    return this.#running?.part !== part && this.#seconds.has(part);
  }

  /**
   * The rates to begin with the next time: of what was made now, half as it was now, as ratios go: a bake beside a busy
   * program says little of the next one. The rest as before.
   */
  learntRates(): PartRates {
    const learnt: PartRates = { ...this.#rates };
    const seconds = new Map(this.#seconds);
    if ([...seconds.values()].reduce((sum, each) => sum + each, 0) < LEAST_LEARNT_SECONDS) return learnt;
    for (const part of besideParts) seconds.set(part, this.#beside.get(part)?.busySeconds ?? 0);
    for (const [part, each] of seconds) {
      const guessed = firstGuessSeconds(part, this.#unitsOf(part));
      if (this.#kept.has(part) || guessed === 0 || each === 0) continue;
      const [rate, before] = [each / guessed, learnt[part]];
      learnt[part] = before === undefined ? rate : Math.sqrt(before * rate);
    }
    return learnt;
  }
}

/** The further along, the more its own pace says, and the less what was expected of it. */
const blended = (expected: number, own: number, share: number): number => share * own + (1 - share) * expected;
