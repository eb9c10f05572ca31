/**
 * The bake of a synthetic district at four sizes: how its time grows, what 50,000 buildings cost in seconds and memory,
 * how large their tiles are on the wire, and how true the announced remaining time is. Each bake is a process of its own
 * with an empty cache; only what the first bake of this machine taught about rates is kept, as it is for its owner.
 */
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { BakeOnce } from './bakeOnce.ts';
import type { Bench, Figure } from './main.ts';
import { RECIPE_BUILDINGS, writeScaledRecipe } from './scaledRecipe.ts';

/** Small sizes are baked three times, the largest once: it takes as long as all others together. */
const SIZES = [
  { buildings: 12_500, runs: 3 },
  { buildings: 50_000, runs: 3 },
  { buildings: 200_000, runs: 1 },
  { buildings: 400_000, runs: 1 },
] as const;
const REFERENCE = RECIPE_BUILDINGS;
/** The prediction counts from here on: before, nobody could know how fast this machine is today. */
const FIRST_SHARE = 0.2;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const rounded = (value: number): number => Number(value.toPrecision(3));

/** Median of |said − true| / true remaining seconds, from a fifth of the time on. */
function progressErrors({ seconds, said }: BakeOnce): number[] {
  return said
    .filter(([at]) => at >= seconds * FIRST_SHARE && at < seconds)
    .map(([at, remaining]) => Math.abs(remaining - (seconds - at)) / (seconds - at));
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

export const bench: Bench = async (log) => {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-bench-bake-'));
  const out = path.join(scratch, 'package');
  const rates = path.join(scratch, 'rates.json');
  const bakeOnce = async (recipe: string): Promise<BakeOnce> => {
    const cache = path.join(scratch, 'cache');
    rmSync(cache, { recursive: true, force: true });
    mkdirSync(cache);
    if (existsSync(rates)) copyFileSync(rates, path.join(cache, 'rates.json'));
    const script = path.join(import.meta.dirname, 'bakeOnce.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [script, recipe, out, cache], {
      maxBuffer: 2 ** 26,
    });
    copyFileSync(path.join(cache, 'rates.json'), rates);
    return JSON.parse(stdout) as BakeOnce;
  };
  const medianSeconds: [number, number][] = [];
  const errors: number[] = [];
  let [peakMiB, gzipBytes] = [0, 0];
  try {
    for (const { buildings, runs } of SIZES) {
      const recipe = writeScaledRecipe(path.join(scratch, `recipe-${buildings}`), buildings);
      const once: BakeOnce[] = [];
      for (let run = 0; run < runs; run++) {
        const baked = await bakeOnce(recipe);
        once.push(baked);
        const steps = Object.entries(baked.stepSeconds).map(([step, seconds]) => `${step} ${seconds.toFixed(2)}`);
        log(
          `${buildings}, run ${run + 1}: ${baked.seconds.toFixed(2)} s, ${baked.peakMiB.toFixed(0)} MiB, ${baked.buildings} buildings`,
        );
        log(`  ${steps.join(', ')}`);
      }
      // The very first bake of a machine knows no rates; its owner sees that once.
      errors.push(...once.slice(buildings === SIZES[0].buildings ? 1 : 0).flatMap(progressErrors));
      const made = once[0]!.buildings;
      medianSeconds.push([made, median(once.map(({ seconds }) => seconds))]);
      if (buildings !== REFERENCE) continue;
      peakMiB = Math.max(...once.map((baked) => baked.peakMiB));
      gzipBytes = gzipBytesOfBuildings(out) / made;
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  const seconds50k = medianSeconds[SIZES.findIndex(({ buildings }) => buildings === REFERENCE)]![1];
  const sizes = medianSeconds.map(([made, seconds]) => `${made}: ${rounded(seconds)} s`).join(', ');
  const figures: Figure[] = [
    {
      id: 'bake.growth_exponent',
      value: rounded(growthExponent(medianSeconds)),
      unit: 'exponent',
      against: `1 is linear; least squares in log-log over ${sizes}`,
    },
    {
      id: 'bake.s_50k',
      value: rounded(seconds50k),
      unit: 's',
      against: `${REFERENCE} synthetic buildings, empty cache, one process`,
    },
    {
      id: 'bake.peak_mib_50k',
      value: rounded(peakMiB),
      unit: 'MiB',
      against: 'largest resident memory of that process',
    },
    {
      id: 'bake.gzip_bytes_per_building',
      value: rounded(gzipBytes),
      unit: 'bytes',
      against: 'building tiles and their tileset, gzip level 9',
    },
    {
      id: 'bake.progress_error',
      value: rounded(median(errors)),
      unit: 'ratio',
      against: 'median of |said − true| / true remaining time, from a fifth of the bake on',
    },
  ];
  return figures;
};
