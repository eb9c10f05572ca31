/**
 * How far a bake is and how long it still takes. Each step is expected to cost its rate × its units (buildings, grids,
 * bytes); rates are what this machine took the last time, and what the steps so far took corrects the rest.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Type, { type Static } from 'typebox';
import { Check } from 'typebox/value';

export const bakeSteps = [
  'recipe',
  'sources',
  'outline',
  'areas',
  'ground',
  'buildings',
  'points',
  'index',
  'groundTiles',
  'tiles',
  'publish',
] as const;
export type BakeStep = (typeof bakeSteps)[number];

export const bakeStepWords: Readonly<Record<BakeStep, string>> = {
  recipe: '读配方',
  sources: '读数据源',
  outline: '定坐标和边界',
  areas: '划网格',
  ground: '地形、水面和道路',
  buildings: '建筑和人口',
  points: '视频点、危险源和事件',
  index: '索引',
  groundTiles: '地面瓦片',
  tiles: '建筑瓦片',
  publish: '写入',
};

/**
 * Seconds a unit on a plain two-core machine: the first guess, before this machine has baked anything. Of tiles only
 * those count that are still waited for when all rows are written: other threads make them meanwhile.
 */
const firstRates: Readonly<Record<BakeStep, number>> = {
  recipe: 0.01,
  sources: 5e-8,
  outline: 0.01,
  areas: 7.5e-4,
  ground: 1.05e-3,
  buildings: 6.6e-5,
  points: 3.7e-5,
  index: 3e-5,
  groundTiles: 1e-5,
  tiles: 8e-5,
  publish: 4e-6,
};
/** So many seconds of the first guess must have passed before what was measured weighs as much as the guess. */
const TRUSTED_SECONDS = 0.5;
/** A step's own pace says something from here on, and everything from there on. */
const [OWN_PACE_SHARE, SURE_SHARE] = [0.1, 0.4];
/** A shorter step is mostly start-up: its pace says nothing about a larger district. */
const LEAST_LEARNT_SECONDS = 0.5;
/** Reading a kept result instead of making it. */
const KEPT_SHARE = 0.08;

const RatesSchema = Type.Record(Type.String(), Type.Number({ minimum: 0 }));
export type StepRates = Static<typeof RatesSchema>;

/** Rates of this machine's last bakes; none where there is no such file, or not one that can be read. */
export function readRates(file: string): StepRates {
  if (!existsSync(file)) return {};
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Check(RatesSchema, json) ? json : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {}; // cut off: the first guesses serve until the next bake writes it anew
    throw error;
  }
}

export function writeRates(file: string, rates: StepRates): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.partial-${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(rates, null, 1)}\n`);
  renameSync(partial, file);
}

interface Running {
  readonly step: BakeStep;
  readonly sinceSeconds: number;
  done: number;
  total: number;
}

export class BakeClock {
  readonly #nowSeconds: () => number;
  readonly #rates: StepRates;
  readonly #units = new Map<BakeStep, number>();
  readonly #kept = new Set<BakeStep>();
  readonly #seconds = new Map<BakeStep, number>();
  #running: Running | null = null;

  constructor(rates: StepRates, nowSeconds: () => number) {
    this.#rates = rates;
    this.#nowSeconds = nowSeconds;
  }

  /** How much a step has to do; until it is said, one unit. */
  expect(units: Partial<Readonly<Record<BakeStep, number>>>): void {
    for (const [step, count] of Object.entries(units)) this.#units.set(step as BakeStep, count);
  }

  /** The step's result lies in the cache: it will be read, not made. */
  expectKept(step: BakeStep): void {
    this.#kept.add(step);
  }

  /** A step begins, or is `done` of `total` along. */
  at(step: BakeStep, done: number, total: number): void {
    if (this.#running?.step !== step) {
      this.end();
      this.#running = { step, sinceSeconds: this.#nowSeconds(), done, total };
    }
    Object.assign(this.#running!, { done, total });
  }

  /** Closes the running step. */
  end(): void {
    if (!this.#running) return;
    const { step, sinceSeconds } = this.#running;
    this.#seconds.set(step, (this.#seconds.get(step) ?? 0) + this.#nowSeconds() - sinceSeconds);
    this.#running = null;
  }

  #unitsOf(step: BakeStep): number {
    return this.#units.get(step) ?? 1;
  }

  #expected(step: BakeStep): number {
    const whole = this.#unitsOf(step) * (this.#rates[step] ?? firstRates[step]);
    return this.#kept.has(step) ? whole * KEPT_SHARE : whole;
  }

  /** How much slower than expected this bake has been so far, the running step included as far as it is known. */
  #slowness(): number {
    let [expected, actual] = [TRUSTED_SECONDS, TRUSTED_SECONDS];
    for (const [step, seconds] of this.#seconds) {
      expected += this.#expected(step);
      actual += seconds;
    }
    if (this.#running && this.#share() >= OWN_PACE_SHARE) {
      expected += this.#expected(this.#running.step) * this.#share();
      actual += this.#nowSeconds() - this.#running.sinceSeconds;
    }
    return actual / expected;
  }

  #share(): number {
    return this.#running && this.#running.total > 0 ? this.#running.done / this.#running.total : 0;
  }

  /** Seconds until the end, by all that is known now. */
  remainingSeconds(): number {
    const slowness = this.#slowness();
    const running = this.#running;
    const from = running ? bakeSteps.indexOf(running.step) + 1 : this.#seconds.size === 0 ? 0 : bakeSteps.length;
    const later = bakeSteps.slice(from).reduce((sum, step) => sum + this.#expected(step) * slowness, 0);
    if (!running) return later;
    const elapsed = this.#nowSeconds() - running.sinceSeconds;
    const share = this.#share();
    const expected = this.#expected(running.step) * slowness;
    if (share < OWN_PACE_SHARE) return later + Math.max(0, expected - elapsed);
    // The further along, the more its own pace says, and the less what was expected of it.
    const sure = Math.min(1, share / SURE_SHARE);
    return later + (1 - share) * (sure * (elapsed / share) + (1 - sure) * expected);
  }

  /** The rates to begin with the next time: what was made now as it was now, the rest as before. */
  learntRates(): StepRates {
    const learnt: StepRates = { ...this.#rates };
    for (const [step, seconds] of this.#seconds) {
      if (this.#kept.has(step) || this.#unitsOf(step) === 0 || seconds < LEAST_LEARNT_SECONDS) continue;
      learnt[step] = seconds / this.#unitsOf(step);
    }
    return learnt;
  }
}
