import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bakeDistrict } from '../../../src/bake/bake.ts';
import { expandTemplate, implicitTilingOf, subtreeHead, subtreeTiles } from '../../../src/bake/sources/subtree.ts';
import { tileContent } from '../../../src/bake/sources/tileContents.ts';
import { tilesetFiles } from '../../../src/bake/sources/tilesetFiles.ts';
import { extraTiles } from '../../../src/bake/steps/extraTiles.ts';
import { transformed } from '../../../src/bake/steps/placementMatrix.ts';
import type { RecipeSource } from '../../../src/model/contract/recipeSources.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import { flatHeightField } from '../../../src/model/geometry/heightField.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { roundsOf } from '../../support/longRun.ts';
import { mutated } from '../../support/seededMutation.ts';
import { sharedData, sharedDataMissing } from '../../support/sharedData.ts';
import { wedgeGlb } from '../../support/tinyGltf.ts';
import { toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

/** Damaged copies of each file. */
const ROUNDS = roundsOf(50, 400);

let folder = '';
let glb: Uint8Array;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-tiles-'));
  glb = await wedgeGlb();
});
afterAll(() => rmSync(folder, { recursive: true }));

const box = [0, 0, 0, 10, 0, 0, 0, 10, 0, 0, 0, 10];
const volume = { boundingVolume: { box }, geometricError: 0 };
const tileset = (root: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  ...{ asset: { version: '1.1' }, geometricError: 100, root: { ...volume, refine: 'ADD', ...root } },
  ...more,
});

/** A folder of its own with a tileset.json and other files. */
function written(name: string, root: unknown, files: Readonly<Record<string, Uint8Array | string>> = {}): string {
  const at = path.join(folder, name);
  for (const [file, bytes] of Object.entries({ 'tileset.json': JSON.stringify(root), ...files })) {
    mkdirSync(path.dirname(path.join(at, file)), { recursive: true });
    writeFileSync(path.join(at, file), bytes);
  }
  return path.join(at, 'tileset.json');
}

function walked(file: string): { files: readonly string[]; faults: FaultLog } {
  const faults = new FaultLog();
  return { files: tilesetFiles(file, 's', faults).files, faults };
}

function outcome(file: string): string {
  try {
    walked(file);
    return 'read';
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    return error.fault.code;
  }
}

/** Header words after the magic, then bytes. */
function content(magic: string, words: readonly number[], body: Uint8Array): Uint8Array {
  const head = Buffer.alloc(12 + words.length * 4);
  head.write(magic, 0, 'latin1');
  head.writeUInt32LE(1, 4);
  head.writeUInt32LE(head.length + body.length, 8);
  for (const [index, word] of words.entries()) head.writeUInt32LE(word, 12 + index * 4);
  return new Uint8Array(Buffer.concat([head, body]));
}

describe('contents of tiles', () => {
  it('are known by their first bytes, with what they refer to', () => {
    const b3dm = content('b3dm', [0, 0, 0, 0], glb);
    const i3dm = content('i3dm', [0, 0, 0, 0, 0], new TextEncoder().encode('models/tree.glb  '));
    expect(tileContent(glb, 'f')).toEqual({ ok: true, uris: [] });
    expect(tileContent(b3dm, 'f')).toEqual({ ok: true, uris: [] });
    expect(tileContent(i3dm, 'f')).toEqual({ ok: true, uris: ['models/tree.glb'] });
    expect(tileContent(content('pnts', [4, 0, 0, 0], new Uint8Array(4)), 'f')).toEqual({ ok: true, uris: [] });
    const composite = content('cmpt', [2], Buffer.concat([b3dm, i3dm]));
    expect(tileContent(composite, 'f')).toEqual({ ok: true, uris: ['models/tree.glb'] });
  });

  it('that are cut, mislabelled or nested without end are told', () => {
    const b3dm = content('b3dm', [0, 0, 0, 0], glb);
    let nested = b3dm;
    for (let depth = 0; depth < 12; depth++) nested = content('cmpt', [1], nested);
    const bad = [
      b3dm.slice(0, -9),
      content('b3dm', [0, 0, 4e9, 0], glb),
      content('cmpt', [5], b3dm),
      nested,
      new TextEncoder().encode('PK..'),
    ];
    expect(bad.map((bytes) => tileContent(bytes, 'f').ok)).toEqual([false, false, false, false, false]);
  });
});

