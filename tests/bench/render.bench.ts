/**
 * The price of the picture: our scene beside what a user would take instead, in one run, over the same buildings, along
 * the same path of the eye (render/eye.ts), in software. Each measurement has a browser of its own; contenders take turns, so that
 * what else the machine does falls on all alike. Frames wait for the GPU: what is counted is what was drawn.
 *
 * Ours has a week's windows lit; the same city without any stands beside it as `dark`. Districts are baked once per state
 * of the code. `--size=30000,60000,200000` measures a part, `--rounds=3` fewer rounds,
 * `--against=maplibre,three,cesium,deck` fewer contenders.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { openHub } from '../../src/hub/hub.ts';
import type { Bench, Figure } from './main.ts';
import { benchDistrict } from './render/benchDistrict.ts';
import { type CountingProxy, openCountingProxy } from './render/countingProxy.ts';
import { type Measured, measure } from './render/measure.ts';
import { buildPages, type ContenderName, contenders, pagesWithData } from './render/pages.ts';
import { geoJsonOf, mergedMeshOf } from './render/peerData.ts';
import { WINDOWS_PATH, weekOfMatters } from './render/weekOfMatters.ts';

const ROUNDS = 3;
const FRAMES = 24;
/** A contender that needs seconds for a frame shows that in a few. */
const MOST_MILLIS = 6_000;
const [SMALL, LARGE, HUGE] = [30_000, 60_000, 200_000];
/** Far from us in both directions: one round tells. */
const slow: readonly string[] = ['cesium', 'deck'];

/** As measured: our own city twice, with a week's windows lit and with none. */
type Entry = ContenderName | 'dark';

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const rounded = (value: number): number => Number(value.toPrecision(3));

interface Field {
  readonly buildings: number;
  readonly geoJsonGzipBytes: number;
  /** By round; shorter where not every round measures it. */
  readonly rounds: Map<Entry, Measured[]>;
  readonly proxy: CountingProxy;
  close(): Promise<void>;
}

