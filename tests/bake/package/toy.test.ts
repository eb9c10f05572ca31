import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bakeDistrict } from '../../../src/bake/bake.ts';
import { districtHashOf } from '../../../src/bake/steps/districtHash.ts';
import { decodeGlb } from '../../../src/bake/steps/encodeGlb.ts';
import { decodeArc, decodeAreas, parseAreasFile } from '../../../src/model/contract/areasFile.ts';
import { decodeFootprints, footprintOf } from '../../../src/model/contract/footprintsFile.ts';
import { type Manifest, parseManifest } from '../../../src/model/contract/manifest.ts';
import { NAMED_ROADS_FILE, parseNamedRoadsFile } from '../../../src/model/contract/namedRoadsFile.ts';
import { groundClasses } from '../../../src/model/contract/tileAttributes.ts';
import { rollUpKeys } from '../../../src/model/domain/rollups.ts';
import { multiPolygonArea, sideOfMultiPolygon } from '../../../src/model/geometry/polygon.ts';
import { toyDistrict, writeToyRecipe } from '../../support/toyDistrict.ts';

let folder = '';
let manifest: Manifest;
let scratch = '';
beforeAll(async () => {
  folder = await toyDistrict();
  manifest = parseManifest(JSON.parse(readFileSync(path.join(folder, 'district.json'), 'utf8')))!;
  scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-package-'));
});
afterAll(() => rmSync(scratch, { recursive: true }));

const filesOf = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();

const areasFile = () => parseAreasFile(JSON.parse(readFileSync(path.join(folder, 'areas/areas.json'), 'utf8')))!;

function rows(sql: string): Record<string, string | number | null>[] {
  const database = new DatabaseSync(path.join(folder, 'index.sqlite'), { readOnly: true });
  try {
    return database.prepare(sql).all() as Record<string, string | number | null>[];
  } finally {
    database.close();
  }
}

describe('a package', () => {
  it('has the wanted things, and says that they are invented', () => {
    expect(manifest.counts).toMatchObject({ streets: 2, communities: 4, communityGrids: 3, unitGrids: 20 });
    expect(manifest.counts).toMatchObject({ extensionGrids: 4, videoPoints: 40, hazards: 6, residents: 9000 });
    expect(manifest.counts.buildings).toBeGreaterThan(250);
    expect(Object.values(manifest.synthetic).every(Boolean)).toBe(true);
  });

  it('hashes over what is public and all its other files but the personal store, and over what they say', async () => {
    const hash = createHash('sha256').update(`${JSON.stringify(manifest.publicFiles)}\n`);
    for (const file of filesOf(folder).filter((name) => !['district.json', 'personal.sqlite'].includes(name))) {
      hash.update(`${file}\0`).update(readFileSync(path.join(folder, file)));
    }
    expect(manifest.filesHash).toBe(hash.digest('hex'));
    expect(await districtHashOf(folder, manifest)).toBe(manifest.districtHash);
  });

  it('keeps index, personal store and report out of the public files', () => {
    const twins = manifest.publicFiles.flatMap((file) => [`${file}.br`, `${file}.gz`]);
    expect(filesOf(folder).filter((file) => ![...manifest.publicFiles, ...twins].includes(file))).toEqual([
      'index.sqlite',
      'personal.sqlite',
      'proof/slivers.json',
      'report.json',
    ]);
    expect(manifest.publicFiles.filter((file) => !filesOf(folder).includes(file))).toEqual([]);
  });

  it('comes out byte for byte the same again, wherever and on however many threads it is baked', async () => {
    const recipePath = writeToyRecipe(path.join(scratch, 'elsewhere'));
    const outFolder = path.join(scratch, 'again');
    await bakeDistrict({ recipePath, dataFolder: null, outFolder, threads: 2, onProgress: () => {} });
    expect(filesOf(outFolder)).toEqual(filesOf(folder));
    for (const file of filesOf(folder)) {
      const same = readFileSync(path.join(outFolder, file)).equals(readFileSync(path.join(folder, file)));
      expect([file, same]).toEqual([file, true]);
    }
  });

  it('proves that every level tiles the land', () => {
    const report = JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8'));
    expect(report.coverage.length).toBe(4);
    for (const level of report.coverage) expect(level).toMatchObject({ gaps: 0, overlaps: 0, crossings: 0 });
  });
});