function subtree(json: unknown, binary: readonly number[] = []): Uint8Array {
  const text = Buffer.from(JSON.stringify(json));
  const head = Buffer.alloc(24);
  head.write('subt', 0, 'latin1');
  head.writeUInt32LE(1, 4);
  head.writeBigUInt64LE(BigInt(text.length), 8);
  head.writeBigUInt64LE(BigInt(binary.length), 16);
  return new Uint8Array(Buffer.concat([head, text, Buffer.from(binary)]));
}

const implicit = {
  content: { uri: 'content/{level}_{x}_{y}.glb' },
  implicitTiling: {
    ...{ subdivisionScheme: 'QUADTREE', subtreeLevels: 2, availableLevels: 3 },
    subtrees: { uri: 'subtrees/{level}.{x}.{y}.subtree' },
  },
};
const availability = (tiles: number, children: unknown) =>
  subtree(
    {
      ...{ buffers: [{ byteLength: 1 }], bufferViews: [{ buffer: 0, byteOffset: 0, byteLength: 1 }] },
      ...{
        tileAvailability: { constant: 1 },
        contentAvailability: [{ bitstream: 0 }],
        childSubtreeAvailability: children,
      },
    },
    [tiles],
  );

describe('implicit tiles', () => {
  it('are told by their bits in Morton order', () => {
    const head = subtreeHead(availability(0b01101, { constant: 1 }))!;
    const { tiling } = implicitTilingOf(implicit.implicitTiling)!;
    const tiles = subtreeTiles(head, [head.binary], tiling, { level: 0, x: 0, y: 0, z: 0 })!;
    const names = tiles.contents[0]!.map((address) => expandTemplate('{level}/{x}/{y}', address));
    expect(names).toEqual(['0/0/0', '1/1/0', '1/0/1']);
    expect(tiles.children).toHaveLength(16);
    expect(tiles.children.at(6)).toMatchObject({ level: 2, x: 2, y: 1 });
  });

  it('bring their subtrees and contents along; missing ones are counted by their uri', () => {
    const file = written('implicit', tileset(implicit), {
      'subtrees/0.0.0.subtree': availability(0b00011, { constant: 1 }),
      'subtrees/2.1.1.subtree': availability(0b00001, { constant: 0 }),
      'content/0_0_0.glb': glb,
      'content/2_1_1.glb': glb,
    });
    const { files, faults } = walked(file);
    expect(files).toEqual([
      ...['content/0_0_0.glb', 'content/2_1_1.glb', 'subtrees/0.0.0.subtree', 'subtrees/2.1.1.subtree'],
      'tileset.json',
    ]);
    const missing = faults.kept().map(({ values }) => values.uri);
    expect(missing).toContain('content/1_0_0.glb');
    expect(missing.filter((uri) => String(uri).startsWith('subtrees/'))).toHaveLength(15);
  });
});

