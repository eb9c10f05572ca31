/**
 * What each part of a bake costs: measured once on a plain machine, and kept between the bakes of this one as how many times
 * as long it takes here. So what was learnt of a small district holds for a large one. Whoever counts a part in other units,
 * or measures anew, gives the file another schema, or the bakes before would teach the wrong thing.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Type, { type Static } from 'typebox';
import { Check } from 'typebox/value';
import type { BakePart } from './progress.ts';

/** Beside the kept stages. */
export const RATES_FILE = 'partRates.json';
const RATES_SCHEMA = 'part-rates/3';

const RatesSchema = Type.Record(Type.String(), Type.Number({ exclusiveMinimum: 0 }));
const RatesFileSchema = Type.Object({ schema: Type.Literal(RATES_SCHEMA), rates: RatesSchema });
/** How many times as long as guessed first, by part. */
export type PartRates = Static<typeof RatesSchema>;

/**
 * On a plain two-core machine, measured: seconds whatever the size, as code is slow until the engine has compiled it, and
 * seconds a unit. Tiles: seconds of a thread.
 */
const measured: Readonly<Record<BakePart, readonly [fixedSeconds: number, unitSeconds: number]>> = {
  recipe: [0.05, 0],
  sources: [0, 5e-8],
  outline: [0.05, 0],
  areas: [0.2, 8e-4],
  relief: [0, 1.7e-4],
  blocks: [0.05, 5.9e-4],
  roads: [0.02, 2.2e-4],
  land: [0, 1.7e-4],
  layout: [0.42, 1.23e-3],
  houses: [0.35, 2.04e-5],
  people: [0.2, 9.3e-6],
  points: [0.11, 8.3e-6],
  files: [0.03, 5.3e-6],
  rows: [0.17, 1.3e-5],
  groundTiles: [0.3, 1.85e-3],
  tiles: [0.95, 7.85e-5],
  publish: [0.02, 5.5e-6],
};

/** What a part of so many units takes there: what comes before anything is known of this machine. */
export function firstGuessSeconds(part: BakePart, units: number): number {
  const [fixedSeconds, unitSeconds] = measured[part];
  return units === 0 ? 0 : fixedSeconds + units * unitSeconds;
}

/** Rates of this machine's last bakes; none where there is no such file, or one of another schema. */
export function readRates(file: string): PartRates {
  if (!existsSync(file)) return {};
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Check(RatesFileSchema, json) ? json.rates : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {}; // cut off: the first guesses serve until the next bake writes it anew
    throw error;
  }
}

export function writeRates(file: string, rates: PartRates): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.partial-${process.pid}`;
  writeFileSync(partial, `${JSON.stringify({ schema: RATES_SCHEMA, rates }, null, 1)}\n`);
  renameSync(partial, file);
}
