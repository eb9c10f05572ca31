/** Buildings and ground on hills, measured in the tiles themselves: nothing floats, nothing is buried. */
import { validateBytes } from 'gltf-validator';
import { describe, expect, it } from 'vitest';
import type { Road } from '../../../src/bake/districtModel.ts';
import { tableColumn } from '../../../src/bake/steps/buildingTable.ts';
import type { TiledBuilding } from '../../../src/bake/steps/buildingTile.ts';
import { decodeGlb } from '../../../src/bake/steps/encodeGlb.ts';
import { groundTiles } from '../../../src/bake/steps/groundTiles.ts';
import type { PackageFile } from '../../../src/bake/steps/packageFile.ts';
import { tileContentHash } from '../../../src/bake/steps/tileContentHash.ts';
import { roundedHeightField } from '../../../src/model/contract/heightFieldFile.ts';
import { groundClasses } from '../../../src/model/contract/tileAttributes.ts';
import { roofTypes } from '../../../src/model/domain/buildings.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import { groundUpMeters, heightFieldOf } from '../../../src/model/geometry/heightField.ts';
import { type MultiPolygon, multiPolygonArea, type Outline, type Point2 } from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { decodedTile } from './decodedTile.ts';
import { plainTiles } from './plainTiles.ts';

const frame = new EnuFrame({ lonLatDeg: [120.365, 36.1], heightEllipsoidMeters: 0 });
const random = new SeededRandom('hills');
const hills = Array.from({ length: 12 }, () => [
  random.between(-2600, 2600),
  random.between(-2600, 2600),
  random.between(20, 140),
]);
/** Level by the sea in the west, hills up to 45 % steep in the east. */
const field = roundedHeightField(
  heightFieldOf([-3200, -3200], 40, 161, 161, (east, north) =>
    east < -2000
      ? 3
      : hills.reduce((sum, [x, y, up]) => sum + up! / (1 + ((east - x!) ** 2 + (north - y!) ** 2) / 40_000), 3),
  ),
);

const box = (x: number, y: number, width: number, depth: number): Outline => [
  [x, y],
  [x + width, y],
  [x + width, y + depth],
  [x, y + depth],
];

/** Boxes, L shapes and courtyards, turned any way. */
function footprint(kind: number): MultiPolygon {
  const [width, depth, turn] = [random.between(900, 7000), random.between(800, 3000), random.between(0, Math.PI)];
  const [x, y] = [random.between(-270_000, 270_000), random.between(-270_000, 270_000)];
  const arm = Math.min(width, depth) * 0.4;
  const outlines: Outline[] =
    kind === 0
      ? [box(0, 0, width, depth)]
      : kind === 1
        ? [
            [
              [0, 0],
              [width, 0],
              [width, arm],
              [arm, arm],
              [arm, depth],
              [0, depth],
            ],
          ]
        : [box(0, 0, width, depth), [...box(arm, arm, width - 2 * arm, depth - 2 * arm)].reverse()];
  const turned = ([px, py]: Point2): Point2 => [
    Math.round(x + px * Math.cos(turn) - py * Math.sin(turn)),
    Math.round(y + px * Math.sin(turn) + py * Math.cos(turn)),
  ];
  return [outlines.map((outline) => outline.map(turned))];
}

const buildings = Array.from({ length: 3600 }, (_, buildingIndex): TiledBuilding => {
  const footprintCm = footprint(buildingIndex % 3);
  const floors = random.whole(1, 30);
  const [x, y] = footprintCm[0]![0]![0]!;
  return {
    ...{
      buildingIndex,
      buildingId: `b${buildingIndex}`,
      name: '',
      nameEn: '',
      use: 'residential',
      floors,
      footprintCm,
    },
    code: buildingIndex % 5 === 0 ? `3702-${buildingIndex}` : null,
    roof: roofTypes[buildingIndex % 4]!,
    yearBuilt: buildingIndex % 7 === 0 ? null : 1900 + (buildingIndex % 120),
    heightGroundMeters: floors * 2.95,
    footprintSquareMeters: Math.round(multiPolygonArea(footprintCm) / 10_000),
    floorAreaSquareMeters: 0,
    households: buildingIndex % 250,
    residents: 0,
    gridId: `37020300100${100 + (buildingIndex % 40)}`,
    centroidEnuMeters: [x / 100, y / 100],
  };
});

