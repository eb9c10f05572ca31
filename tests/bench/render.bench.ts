/**
 * The price of the picture: our scene beside what a user would take instead, in one run, over the same buildings, along
 * the same path of the eye (render/eye.ts), in software. Each measurement has a browser of its own; contenders take turns, so that
 * what else the machine does falls on all alike. Frames wait for the GPU: what is counted is what was drawn.
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

const ROUNDS = 3;
const FRAMES = 40;
/** A contender that needs seconds for a frame shows that in a few. */
const MOST_MILLIS = 15_000;
const SMALL = 30_000;
const LARGE = 60_000;
const HUGE = 200_000;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const rounded = (value: number): number => Number(value.toPrecision(3));

interface Field {
  readonly buildings: number;
  readonly geoJsonGzipBytes: number;
  readonly rounds: Record<ContenderName, Measured[]>;
  readonly proxy: CountingProxy;
  close(): Promise<void>;
}

async function openField(buildings: number, pages: string, log: (line: string) => void): Promise<Field> {
  const packageFolder = await benchDistrict(buildings, log);
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-bench-render-'));
  const screensFolder = path.join(scratch, 'pages');
  mkdirSync(path.join(screensFolder, 'data'), { recursive: true });
  const geoJson = geoJsonOf(packageFolder);
  pagesWithData(pages, screensFolder, {
    'data/buildings.geojson': geoJson,
    'data/merged.bin': mergedMeshOf(packageFolder),
  });
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
    rounds: { ours: [], maplibre: [], three: [], cesium: [], deck: [] },
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

export const bench: Bench = async (log) => {
  const pages = await buildPages();
  const small = await openField(SMALL, pages, log);
  const fields = [small, await openField(LARGE, pages, log)];
  const huge = await openField(HUGE, pages, log);
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const plan = { fromHeadingDeg: (round * 360) / ROUNDS, frames: FRAMES, mostMillis: MOST_MILLIS };
      const take = async (field: Field, name: ContenderName): Promise<void> => {
        const measured = await measure(name, field.proxy, plan);
        field.rounds[name].push(measured);
        log(row(`${name} ${field.buildings / 1000}k`, measured));
      };
      for (const field of fields) for (const name of contenders) await take(field, name);
      await take(huge, 'ours');
    }
  } finally {
    for (const field of [...fields, huge]) await field.close();
  }

  /** Median of the rounds' ratios. */
  const ratio = (of: Measured[], to: Measured[], key: keyof Measured): number =>
    median(of.map((measured, round) => measured[key] / to[round]![key]));
  const ours = (field: Field, key: keyof Measured): number => median(field.rounds.ours.map((each) => each[key]));
  const cpu = (name: ContenderName, field: Field): Figure => {
    const theirs = median(field.rounds[name].map(({ gpuCpuMillis }) => gpuCpuMillis));
    return {
      id: `render.cpu_vs_${name}_${field.buildings / 1000}k`,
      value: rounded(ratio(field.rounds.ours, field.rounds[name], 'gpuCpuMillis')),
      unit: 'ratio',
      against: `CPU time of the GPU process per frame in software at 960 × 540, ${rounded(ours(field, 'gpuCpuMillis'))} ms against ${rounded(theirs)} ms; median of ${ROUNDS} interleaved rounds`,
    };
  };
  const figures: Figure[] = [
    ...fields.flatMap((field) => contenders.filter((name) => name !== 'ours').map((name) => cpu(name, field))),
    {
      id: 'render.js_ms_30k',
      value: rounded(ours(small, 'scriptMillis')),
      unit: 'ms',
      against: 'script per frame: all animation frame callbacks, the eye moving in every frame',
    },
    {
      id: 'render.first_vs_maplibre_30k',
      value: rounded(ratio(small.rounds.ours, small.rounds.maplibre, 'firstMillis')),
      unit: 'ratio',
      against: `navigation to first complete picture, ${rounded(ours(small, 'firstMillis'))} ms against ${rounded(median(small.rounds.maplibre.map(({ firstMillis }) => firstMillis)))} ms`,
    },
    {
      id: 'render.bytes_vs_maplibre_30k',
      value: rounded(ours(small, 'dataBytes') / small.geoJsonGzipBytes),
      unit: 'ratio',
      against: `all data of the district up to the first complete picture, gzip as it travelled, ${rounded(ours(small, 'dataBytes'))} bytes against GeoJSON of its buildings alone, gzip, ${small.geoJsonGzipBytes} bytes`,
    },
    {
      id: 'render.all_bytes_vs_maplibre_30k',
      value: rounded(
        median(
          small.rounds.ours.map(
            (each, round) =>
              (each.dataBytes + each.codeBytes) /
              (small.rounds.maplibre[round]!.dataBytes + small.rounds.maplibre[round]!.codeBytes),
          ),
        ),
      ),
      unit: 'ratio',
      against: 'data and code up to the first complete picture, gzip as it travelled',
    },
    {
      id: 'render.cpu_200k_vs_30k',
      value: rounded(ratio(huge.rounds.ours, small.rounds.ours, 'gpuCpuMillis')),
      unit: 'ratio',
      against: `our own ${rounded(ours(small, 'gpuCpuMillis'))} ms; as dense, on more land`,
    },
    {
      id: 'render.draw_calls_30k',
      value: ours(small, 'drawCalls'),
      unit: 'calls',
      against: `per frame, with ${rounded(ours(small, 'triangles'))} triangles and ${rounded(ours(small, 'textureBytes') / MIB)} MiB of textures; MapLibre ${median(small.rounds.maplibre.map(({ drawCalls }) => drawCalls))} calls, ${rounded(median(small.rounds.maplibre.map(({ triangles }) => triangles)))} triangles; three ${rounded(median(small.rounds.three.map(({ triangles }) => triangles)))} triangles`,
    },
    {
      id: 'render.heap_mib_30k',
      value: rounded(ours(small, 'heapBytes') / MIB),
      unit: 'MiB',
      against: `JS heap after a collection; MapLibre ${rounded(median(small.rounds.maplibre.map(({ heapBytes }) => heapBytes)) / MIB)} MiB`,
    },
  ];
  return figures;
};
