import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGltf } from '../../../src/bake/sources/readGltf.ts';
import { decodeGlb } from '../../../src/bake/steps/encodeGlb.ts';
import { type PlacedLandmarks, placeLandmarks } from '../../../src/bake/steps/placeLandmarks.ts';
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
import { wedgeGlb, wedgeJson, withGlbJson } from '../../support/tinyGltf.ts';

/** Damaged copies of each file. */
const ROUNDS = roundsOf(50, 400);

let folder = '';
let glb: Uint8Array;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-landmarks-'));
  glb = await wedgeGlb();
  writeFileSync(path.join(folder, 'tower.glb'), glb);
});
afterAll(() => rmSync(folder, { recursive: true }));

const frame = new EnuFrame({ lonLatDeg: [120.37, 36.1], heightEllipsoidMeters: 0 });
const lonLatAt = (east: number, north: number): [number, number] => {
  const [lon, lat] = frame.lonLatFromEnu([east, north, 0]).lonLatDeg;
  return [lon, lat];
};
const source = (more: Partial<RecipeSource> = {}): RecipeSource => ({
  ...{ key: 'tower', role: 'landmarks', path: 'tower.glb', format: 'gltf', crs: 'EPSG:4326', fields: {} },
  placement: { lonLatDeg: lonLatAt(300, 400), upMeters: 2, headingDeg: 90, scale: 10 },
  ...more,
});

async function placed(sources: readonly RecipeSource[], faults = new FaultLog()): Promise<PlacedLandmarks> {
  const fileOf = (of: RecipeSource): string => path.join(folder, of.path);
  return placeLandmarks(sources, { frame, heightField: flatHeightField(17), fileOf, faults });
}

interface TestTile {
  readonly transform: number[];
  readonly boundingVolume: { readonly box: number[] };
  readonly content: { readonly uri: string };
}
function tilesetOf({ files }: PlacedLandmarks): { root: TestTile & { children: TestTile[] } } {
  const file = files.find((item) => item.path === 'landmarks/tileset.json')!;
  return JSON.parse(new TextDecoder().decode(file.bytes));
}

describe('a landmark', () => {
  it('stands on the ground at its place, faces its heading, in its scale', async () => {
    const { root } = tilesetOf(await placed([source()]));
    expect(root.transform).toEqual(frame.ecefFromEnuMatrix());
    const tile = root.children[0]!;
    // glTF x, y, z lie in a tile as x, −z, y.
    const inEnu = (x: number, y: number, z: number) =>
      transformed(tile.transform, [x, -z, y]).map((value) => Math.round(value * 1000) / 1000);
    expect(inEnu(0, 0, 0)).toEqual([300, 400, 19]);
    expect(inEnu(0, 0, 4)).toEqual([340, 400, 19]);
    expect(inEnu(0, 3, 0)).toEqual([300, 400, 49]);
    // What faces east has its left, +x, to the north.
    expect(inEnu(1, 0, 0)).toEqual([300, 410, 19]);
  });

  it('is a tile that holds all of it, named by its content, the same each time', async () => {
    const [first, second] = [await placed([source()]), await placed([source()])];
    expect(first.files.map((file) => file.path)).toEqual(second.files.map((file) => file.path));
    expect(first.files.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).toEqual(
      second.files.map(({ bytes }) => Buffer.from(bytes).toString('hex')),
    );
    const { root } = tilesetOf(first);
    const tile = root.children[0]!;
    expect(tile.content.uri).toMatch(/^tower-[0-9a-f]{12}\.glb$/);
    const [cx, cy, cz, hx, , , , hy, , , , hz] = tile.boundingVolume.box as number[];
    const model = await decodeGlb(first.files.find((file) => file.path.endsWith('.glb'))!.bytes);
    const positions = model.getRoot().listMeshes()[0]!.listPrimitives()[0]!.getAttribute('POSITION')!;
    for (let index = 0; index < positions.getCount(); index++) {
      const [x, y, z] = positions.getElement<[number, number, number]>(index, [0, 0, 0]);
      const distances = [Math.abs(x - cx!) - hx!, Math.abs(-z - cy!) - hy!, Math.abs(y - cz!) - hz!];
      expect(Math.max(...distances)).toBeLessThan(1e-6);
      const [east, north, up] = transformed(tile.transform, [x, -z, y]);
      const [rx, ry, rz, rhx, , , , rhy, , , , rhz] = root.boundingVolume.box as number[];
      const within = [Math.abs(east - rx!) - rhx!, Math.abs(north - ry!) - rhy!, Math.abs(up - rz!) - rhz!];
      expect(Math.max(...within)).toBeLessThan(1e-6);
    }
  });

  it('brings its files along, several stand in one tileset in the order of their keys', async () => {
    const { json, resources } = await wedgeJson();
    mkdirSync(path.join(folder, 'parts'), { recursive: true });
    const renamed = { ...json, buffers: json.buffers!.map((buffer) => ({ ...buffer, uri: 'parts/w%20e.bin' })) };
    writeFileSync(path.join(folder, 'parts/w e.bin'), Object.values(resources)[0]!);
    writeFileSync(path.join(folder, 'gate.gltf'), JSON.stringify(renamed));
    const result = await placed([source(), source({ key: 'gate', path: 'gate.gltf' })]);
    expect(result.sourceKeys).toEqual(['gate', 'tower']);
    expect(result.files.map((file) => file.path.replace(/-[0-9a-f]{12}/, ''))).toEqual([
      'landmarks/gate.glb',
      'landmarks/tower.glb',
      'landmarks/tileset.json',
    ]);
  });

  it('given in GCJ-02 is moved, given far away is left out and counted', async () => {
    const shifted = tilesetOf(await placed([source({ crs: 'GCJ-02' })])).root.children[0]!.transform;
    expect(Math.hypot(shifted[12]! - 300, shifted[13]! - 400)).toBeGreaterThan(300);
    const faults = new FaultLog();
    const placement = { ...source().placement!, lonLatDeg: [36.1, 120.37] as [number, number] };
    expect((await placed([source({ placement, crs: 'EPSG:3857' })], faults)).sourceKeys).toEqual([]);
    expect(faults.count('BAKE-256')).toBe(1);
  });

  it.skipIf(sharedDataMissing)('may be a real model', async () => {
    const house = sharedData('tiles3d-samples/1.1/MetadataGranularities/house1-1.glb');
    const { glb: bytes, bounds } = await readGltf(house, 'house');
    expect(bytes.length).toBeGreaterThan(1000);
    expect(bounds.max[1] - bounds.min[1]).toBeGreaterThan(0.1);
  });
});