const landCm: MultiPolygon = [
  [
    [
      [-290_000, -280_000],
      [280_000, -290_000],
      [300_000, 250_000],
      [0, 300_000],
      [-280_000, 240_000],
    ],
  ],
];
const road = (rank: Road['rank'], kind: Road['kind'], centrelineCm: Point2[], deck: number[] | null = null): Road => ({
  ...{
    rank,
    kind,
    name: null,
    nameEn: null,
    centrelineCm,
    halfWidthMeters: 14 - 2.5 * rank,
    deckAboveGroundMeters: deck,
  },
});
const groundModel = {
  heightField: field,
  sunkWater: [],
  bridges: [],
  beyond: [],
  waterCm: [[[[-900_000, -900_000], [-280_000, -900_000], [-290_000, -280_000], [-280_000, 240_000], [-280_000, 900_000], [-900_000, 900_000]]]] as MultiPolygon,
  greenCm: [[box(-50_000, -50_000, 60_000, 40_000)]] as MultiPolygon,
  quaysCm: [[box(-278_000, -100_000, 9000, 60_000)]] as MultiPolygon,
  roads: [
    road(1, 'street', [[-270_000, 0], [-20_000, 30_000], [100_000, -80_000], [270_000, -20_000]]),
    road(4, 'street', [[-100_000, -200_000], [-90_000, 100_000], [40_000, 200_000]]),
    road(2, 'rail', [[-260_000, -200_000], [-200_000, 200_000]]),
    road(1, 'viaduct', [[-150_000, -120_000], [0, -100_000], [150_000, -150_000]], [0, 9, 0]),
  ],
}; // biome-ignore format: outlines read best in a line each

interface TileJson {
  readonly boundingVolume: { readonly box: readonly number[] };
  readonly geometricError: number;
  readonly content?: { readonly uri: string };
  readonly children?: readonly TileJson[];
}

/** 3D Tiles 1.1: contents are there and inside their boxes, children inside their parents', errors fall. */
async function checkTileset(files: readonly PackageFile[], folder: string): Promise<void> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const tileset = JSON.parse(new TextDecoder().decode(byPath.get(`${folder}/tileset.json`)!.bytes));
  expect(tileset.asset).toEqual({ version: '1.1' });
  expect(tileset.root.transform.length).toBe(16);
  const used = new Set([`${folder}/tileset.json`]);
  const visit = async (tile: TileJson, parent: TileJson | null): Promise<void> => {
    const [cx, cy, cz, hx, , , , hy, , , , hz] = tile.boundingVolume.box as [
      number,
      number,
      number,
      number,
      ...number[],
    ];
    const low = [cx - hx, cy - hy!, cz - hz!];
    const high = [cx + hx, cy + hy!, cz + hz!];
    if (parent) {
      expect(tile.geometricError).toBeLessThan(parent.geometricError);
      const outer = parent.boundingVolume.box;
      for (const [axis, value] of low.entries())
        expect(value).toBeGreaterThanOrEqual(outer[axis]! - outer[3 + 4 * axis]! - 1e-6);
      for (const [axis, value] of high.entries())
        expect(value).toBeLessThanOrEqual(outer[axis]! + outer[3 + 4 * axis]! + 1e-6);
    }
    if (tile.content) {
      const path = `${folder}/${tile.content.uri}`;
      used.add(path);
      const { enuMeters } = await decodedTile(byPath.get(path)!.bytes);
      let outside = 0;
      for (let at = 0; at < enuMeters.length; at++) {
        if (enuMeters[at]! < low[at % 3]! - 1e-6 || enuMeters[at]! > high[at % 3]! + 1e-6) outside++;
      }
      expect([path, outside]).toEqual([path, 0]);
    }
    for (const child of tile.children ?? []) await visit(child, tile);
  };
  await visit(tileset.root, null);
  expect([...used].sort()).toEqual([...byPath.keys()].sort());
}

const buildingFiles = await plainTiles(buildings, field, frame);
const groundFiles = await groundTiles(groundModel, landCm, frame);
const glbs = [...buildingFiles, ...groundFiles].filter(({ path }) => path.endsWith('.glb'));

describe('tiles on hills', () => {
  it('keep the rules of 3D Tiles 1.1', async () => {
    await checkTileset(buildingFiles, 'buildings');
    await checkTileset(groundFiles, 'ground');
  });

  it('are valid glTF, whatever their extensions', async () => {
    expect(glbs.length).toBeGreaterThan(15);
    for (const { path, bytes } of glbs) {
      const { issues } = await validateBytes(bytes);
      const errors = issues.messages.filter(({ severity }: { severity: number }) => severity === 0);
      expect([path, errors]).toEqual([path, []]);
    }
  });

  it('are named by what they say, the same before compression and after', async () => {
    for (const { path, bytes, contentHash } of glbs) {
      expect(tileContentHash(await decodeGlb(bytes))).toBe(contentHash);
      expect(path).toContain(`-${contentHash?.slice(0, 16)}.glb`);
    }
  });
});

