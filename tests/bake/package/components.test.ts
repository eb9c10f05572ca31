/** City components of a baked district: invented along its streets, or an owner's own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Baked, bakeDistrict } from '../../../src/bake/bake.ts';
import { checkPackage, faultCountOf } from '../../../src/bake/check/checkPackage.ts';
import type { AreaNode } from '../../../src/bake/districtModel.ts';
import { LeafLocator } from '../../../src/bake/topology/leafLocator.ts';
import { decodeAreas, parseAreasFile } from '../../../src/model/contract/areasFile.ts';
import { COMPONENTS_FILE, type Components, decodeComponents } from '../../../src/model/contract/componentsFile.ts';
import { decodeFootprints, footprintOf } from '../../../src/model/contract/footprintsFile.ts';
import { type Manifest, parseManifest } from '../../../src/model/contract/manifest.ts';
import { sideOfMultiPolygon } from '../../../src/model/geometry/polygon.ts';
import { toyDistrict, toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

type Row = Record<string, string | number | null>;

function opened(folder: string) {
  const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(path.join(folder, file)));
  const jsonOf = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  const manifest = parseManifest(jsonOf('district.json'))!;
  const areas = parseAreasFile(jsonOf('areas/areas.json'))!;
  const outlines = decodeAreas(areas);
  const nodes = areas.areas.map((area) => ({ ...area, gridHeadMasked: null, polygonsCm: outlines.get(area.id)! }));
  const index = new DatabaseSync(path.join(folder, 'index.sqlite'), { readOnly: true });
  const rows = (sql: string): Row[] => index.prepare(sql).all() as Row[];
  const components = decodeComponents(bytesOf(COMPONENTS_FILE), manifest.components!.classes.length)!;
  return { bytesOf, manifest, areas: areas.areas, nodes: nodes as readonly AreaNode[], rows, components };
}

describe('invented components', () => {
  let toy: ReturnType<typeof opened>;
  let manifest: Manifest;
  let components: Components;
  let folder = '';
  beforeAll(async () => {
    folder = await toyDistrict();
    toy = opened(folder);
    ({ manifest, components } = toy);
  });
  const rowsOf = (code: string): number[] => {
    const wanted = manifest.components!.classes.findIndex((one) => one.code === code);
    return [...components.classRow.keys()].filter((row) => components.classRow[row] === wanted);
  };

  it('are as many in manifest, file and index, by class, and called synthetic', () => {
    expect(components.count).toBeGreaterThan(100);
    expect(manifest.counts.components).toBe(components.count);
    expect(manifest.synthetic.components).toBe(true);
    expect(manifest.publicFiles).toContain(COMPONENTS_FILE);
    expect(toy.rows('SELECT COUNT(*) AS count FROM components')).toEqual([{ count: components.count }]);
    for (const { code, count } of manifest.components!.classes) expect(rowsOf(code), code).toHaveLength(count);
  });

  it('lie each in the one grid that the shared edges say', () => {
    const locator = new LeafLocator(toy.nodes);
    for (let row = 0; row < components.count; row++) {
      const grid = locator.find(components.enuCm[row * 2]!, components.enuCm[row * 2 + 1]!);
      expect(grid?.id).toBe(toy.areas[components.areaRow[row]!]!.id);
    }
  });

  it('add up at every level', () => {
    const byArea = new Map(
      toy.rows('SELECT * FROM componentCounts').map(({ areaId, countsByClass }) => [areaId, String(countsByClass)]),
    );
    const byClass = manifest.components!.classes.map(({ count }) => count);
    const ofLevels = (...levels: string[]): number[] =>
      toy.areas
        .filter(({ level }) => levels.includes(level))
        .map(({ id }) => JSON.parse(byArea.get(id)!) as number[])
        .reduce((sums, counts) => sums.map((sum, row) => sum + counts[row]!));
    for (const level of ['district', 'street', 'community', 'communityGrid']) {
      expect(ofLevels(level), level).toEqual(byClass);
    }
    expect(ofLevels('unitGrid', 'extensionGrid')).toEqual(byClass);
  });

  it('stand in no house', () => {
    const footprints = decodeFootprints(toy.bytesOf('buildings/footprints.bin'))!;
    const houses = Array.from({ length: footprints.count }, (_, row) => footprintOf(footprints, row));
    const standing = ['01037', '01013', '03005', '01075'].flatMap(rowsOf);
    expect(standing.length).toBeGreaterThan(50);
    for (const row of standing) {
      const [x, y] = [components.enuCm[row * 2]!, components.enuCm[row * 2 + 1]!];
      expect(houses.some((house) => sideOfMultiPolygon(house, x, y) === 'inside')).toBe(false);
    }
  });

  it('are lamps a few steps apart, and hydrants farther', () => {
    const nearestMeters = (rows: readonly number[]): number => {
      const places = rows.map(
        (row) => [components.enuCm[row * 2]! / 100, components.enuCm[row * 2 + 1]! / 100] as const,
      );
      const nearest = places.map(([x, y], one) =>
        Math.min(...places.map(([u, v], other) => (other === one ? Infinity : Math.hypot(u - x, v - y)))),
      );
      return nearest.sort((a, b) => a - b)[nearest.length >> 1]!;
    };
    const [lamps, hydrants] = [nearestMeters(rowsOf('01037')), nearestMeters(rowsOf('01013'))];
    expect(lamps).toBeGreaterThan(8);
    expect(lamps).toBeLessThan(65);
    expect(hydrants).toBeGreaterThan(lamps);
  });

  it('carry ids that sort as their rows do', () => {
    const ids = toy
      .rows('SELECT componentId AS id FROM components ORDER BY componentIndex')
      .map(({ id }) => String(id));
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids[0]).toMatch(/^toy:component:\d{5}\d{6}$/);
  });

  it('have a twin that is the file, smaller', () => {
    const twin = toy.bytesOf(`${COMPONENTS_FILE}.br`);
    const file = toy.bytesOf(COMPONENTS_FILE);
    expect(Buffer.compare(brotliDecompressSync(twin), file)).toBe(0);
    expect(twin.length).toBeLessThan(file.length * 0.8);
  });

  it('pass the check of the package', async () => {
    const check = await checkPackage(folder);
    expect(faultCountOf(check)).toBe(0);
  });
});

describe("an owner's components", () => {
  let folder = '';
  let baked: Baked;
  let toy: ReturnType<typeof opened>;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-components-'));
    const rows = [
      ['7', '路灯', 120.365, 36.1, '城管路灯所'],
      ['8', '消火栓', 120.366, 36.1, ''],
      ['8', '消火栓', 120.3661, 36.1, ''],
      ['9', '飞碟', 120.366, 36.1001, ''],
      ['10', '路灯', 121.9, 36.1, ''],
      ['', '路灯', 120.367, 36.1, ''],
      ['', '路灯', 120.367001, 36.1, ''],
      ['#A1', '路灯', 120.368, 36.1, ''],
      ['#A2', '路灯', 120.368001, 36.1, ''],
    ];
    writeFileSync(
      path.join(folder, 'parts.csv'),
      `编号,类别,经度,纬度,权属单位\n${rows.map((row) => row.join(',')).join('\n')}\n`,
    );
    const recipe = toyRecipe();
    const source = {
      key: 'parts',
      role: 'components',
      path: 'parts.csv',
      format: 'csv',
      crs: 'EPSG:4490',
      fields: {
        id: { from: '编号' },
        class: { from: '类别', map: { 路灯: '01037', 消火栓: '01013' }, default: '?' },
        ownerUnit: { from: '权属单位' },
        x: { from: '经度' },
        y: { from: '纬度' },
      },
    };
    const recipePath = writeToyRecipe(path.join(folder, 'recipe'), { ...recipe, sources: [source] });
    const outFolder = path.join(folder, 'package');
    baked = await bakeDistrict({ recipePath, dataFolder: folder, outFolder, onProgress: () => {} });
    toy = opened(outFolder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('keep their ids, classes and owners, and are no invention', () => {
    const { classRow } = toy.components;
    const rows = toy.rows('SELECT componentId, ownerUnit FROM components ORDER BY componentIndex').map((row, at) => ({
      componentId: row.componentId!,
      ownerUnit: row.ownerUnit!,
      classCode: toy.manifest.components!.classes[classRow[at]!]!.code,
    }));
    const named = rows.filter(({ componentId }) => String(componentId).startsWith('parts:'));
    expect(named).toEqual([
      { componentId: 'parts:#A1', classCode: '01037', ownerUnit: null },
      { componentId: 'parts:#A2', classCode: '01037', ownerUnit: null },
      { componentId: 'parts:7', classCode: '01037', ownerUnit: '城管路灯所' },
      { componentId: 'parts:8', classCode: '01013', ownerUnit: null },
    ]);
    expect(rows.find(({ componentId }) => /^h[0-9a-f]{12}$/.test(String(componentId)))?.classCode).toBe('01037');
    expect(rows).toHaveLength(5);
    expect(toy.manifest.synthetic.components).toBe(false);
  });

  it('are counted where they are refused, each with its record', () => {
    const told = baked.faults
      .kept()
      .filter(({ record }) => record?.source === 'parts' && record.fate === 'dropped')
      .map(({ code, record }) => `${code} ${record!.id}`);
    expect(told.sort()).toEqual(['BAKE-209 8', 'BAKE-360 10', 'BAKE-361 9', 'BAKE-362 #7']);
    const source = toy.manifest.sources.find(({ key }) => key === 'parts')!;
    expect([source.records, source.accepted]).toEqual([9, 5]);
  });

  it('pass the check of the package', async () => {
    expect(faultCountOf(await checkPackage(path.join(folder, 'package')))).toBe(0);
  });
});

it('a recipe that asks for components without a table of classes is refused by its key', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-components-'));
  try {
    const recipe = toyRecipe();
    const { componentClasses: _classes, ...official } = recipe.official;
    const recipePath = writeToyRecipe(folder, { ...recipe, official });
    const options = { recipePath, dataFolder: null, outFolder: path.join(folder, 'package'), onProgress: () => {} };
    await expect(bakeDistrict(options)).rejects.toThrow(/official\.componentClasses/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
