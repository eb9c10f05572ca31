/**
 * The bake of a synthetic district at four sizes: how its time grows, what 50,000 buildings cost in seconds and memory,
 * how large their tiles are on the wire, and how true the announced remaining time is. Each bake is a process of its own
 * with an empty cache; only what the bakes before it taught about rates is kept, as it is for their owner.
 *
 * `npm run bench -- bake` measures all; `npm run bench -- bake --size=shipped` only the shipped district,
 * `--size=12500` (or 50000, 200000, 400000) only that size: then figures that need the others are left out.
 */
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { RATES_FILE } from '../../src/bake/partRates.ts';
import type { BakeOnce } from './bakeOnce.ts';
import type { Bench, Figure } from './main.ts';
import { RECIPE_BUILDINGS, SHIPPED_RECIPE, writeScaledRecipe } from './scaledRecipe.ts';

const REFERENCE = RECIPE_BUILDINGS;
interface Size {
  /** As `--size` names it. */
  readonly name: string;
  readonly buildings: number;
  readonly runs: number;
}
/** The recipe as it is shipped, with its city plan and its official lists. First: its first run is the machine's first. */
const SHIPPED: Size = { name: 'shipped', buildings: REFERENCE, runs: 4 };
/** Alike at every size: without a plan and with counts for lists. The large ones are baked once: they take the longest. */
const COUNTED: readonly Size[] = [
  { name: '12500', buildings: 12_500, runs: 3 },
  { name: '50000', buildings: 50_000, runs: 2 },
  { name: '200000', buildings: 200_000, runs: 1 },
  { name: '400000', buildings: 400_000, runs: 1 },
];
/** The prediction counts from here on: before, nobody could know how fast this machine is today. */
const FIRST_PERCENT = 20;
/** And up to here: what is left of the bake then is shorter than a look at it. */
const LAST_SECONDS = 0.5;

/** The value below which so large a share of them lies. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}
const median = (values: readonly number[]): number => quantile(values, 0.5);
const rounded = (value: number): number => Number(value.toPrecision(3));

/** |said − true| / true remaining seconds, each time something was said. */
function errorsWhenSaid({ seconds, said }: BakeOnce): number[] {
  return said
    .filter(([at]) => at >= (seconds * FIRST_PERCENT) / 100 && at <= seconds - LAST_SECONDS)
    .map(([at, remaining]) => Math.abs(remaining - (seconds - at)) / (seconds - at));
}

/** The same of what stands there at every hundredth of the bake's time, whatever has passed since it was said. */
function errorsByTime({ seconds, said }: BakeOnce): number[] {
  const errors: number[] = [];
  for (let percent = FIRST_PERCENT; percent < 100; percent++) {
    const atSeconds = (seconds * percent) / 100;
    const left = seconds - atSeconds;
    if (left < LAST_SECONDS) break;
    const [, remaining] = said.findLast(([at]) => at <= atSeconds)!;
    errors.push(Math.abs(remaining - left) / left);
  }
  return errors;
}

/** Slope of ln(seconds) over ln(buildings), by least squares. */
function growthExponent(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([n, seconds]) => [Math.log(n), Math.log(seconds)] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const [xy, xx] = logs.reduce(
    ([top, bottom], [x, y]) => [top + (x - meanX) * (y - meanY), bottom + (x - meanX) ** 2],
    [0, 0],
  );
  return xy! / xx!;
}

/** Everything that a screen fetches to draw the buildings, as a server without better would send it. */
function gzipBytesOfBuildings(packageFolder: string): number {
  const folder = path.join(packageFolder, 'buildings');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(glb|json)$/.test(file))
    .reduce((sum, file) => sum + gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length, 0);
}

