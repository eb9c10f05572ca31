/**
 * What the world does to files, format by format, through a whole bake: it ends with the numbered fault that says so and a
 * tip, and leaves nothing behind. `codesOf` has a row for each format; what each reader makes of more damage stands in
 * tests/bake/sources.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bakeDistrict } from '../../../src/bake/bake.ts';
import type { RecipeSource } from '../../../src/model/contract/recipeSources.ts';
import { describeFault, FaultError } from '../../../src/model/faults/fault.ts';
import { type Files, recordFormats } from '../../support/recordFiles.ts';
import { wedgeGlb, withGlbJson } from '../../support/tinyGltf.ts';
import { fileBlock, pbfHeader, zlibBlob } from '../../support/tinyPbf.ts';
import { tinyTiff } from '../../support/tinyTiff.ts';
import { toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';
import { zipFile } from '../../support/zipFile.ts';

const NAME = Buffer.from('市北区');
const GBK_NAME = Buffer.from('cad0b1b1c7f8', 'hex');
const GOOD_X = 120.365;
const MIB = 2 ** 20;

const damages = ['truncated', 'empty', 'huge coordinate', 'NaN', 'wrong encoding', 'bomb', 'path traversal'] as const;
type Damage = (typeof damages)[number];

interface Kind {
  readonly main: string;
  readonly source: Omit<RecipeSource, 'key' | 'path'>;
  readonly makeGood: (x: number) => Files;
  /** Files that take the place of good ones; or, where that is what is bad, the recipe's path. None where `codesOf` has none. */
  readonly bad: Readonly<Partial<Record<Damage, Files | string>>>;
}

const halfOf = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length >> 1);
/** Bombs are the larger the longer they are packed, and are refused for less. */
const QUICKLY = { level: 1 };
const zeros = Buffer.alloc(65 * MIB);
/** Blanks, which may stand before a document: nothing else is wrong with it. */
const gzipBomb = gzipSync(Buffer.alloc(65 * MIB, ' '), QUICKLY);
const packedZeros = { path: 'bomb.xml', bytes: zeros };
const outside = { path: '../a.xml', bytes: '<a/>' };
const archives = ['kmz', 'zip', 'xlsx'];
/** Readers of XML unpack gzip. */
const xmlFiles = ['kml', 'osm', 'gml'];
/** Only blobs inside it are packed. */
const pbfBomb = Uint8Array.from([...pbfHeader(), ...fileBlock('OSMData', zlibBlob(zeros.subarray(0, 40 * MIB)))]);

function bombOf(main: string): Uint8Array | null {
  if (archives.includes(main)) return zipFile([packedZeros]);
  if (xmlFiles.includes(main)) return gzipBomb;
  return main === 'pbf' ? pbfBomb : null;
}

function kindOf({ format, main, source, make }: (typeof recordFormats)[number]): Kind {
  const good = make([GOOD_X], NAME);
  const isArchive = archives.includes(main);
  const bomb = bombOf(main);
  return {
    main,
    source: { format, crs: 'EPSG:4490', ...source },
    makeGood: (x) => make([x], NAME),
    bad: {
      truncated: { [main]: halfOf(good[main]!) },
      empty: { [main]: new Uint8Array() },
      'huge coordinate': make([1e308], NAME),
      ...(main === 'pbf' ? {} : { NaN: make([Number.NaN], NAME) }),
      'wrong encoding': make([GOOD_X], GBK_NAME),
      ...(bomb ? { bomb: { [main]: bomb } } : {}),
      'path traversal': isArchive ? { [main]: zipFile([outside]) } : `../data/a.${main}`,
    },
  };
}

/** Heights of a square about the toy district. */
const tiff = (valueAt = 20, blocks?: readonly Buffer[]): Uint8Array =>
  tinyTiff(
    {
      ...{ width: 64, height: 64, type: 'float32', origin: [120.35, 36.11], step: [0.0005, -0.0005] },
      ...{ block: { rows: 64 }, epsg: { geographic: 4326 }, isDeflate: true, valueAt: () => valueAt },
    },
    blocks,
  );

const farTiff = tinyTiff({
  ...{ width: 4, height: 4, type: 'float32', origin: [1e308, 36.11], step: [0.0005, -0.0005] },
  ...{ block: { rows: 4 }, epsg: { geographic: 4326 }, valueAt: () => 20 },
});

