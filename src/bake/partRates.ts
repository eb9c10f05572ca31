/**
 * What each part of a bake costs a unit: kept between the bakes of a machine. Whoever counts a part in other units gives
 * the file another name, or the bakes before would teach the wrong thing.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Type, { type Static } from 'typebox';
import { Check } from 'typebox/value';
import type { BakePart } from './progress.ts';

/** Beside the kept stages. */
export const RATES_FILE = 'ratesByPart.json';

const RatesSchema = Type.Record(Type.String(), Type.Number({ minimum: 0 }));
/** Seconds a unit, by part. */
export type PartRates = Static<typeof RatesSchema>;

/** On a plain two-core machine: the first guess, before this machine has baked anything. Tiles: seconds of a thread. */
export const firstRates: Readonly<Record<BakePart, number>> = {
  recipe: 0.06,
  sources: 5e-8,
  outline: 0.06,
  areas: 5.5e-4,
  relief: 1.9e-4,
  blocks: 4.4e-4,
  roads: 2.2e-4,
  land: 2.8e-4,
  layout: 9.3e-4,
  houses: 1.5e-5,
  people: 9.6e-6,
  points: 1.15e-5,
  files: 1.6e-5,
  rows: 1.3e-5,
  groundTiles: 1.9e-3,
  tiles: 6.2e-5,
  publish: 5e-6,
};

/** What comes on top of the first guess, whatever the size: code is slow until the engine has compiled it. */
export const firstSeconds: Partial<Readonly<Record<BakePart, number>>> = {
  ...{ areas: 0.25, layout: 0.5, houses: 0.15, people: 0.2, points: 0.15, tiles: 0.9 },
};

/** Rates of this machine's last bakes; none where there is no such file, or not one that can be read. */
export function readRates(file: string): PartRates {
  if (!existsSync(file)) return {};
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Check(RatesSchema, json) ? json : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {}; // cut off: the first guesses serve until the next bake writes it anew
    throw error;
  }
}

export function writeRates(file: string, rates: PartRates): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.partial-${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(rates, null, 1)}\n`);
  renameSync(partial, file);
}