describe.skipIf(sharedDataMissing)('real tilesets', () => {
  const samples = sharedData('tiles3d-samples');
  const filesIn = (name: string): string[] =>
    readdirSync(path.join(samples, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
      .map((entry) => path.relative(path.join(samples, name), path.join(entry.parentPath, entry.name)))
      .map((file) => file.split(path.sep).join('/'))
      .sort();

  it.each([
    ['1.0/TilesetWithTreeBillboards', 3],
    ['1.1/SparseImplicitQuadtree', 42],
    ['1.1/MetadataGranularities', 21],
  ])('%s is taken whole: every one of its %d files', (name, count) => {
    const { files, faults } = walked(path.join(samples, name, 'tileset.json'));
    expect(files).toEqual(filesIn(name));
    expect(files).toHaveLength(count);
    expect(faults.counts()).toEqual([]);
  });

  it('one that has nothing but metadata is no layer', () => {
    expect(outcome(path.join(samples, '1.1/TilesetWithFullMetadata/tileset.json'))).toBe('BAKE-254');
  });
});

describe('bad tilesets', () => {
  const one = (uri: string) => tileset({ content: { uri } });
  it.each([
    ['http://127.0.0.1:9/a.glb'],
    ['//elsewhere/a.glb'],
    ['/etc/hostname'],
    ['../a.glb'],
    ['a/../../a.glb'],
    ['%2e%2e/a.glb'],
    ['..\\a.glb'],
    ['C:/a.glb'],
  ])('that refer to %s are refused whole', (uri) => {
    expect(outcome(written('refers', one(uri), { 'a.glb': glb }))).toBe('BAKE-252');
  });

  it('are refused for what their models refer to as well', () => {
    const model = JSON.stringify({ asset: { version: '2.0' }, images: [{ uri: '../../secret.png' }] });
    expect(outcome(written('model', one('m.gltf'), { 'm.gltf': model }))).toBe('BAKE-252');
    const outside = subtree({
      buffers: [{ byteLength: 1, uri: 'http://127.0.0.1:9/b' }],
      childSubtreeAvailability: { constant: 0 },
    });
    expect(outcome(written('bits', tileset(implicit), { 'subtrees/0.0.0.subtree': outside }))).toBe('BAKE-252');
  });

  it.each([
    ['empty', '', 'BAKE-235'],
    ['cut off', JSON.stringify(one('a.glb')).slice(0, -3), 'BAKE-202'],
    ['no tileset', '{"asset": {"version": "1.1"}}', 'BAKE-202'],
    ['of another version', JSON.stringify({ ...one('a.glb'), asset: { version: '2.0' } }), 'BAKE-244'],
    ['in no UTF-8', Buffer.from(JSON.stringify(one('\u00e9.glb')), 'latin1'), 'BAKE-225'],
    ['without content', JSON.stringify(tileset({})), 'BAKE-254'],
    ['whole', JSON.stringify(one('a.glb')), 'read'],
  ])('%s', (_name, text, expected) => {
    const file = written('bad', {}, { 'a.glb': glb });
    writeFileSync(file, text);
    expect(outcome(file)).toBe(expected);
  });

  it('damaged contents and subtrees are counted, whole ones stay', () => {
    const children = [{ content: { uri: 'a.glb' } }, { content: { uri: 'b.b3dm' } }, { content: { url: 'c.glb' } }];
    const file = written('some', tileset({ children: children.map((child) => ({ ...volume, ...child })) }), {
      'a.glb': glb,
      'b.b3dm': content('b3dm', [0, 0, 0, 0], glb).slice(0, 60),
    });
    const { files, faults } = walked(file);
    expect(files).toEqual(['a.glb', 'tileset.json']);
    expect(
      faults
        .kept()
        .map(({ code, values }) => [code, values.uri])
        .sort(),
    ).toEqual([
      ['BAKE-253', 'c.glb'],
      ['BAKE-254', 'b.b3dm'],
    ]);
  });

  it('that name each other in a circle end', () => {
    const file = written(
      'circle',
      tileset({ content: { uri: 'b.json' }, children: [{ ...volume, content: { uri: 'a.glb' } }] }),
      {
        'b.json': JSON.stringify(one('tileset.json')),
        'a.glb': glb,
      },
    );
    expect(walked(file).files).toEqual(['a.glb', 'b.json', 'tileset.json']);
  });

  it('subtrees without end are stopped', () => {
    const deep = { ...implicit.implicitTiling, subtreeLevels: 9, availableLevels: 40 };
    const everywhere = subtree({ contentAvailability: [{ constant: 0 }], childSubtreeAvailability: { constant: 1 } });
    const file = written('endless', tileset({ ...implicit, implicitTiling: deep }), {
      'subtrees/0.0.0.subtree': everywhere,
    });
    expect(outcome(file)).toBe('BAKE-255');
  });

  it(`${ROUNDS} seeded mutations of each file give a fault or files, never another error`, () => {
    const random = new SeededRandom('tiles');
    const text = new TextEncoder().encode(JSON.stringify(tileset(implicit)));
    const bits = availability(0b00011, { constant: 0 });
    const files = { 'subtrees/0.0.0.subtree': bits, 'content/0_0_0.glb': glb, 'content/1_0_0.glb': glb };
    const file = written('mutants', tileset(implicit), files);
    const found = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const isText = round % 2 === 0;
      writeFileSync(file, isText ? mutated(text, random) : text);
      writeFileSync(path.join(path.dirname(file), 'subtrees/0.0.0.subtree'), isText ? bits : mutated(bits, random));
      found.add(outcome(file));
    }
    expect([...found].every((code) => code === 'read' || /^BAKE-2\d\d$/.test(code))).toBe(true);
    expect(found).toContain('read');
  });
});

describe('an extra layer', () => {
  const frame = new EnuFrame({ lonLatDeg: [120.366, 36.1], heightEllipsoidMeters: 0 });
  const source = (more: Partial<RecipeSource>): RecipeSource => ({
    ...{ key: 'ready', role: 'extraTiles', path: '', format: '3dtiles', crs: 'EPSG:4326', fields: {} },
    ...more,
  });
  const made = (file: string, more: Partial<RecipeSource>, faults = new FaultLog()) =>
    extraTiles(source(more), { frame, heightField: flatHeightField(5), fileOf: () => file, faults });

  it('without a place of its own is put where the recipe says, inside a tileset that turns it', () => {
    const file = written('local', tileset({ content: { uri: 'a.glb' } }), { 'a.glb': glb });
    const [lon, lat] = frame.lonLatFromEnu([100, 200, 0]).lonLatDeg;
    const placement = { lonLatDeg: [lon, lat] as [number, number], upMeters: 1, headingDeg: 90, scale: 2 };
    const layer = made(file, { placement })!;
    expect(layer.files.map((item) => item.path)).toEqual([
      ...['extra/ready/a.glb', 'extra/ready/tileset.json', 'extra/ready/-placed-tileset.json'],
    ]);
    const { root } = JSON.parse(new TextDecoder().decode(layer.files.at(-1)!.bytes));
    expect(root.content.uri).toBe('tileset.json');
    const at = frame.enuFromEcef(transformed(root.transform, [0, 3, 0]));
    expect(at.map((value) => Math.round(value * 1000) / 1000)).toEqual([106, 200, 6]);
  });

  it('holds no bytes of its files: they are read one by one when the package is written', () => {
    const file = written('lazy', tileset({ content: { uri: 'a.glb' } }), { 'a.glb': glb });
    const placement = { lonLatDeg: [120.366, 36.1] as [number, number], upMeters: 0, headingDeg: 0, scale: 1 };
    const layer = made(file, { placement })!;
    const own = layer.files.find((item) => item.path.endsWith('a.glb'))!;
    writeFileSync(path.join(path.dirname(file), 'a.glb'), 'other');
    expect(Buffer.from(own.bytes).toString()).toBe('other');
  });

  it('at the middle of the Earth is left out and counted', () => {
    const faults = new FaultLog();
    const file = written('lost', tileset({ content: { uri: 'a.glb' } }), { 'a.glb': glb });
    expect(made(file, {}, faults)).toBeNull();
    expect(faults.kept()[0]).toMatchObject({ code: 'BAKE-256', values: { source: 'ready' } });
  });

  it('with its own transform, sphere or region is where it says', () => {
    const region = [120.36, 36.09, 120.37, 36.1].map((deg) => (deg * Math.PI) / 180);
    const own = [
      { transform: frame.ecefFromEnuMatrix() },
      { transform: frame.ecefFromEnuMatrix(), boundingVolume: { sphere: [0, 0, 0, 20] } },
      { boundingVolume: { region: [...region, 0, 50] } },
    ];
    for (const root of own) {
      const file = written('own', tileset({ content: { uri: 'a.glb' }, ...root }), { 'a.glb': glb });
      expect(made(file, {})!.tileset).toBe('extra/ready/tileset.json');
    }
    const file = written('own', tileset({ content: { uri: 'a.glb' }, boundingVolume: {} }), { 'a.glb': glb });
    expect(() => made(file, {})).toThrow(FaultError);
  });

  it('and landmarks come into the package: files, manifest, counts', async () => {
    const data = path.join(folder, 'bake');
    const placement = { lonLatDeg: [120.366, 36.1], upMeters: 0, headingDeg: 0, scale: 1 };
    const common = { crs: 'EPSG:4326', fields: {}, placement };
    const sources = [
      { ...common, key: 'tower', role: 'landmarks', format: 'gltf', path: 'tower.glb' },
      { ...common, key: 'ready', role: 'extraTiles', format: '3dtiles', path: 'tiles/tileset.json' },
      {
        ...common,
        key: 'lost',
        role: 'extraTiles',
        format: '3dtiles',
        path: 'tiles/tileset.json',
        placement: undefined,
      },
    ];
    const recipePath = writeToyRecipe(data, { ...toyRecipe(), sources });
    writeFileSync(path.join(data, 'tower.glb'), glb);
    const tiles = written('real', tileset({ content: { uri: 'a.glb' } }), { 'a.glb': glb });
    cpSync(path.dirname(tiles), path.join(data, 'tiles'), { recursive: true });
    const outFolder = path.join(folder, 'package');
    const { manifest, faults } = await bakeDistrict({ recipePath, dataFolder: data, outFolder, onProgress: () => {} });
    expect(manifest.layers).toEqual([
      { key: 'landmarks', kind: 'landmarks', tileset: 'landmarks/tileset.json', synthetic: false },
      { key: 'ready', kind: 'extraTiles', tileset: 'extra/ready/-placed-tileset.json', synthetic: false },
    ]);
    expect(manifest.sources.map(({ key, accepted }) => [key, accepted])).toEqual([
      ['tower', 1],
      ['ready', 1],
      ['lost', 0],
    ]);
    expect(faults.count('BAKE-256')).toBe(1);
    for (const { tileset: file } of manifest.layers!) {
      expect(manifest.publicFiles).toContain(file);
      expect(existsSync(path.join(outFolder, file))).toBe(true);
    }
    expect(manifest.publicFiles.filter((file) => file.startsWith('extra/'))).toHaveLength(3);
    expect(readFileSync(path.join(outFolder, 'extra/ready/a.glb')).equals(glb)).toBe(true);
  });

  it('under the wrong format is refused before anything is read', async () => {
    const data = path.join(folder, 'wrong');
    const source = {
      key: 'tower',
      role: 'landmarks',
      format: 'geojson',
      path: 'tower.glb',
      crs: 'EPSG:4326',
      fields: {},
    };
    const recipePath = writeToyRecipe(data, { ...toyRecipe(), sources: [source] });
    writeFileSync(path.join(data, 'tower.glb'), glb);
    const bake = bakeDistrict({
      recipePath,
      dataFolder: data,
      outFolder: path.join(folder, 'none'),
      onProgress: () => {},
    });
    await expect(bake).rejects.toMatchObject({ fault: { code: 'BAKE-213' } });
    expect(existsSync(path.join(folder, 'none'))).toBe(false);
  });
});