const raster: Kind = {
  main: 'tif',
  source: { format: 'geotiff', crs: 'EPSG:4326', role: 'elevation', fields: {} },
  makeGood: () => ({ tif: tiff() }),
  bad: {
    truncated: { tif: halfOf(tiff()) },
    empty: { tif: new Uint8Array() },
    'huge coordinate': { tif: farTiff },
    NaN: { tif: tiff(Number.NaN) },
    bomb: { tif: tiff(20, [deflateSync(Buffer.alloc(160 * MIB), QUICKLY)]) },
    'path traversal': '../data/a.tif',
  },
};

const placement = { lonLatDeg: [GOOD_X, 36.1] as [number, number], upMeters: 0, headingDeg: 0, scale: 1 };

async function modelKind(): Promise<Kind> {
  const glb = await wedgeGlb();
  const text = Buffer.from(withGlbJson(glb, (json) => ({ ...json, extras: { name: '######' } })));
  GBK_NAME.copy(text, text.indexOf('######'));
  return {
    main: 'glb',
    source: { format: 'gltf', crs: 'EPSG:4326', role: 'landmarks', fields: {}, placement },
    makeGood: () => ({ glb }),
    bad: {
      truncated: { glb: halfOf(glb) },
      empty: { glb: new Uint8Array() },
      'huge coordinate': { glb: await wedgeGlb({ first: 1e30 }) },
      NaN: { glb: await wedgeGlb({ first: Number.NaN }) },
      'wrong encoding': { glb: text },
      bomb: { glb: withGlbJson(glb, (json) => ({ ...json, buffers: [{ byteLength: 1e15 }] })) },
      'path traversal': { glb: withGlbJson(glb, (json) => ({ ...json, images: [{ uri: '../../secret.png' }] })) },
    },
  };
}

async function tilesetKind(): Promise<Kind> {
  const tileset = (uri: string, box: unknown = [0, 0, 0, 10, 0, 0, 0, 10, 0, 0, 0, 10]) =>
    Buffer.from(
      `{"asset":{"version":"1.1"},"geometricError":1,"root":{"boundingVolume":{"box":${JSON.stringify(box)}},"geometricError":0,"refine":"ADD","content":{"uri":"${uri}"}}}`,
    );
  const good = { json: tileset('a.glb'), glb: await wedgeGlb() };
  const text = tileset('######.glb');
  GBK_NAME.copy(text, text.indexOf('######'));
  return {
    main: 'json',
    source: { format: '3dtiles', crs: 'EPSG:4326', role: 'extraTiles', fields: {}, placement },
    makeGood: () => good,
    bad: {
      truncated: { json: halfOf(good.json) },
      empty: { json: new Uint8Array() },
      'huge coordinate': { json: tileset('a.glb', [1e308, 0, 0, 10, 0, 0, 0, 10, 0, 0, 0, 10]) },
      NaN: { json: Buffer.from(good.json.toString().replace('[0,', '[NaN,')) },
      'wrong encoding': { json: text },
      'path traversal': { json: tileset('../../secret.glb') },
    },
  };
}

let scratch = '';
let kinds: Readonly<Record<string, Kind>> = {};
beforeAll(async () => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-bad-input-'));
  const named = recordFormats.map((format) => [format.main, kindOf(format)] as const);
  kinds = { ...Object.fromEntries(named), tif: raster, glb: await modelKind(), tileset: await tilesetKind() };
});
afterAll(() => rmSync(scratch, { recursive: true }));

const names = [...recordFormats.map(({ main }) => main), 'tif', 'glb', 'tileset'];

/** Writes the files into the data folder of a bake of their own. */
function bakeOf(
  name: string,
  sources: readonly { readonly kind: Kind; readonly key: string; readonly path: string }[],
) {
  const folder = path.join(scratch, name);
  const written = sources.map(({ kind, key, path }) => ({ key, path, ...kind.source }));
  const recipePath = writeToyRecipe(path.join(folder, 'recipe'), { ...toyRecipe(), sources: written });
  mkdirSync(path.join(folder, 'data'), { recursive: true });
  return {
    folder,
    write: (files: Files, stem = 'a'): void => {
      for (const [extension, bytes] of Object.entries(files)) {
        writeFileSync(path.join(folder, `data/${stem}.${extension}`), bytes);
      }
    },
    bake: () => {
      const folders = { dataFolder: path.join(folder, 'data'), outFolder: path.join(folder, 'out') };
      return bakeDistrict({ recipePath, ...folders, onProgress: () => {} });
    },
  };
}