/** Bakes of one machine, one after the other: each starts with the rates that the one before has learnt. */
class Machine {
  readonly #scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-bench-bake-'));
  readonly #log: (line: string) => void;
  readonly packageFolder = path.join(this.#scratch, 'package');

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  async bakes(size: Size): Promise<BakeOnce[]> {
    const recipe =
      size === SHIPPED
        ? SHIPPED_RECIPE
        : writeScaledRecipe(path.join(this.#scratch, `recipe-${size.name}`), size.buildings);
    const runs: BakeOnce[] = [];
    for (let run = 1; run <= size.runs; run++) {
      const baked = await this.#bake(recipe);
      runs.push(baked);
      const { seconds, peakMiB, buildings, stepSeconds } = baked;
      const steps = Object.entries(stepSeconds).map(([step, each]) => `${step} ${each.toFixed(2)}`);
      const figures = `${seconds.toFixed(2)} s, ${peakMiB.toFixed(0)} MiB, ${buildings} buildings`;
      this.#log(`${size.name}, run ${run}: ${figures}\n  ${steps.join(', ')}`);
    }
    return runs;
  }

  async #bake(recipe: string): Promise<BakeOnce> {
    const [cache, rates] = [path.join(this.#scratch, 'cache'), path.join(this.#scratch, RATES_FILE)];
    rmSync(cache, { recursive: true, force: true });
    mkdirSync(cache);
    if (existsSync(rates)) copyFileSync(rates, path.join(cache, RATES_FILE));
    const script = path.join(import.meta.dirname, 'bakeOnce.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [script, recipe, this.packageFolder, cache], {
      maxBuffer: 2 ** 26,
    });
    copyFileSync(path.join(cache, RATES_FILE), rates);
    return JSON.parse(stdout) as BakeOnce;
  }

  remove(): void {
    rmSync(this.#scratch, { recursive: true, force: true });
  }
}

function costFigures(shipped: readonly BakeOnce[], gzipBytes: number): Figure[] {
  return [
    {
      id: 'bake.s_50k',
      value: rounded(median(shipped.map(({ seconds }) => seconds))),
      unit: 's',
      against: `the shipped district of ${REFERENCE} synthetic buildings, empty cache, one process; median of ${shipped.length}`,
    },
    {
      id: 'bake.peak_mib_50k',
      value: rounded(Math.max(...shipped.map(({ peakMiB }) => peakMiB))),
      unit: 'MiB',
      against: 'largest resident memory of that process',
    },
    {
      id: 'bake.gzip_bytes_per_building',
      value: rounded(gzipBytes / shipped[0]!.buildings),
      unit: 'bytes',
      against: 'building tiles and their tileset, gzip level 9',
    },
  ];
}

function progressFigures(first: BakeOnce, later: readonly BakeOnce[]): Figure[] {
  const span = `from a fifth of each bake on until ${LAST_SECONDS} s before its end`;
  const whenSaid = `|said − true| / true remaining time, each time something is said, ${span}`;
  const byTime = `the same of what stands there at every hundredth of the time, ${span}`;
  const pair = (id: string, errors: readonly number[], against: string): Figure[] => {
    if (errors.length === 0) return [];
    return [
      { id, value: rounded(median(errors)), unit: 'ratio', against: `median of ${against}` },
      {
        id: `${id}_p90`,
        value: rounded(quantile(errors, 0.9)),
        unit: 'ratio',
        against: 'nine in ten of these are less',
      },
    ];
  };
  const [ofFirst, ofLater] = ['the first bake of a machine', 'bakes after the first of a machine'];
  return [
    ...pair('bake.progress_error', later.flatMap(errorsWhenSaid), `${whenSaid}; ${ofLater}`),
    ...pair('bake.progress_error_first', errorsWhenSaid(first), `${whenSaid}; ${ofFirst}`),
    ...pair('bake.progress_error_by_time', later.flatMap(errorsByTime), `${byTime}; ${ofLater}`),
    ...pair('bake.progress_error_by_time_first', errorsByTime(first), `${byTime}; ${ofFirst}`),
  ];
}

export const bench: Bench = async (log, flags) => {
  const only = flags.find((flag) => flag.startsWith('--size='))?.slice('--size='.length);
  const sizes = [SHIPPED, ...COUNTED].filter(({ name }) => only === undefined || name === only);
  if (sizes.length === 0) throw new Error(`--size=${[SHIPPED, ...COUNTED].map(({ name }) => name).join(' | ')}`);
  const machine = new Machine(log);
  const runs = new Map<Size, BakeOnce[]>();
  let gzipBytes = 0;
  try {
    for (const size of sizes) {
      runs.set(size, await machine.bakes(size));
      if (size === SHIPPED) gzipBytes = gzipBytesOfBuildings(machine.packageFolder);
    }
  } finally {
    machine.remove();
  }
  const shipped = runs.get(SHIPPED);
  const [first, ...later] = [...runs.values()].flat();
  const grown = COUNTED.flatMap((size): [number, number][] => {
    const own = runs.get(size) ?? [];
    return own.length === 0 ? [] : [[own[0]!.buildings, median(own.map(({ seconds }) => seconds))]];
  });
  const against = grown.map(([made, seconds]) => `${made}: ${rounded(seconds)} s`).join(', ');
  const growth: Figure = {
    id: 'bake.growth_exponent',
    value: rounded(growthExponent(grown)),
    unit: 'exponent',
    against: `1 is linear; least squares in log-log over ${against}; no plan and no lists at any size`,
  };
  return [
    ...(grown.length === COUNTED.length ? [growth] : []),
    ...(shipped ? costFigures(shipped, gzipBytes) : []),
    ...progressFigures(first!, later),
  ];
};
