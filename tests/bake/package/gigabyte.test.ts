/**
 * A city's buildings in one file of 1 GiB, of which a district keeps 30,000: baked whole, in a process of its own, within
 * 1.5 GiB of memory. Every record is written out with an id of its own; far ones stand in the same 2,000 places.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ByteBuffer } from 'flatbuffers';
import { buildHeader } from 'flatgeobuf/lib/mjs/generic/featurecollection.js';
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js';
import { fromByteBuffer } from 'flatgeobuf/lib/mjs/header-meta.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLongRun } from '../../support/longRun.ts';
import { toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

const GIB = 2 ** 30;
const MOST_MIB = 1536;
/** Houses of the district: rows and columns 45 m apart. */
const [COLUMNS, ROWS] = [200, 150];
const KEPT = COLUMNS * ROWS;
/** Records that are made at a time; of those far from the district only their ids are written anew. */
const [BLOCK, FAR_PLACES] = [1000, 2000];
/** As written in a record that is repeated: as long as any id. */
const BLANK_ID = 'id-00000000';
const idOf = (number: number): string => `id-${String(number).padStart(8, '0')}`;

const [WEST, SOUTH, STEP_DEG] = [120.33, 36.06, 0.0005];
const outline = [
  [WEST - STEP_DEG, SOUTH - STEP_DEG],
  [WEST + COLUMNS * STEP_DEG, SOUTH - STEP_DEG],
  [WEST + COLUMNS * STEP_DEG, SOUTH + ROWS * STEP_DEG],
  [WEST - STEP_DEG, SOUTH + ROWS * STEP_DEG],
  [WEST - STEP_DEG, SOUTH - STEP_DEG],
];

type Feature = ReturnType<typeof featureAt>;

/** A house of twelve corners, some 20 m wide, with the columns that a cadastre gives it. */
function featureAt(id: string, number: number, [lon, lat]: readonly [number, number]) {
  const ring = Array.from({ length: 12 }, (_, corner): [number, number] => {
    const [angle, reach] = [(corner / 12) * 2 * Math.PI, corner % 2 === 0 ? 1.2e-4 : 0.9e-4];
    return [
      Number((lon + Math.cos(angle) * reach).toFixed(9)),
      Number((lat + Math.sin(angle) * reach * 0.8).toFixed(9)),
    ];
  });
  const properties = {
    ...{ id, 名称: `延安三路 ${number % 300} 号院住宅楼`, 地址: `青岛市市北区延安三路 ${number % 300} 号` },
    ...{ 用途: '城镇住宅用地（普通商品住房）', 结构: '钢筋混凝土', 权利人: '多个权利人，详见登记簿' },
    ...{ height: 3.1 * (3 + (number % 14)), floors: 3 + (number % 14), year: 1965 + (number % 55) },
  };
  const geometry = { type: 'Polygon', coordinates: [[...ring, ring[0]!]] };
  return { type: 'Feature', properties, geometry };
}

const keptFeature = (number: number): Feature =>
  featureAt(idOf(number), number, [
    WEST + (number % COLUMNS) * STEP_DEG,
    SOUTH + Math.floor(number / COLUMNS) * STEP_DEG,
  ]);
const farFeature = (place: number): Feature =>
  featureAt(BLANK_ID, place, [119.7 + (place % 50) * 0.01, 36.5 + Math.floor(place / 50) * 0.01]);

/** How a format writes features. Bytes of several are what its own writer makes of a file of them. */
interface Writing {
  bytesOf(features: readonly Feature[]): Uint8Array;
  /** The beginning of a file of `count` records, with these as its first. */
  beginning(bytes: Uint8Array, count: number): Uint8Array;
  following(bytes: Uint8Array): Uint8Array;
  readonly end: string;
}

const collection = (features: readonly Feature[]) =>
  ({ type: 'FeatureCollection', features }) as unknown as Parameters<typeof serialize>[0];
const MAGIC_BYTES = 8;
/** With its own length before it. */
const headerEnd = (bytes: Uint8Array): number =>
  MAGIC_BYTES + 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC_BYTES, true);

const writings: Readonly<Record<'geojson' | 'flatgeobuf', Writing>> = {
  geojson: {
    bytesOf: (features) => Buffer.from(features.map((feature) => `,${JSON.stringify(feature)}`).join('')),
    beginning: (bytes) => Buffer.concat([Buffer.from('{"type":"FeatureCollection","features":['), bytes.subarray(1)]),
    following: (bytes) => bytes,
    end: ']}',
  },
  flatgeobuf: {
    bytesOf: (features) => serialize(collection(features)),
    beginning: (bytes, featuresCount) => {
      const header = fromByteBuffer(new ByteBuffer(bytes.slice(MAGIC_BYTES)));
      return Buffer.concat([
        bytes.subarray(0, MAGIC_BYTES),
        buildHeader({ ...header, featuresCount }),
        bytes.subarray(headerEnd(bytes)),
      ]);
    },
    following: (bytes) => bytes.subarray(headerEnd(bytes)),
    end: '',
  },
};