describe('buildings on hills', () => {
  it('stand on the ground with every corner, within 0.3 m', async () => {
    let corners = 0;
    let [worst, least] = [0, Infinity];
    for (const { path, bytes } of buildingFiles) {
      if (!path.endsWith('.glb')) continue;
      const { enuMeters, texcoords } = await decodedTile(bytes);
      // The lowest vertex over each place of a wall is its foot.
      const footAt = new Map<string, readonly [number, number, number]>();
      for (let row = 0; row * 3 < enuMeters.length; row++) {
        if (texcoords![row * 2] === -1) continue;
        const [x, y, up] = [enuMeters[row * 3]!, enuMeters[row * 3 + 1]!, enuMeters[row * 3 + 2]!];
        const found = footAt.get(`${x}/${y}`);
        if (!found || up < found[2]) footAt.set(`${x}/${y}`, [x, y, up]);
      }
      for (const [x, y, up] of footAt.values()) {
        const apex = groundUpMeters(field, x, y) + 0.5 < up; // the top of a gable has no foot
        if (apex) continue;
        corners++;
        const deep = groundUpMeters(field, x, y) - up;
        [worst, least] = [Math.max(worst, deep), Math.min(least, deep)];
      }
    }
    expect(corners).toBeGreaterThan(3600 * 4);
    expect(least).toBeGreaterThan(0.05);
    expect(worst).toBeLessThanOrEqual(0.3);
  });

  it('have a foot under every corner of every footprint', async () => {
    const feet = new Set<string>();
    const key = (x: number, y: number): string => `${Math.round(x * 4)}/${Math.round(y * 4)}`;
    for (const { path, bytes } of buildingFiles) {
      if (!path.endsWith('.glb')) continue;
      const { enuMeters } = await decodedTile(bytes);
      for (let at = 0; at < enuMeters.length; at += 3) {
        const [x, y] = [enuMeters[at]!, enuMeters[at + 1]!];
        if (Math.abs(enuMeters[at + 2]! - groundUpMeters(field, x, y)) <= 0.3) feet.add(key(x, y));
      }
    }
    const offsets = [-0.1, 0, 0.1];
    const isFoot = ([x, y]: Point2): boolean =>
      offsets.some((dx) => offsets.some((dy) => feet.has(key(x / 100 + dx, y / 100 + dy))));
    const corners = buildings.flatMap(({ footprintCm }) => footprintCm.flat(2) as Point2[]);
    expect(corners.length).toBeGreaterThan(buildings.length * 3);
    expect(corners.filter((corner) => !isFoot(corner))).toEqual([]);
  });

  it('are in the tables once each, with bands for households and nothing for what is not known', async () => {
    const seen = new Map<string, Record<string, string | number | null>>();
    const keys = ['id', 'code', 'use', 'floors', 'height', 'baseUp', 'year', 'grid', 'householdsBand'];
    for (const { path, bytes } of buildingFiles) {
      if (!path.endsWith('.glb')) continue;
      const document = await decodeGlb(bytes);
      const columns = keys.map((key) => tableColumn(document, key)!);
      const [primitive] = document.getRoot().listMeshes()[0]!.listPrimitives();
      const [index, rows] = ['_FEATURE_ID_0', '_FEATURE_ID_1'].map(
        (name) => primitive!.getAttribute(name)!.getArray()!,
      );
      const strangers = [...rows!].filter((row, vertex) => columns[0]![row] !== `b${index![vertex]}`);
      expect(strangers, path).toEqual([]);
      columns[0]!.forEach((id, row) => {
        expect(seen.has(String(id))).toBe(false);
        seen.set(String(id), Object.fromEntries(keys.map((key, column) => [key, columns[column]![row]!])));
      });
    }
    expect(seen.size).toBe(buildings.length);
    const bandOf = (households: number): string =>
      households < 10
        ? 'under10'
        : households < 50
          ? 'from10to49'
          : households < 100
            ? 'from50to99'
            : households < 200
              ? 'from100to199'
              : 'from200';
    const wrong = buildings.filter((building) => {
      const { code, use, floors, year, grid, height, householdsBand } = seen.get(building.buildingId)!;
      const said = [code, use, floors, year, grid, householdsBand];
      const meant = [building.code, building.use, building.floors, building.yearBuilt, building.gridId];
      const isTallEnough = Number(height) >= building.heightGroundMeters - 1 / 64;
      return !isTallEnough || [...meant, bandOf(building.households)].some((value, column) => value !== said[column]);
    });
    expect(wrong).toEqual([]);
  });
});

