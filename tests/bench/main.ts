/** `npm run bench -- <name> [--json]`: runs one bench; its last line is one JSON object, which also joins its results. */
import { appendFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface Figure {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** What the value is measured against, in words. */
  readonly against: string;
}

/** A bench: several runs inside, medians out. What its own flags mean stands at its head. */
export type Bench = (log: (line: string) => void, flags: readonly string[]) => Promise<readonly Figure[]>;

const folder = import.meta.dirname;
const benches = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''));

const [name, ...flags] = process.argv.slice(2);
if (!name || !benches.includes(name)) {
  console.error(`npm run bench -- <${benches.join(' | ')}> [--json]`);
  process.exit(1);
}
const isQuiet = flags.includes('--json');
const { bench } = (await import(path.join(folder, `${name}.bench.ts`))) as { bench: Bench };
const startedMillis = performance.now();
const figures = await bench((line) => {
  if (!isQuiet) console.log(line);
}, flags);
const result = {
  bench: name,
  machine: {
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.cpus().length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    platform: `${os.platform()} ${os.arch()}`,
    node: process.version,
    load1: Math.round(os.loadavg()[0]! * 100) / 100,
  },
  seconds: Math.round((performance.now() - startedMillis) / 100) / 10,
  figures,
};
const results = path.join(folder, 'results');
if (!existsSync(results)) mkdirSync(results);
appendFileSync(path.join(results, `${name}.jsonl`), `${JSON.stringify({ at: new Date().toISOString(), ...result })}\n`);
console.log(JSON.stringify(result));
process.exit(0);