const blockOf = (count: number, featureOf: (index: number) => Feature): Feature[] =>
  Array.from({ length: count }, (_, index) => featureOf(index));

/** Writes kept ones among the far ones; returns how many records there are. */
function writeCity(file: string, { bytesOf, beginning, following, end }: Writing): number {
  const kept = Array.from({ length: KEPT / BLOCK }, (_, block) =>
    bytesOf(blockOf(BLOCK, (index) => keptFeature(block * BLOCK + index))),
  );
  const far = Buffer.from(following(bytesOf(blockOf(FAR_PLACES, farFeature))));
  const idsAt: number[] = [];
  for (let at = far.indexOf(BLANK_ID); at >= 0; at = far.indexOf(BLANK_ID, at + 1)) idsAt.push(at);
  expect(idsAt).toHaveLength(FAR_PLACES);
  const keptBytes = kept.reduce((sum, { length }) => sum + length, 0);
  const farBlocks = Math.ceil((GIB - keptBytes) / far.length);
  const count = KEPT + farBlocks * FAR_PLACES;
  const handle = openSync(file, 'w');
  writeSync(handle, beginning(kept[0]!, count));
  let [number, written] = [KEPT, 1];
  for (let block = 0; block < farBlocks; block++) {
    for (const at of idsAt) far.write(idOf(number++), at, 'latin1');
    writeSync(handle, far);
    for (; written <= ((block + 1) / farBlocks) * (kept.length - 1); written++) {
      writeSync(handle, following(kept[written]!));
    }
  }
  writeSync(handle, end);
  closeSync(handle);
  expect(written).toBe(kept.length);
  return count;
}

const moduleUrl = (relative: string): string => JSON.stringify(new URL(relative, import.meta.url).href);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-gigabyte-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function writeRecipe(format: keyof typeof writings): string {
  const recipe = toyRecipe();
  const [fields, at] = [
    { id: { from: 'id' }, name: { from: '名称' }, heightGroundMeters: { from: 'height' }, floors: { from: 'floors' } },
    path.join(folder, 'recipe'),
  ];
  const source = { key: 'city', path: `city.${format}`, format, crs: 'EPSG:4490', role: 'buildings', fields };
  const { buildings: _none, ...generate } = recipe.generate;
  const file = writeToyRecipe(at, {
    ...{ ...recipe, sources: [source] },
    generate: {
      ...generate,
      communities: 20,
      communityGrids: 20,
      unitGrids: 160,
      extensionGrids: 10,
      residents: 90_000,
    },
  });
  const feature = { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [outline] } };
  writeFileSync(path.join(at, 'outline.json'), JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
  return file;
}

interface BakedCity {
  readonly buildings: number;
  readonly faults: readonly { readonly code: string; readonly count: number }[];
  readonly peakMib: number;
}

function bakeInChild(recipePath: string, outFolder: string): BakedCity {
  const program = `
    import { bakeDistrict } from ${moduleUrl('../../../src/bake/bake.ts')};
    import { peakResidentMib } from ${moduleUrl('../../support/peakResidentMib.ts')};
    const paths = ${JSON.stringify({ recipePath, outFolder, dataFolder: folder })};
    const { manifest, faults } = await bakeDistrict({ ...paths, onProgress: () => {} });
    const { buildings } = manifest.counts;
    console.log(JSON.stringify({ buildings, faults: faults.counts(), peakMib: peakResidentMib() }));`;
  // A file: threads would be started with the options of a program that is an argument.
  const script = path.join(folder, 'bake.mjs');
  writeFileSync(script, program);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

describe.skipIf(!isLongRun)('a city of 1 GiB (takes minutes: npm run test:long)', () => {
  it.each(['geojson', 'flatgeobuf'] as const)('as %s is baked within 1.5 GiB of memory', (format) => {
    const file = path.join(folder, `city.${format}`);
    const count = writeCity(file, writings[format]);
    expect(statSync(file).size).toBeGreaterThanOrEqual(GIB);
    const outFolder = path.join(folder, format);
    const { buildings, faults, peakMib } = bakeInChild(writeRecipe(format), outFolder);
    rmSync(file);
    expect(buildings).toBe(KEPT);
    expect(faults).toContainEqual({ code: 'BAKE-303', count: count - KEPT });
    const [source] = JSON.parse(readFileSync(path.join(outFolder, 'report.json'), 'utf8')).sources;
    expect([source.records, source.accepted]).toEqual([count, KEPT]);
    const [dropped] = source.dropped;
    expect(new Set(dropped.ids).size).toBe(count - KEPT);
    expect(peakMib).toBeLessThanOrEqual(MOST_MIB);
  });
});
