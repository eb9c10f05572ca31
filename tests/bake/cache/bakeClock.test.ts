import { describe, expect, it } from 'vitest';
import { BakeClock } from '../../../src/bake/bakeClock.ts';
import { firstGuessSeconds, type PartRates } from '../../../src/bake/partRates.ts';
import { type BakePart, bakeParts, everyHundredth, stretch } from '../../../src/bake/progress.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';

type PartSeconds = Readonly<Partial<Record<BakePart, number>>>;

/** What a machine has learnt on which parts of one unit each take so long. */
const ratesOf = (seconds: PartSeconds): PartRates =>
  Object.fromEntries(
    Object.entries(seconds).map(([part, each]) => [part, each / firstGuessSeconds(part as BakePart, 1)]),
  );

/** Seconds by part, about as they fall on two cores. */
const usual: PartSeconds = {
  ...{ recipe: 0.1, sources: 0.2, outline: 0.1, areas: 0.9, relief: 0.3, blocks: 0.5, roads: 0.3, land: 0.3 },
  ...{
    layout: 2,
    houses: 0.7,
    people: 0.8,
    points: 0.8,
    files: 0.4,
    rows: 1.2,
    publish: 0.3,
    groundTiles: 2,
    tiles: 4,
  },
};
/** What this thread does, in turn; between the last two it waits for the tiles, and helps. */
const ownParts = bakeParts.filter((part) => part !== 'groundTiles' && part !== 'tiles');
const TILES = 100;

interface Machine {
  readonly threads: number;
  /** Seconds that a part really takes, by its name and by when it begins. */
  secondsOf(part: BakePart, atSeconds: number): number;
}

interface Bake {
  readonly said: readonly { readonly atSeconds: number; readonly remainingSeconds: number }[];
  readonly seconds: number;
}

/** Tiles on other threads: each takes the next job when it is free; who made what is heard when somebody listens. */
class Others {
  readonly #jobs: { seconds: number; tell: () => void }[] = [];
  readonly #news: { atSeconds: number; tell: () => void }[] = [];
  #freeSeconds: number[];

  constructor(threads: number) {
    this.#freeSeconds = Array.from({ length: threads }, () => 0);
  }

  ask(nowSeconds: number, seconds: number, tell: () => void): void {
    if (this.#jobs.length === 0) this.#freeSeconds = this.#freeSeconds.map((free) => Math.max(free, nowSeconds));
    this.#jobs.push({ seconds, tell });
  }

  join(nowSeconds: number): void {
    this.#freeSeconds.push(nowSeconds);
  }

  workUntil(seconds: number): void {
    while (this.#jobs.length > 0 && Math.min(...this.#freeSeconds) < seconds) {
      const thread = this.#freeSeconds.indexOf(Math.min(...this.#freeSeconds));
      const job = this.#jobs.shift()!;
      this.#freeSeconds[thread]! += job.seconds;
      this.#news.push({ atSeconds: this.#freeSeconds[thread]!, tell: job.tell });
    }
    this.#news.sort((a, b) => a.atSeconds - b.atSeconds);
  }

  listen(nowSeconds: number): void {
    while (this.#news.length > 0 && this.#news[0]!.atSeconds <= nowSeconds) this.#news.shift()!.tell();
  }

  /** When there is something to hear; null where all is made. */
  nextSeconds(): number | null {
    this.workUntil(Infinity);
    return this.#news[0]?.atSeconds ?? null;
  }
}

/** A bake as this machine does it, on a clock that only the bake moves. */
function simulated({ threads, secondsOf }: Machine, clockOf: (now: () => number) => BakeClock): Bake {
  let now = 0;
  const said: { atSeconds: number; remainingSeconds: number }[] = [];
  const clock = clockOf(() => now);
  clock.expectThreads(threads);
  const others = new Others(threads);
  let [made, busySeconds] = [0, 0];
  const begin: Partial<Record<BakePart, () => void>> = {
    land: () => {
      const seconds = secondsOf('groundTiles', now);
      clock.atBeside('groundTiles', 0, 0);
      others.ask(now, seconds, () => clock.atBeside('groundTiles', 1, seconds));
    },
    houses: () => {
      const seconds = secondsOf('tiles', now) / TILES;
      clock.atBeside('tiles', 0, 0);
      for (let tile = 0; tile < TILES; tile++) {
        others.ask(now, seconds, () => {
          made++;
          busySeconds += seconds;
          clock.atBeside('tiles', made / TILES, busySeconds);
        });
      }
    },
  };
  const say = (): number => said.push({ atSeconds: now, remainingSeconds: clock.remainingSeconds() });
  for (const part of ownParts) {
    if (part === 'publish') {
      clock.at('groundTiles', 0);
      others.join(now);
      for (let next = others.nextSeconds(); next !== null; next = others.nextSeconds()) {
        now = Math.max(now, next);
        others.listen(now);
        clock.at('tiles', made / TILES);
        say();
      }
    }
    others.listen(now);
    const seconds = secondsOf(part, now);
    for (let percent = 0; percent <= 100; percent++) {
      clock.at(part, percent / 100);
      say();
      if (percent < 100) now += seconds / 100;
    }
    begin[part]?.();
    if (threads > 0) others.workUntil(now + secondsOf(ownParts[ownParts.indexOf(part) + 1] ?? part, now));
  }
  clock.end();
  return { said, seconds: now };
}

/** |said − true| / true remaining, from a fifth of the bake on until its last tenth: there it is a tile more or less. */
function errorsOf({ said, seconds }: Bake, from = 0.2): number[] {
  return said
    .filter(({ atSeconds }) => atSeconds > seconds * from && atSeconds < seconds * 0.9)
    .map(({ atSeconds, remainingSeconds }) => {
      const left = seconds - atSeconds;
      return Math.abs(remainingSeconds - left) / left;
    });
}

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)]!;