it('files of every format are baked when they are good', async () => {
  const sources = names.map((name) => {
    const key = name.replaceAll('.', '-');
    return { kind: kinds[name]!, key, path: `${key}.${kinds[name]!.main}` };
  });
  const { write, bake } = bakeOf('good', sources);
  sources.forEach(({ kind, key }, index) => {
    // Each house its own: the same outline in two files is one house.
    write(kind.makeGood(GOOD_X + index * 1e-5), key);
  });
  // The tileset names its model so.
  write({ glb: kinds.glb!.makeGood(GOOD_X).glb! });
  const { manifest } = await bake();
  expect(manifest.sources.map(({ key, records, accepted }) => [key, records, accepted])).toEqual(
    sources.map(({ key }) => [key, 1, 1]),
  );
});

/**
 * Codes without their BAKE-, in the order of `damages`. A dash where a format knows no such damage: no bomb where nothing is
 * packed, no NaN in whole numbers (pbf), no encoding where no text is read (tif).
 */
const codesOf: Readonly<Record<string, string>> = {
  geojson: '202 235 210+204 202     224 -   113',
  json: '202 235 210+204 202     224 -   113',
  csv: '202 235 210+204 210+203 224 -   113',
  kml: '202 235 210+204 210+204 224 242 113',
  kmz: '202 235 210+204 210+204 224 221 220',
  shp: '205 235 210+204 210+204 224 -   113',
  zip: '202 235 210+204 210+204 224 221 220',
  gpkg: '229 235 210+204 210+204 219 -   113',
  fgb: '202 235 210+204 210+204 219 -   113',
  xlsx: '202 235 210+204 210+203 219 221 220',
  osm: '202 235 210+204 210+241 225 242 113',
  pbf: '202 235 210+303 -       219 242 113',
  'city.json': '202 235 202     202     225 -   113',
  gml: '202 235 210+203 210+203 225 242 113',
  tif: '202 235 248     248     -   202 113',
  glb: '254 235 254     254     225 254 252',
  tileset: '202 235 256     202     225 -   252',
};
const rowOf = (name: string): (readonly [Damage, string])[] => {
  const codes = codesOf[name]!.split(/ +/);
  return damages.map((damage, index) => [damage, codes[index]!] as const).filter(([, code]) => code !== '-');
};

it('every format has its row, and every damage that it knows its code', () => {
  expect(Object.keys(codesOf)).toEqual(names);
  for (const name of names) expect(Object.keys(kinds[name]!.bad), name).toEqual(rowOf(name).map(([damage]) => damage));
});

/** What is no reason to do without all else: the ground is taken as level, the layer is left out. */
const bakedWithout: readonly string[] = ['tif huge coordinate', 'tif NaN', 'tileset huge coordinate'];

async function refusalOf(baking: Promise<unknown>): Promise<FaultError> {
  const error = await baking.then(
    () => new Error('was baked'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof FaultError)) throw error;
  return error;
}

describe.each(names)('.%s', (name) => {
  it.each(rowOf(name))('%s: %s', async (damage, codes) => {
    const kind = kinds[name]!;
    const bad = kind.bad[damage]!;
    const { folder, write, bake } = bakeOf(`${name} ${damage}`, [
      { kind, key: 'owner', path: typeof bad === 'string' ? bad : `a.${kind.main}` },
    ]);
    write(kind.makeGood(GOOD_X));
    if (typeof bad !== 'string') write(bad);
    const isBaked = bakedWithout.includes(`${name} ${damage}`);
    const faults = isBaked ? (await bake()).faults.kept() : (await refusalOf(bake())).faults;
    expect(faults.map(({ code }) => code)).toEqual(codes.split('+').map((code) => `BAKE-${code}`));
    for (const item of faults) {
      for (const language of ['zh', 'en'] as const) {
        const { message, tip } = describeFault(item, language);
        expect(tip).not.toBe('');
        // No placeholder is left unfilled.
        expect(`${message} ${tip}`).not.toMatch(/\{\w+\}/);
      }
    }
    expect(readdirSync(folder).sort()).toEqual(isBaked ? ['data', 'out', 'recipe'] : ['data', 'recipe']);
  });
});