describe('its index', () => {
  it('adds up: the parts of every area are the area', () => {
    const areas = rows('SELECT * FROM areas');
    const district = areas.find(({ level }) => level === 'district')!;
    for (const key of rollUpKeys) {
      for (const parent of areas) {
        const tree = areas.filter(({ parentId, level }) => parentId === parent.id && level !== 'communityGrid');
        if (tree.length > 0) expect(tree.reduce((sum, part) => sum + Number(part[key]), 0)).toBe(parent[key]);
      }
      const onDuty = areas.filter(({ level }) => level === 'communityGrid');
      expect(onDuty.reduce((sum, part) => sum + Number(part[key]), 0)).toBe(district[key]);
    }
    expect(district.residents).toBe(9000);
  });

  it('numbers its rows by id and names a grid for each', () => {
    const grids = new Set(
      rows("SELECT id FROM areas WHERE level LIKE '%nGrid' OR level = 'unitGrid'").map(({ id }) => id),
    );
    for (const [table, id, row] of [
      ['buildings', 'buildingId', 'buildingIndex'],
      ['videoPoints', 'videoPointId', 'videoPointIndex'],
    ] as const) {
      const all = rows(`SELECT * FROM ${table} ORDER BY ${row}`);
      expect(all.map((item) => item[row])).toEqual(all.map((_, index) => index));
      const ids = all.map((item) => String(item[id]));
      expect(ids).toEqual([...ids].sort());
      expect(all.every(({ gridId }) => grids.has(gridId!))).toBe(true);
    }
  });
});

describe('its shapes', () => {
  it('say the same in footprints, index and areas', () => {
    const bytes = readFileSync(path.join(folder, 'buildings/footprints.bin'));
    const footprints = decodeFootprints(
      new Uint8Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)),
    )!;
    const areas = areasFile();
    const outlines = decodeAreas(areas);
    const buildings = rows('SELECT * FROM buildings ORDER BY buildingIndex');
    expect(footprints.count).toBe(buildings.length);
    for (const building of buildings) {
      const index = Number(building.buildingIndex);
      expect(areas.areas[footprints.areaRow[index]!]!.id).toBe(building.gridId);
      expect(footprints.heightGroundMeters[index]).toBeCloseTo(Number(building.heightGroundMeters), 3);
      const polygons = footprintOf(footprints, index);
      expect(Math.abs(multiPolygonArea(polygons) / 10_000 - Number(building.footprintSquareMeters))).toBeLessThan(1);
      const [x, y] = [Number(building.centroidEastMeters) * 100, Number(building.centroidNorthMeters) * 100];
      expect(sideOfMultiPolygon(outlines.get(String(building.gridId))!, x, y)).not.toBe('outside');
    }
  });

  it('are all in the tiles, with ids in range', async () => {
    const seen = new Set<number>();
    for (const file of manifest.publicFiles.filter((name) => /^buildings\/.*\.glb$/.test(name))) {
      const document = await decodeGlb(readFileSync(path.join(folder, file)));
      for (const primitive of document
        .getRoot()
        .listMeshes()
        .flatMap((mesh) => mesh.listPrimitives())) {
        for (const id of primitive.getAttribute('_FEATURE_ID_0')!.getArray()!) seen.add(id);
      }
    }
    expect(seen.size).toBe(manifest.counts.buildings);
    expect(Math.max(...seen)).toBe(manifest.counts.buildings - 1);
  });

  it('have a ground below them with land and roads', async () => {
    const classes = new Set<number>();
    for (const file of manifest.publicFiles.filter((name) => /^ground\/.*\.glb$/.test(name))) {
      const document = await decodeGlb(readFileSync(path.join(folder, file)));
      for (const primitive of document
        .getRoot()
        .listMeshes()
        .flatMap((mesh) => mesh.listPrimitives())) {
        for (const id of primitive.getAttribute('_FEATURE_ID_0')!.getArray()!) classes.add(id);
      }
    }
    expect(classes.has(0)).toBe(true);
    expect([...classes].some((kind) => kind >= 3)).toBe(true);
    // Neither quays nor rails nor decks; and around it land that is no part of it.
    expect([...classes].filter((kind) => kind > 6)).toEqual([groundClasses.indexOf('outside')]);
  });

  it('tell what their streets are called and where those run', () => {
    expect(manifest.publicFiles).toContain(NAMED_ROADS_FILE);
    const file = parseNamedRoadsFile(JSON.parse(readFileSync(path.join(folder, NAMED_ROADS_FILE), 'utf8')))!;
    expect(file.roads.length).toBeGreaterThan(0);
    const { minX, maxX, minY, maxY } = manifest.boundsEnuMeters;
    for (const [x, y] of file.roads.flatMap(({ courses }) => courses.flatMap(decodeArc))) {
      expect(x >= minX * 100 && x <= maxX * 100 && y >= minY * 100 && y <= maxY * 100).toBe(true);
    }
  });
});