const knowing =
  (seconds: PartSeconds) =>
  (now: () => number): BakeClock =>
    new BakeClock(ratesOf(seconds), now);

describe('the remaining time', () => {
  it.each([0, 1, 3])('is right where this machine is as it was, with %i threads beside', (threads) => {
    const bake = simulated({ threads, secondsOf: (part) => usual[part]! }, knowing(usual));
    expect(Math.max(...errorsOf(bake, 0))).toBeLessThan(0.05);
  });

  it('is within a fifth from a fifth of the bake on, on machines of any speed', () => {
    const random = new SeededRandom('bake-clock');
    for (let round = 0; round < 60; round++) {
      const slow = 4 ** random.between(-1, 1);
      const own = new Map(bakeParts.map((part) => [part, usual[part]! * slow * random.between(0.9, 1.1)]));
      const machine: Machine = { threads: round % 4, secondsOf: (part) => own.get(part)! };
      const errors = errorsOf(simulated(machine, knowing(usual)));
      expect(Math.max(...errors), `${slow} times as slow, ${machine.threads} threads`).toBeLessThan(0.2);
    }
  });

  it('comes back to within a fifth when the machine gets twice as slow on the way', () => {
    const machine: Machine = { threads: 1, secondsOf: (part, at) => usual[part]! * (at < 2.5 ? 1 : 2) };
    expect(quantile(errorsOf(simulated(machine, knowing(usual)), 0.5), 0.9)).toBeLessThan(0.2);
  });

  it('is mostly within a fifth where parts cost a third more than the last time, or a quarter less', () => {
    const random = new SeededRandom('uneven');
    const errors = Array.from({ length: 40 }, () => {
      const own = new Map(bakeParts.map((part) => [part, usual[part]! * (4 / 3) ** random.between(-1, 1)]));
      return errorsOf(simulated({ threads: 1, secondsOf: (part) => own.get(part)! }, knowing(usual)));
    }).flat();
    expect(quantile(errors, 0.5)).toBeLessThan(0.1);
    expect(quantile(errors, 0.9)).toBeLessThan(0.2);
  });

  it('is learnt: the second bake of a machine unlike any other is right', () => {
    const odd: PartSeconds = { ...usual, layout: 6, tiles: 2, rows: 0.7 };
    const machine: Machine = { threads: 1, secondsOf: (part) => odd[part]! };
    let learnt: PartRates = {};
    let clock: BakeClock | null = null;
    simulated(machine, (now) => {
      clock = new BakeClock({}, now);
      return clock;
    });
    learnt = clock!.learntRates();
    for (const part of bakeParts) expect(learnt[part], part).toBeCloseTo(ratesOf(odd)[part]!, 6);
    expect(
      Math.max(
        ...errorsOf(
          simulated(machine, (now) => new BakeClock(learnt, now)),
          0,
        ),
      ),
    ).toBeLessThan(0.05);
  });

  it('takes half of what it learns from the last bake, half from those before', () => {
    let now = 0;
    const clock = new BakeClock({ layout: 2, points: 7 }, () => now);
    clock.expect({ layout: 3000 });
    clock.at('layout', 0);
    now = 8 * firstGuessSeconds('layout', 3000);
    clock.end();
    expect(clock.learntRates()).toEqual({ layout: 4, points: 7 });
  });

  it('of a large district is known from a small one, where both take twice as long as guessed', () => {
    // Of a district of so many buildings: one grid for every forty.
    const ofGrids: readonly BakePart[] = ['areas', 'relief', 'blocks', 'roads', 'land', 'layout', 'groundTiles'];
    const unitCount = (part: BakePart, size: number): number => (ofGrids.includes(part) ? size / 40 : size);
    const unitsOf = (size: number) => Object.fromEntries(bakeParts.map((part) => [part, unitCount(part, size)]));
    const machine = (size: number): Machine => ({
      threads: 1,
      secondsOf: (part) => 2 * firstGuessSeconds(part, unitCount(part, size)),
    });
    let small: BakeClock | null = null;
    simulated(machine(12_000), (now) => {
      small = new BakeClock({}, now);
      small.expect(unitsOf(12_000));
      return small;
    });
    const large = simulated(machine(200_000), (now) => {
      const clock = new BakeClock(small!.learntRates(), now);
      clock.expect(unitsOf(200_000));
      return clock;
    });
    expect(Math.max(...errorsOf(large, 0))).toBeLessThan(0.05);
  });

  it('learns nothing from a bake that was over at once: start-up is no pace', () => {
    let now = 0;
    const clock = new BakeClock({}, () => now);
    clock.at('areas', 0);
    now = 2;
    clock.end();
    expect(clock.learntRates()).toEqual({});
  });

  it('counts a kept step as read, not made, and learns nothing from it', () => {
    let now = 0;
    const clock = new BakeClock(ratesOf(usual), () => now);
    clock.at('layout', 0);
    const made = clock.remainingSeconds();
    clock.expectKept('buildings');
    expect(clock.remainingSeconds()).toBeLessThan(made - 0.9 * (usual.layout! + usual.houses! + usual.people!));
    now = 5;
    clock.end();
    expect(clock.learntRates()).toEqual(ratesOf(usual));
  });

  it('of files is right by their bytes, where a small one comes before one of 500 MB', () => {
    const [smallBytes, largeBytes] = [20_000, 500_000_000];
    for (const slow of [0.9, 1, 1.1]) {
      let now = 0;
      const allBytes = smallBytes + largeBytes;
      const sources = 25 / firstGuessSeconds('sources', allBytes);
      const clock = new BakeClock({ ...ratesOf(usual), sources }, () => now);
      clock.expect({ sources: allBytes });
      clock.expectThreads(1);
      const readSeconds = 25 * slow;
      clock.at('sources', 1);
      const othersSeconds = clock.remainingSeconds();
      clock.at('sources', smallBytes / allBytes);
      for (let percent = 1; percent < 100; percent++) {
        now = (readSeconds * percent) / 100;
        clock.at('sources', (smallBytes + (largeBytes * percent) / 100) / allBytes);
        const left = readSeconds - now + othersSeconds * slow;
        if (now < (readSeconds + othersSeconds * slow) / 5) continue;
        expect(Math.abs(clock.remainingSeconds() - left) / left, `${slow} at ${percent} %`).toBeLessThan(0.2);
      }
    }
  });

  it('goes down while a part tells the same share again and again', () => {
    let now = 0;
    const clock = new BakeClock(ratesOf({ ...usual, sources: 20 }), () => now);
    clock.at('sources', 0.5);
    const said: number[] = [];
    for (now = 1; now <= 5; now++) {
      clock.at('sources', 0.5);
      said.push(clock.remainingSeconds());
    }
    expect([...said].sort((a, b) => b - a)).toEqual(said);
    expect(said.at(-1)).toBeLessThan(said[0]! - 3);
  });

  it('goes down while a part that told its share says nothing more', () => {
    let now = 0;
    const clock = new BakeClock(ratesOf({ ...usual, publish: 2 }), () => now);
    clock.at('publish', 0);
    now = 1;
    clock.at('publish', 0.5);
    const [told, later] = [clock.remainingSeconds(), [0.4, 0.8, 1.2]];
    expect(told).toBeCloseTo(1, 9);
    for (const seconds of later) {
      now = 1 + seconds;
      expect(clock.remainingSeconds()).toBeCloseTo(Math.max(0, told - seconds), 9);
    }
  });

  it('goes with the share of a step, by what its parts cost', () => {
    const clock = new BakeClock(ratesOf({ ...usual, layout: 6, houses: 2, people: 2 }), () => 0);
    clock.at('layout', 0.5);
    expect(clock.shareOf('buildings')).toBeCloseTo(0.3, 9);
    clock.at('people', 0);
    expect(clock.shareOf('buildings')).toBeCloseTo(0.6, 9);
    clock.at('people', 1);
    expect(clock.shareOf('points')).toBe(0);
  });

  it('never falls below nothing, however long the last part takes', () => {
    let now = 0;
    const clock = new BakeClock(ratesOf(usual), () => now);
    clock.at('publish', 0);
    now = 60;
    expect(clock.remainingSeconds()).toBe(0);
  });
});

describe('shares', () => {
  it('are told a hundred times at most, and the last one is the whole', () => {
    const told: number[] = [];
    const done = everyHundredth(1_234, (share) => told.push(share));
    for (let count = 0; count < 1_234; count++) done();
    expect(told.length).toBeLessThanOrEqual(100);
    expect(told.at(-1)).toBe(1);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
  });

  it('of things told several at a time come to the whole, too', () => {
    const told: number[] = [];
    const done = everyHundredth(7 * 451, (share) => told.push(share));
    for (let count = 0; count < 451; count++) done(7);
    expect(told.length).toBeLessThanOrEqual(100);
    expect(told.length).toBeGreaterThan(80);
    expect(told.at(-1)).toBe(1);
  });

  it('of a stretch lie where the stretch lies', () => {
    const told: number[] = [];
    for (const share of [0, 0.5, 1]) stretch(0.2, 0.6, (whole) => told.push(whole))(share);
    expect(told.map((share) => Number(share.toFixed(9)))).toEqual([0.2, 0.4, 0.6]);
  });
});