async function openField(buildings: number, pages: string, log: (line: string) => void): Promise<Field> {
  const packageFolder = await benchDistrict(buildings, log);
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-bench-render-'));
  const screensFolder = path.join(scratch, 'pages');
  mkdirSync(path.join(screensFolder, 'data'), { recursive: true });
  const geoJson = buildings === HUGE ? '' : geoJsonOf(packageFolder);
  const merged = buildings === HUGE ? new Uint8Array(0) : mergedMeshOf(packageFolder);
  pagesWithData(pages, screensFolder, { 'data/buildings.geojson': geoJson, 'data/merged.bin': merged });
  const hub = await openHub({
    packageFolder,
    stateFolder: path.join(scratch, 'state'),
    screensFolder,
    host: '127.0.0.1',
    port: 0,
    base: '/',
  });
  const proxy = await openCountingProxy(new URL(hub.origin));
  return {
    buildings,
    geoJsonGzipBytes: gzipSync(geoJson).length,
    rounds: new Map(),
    proxy,
    async close() {
      proxy.close();
      await hub.close();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

const MIB = 2 ** 20;

function row(name: string, measured: Measured): string {
  const { firstMillis, gpuCpuMillis, scriptMillis, wallMillis, drawCalls, triangles } = measured;
  const { textureBytes, bufferBytes, heapBytes, codeBytes, dataBytes, requests, frames } = measured;
  const mib = (bytes: number): string => (bytes / MIB).toFixed(2);
  return [
    name.padEnd(15),
    `first ${(firstMillis / 1000).toFixed(2)} s`,
    `CPU ${gpuCpuMillis.toFixed(0)} ms`,
    `JS ${scriptMillis.toFixed(1)} ms`,
    `wall ${wallMillis.toFixed(0)} ms`,
    `${drawCalls} draws, ${Math.round(triangles / 1000)}k triangles`,
    `textures ${mib(textureBytes)}, buffers ${mib(bufferBytes)}, heap ${mib(heapBytes)} MiB`,
    `data ${mib(dataBytes)}, code ${mib(codeBytes)} MiB in ${requests} requests`,
    `${frames} frames`,
  ].join(' · ');
}

const listOf = (flags: readonly string[], name: string): readonly string[] | null =>
  flags
    .find((flag) => flag.startsWith(`--${name}=`))
    ?.slice(name.length + 3)
    .split(',') ?? null;

interface Plan {
  readonly sizes: readonly number[];
  readonly rounds: number;
  readonly peers: readonly ContenderName[];
}

function planOf(flags: readonly string[]): Plan {
  const sizes = listOf(flags, 'size')?.map(Number) ?? [SMALL, LARGE, HUGE];
  const against = listOf(flags, 'against');
  const peers = contenders.filter((name) => name !== 'ours' && (against === null || against.includes(name)));
  return { sizes, rounds: Number(listOf(flags, 'rounds')?.[0] ?? ROUNDS), peers };
}

/** Those who are measured at this size in this round, in their order. */
function entriesOf({ buildings }: Field, round: number, peers: readonly ContenderName[]): Entry[] {
  if (buildings === HUGE) return ['ours'];
  const own: Entry[] = buildings === SMALL ? ['ours', 'dark'] : ['ours'];
  const entries = [...own, ...peers.filter((name) => round === 0 || !slow.includes(name))];
  // Who comes later finds a machine warmed up by others: each in turn.
  return round % 2 === 0 ? entries : entries.reverse();
}

async function take(field: Field, entry: Entry, round: number, rounds: number): Promise<Measured> {
  const { buildings, proxy } = field;
  proxy.answer(WINDOWS_PATH, entry === 'dark' ? null : JSON.stringify(weekOfMatters(buildings)));
  const plan = { fromHeadingDeg: (round * (360 / FRAMES)) / rounds, frames: FRAMES, mostMillis: MOST_MILLIS };
  return measure(entry === 'dark' ? 'ours' : entry, proxy, plan);
}

type Key = keyof Measured;

/** Medians over the rounds of what was measured; null where it was not. */
class Table {
  readonly #fields: readonly Field[];

  constructor(fields: readonly Field[]) {
    this.#fields = fields;
  }

  #rounds(buildings: number, entry: Entry): readonly Measured[] {
    return this.#fields.find((field) => field.buildings === buildings)?.rounds.get(entry) ?? [];
  }

  value(buildings: number, entry: Entry, key: Key): number | null {
    const all = this.#rounds(buildings, entry);
    return all.length === 0 ? null : median(all.map((measured) => measured[key]));
  }

  /** Median of the rounds' ratios. */
  ratio(of: readonly [number, Entry], to: readonly [number, Entry], key: Key): number | null {
    const [above, below] = [this.#rounds(...of), this.#rounds(...to)];
    const rounds = Math.min(above.length, below.length);
    if (rounds === 0) return null;
    return median(Array.from({ length: rounds }, (_, round) => above[round]![key] / below[round]![key]));
  }
}

function figuresOf(fields: readonly Field[], { sizes, rounds, peers }: Plan): Figure[] {
  const table = new Table(fields);
  const figures: Figure[] = [];
  const told = (value: number | null, divide = 1): string => (value === null ? '–' : String(rounded(value / divide)));
  const add = (id: string, value: number | null, unit: string, against: string): void => {
    if (value !== null) figures.push({ id: `render.${id}`, value: rounded(value), unit, against });
  };
  const own = (key: Key, size = SMALL): number | null => table.value(size, 'ours', key);
  const theirs = (name: Entry, key: Key): number | null => table.value(SMALL, name, key);
  for (const size of sizes) {
    for (const name of peers) {
      add(
        `cpu_vs_${name}_${size / 1000}k`,
        table.ratio([size, 'ours'], [size, name], 'gpuCpuMillis'),
        'ratio',
        `CPU time of the GPU process per frame in software at 960 × 540, a week's windows lit, ${told(own('gpuCpuMillis', size))} ms against ${told(table.value(size, name, 'gpuCpuMillis'))} ms; median of ${slow.includes(name) ? 1 : rounds} interleaved rounds`,
      );
    }
  }
  add(
    'cpu_lit_vs_dark_30k',
    table.ratio([SMALL, 'ours'], [SMALL, 'dark'], 'gpuCpuMillis'),
    'ratio',
    `our own by night with a week's windows lit, against ${told(theirs('dark', 'gpuCpuMillis'))} ms with none`,
  );
  add(
    'js_ms_30k',
    own('scriptMillis'),
    'ms',
    'script per frame: all animation frame callbacks, the eye moving in every frame',
  );
  add(
    'first_vs_maplibre_30k',
    table.ratio([SMALL, 'ours'], [SMALL, 'maplibre'], 'firstMillis'),
    'ratio',
    `navigation to first complete picture, ${told(own('firstMillis'))} ms against ${told(theirs('maplibre', 'firstMillis'))} ms`,
  );
  const [small] = fields.filter(({ buildings }) => buildings === SMALL);
  const bytes = own('dataBytes');
  if (small && bytes !== null) {
    add(
      'bytes_vs_maplibre_30k',
      bytes / small.geoJsonGzipBytes,
      'ratio',
      `all data of the district up to the first complete picture, gzip as it travelled, ${rounded(bytes)} bytes against GeoJSON of its buildings alone, gzip, ${small.geoJsonGzipBytes} bytes`,
    );
  }
  const [code, theirData, theirCode] = [
    own('codeBytes'),
    theirs('maplibre', 'dataBytes'),
    theirs('maplibre', 'codeBytes'),
  ];
  if (bytes !== null && code !== null && theirData !== null && theirCode !== null) {
    add(
      'all_bytes_vs_maplibre_30k',
      (bytes + code) / (theirData + theirCode),
      'ratio',
      'data and code up to the first complete picture, gzip as it travelled',
    );
  }
  add(
    'cpu_200k_vs_30k',
    table.ratio([HUGE, 'ours'], [SMALL, 'ours'], 'gpuCpuMillis'),
    'ratio',
    `our own ${told(own('gpuCpuMillis', HUGE))} ms against ${told(own('gpuCpuMillis'))} ms; as dense, on more land`,
  );
  add(
    'draw_calls_30k',
    own('drawCalls'),
    'calls',
    `per frame, with ${told(own('triangles'))} triangles and ${told(own('textureBytes'), MIB)} MiB of textures; MapLibre ${told(theirs('maplibre', 'drawCalls'))} calls, ${told(theirs('maplibre', 'triangles'))} triangles; three ${told(theirs('three', 'triangles'))} triangles`,
  );
  add(
    'heap_mib_30k',
    own('heapBytes') === null ? null : own('heapBytes')! / MIB,
    'MiB',
    `JS heap after a collection; MapLibre ${told(theirs('maplibre', 'heapBytes'), MIB)} MiB`,
  );
  return figures;
}

export const bench: Bench = async (log, flags) => {
  const plan = planOf(flags);
  const pages = await buildPages();
  const fields: Field[] = [];
  try {
    for (const size of plan.sizes) fields.push(await openField(size, pages, log));
    for (let round = 0; round < plan.rounds; round++) {
      // The largest stands right beside the smallest, to which it is compared.
      for (const field of [...fields].sort((a, b) => Number(b.buildings === HUGE) - Number(a.buildings === HUGE))) {
        for (const entry of entriesOf(field, round, plan.peers)) {
          const measured = await take(field, entry, round, plan.rounds);
          field.rounds.set(entry, [...(field.rounds.get(entry) ?? []), measured]);
          log(row(`${entry} ${field.buildings / 1000}k`, measured));
        }
      }
    }
  } finally {
    for (const field of fields) await field.close();
  }
  return figuresOf(fields, plan);
};