describe('bad landmarks', () => {
  const outcome = async (name: string, bytes: Uint8Array | string): Promise<string> => {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    try {
      await readGltf(file, 's');
      return 'read';
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      return error.fault.code;
    }
  };
  const gltf = (more: Record<string, unknown>): string => JSON.stringify({ asset: { version: '2.0' }, ...more });
  const referring = (uri: string): string => gltf({ buffers: [{ byteLength: 4, uri }], scenes: [{}] });

  it.each([
    ['empty', '', 'BAKE-235'],
    ['no glTF', '<xml/>', 'BAKE-254'],
    ['of version 1', JSON.stringify({ asset: { version: '1.0' } }), 'BAKE-254'],
    ['without a scene', gltf({}), 'BAKE-254'],
    ['in no UTF-8', Buffer.from('{"asset":{"version":"2.0","x":"\u00e9"}}', 'latin1'), 'BAKE-225'],
    ['from another host', referring('http://127.0.0.1:9/model.bin'), 'BAKE-252'],
    ['from a path without host', referring('//elsewhere/model.bin'), 'BAKE-252'],
    ['from a file URL', referring('file:///etc/hostname'), 'BAKE-252'],
    ['from the root', referring('/etc/hostname'), 'BAKE-252'],
    ['from outside', referring('../../etc/hostname'), 'BAKE-252'],
    ['from outside, in disguise', referring('a/%2e%2e/%2E%2E/secret.bin'), 'BAKE-252'],
    ['from outside, the Windows way', referring('..\\secret.bin'), 'BAKE-252'],
    ['with a broken escape', referring('%zz.bin'), 'BAKE-252'],
    ['with a missing buffer', referring('gone.bin'), 'BAKE-253'],
    [
      'with a bomb of an accessor',
      gltf({ accessors: [{ count: 4e9, componentType: 5126, type: 'VEC3' }] }),
      'BAKE-254',
    ],
    ['with a bomb of a buffer', gltf({ buffers: [{ byteLength: 1e15 }] }), 'BAKE-254'],
    [
      'with nodes in a circle',
      gltf({ nodes: [{ children: [1] }, { children: [0] }], scenes: [{ nodes: [0] }] }),
      'BAKE-254',
    ],
    ['packed with Draco', gltf({ extensionsRequired: ['KHR_draco_mesh_compression'], scenes: [{}] }), 'BAKE-244'],
  ])('%s', async (name, content, expected) => {
    expect(await outcome(`${name.replaceAll(/\W/g, '-')}.gltf`, content)).toBe(expected);
  });

  it('cut off, of NaN, or as large as the Earth', async () => {
    expect(await outcome('cut.glb', glb.slice(0, -20))).toBe('BAKE-254');
    expect(await outcome('head.glb', glb.slice(0, 16))).toBe('BAKE-254');
    const scaled = (scale: unknown) =>
      withGlbJson(glb, (json) => ({ ...json, nodes: [{ mesh: 0, scale: [scale, 1, 1] }] }));
    expect(await outcome('huge.glb', scaled(1e30))).toBe('BAKE-254');
    expect(await outcome('nan.glb', await wedgeGlb({ first: Number.NaN }))).toBe('BAKE-254');
    expect(await outcome('whole.glb', glb)).toBe('read');
  });

  it('through a link out of their folder', async () => {
    const inner = path.join(folder, 'inner');
    mkdirSync(inner, { recursive: true });
    writeFileSync(path.join(folder, 'outside.bin'), 'xxxx');
    symlinkSync(path.join(folder, 'outside.bin'), path.join(inner, 'link.bin'));
    expect(await outcome('inner/model.gltf', referring('link.bin'))).toBe('BAKE-252');
  });

  it('without a placement, or with one that is none', async () => {
    await expect(placed([source({ placement: undefined })])).rejects.toMatchObject({ fault: { code: 'BAKE-251' } });
    const placement = { ...source().placement!, lonLatDeg: [1e300, Number.NaN] as [number, number] };
    await expect(placed([source({ placement })])).rejects.toMatchObject({ fault: { code: 'BAKE-204' } });
  });

  it(`${ROUNDS} seeded mutations give a fault or a model, never another error`, async () => {
    const random = new SeededRandom('gltf');
    const large = await wedgeGlb({ spare: 2000 });
    const found = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) found.add(await outcome('mutant.glb', mutated(large, random)));
    expect(found).toContain('BAKE-254');
    expect(found).toContain('read');
  });
});