describe('ground on hills', () => {
  it('lies on the height field everywhere, each class its own step above', async () => {
    const steps = new Map<string, Set<number>>();
    const off: [kind: string, aboveMeters: number][] = [];
    let lowest = Infinity;
    for (const { path, bytes } of groundFiles) {
      if (!/\/g\d/.test(path)) continue;
      const { enuMeters, featureIds, indices } = await decodedTile(bytes);
      for (let at = 0; at < indices.length; at += 3) {
        const kind = groundClasses[featureIds[indices[at]!]!]!;
        if (kind === 'deck') continue;
        const corners = [0, 1, 2].map((corner) => indices[at + corner]! * 3);
        const [a, b, c] = corners.map((row) => [enuMeters[row]!, enuMeters[row + 1]!, enuMeters[row + 2]!]) as [
          number[],
          number[],
          number[],
        ];
        const flat = (b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!);
        lowest = Math.min(lowest, flat);
        // Walls and slivers say little of a height; rounding moves the rest by a few centimetres on steep ground.
        if (flat < 2) continue;
        for (const shares of [
          [1 / 3, 1 / 3, 1 / 3],
          [0.8, 0.1, 0.1],
          [0.05, 0.5, 0.45],
        ]) {
          const [x, y, up] = [0, 1, 2].map(
            (axis) => shares[0]! * a[axis]! + shares[1]! * b[axis]! + shares[2]! * c[axis]!,
          ) as [number, number, number];
          const above = up - groundUpMeters(field, x, y);
          const before = steps.get(kind) ?? new Set();
          steps.set(kind, before.add(Math.round(above * 8) / 8));
          if (!(above > -0.25 && above < 0.35)) off.push([kind, above]);
        }
      }
    }
    expect(off).toEqual([]);
    expect(lowest).toBeGreaterThan(-0.2); // seen from above, or upright
    expect([...steps.keys()].sort()).toEqual(['green', 'land', 'quay', 'rail', 'road1', 'road4']);
    for (const values of steps.values()) expect(Math.max(...values) - Math.min(...values)).toBeLessThanOrEqual(0.25);
  });

  it('covers the land once: what its triangles measure is what it measures', async () => {
    let area = 0;
    for (const { path, bytes } of groundFiles) {
      if (!/\/g\d/.test(path)) continue;
      const { enuMeters, featureIds, indices } = await decodedTile(bytes);
      for (let at = 0; at < indices.length; at += 3) {
        if (groundClasses[featureIds[indices[at]!]!] !== 'land') continue;
        const [a, b, c] = [0, 1, 2].map((corner) => indices[at + corner]! * 3) as [number, number, number];
        const [ax, ay] = [enuMeters[a]!, enuMeters[a + 1]!];
        area += ((enuMeters[b]! - ax) * (enuMeters[c + 1]! - ay) - (enuMeters[b + 1]! - ay) * (enuMeters[c]! - ax)) / 2;
      }
    }
    expect(area / (multiPolygonArea(landCm) / 10_000)).toBeCloseTo(1, 5);
  });

  it('carries a viaduct on piers, and the sea level below the land', async () => {
    const ups: Record<string, number[]> = { deck: [], water: [] };
    for (const { path, bytes } of groundFiles) {
      if (!path.endsWith('.glb') || path.includes('/far-')) continue;
      const { enuMeters, featureIds } = await decodedTile(bytes);
      for (let row = 0; row < featureIds.length; row++) {
        const kind = groundClasses[featureIds[row]!]!;
        const [x, y, up] = [enuMeters[row * 3]!, enuMeters[row * 3 + 1]!, enuMeters[row * 3 + 2]!];
        ups[kind]?.push(kind === 'deck' ? up - groundUpMeters(field, x, y) : up);
      }
    }
    expect(Math.max(...ups.deck!)).toBeGreaterThan(8);
    expect(Math.min(...ups.deck!)).toBeLessThan(-0.4);
    expect(new Set(ups.water)).toEqual(new Set([2.40625]));
  });
});
